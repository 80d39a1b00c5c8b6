"""挂图作战: a year's commitments as marks, theme by month of the original deadline, the worst first in each cell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from duixian.accounts.models import Person
from duixian.journal.days import end_of
from duixian.ledger.judging import Assessment
from duixian.ledger.models import Commitment, Pin
from duixian.ledger.queries.duties import Duty, duty_of
from duixian.ledger.queries.kept import rows_of
from duixian.ledger.queries.listing import of_year, promised, year_meant
from duixian.ledger.queries.once import once
from duixian.ledger.queries.overview import NONE, Key, order_of, way_of
from duixian.ledger.queries.rows import Row

# In a cell, and how many stand with their names where the supervision office has named none.
WORST_FIRST = ("missed", "late", "at_risk", "unknown", "on_track", "delivered", "withdrawn")
NAMED = 2
DONE = Assessment.DELIVERED
Order = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Tile:
    """A commitment that stands with its name: the short title that the office gave it, or its own."""

    row: Row
    words: str

    @property
    def figure(self) -> str:
        """How far it has come, where a share means anything."""
        value = self.row.now.value
        return value if self.row.done is not None and value[:1].isdigit() else ""


@dataclass(frozen=True, slots=True)
class Cell:
    """A theme in a month: those that stand with their names, and the marks of the rest."""

    month: int
    is_wide: bool
    named: tuple[Tile, ...]
    marks: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Band:
    """A theme, office, leader or township: its keys in the list, its title, how many, and a cell for each month."""

    key: str
    keys: Mapping[str, Any]
    title: str
    total: int
    cells: tuple[Cell, ...]

    @property
    def stamp(self) -> int:
        """What changes with anything that the band shows."""
        return hash(
            tuple(
                (
                    cell.is_wide,
                    *((tile.row.stamp, tile.words) for tile in cell.named),
                    *(row.stamp for row in cell.marks),
                )
                for cell in self.cells
            )
        )


@dataclass(frozen=True, slots=True)
class Month:
    """A month: how many fall due, and how many of them are delivered; the first list of a year is of no month."""

    number: int
    due: int
    done: int
    is_now: bool
    is_wide: bool


@dataclass(frozen=True, kw_only=True)
class Wall:
    """The chart of a year on a day: duties stand below it, and what has no deadline in a column of its own."""

    year: int | None
    years: tuple[int, ...]
    total: int
    counts: dict[str, int]
    months: tuple[Month, ...]
    bands: tuple[Band, ...]
    duties: tuple[Duty, ...]
    pinned: int


@once
def wall(person: Person, *, day: date, year: int | None = None, by: str = "theme") -> Wall:
    """Return the chart of a year, the last one that has begun where none is named."""
    visible = promised(person, day)
    year, years = year_meant(visible, day=day, asked=year)
    rows = rows_of(of_year(visible, year), day=day) if year else []
    duties = [row for row in rows if row.commitment.target_kind == "duty"]
    dated = [row for row in rows if row.commitment.target_kind != "duty"]
    pins, months = pins_on(rows, day), tuple(_months(dated, year, day))
    return Wall(
        year=year,
        years=tuple(years),
        total=len(rows),
        counts=dict(Counter(str(row.standing.assessment) for row in rows)),
        months=months,
        bands=tuple(_bands(dated, months, pins, way_of(by, person), order_of(by))),
        duties=tuple(duty_of(row, year=year or day.year, day=day) for row in duties),
        pinned=len(pins),
    )


def month_of(row: Row) -> int:
    """Return the month of the original deadline; 0 where it has none, or one in another year."""
    due = row.commitment.original_due
    return due.month if due is not None and due.year == row.commitment.year else 0


def pins_on(rows: Iterable[Row], day: date) -> dict[int, str]:
    """Return the short titles that stood on the wall on a day, by the key of the commitment."""
    stood = _stood(day).filter(commitment__in=[row.commitment.pk for row in rows])
    return dict(stood.values_list("commitment_id", "words"))


def pin_of(commitment: Commitment, day: date) -> str:
    """Return the short title of a commitment on the wall on a day, or nothing."""
    return _stood(day).filter(commitment=commitment).values_list("words", flat=True).first() or ""


def _stood(day: date) -> QuerySet[Pin]:
    return Pin.objects.filter(Q(ended_at=None) | Q(ended_at__gte=end_of(day)), at__lt=end_of(day))


def _months(rows: Sequence[Row], year: int | None, day: date) -> Iterable[Month]:
    due = Counter(map(month_of, rows))
    done = Counter(month_of(row) for row in rows if row.standing.assessment is DONE)
    for number in (*range(1, 13), *((0,) if due[0] else ())):
        is_now = (year, number) == (day.year, day.month)
        yield Month(number, due[number], done[number], is_now=is_now, is_wide=due[number] * 4 > len(rows))


def _bands(
    rows: Sequence[Row], months: Sequence[Month], pins: Mapping[int, str], key_of: Callable[[Row], Key], order: Order
) -> Iterable[Band]:
    found: dict[str, list[Row]] = defaultdict(list)
    named: dict[str, Key] = {}
    for row in rows:
        key = key_of(row)
        named[key[0]] = key
        found[key[0]].append(row)
    for group in sorted(found, key=lambda each: (each == NONE, order.get(each, 0), -len(found[each]), each)):
        cells = tuple(_cell(found[group], month, pins) for month in months)
        yield Band(group, named[group][2], str(named[group][1]), len(found[group]), cells)


def _cell(rows: Sequence[Row], month: Month, pins: Mapping[int, str]) -> Cell:
    """Return a cell, the worst first; with no name given on the whole wall the two worst stand with their titles."""
    here = sorted(
        (row for row in rows if month_of(row) == month.number),
        key=lambda row: (WORST_FIRST.index(row.standing.assessment), row.commitment.pk),
    )
    chosen = [row for row in here if row.commitment.pk in pins] if pins else here[:NAMED]
    tiles = tuple(Tile(row, pins.get(row.commitment.pk, row.commitment.title)) for row in chosen)
    return Cell(month.number, month.is_wide, tiles, tuple(row for row in here if row not in chosen))
