"""`duixian demo --pages`: reads the reports at hand, prints the table of each, and serves the marked pages."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from duixian.batch import Outcome, export_many, read_many
from duixian.commands.compare import write_comparison
from duixian.commands.files import files_of
from duixian.commands.output import output
from duixian.commands.pages import LIST, write_pages
from duixian.commands.shapes import WIDE, Made, Shape
from duixian.commands.talk import ansi, complain, is_coloured, say
from duixian.errors import FileError
from duixian.reading import Reading

if TYPE_CHECKING:
    from duixian.exporters.html import Beside

ROWS = 12
TAG = "演示数据 · 虚构县"
REPORTS = Path("demo", "reports")
# Real reports that a developer may have beside the repository.
SEEDS = Path("..", "shared", "reading", "seeds")
# Those of them that are of one county.
COMPARED = ("000_", "001_", "002_")
REPOSITORY = Path(__file__).parents[3]


def pages(*, port: int, out: Path, serve: bool, reports: Path | None) -> int:
    """Read the reports at hand, print their tables, write and serve their pages; return the exit code."""
    names, tags = reports_at(reports)
    shape = _shape()
    outcomes = _printed(export_many(names, partial(_made, shape, tags)), colour=shape.colour)
    done = list(write_pages(outcomes, out, beside=list(_beside(names, tags, out))))
    failures = [outcome.error for outcome in done if outcome.error is not None]
    for failure in failures:
        complain(failure)
    say(f"写了 {len(list(out.glob('*.html')))} 页，在 {out}/，先看 {out / LIST}", style="")
    if serve:
        # Imported here: nobody who only reads should wait for a web server.
        from duixian.commands.folder import serve_folder

        serve_folder(out, port)
    return 1 if failures else 0


def reports_at(folder: Path | None) -> tuple[list[str], dict[str, str]]:
    """Return the files to read, and the tag of those that are made up."""
    if folder is not None:
        names, failures = files_of([str(folder)])
        if failures:
            raise failures[0]
        return names, {}
    root = Path() if REPORTS.is_dir() else REPOSITORY
    own = sorted(str(path) for path in (root / REPORTS).glob("*.txt"))
    if not own:
        hint = "请在项目文件夹里运行，或写 --reports 文件夹。"
        raise FileError("这里没有自带的演示报告。", where=str(REPORTS), hint=hint)
    seeds = sorted(str(path) for path in (root / SEEDS).glob("*.txt"))
    return own + seeds, dict.fromkeys(own, TAG)


def _beside(names: list[str], tags: dict[str, str], out: Path) -> Iterator[Beside]:
    """Write the page of what the made-up reports say beside each other, and real ones of one county; yield both."""
    real = [name for name in names if Path(name).name.startswith(COMPARED) and name not in tags]
    for several, tag in ((list(tags), TAG), (real, "")):
        if len(several) > 1:
            readings = {each.path: each.result for each in read_many(several) if each.result is not None}
            yield write_comparison(readings, out, tag=tag)


def _shape() -> Shape:
    width = shutil.get_terminal_size((WIDE, ROWS)).columns
    return Shape(format="table", limit=ROWS, width=width, colour=is_coloured(sys.stdout), today=date.today())


def _made(shape: Shape, tags: dict[str, str], path: str, reading: Reading) -> Made:
    """Return the page of a report, with its table as the head that is printed."""
    table = shape(path, reading)
    page = replace(shape, format="html", limit=None, tag=tags.get(path, ""))(path, reading)
    return page._replace(head=f"{table.head}\n{table.text!s}\n")


def _printed(outcomes: Iterator[Outcome[Made]], *, colour: bool) -> Iterator[Outcome[Made]]:
    with output(None) as write:
        for outcome in outcomes:
            if outcome.result is not None:
                head, _, table = outcome.result.head.partition("\n")
                write((f"{ansi('dim')}{head}{ansi('')}" if colour else head) + "\n" + table)
            yield outcome
