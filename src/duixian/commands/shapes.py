"""What is made of each file's reading, by format: `SHAPES` lists the formats. It runs in the workers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from duixian.reading import Reading
from duixian.statement import Kind

if TYPE_CHECKING:
    from duixian.exporters.html import Entry
    from duixian.exporters.lines import Line

# Cells of a line where no terminal says otherwise.
WIDE = 120
STDIN = "-"
STDIN_NAME = "标准输入"


class Made(NamedTuple):
    """What one file came to: text (or bytes) ready to write, the line over a table, what a list of pages says of it."""

    text: str | bytes
    head: str = ""
    entry: Entry | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """The format that is wanted, and which statements; called with each reading."""

    format: str
    kind: Kind | None = None
    limit: int | None = None
    several: bool = False
    width: int = WIDE
    colour: bool = False
    tag: str = ""
    today: date | None = None

    def __call__(self, path: str, reading: Reading) -> Made:
        """Return what is written for the file at `path`."""
        if path == STDIN:
            reading = replace(reading, name=STDIN_NAME)
        return SHAPES[self.format](self, path, self.of_kind(reading))

    def over(self, number: int) -> Shape:
        """Return the shape for so many files: rows name their file where there are several."""
        return replace(self, several=number > 1)

    def of_kind(self, reading: Reading) -> Reading:
        """Return the reading with the statements of the kind that is wanted."""
        if self.kind is None:
            return reading
        kept = tuple(statement for statement in reading.statements if statement.kind == self.kind)
        return replace(reading, statements=kept)

    def some(self, reading: Reading) -> Reading:
        """Return the reading with no more statements than the limit."""
        return replace(reading, statements=reading.statements[: self.limit]) if self.limit else reading


def _jsonl(shape: Shape, path: str, reading: Reading) -> Made:
    from duixian.exporters.jsonl import jsonl

    return Made(jsonl(shape.some(reading), doc=path if shape.several else None))


def _csv(shape: Shape, path: str, reading: Reading) -> Made:
    from duixian.exporters.csv import csv_rows

    return Made(csv_rows(shape.some(reading), doc=path if shape.several else None))


def _text(shape: Shape, path: str, reading: Reading) -> Made:
    from duixian.exporters.text import text

    return Made(text(reading))


def _html(shape: Shape, path: str, reading: Reading) -> Made:
    from duixian.exporters.html import entry, page

    some = shape.some(reading)
    made = page(some, tag=shape.tag, read_on=shape.today)
    return Made(made, entry=entry(some, file="", tag=shape.tag))


def _table(shape: Shape, path: str, reading: Reading) -> Made:
    from duixian.exporters.table import facts, table

    lines = table(reading, width=shape.width, limit=shape.limit or 0)
    return Made(printed(lines, colour=shape.colour), head=facts(reading))


def printed(lines: Iterable[Line], *, colour: bool) -> str:
    """Return lines of styled parts as text, with the terminal's colours if wanted."""
    from rich.style import Style

    shown = []
    for line in lines:
        parts = (Style.parse(style).render(text) if colour and style and text.strip() else text for text, style in line)
        shown.append("".join(parts).rstrip() + "\n")
    return "".join(shown)


SHAPES: dict[str, Callable[[Shape, str, Reading], Made]] = {
    "table": _table,
    "jsonl": _jsonl,
    "csv": _csv,
    "html": _html,
    "text": _text,
}
# Formats of bytes: a terminal cannot show them.
BINARY = frozenset({"parquet", "tasks", "xlsx"})
SUFFIXES = {"tasks": ".xlsx", "table": ".txt", "text": ".txt"}
# What the end of a file's name says about the format.
BY_SUFFIX = {
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".json": "jsonl",
    ".csv": "csv",
    ".html": "html",
    ".htm": "html",
    ".parquet": "parquet",
    ".xlsx": "xlsx",
}


def format_for(out: Path | None) -> str:
    """Return the format that the name of the output asks for; a table where it says nothing."""
    return BY_SUFFIX.get(out.suffix.lower(), "table") if out is not None else "table"


def suffix_of(format: str) -> str:  # noqa: A002  the option's own name
    """Return how the names of files in a format end."""
    return next((suffix for suffix, named in BY_SUFFIX.items() if named == format), SUFFIXES.get(format, f".{format}"))
