"""How many deeds a clerk needs to review annotated reports on the reading desk.

`python -m benchmarks.desk_actions DIR`; DIR holds NAME.txt with NAME.gold.jsonl beside it, as `duixian review export`
writes them. Counted are keys and clicks: opening a document and its list 2, choosing where the list starts 1,
accepting it 1, unticking a wrong row 1; then for each statement that is left 1 (A), and for a wrong one 1 to open the
fields (E), 2 a wrong field (go there, write), before its A. What the reader missed is selected and marked (4), filled
in (2 a field) and accepted. Tasks are not annotated in such sets: they count as right, which is told beside the sum.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from pathlib import Path
from typing import Any

from duixian import read
from duixian.statement import Statement

LEAST = (0.95, 0.9, 0.8)
FIGURE = ("value", "value_high", "unit", "measure", "comparator", "status", "year", "subject")
MILESTONE = ("due", "status", "subject")
OPEN, LIST, MARK, FIELD = 3, 1, 4, 2


@dataclass(frozen=True, slots=True)
class Deeds:
    """What is done to one report: rows accepted from the list, unticked in it, reviewed one by one; fields, marks."""

    reports: int = 0
    statements: int = 0
    listed: int = 0
    unticked: int = 0
    single: int = 0
    opened: int = 0
    fields: int = 0
    missed: int = 0

    @property
    def actions(self) -> int:
        """All keys and clicks."""
        marked = self.missed * (MARK + 1)
        return (OPEN + LIST) * self.reports + self.unticked + self.single + self.opened + FIELD * self.fields + marked

    def __add__(self, other: Deeds) -> Deeds:
        """Return both together."""
        return Deeds(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))


def deeds(path: Path, least: float) -> Deeds:
    """Return what a clerk does to a report whose list starts at a confidence."""
    statements = read(path).statements
    lines = path.with_suffix(".gold.jsonl").read_text(encoding="utf-8").splitlines()
    gold = [row for row in map(json.loads, lines) if not row.get("optional")]
    done = Deeds(reports=1, statements=len(statements))
    for statement in statements:
        wrong = _wrong(statement, gold)
        sure = statement.confidence >= least
        done = replace(
            done,
            listed=done.listed + (sure and not wrong),
            unticked=done.unticked + (sure and bool(wrong)),
            single=done.single + (not sure or bool(wrong)),
            opened=done.opened + bool(wrong),
            fields=done.fields + wrong,
        )
    missed = [row for row in gold if not any(_is_of(each, row) for each in statements)]
    return replace(done, missed=len(missed), fields=done.fields + 3 * len(missed))


def _is_of(statement: Statement, row: dict[str, Any]) -> bool:
    same = row["kind"] == statement.kind
    return same and bool(row["start"] < statement.end and statement.start < row["end"])


def _wrong(statement: Statement, gold: list[dict[str, Any]]) -> int:
    """Return how many fields of a statement a person must write anew; one that is not annotated is rejected: none."""
    rows = [row for row in gold if _is_of(statement, row)]
    return min((sum(_differing(statement, row)) for row in rows), default=0)


def _differing(statement: Statement, row: dict[str, Any]) -> Iterator[bool]:
    said = statement.as_dict()
    for name in FIGURE if statement.kind == "figure" else MILESTONE:
        want, got = row.get(name), said[name]
        if name == "subject":
            yield not any(title in got or got in title for title in (want, *row.get("subject_alt", ())))
        elif name in ("value", "value_high"):
            yield (want and Decimal(want)) != (got and Decimal(got))
        elif name != "year" or want is not None:
            yield (want or "") != (got or "")


def main(folder: Path) -> None:
    """Print a line for each threshold of the list."""
    paths = sorted(folder.glob("*.txt"))
    for least in LEAST:
        total = sum((deeds(path, least) for path in paths), Deeds())
        print(  # noqa: T201
            f"{least:.2f}: {total.reports} reports, {total.statements} statements; "
            f"{total.listed} accepted from the list, {total.unticked} unticked, {total.single} one by one, "
            f"{total.fields} fields written, {total.missed} marked: {total.actions} actions"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
