"""The demo's reports are read as their author meant them: every row of demo/expected.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import duixian
from duixian import Reading, Statement

DEMO = Path(__file__).parents[2] / "demo"
REPORTS = sorted((DEMO / "reports").glob("*.txt"))


@dataclass(frozen=True)
class Wanted:
    """A row of expected.toml: where it stands, which titles are good, and the fields that are held."""

    file: str
    anchor: str
    text: str
    titles: tuple[str, ...]
    repaired: str | None
    fields: dict[str, Any]

    @classmethod
    def of(cls, row: dict[str, Any]) -> Wanted:
        """Return the row with its place and titles apart from the fields."""
        file, anchor, text = row.pop("file"), row.pop("anchor"), row.pop("text")
        titles = (row.pop("subject"), *row.pop("also", ()))
        fields = {"year": None, "value_high": None, **row} if row["kind"] == "figure" else dict(row)
        return cls(file, anchor, text, titles, fields.pop("repaired", None), fields | as_iso(fields))

    def start_in(self, text: str) -> int:
        """Return where the row's figure or date begins in `text`."""
        return text.index(self.anchor) + self.anchor.index(self.text)

    def differences(self, statement: Statement) -> dict[str, Any]:
        """Return what `statement` reads otherwise, by field."""
        got = statement.as_dict()
        wrong = {key: got[key] for key, value in self.fields.items() if got[key] != value}
        if not any(same_title(title, statement.subject) for title in self.titles):
            wrong["subject"] = statement.subject
        if self.repaired and self.repaired not in {repair.kind for repair in statement.repairs}:
            wrong["repairs"] = statement.repairs
        return wrong


def as_iso(fields: dict[str, Any]) -> dict[str, str]:
    """Return the dates and years among `fields` as the contract writes them."""
    return {key: str(fields[key]) for key in ("due", "year") if fields.get(key) is not None}


def same_title(wanted: str, got: str) -> bool:
    """Whether two row titles name one thing: one holds the other, or two thirds of the characters agree."""
    if not wanted or not got:
        return wanted == got
    short, long = sorted((wanted, got), key=len)
    held = short in long and len(short) >= 0.4 * len(long)
    return held or SequenceMatcher(None, wanted, got, autojunk=False).ratio() >= 0.66


def rows() -> Iterator[Wanted]:
    """Yield the rows of expected.toml."""
    table = tomllib.loads((DEMO / "expected.toml").read_text(encoding="utf-8"))
    yield from (Wanted.of(row) for row in table["row"])


ROWS = tuple(rows())
NAMES = [f"row {number}" for number in range(1, len(ROWS) + 1)]  # pytest escapes Chinese in names


@cache
def reading_of(file: str) -> Reading:
    """Return the reading of a demo report."""
    return duixian.read(DEMO / "reports" / file)


@pytest.mark.parametrize("wanted", ROWS, ids=NAMES)
def test_a_row_is_read_as_meant(wanted: Wanted) -> None:
    reading = reading_of(wanted.file)
    start = wanted.start_in(reading.text)
    end = start + len(wanted.text)
    here = [s for s in reading.statements if s.kind == wanted.fields["kind"] and s.start < end and start < s.end]
    assert here, f"nothing read at {wanted.anchor!r}"
    assert min((wanted.differences(statement) for statement in here), key=len) == {}, wanted.anchor


@pytest.mark.parametrize(("file", "year"), [(path.name, int(path.name[4:8])) for path in REPORTS])
def test_a_report_knows_its_county_and_year(file: str, year: int) -> None:
    reading = reading_of(file)
    assert (reading.place, reading.place_code, reading.year) == ("清河湾县", None, year)


@pytest.mark.parametrize("wanted", ROWS, ids=NAMES)
def test_an_anchor_stands_once_in_its_file(wanted: Wanted) -> None:
    text = (DEMO / "reports" / wanted.file).read_text(encoding="utf-8")
    assert (text.count(wanted.anchor), wanted.anchor.count(wanted.text)) == (1, 1)


@pytest.mark.parametrize("path", REPORTS, ids=lambda path: path.stem)
def test_a_report_says_that_it_is_invented(path: Path) -> None:
    assert "虚构县份，数据均为演示所作" in path.read_text(encoding="utf-8")
