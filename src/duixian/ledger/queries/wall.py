"""挂图作战: a year's commitments as marks, theme by month of the original deadline, the worst first in each cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from duixian.accounts.models import Person
from duixian.catalogue import themes
from duixian.ledger.judging import Assessment
from duixian.ledger.queries.listing import of_year, promised, rows_of, year_meant
from duixian.ledger.queries.rows import Row

NONE = "none"
# In a cell, and which of them stand with their names.
WORST_FIRST = ("missed", "late", "at_risk", "unknown", "on_track", "delivered", "withdrawn")
NAMED = 2
DONE = Assessment.DELIVERED


@dataclass(frozen=True, slots=True)
class Cell:
    """A theme in a month: those that stand with their names, and the marks of the rest."""

    month: int
    named: tuple[Row, ...]
    marks: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A theme: its key, its title, how many, and a cell for each month."""

    key: str
    title: str
    total: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Month:
    """A month: how many fall due, and how many of them are delivered; the first list of a year is of no month."""

    number: int
    due: int
    done: int
    is_now: bool


@dataclass(frozen=True, kw_only=True)
class Wall:
    """The chart of a year on a day: duties stand below it, and what has no deadline in a column of its own."""

    year: int | None
    years: tuple[int, ...]
    total: int
    counts: dict[str, int]
    months: tuple[Month, ...]
    bands: tuple[Band, ...]
    duties: tuple[Row, ...]


def wall(person: Person, *, day: date, year: int | None = None) -> Wall:
    """Return the chart of a year, the last one that has begun where none is named."""
    visible = promised(person, day)
    year, years = year_meant(visible, day=day, asked=year)
    rows = rows_of(list(of_year(visible, year)), day=day) if year else []
    duties = [row for row in rows if row.commitment.target_kind == "duty"]
    dated = [row for row in rows if row.commitment.target_kind != "duty"]
    return Wall(
        year=year,
        years=tuple(years),
        total=len(rows),
        counts=dict(Counter(str(row.standing.assessment) for row in rows)),
        months=tuple(_months(dated, year, day)),
        bands=tuple(_bands(dated)),
        duties=tuple(duties),
    )


def month_of(row: Row) -> int:
    """Return the month of the original deadline; 0 where it has none, or one in another year."""
    due = row.commitment.original_due
    return due.month if due is not None and due.year == row.commitment.year else 0


def _months(rows: Sequence[Row], year: int | None, day: date) -> Iterable[Month]:
    due = Counter(map(month_of, rows))
    done = Counter(month_of(row) for row in rows if row.standing.assessment is DONE)
    for number in (*range(1, 13), *((0,) if due[0] else ())):
        yield Month(number, due[number], done[number], is_now=(year, number) == (day.year, day.month))


def _bands(rows: Sequence[Row]) -> Iterable[Band]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.commitment.theme or NONE].append(row)
    titles: dict[str, Any] = {each.id: each.title for each in themes().values()}
    months = (*range(1, 13), *((0,) if any(month_of(row) == 0 for row in rows) else ()))
    for key in sorted(found, key=lambda each: (each == NONE, list(titles).index(each) if each in titles else 0)):
        yield Band(key, titles.get(key, ""), len(found[key]), tuple(_cell(found[key], month) for month in months))


def _cell(rows: Sequence[Row], month: int) -> Cell:
    here = sorted(
        (row for row in rows if month_of(row) == month),
        key=lambda row: (WORST_FIRST.index(row.standing.assessment), row.commitment.pk),
    )
    return Cell(month, tuple(here[:NAMED]), tuple(here[NAMED:]))
