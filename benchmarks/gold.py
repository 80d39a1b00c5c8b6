"""Gold sets, and the functions of the given scorer (score.py beside them) for single rows.

Rows of gold and predictions stay the plain JSON that the scorer works on.
"""

from __future__ import annotations

import importlib.util
import json
import sys
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol, cast

Json = dict[str, Any]
HALVES = Path(__file__).parent / "halves.toml"
OWN = Path(__file__).parents[1] / "tests" / "gold"
SCORED = ("figure", "milestone")


class Scorer(Protocol):
    """The functions of score.py that are used here."""

    def pairs(self, gold: list[Json], pred: list[Json]) -> list[tuple[int, int]]:
        """Return which gold row is paired with which predicted one."""

    def judge(self, gold: Json, pred: Json) -> dict[str, bool]:
        """Return which fields of a paired prediction are right."""


@dataclass(frozen=True, slots=True)
class Document:
    """An annotated report: its text, the gold rows and the annotated ranges."""

    name: str
    text: str
    gold: tuple[Json, ...]
    ranges: tuple[tuple[int, int], ...]

    def inside(self, row: Json) -> bool:
        """Return whether `row` starts inside an annotated range."""
        return any(start <= row["start"] < end for start, end in self.ranges)


@dataclass(frozen=True, slots=True)
class GoldSet:
    """Documents that are scored together; `unread` ones may be shown in sums only."""

    name: str
    folder: Path
    documents: tuple[str, ...]
    unread: bool = False

    def load(self) -> Iterator[Document]:
        """Yield the documents with their gold rows."""
        return (load_document(self.folder, name) for name in self.documents)


@dataclass(frozen=True, slots=True)
class Outcome:
    """A gold row with the prediction paired to it, or one of them alone; `right` says which fields agree."""

    gold: Json | None
    predicted: Json | None
    right: dict[str, bool]

    @property
    def quantity(self) -> bool:
        """Return whether value and unit are right."""
        return bool(self.right) and self.right.get("value", False) and self.right.get("unit", False)


def gold_sets(reading: Path) -> tuple[GoldSet, ...]:
    """Return the sets found in `reading` (the seeds, dev, and its two halves), and the passages of our own."""
    read = frozenset(tomllib.loads(HALVES.read_text(encoding="utf-8"))["read"])
    seeds, dev = reading / "seeds", reading / "dev"
    names = documents_in(dev)
    sets = (
        GoldSet("seeds", seeds, documents_in(seeds)),
        GoldSet("dev", dev, names),
        GoldSet("dev, read half", dev, tuple(name for name in names if name in read)),
        GoldSet("dev, unread half", dev, tuple(name for name in names if name not in read), unread=True),
        GoldSet("own passages", OWN, documents_in(OWN)),
    )
    return tuple(each for each in sets if each.documents)


def documents_in(folder: Path) -> tuple[str, ...]:
    """Return the names of the annotated documents in `folder`."""
    return tuple(sorted(path.name.removesuffix(".gold.jsonl") for path in folder.glob("*.gold.jsonl")))


def load_document(folder: Path, name: str) -> Document:
    """Return the document `name` with its gold rows; without a file of ranges all of it is annotated."""
    text = (folder / f"{name}.txt").read_text(encoding="utf-8")
    ranges_file = folder / f"{name}.ranges.json"
    ranges = json.loads(ranges_file.read_text(encoding="utf-8")) if ranges_file.exists() else [[0, len(text)]]
    gold = json_lines((folder / f"{name}.gold.jsonl").read_text(encoding="utf-8"))
    return Document(name, text, tuple(gold), tuple((start, end) for start, end in ranges))


def json_lines(text: str) -> list[Json]:
    """Return the rows of a JSON lines text."""
    return [json.loads(line) for line in text.split("\n") if line.strip()]


def load_scorer(path: Path) -> Scorer:
    """Return score.py as a module; nothing is written beside it."""
    spec = importlib.util.spec_from_file_location("score", path)
    if spec is None or spec.loader is None:
        raise ValueError(f"not a Python file: {path}")
    module = importlib.util.module_from_spec(spec)
    written, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        spec.loader.exec_module(module)
    finally:
        sys.dont_write_bytecode = written
    return cast(Scorer, module)


def outcomes(
    document: Document, predicted: list[Json], scorer: Scorer, *, asked: Callable[[Json], bool] = lambda row: True
) -> list[Outcome]:
    """Return what became of each gold row and each prediction, as score.py counts them.

    Gold rows marked optional, and those that are not `asked`, are neither missed nor held against a prediction on them.
    """
    gold = [row for row in document.gold if document.inside(row)]
    wanted = [row for row in gold if asked(row) and not row.get("optional")]
    spare = [row for row in gold if not (asked(row) and not row.get("optional"))]
    rows = [row for row in predicted if row.get("kind") in SCORED and document.inside(row)]
    paired = scorer.pairs(wanted, rows)
    both = [Outcome(wanted[g], rows[p], scorer.judge(wanted[g], rows[p])) for g, p in paired]
    gold_seen, rows_seen = {g for g, _ in paired}, {p for _, p in paired}
    missed = [Outcome(row, None, {}) for g, row in enumerate(wanted) if g not in gold_seen]
    spurious = [
        row for p, row in enumerate(rows) if p not in rows_seen and not any(overlap(row, each) for each in spare)
    ]
    return both + missed + [Outcome(None, row, {}) for row in spurious]


def overlap(row: Json, other: Json) -> bool:
    """Return whether two rows of one kind share a character."""
    return bool(row["kind"] == other["kind"] and row["start"] < other["end"] and other["start"] < row["end"])
