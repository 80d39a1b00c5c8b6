"""The language cases of tests/cases: a sentence each, with the statements that a careful statistician would read.

A case is `name`, `text` and `want`; `where` says where the sentence stands: in the "review" (the default) of a made-up
report of 2025, which looks back on 2024, in its "plan", or "bare", the text alone. A row of `want` is a figure unless
its `kind` says milestone or task, and names only the fields that it is about; a list holds titles that are as good as
each other, and "none" stands for a field that must be empty. Rows stand in the order of the text. Tasks are looked at
only where one is wanted.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duixian import read_text
from duixian.statement import Statement

FOLDER = Path(__file__).parents[1] / "cases"
TITLE = "清河湾县2025年政府工作报告"
HEADINGS = {"review": "一、2024年工作回顾", "plan": "二、2025年工作安排"}
KEYS = {"name", "text", "where", "want"}
UNASKED = {"span", "sentence", "section", "repairs", "confidence", "task"}
ROW_KEYS = {field.name for field in fields(Statement)} - UNASKED
NUMBERS = ("value", "value_high")
UNSAID = re.compile(r"[的\s]|全县|全市|全区|我县")


@dataclass(frozen=True)
class Case:
    """One sentence, where it stands, and the statements wanted from it."""

    name: str
    text: str
    where: str
    want: tuple[dict[str, Any], ...]

    @property
    def document(self) -> str:
        """The report that the sentence is put into."""
        return self.text if self.where == "bare" else f"{TITLE}\n\n{HEADINGS[self.where]}\n{self.text}\n"


def cases_in(path: Path) -> Iterator[Case]:
    """Yield the cases of one file; a key that no case or statement has is refused."""
    for entry in tomllib.loads(path.read_text(encoding="utf-8"))["case"]:
        strange = set(entry) - KEYS | {key for row in entry["want"] for key in row} - ROW_KEYS
        if strange:
            raise ValueError(f"{path.name}, {entry['name']!r}: unknown {', '.join(sorted(strange))}")
        yield Case(entry["name"], entry["text"], entry.get("where", "review"), tuple(entry["want"]))


def said(title: str | None) -> str:
    """Return a title without what may be left unsaid."""
    return UNSAID.sub("", title or "")


def equal(field: str, wanted: Any, read: Any) -> bool:
    """Whether one field of a statement is as wanted."""
    if wanted == "none":
        return read is None
    if field == "subject":
        return said(read) in {said(title) for title in ([wanted] if isinstance(wanted, str) else wanted)}
    if field in NUMBERS:
        return read is not None and Decimal(wanted) == read
    return read in wanted if isinstance(wanted, list) else str(read) == str(wanted)


def fits(row: dict[str, Any], statement: Statement) -> bool:
    """Whether every field that the row names is as wanted."""
    return all(equal(field, wanted, getattr(statement, field)) for field, wanted in row.items())


def in_order(wanted: Iterable[dict[str, Any]], read: list[Statement]) -> bool:
    """Whether each row fits a statement, in the order of the text; statements of one span may come in any order."""
    left = sorted(read, key=lambda statement: statement.span)
    for row in wanted:
        found = next((s for s in left if s.span == left[0].span and fits(row, s)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def shown(statement: Statement, row_keys: Iterable[str]) -> str:
    """Return the fields of a statement that a failing row is compared with."""
    return ", ".join(f"{key}={getattr(statement, key)}" for key in sorted(row_keys))


def report(case: Case, read: list[Statement]) -> str:
    """Return what a failing case shows: the sentence, what was wanted, what was read."""
    keys = {key for row in case.want for key in row} or {"kind", "text", "subject"}
    wanted = [f"  wanted {row}" for row in case.want] or ["  wanted nothing"]
    found = [f"  read   {shown(statement, keys)}" for statement in read] or ["  read   nothing"]
    return "\n".join([case.text, *wanted, *found])


FILES = sorted(FOLDER.glob("*.toml"))
CASES = [pytest.param(case, id=f"{path.stem}: {case.name}") for path in FILES for case in cases_in(path)]


@pytest.mark.parametrize("case", CASES)
def test_case(case: Case) -> None:
    """The sentence is read as wanted, and every statement of its document is cut out of the text."""
    statements = read_text(case.document).statements
    start = case.document.index(case.text)
    inside = [s for s in statements if start <= s.start and s.end <= start + len(case.text)]
    tasks = [s for s in inside if s.kind == "task"]
    dated = [s for s in inside if s.kind != "task"]
    wants_tasks = [row for row in case.want if row.get("kind") == "task"]
    wants_dated = [{"kind": "figure"} | row for row in case.want if row.get("kind") != "task"]
    assert all(case.document[s.start : s.end] == s.text for s in statements)
    assert in_order(wants_dated, dated), report(case, dated)
    assert not wants_tasks or in_order(wants_tasks, tasks), report(case, tasks)


def test_names_of_cases_are_their_own() -> None:
    """A name says which case failed, so no two cases of a file share one."""
    for path in FILES:
        names = [case.name for case in cases_in(path)]
        assert len(names) == len(set(names)), path.name
