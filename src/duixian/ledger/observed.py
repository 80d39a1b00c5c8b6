"""The series of an indicator at a place: what was known of it on a day, what that replaced, and where it has gaps.

January is never invented: counties report 1—2月 first, so a month without a figure is missing from February on.
"""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from duixian.catalogue.units import convert
from duixian.exporters.shown import grouped
from duixian.statement import plain

MONTHS = 12
# A unit with a factor is written in 万 or 亿 from here on: incomes stay in 元.
SCALES = ((Decimal(10) ** 8, "亿", Decimal(10) ** 8), (Decimal(10) ** 6, "万", Decimal(10) ** 4))
ORDER = {"A": 0, "P": 1, "E": 2, "F": 2}


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An observation as the ledger has it; `revises` is the key of the one that it replaces."""

    pk: int
    place: int
    subject: str
    measure: str
    start: date
    end: date
    value: Decimal | None
    unit: str
    status: str
    comparator: str = "eq"
    known_at: datetime
    withdrawn_at: datetime | None = None
    revises: int | None = None
    statement: int | None = None

    @property
    def is_total(self) -> bool:
        """Whether its period runs from the first of January: a year, or the months of it so far."""
        return (self.start.month, self.start.day) == (1, 1) and self.start.year == self.end.year

    @property
    def is_year(self) -> bool:
        """Whether its period is a whole calendar year."""
        return self.is_total and (self.end.month, self.end.day) == (12, 31)


class Known(NamedTuple):
    """What was known at a moment: the values that stood, one a period; those replaced; others said beside them."""

    points: list[Seen]
    replaced: list[Seen]
    others: list[Seen]


class Gap(NamedTuple):
    """The months of a year for which nothing is known although later ones are."""

    year: int
    first: int
    last: int


class Scale(NamedTuple):
    """The unit in which a series is written, and how many of the ledger's units it is."""

    unit: str
    factor: Decimal

    def number(self, value: Decimal) -> str:
        """Return a value as people write it, every digit kept."""
        return grouped(plain((value / self.factor).normalize()) or "0")

    def say(self, value: Decimal) -> str:
        """Return a value with its unit."""
        return f"{self.number(value)}{self.unit}"


def known_by(rows: Iterable[Seen], end: datetime) -> Known:
    """Return what was known before a moment: later arrivals, and withdrawals of later days, change nothing of it."""
    alive = [
        row
        for row in rows
        if row.known_at < end and row.value is not None and (row.withdrawn_at is None or row.withdrawn_at >= end)
    ]
    gone = {row.revises for row in alive if row.revises is not None}
    standing: dict[tuple[date, date], list[Seen]] = defaultdict(list)
    for row in alive:
        if row.pk not in gone:
            standing[row.start, row.end].append(row)
    chosen = [sorted(each, key=_rank) for _, each in sorted(standing.items(), key=lambda pair: pair[0][::-1])]
    replaced = sorted((row for row in alive if row.pk in gone), key=lambda row: (row.end, row.known_at))
    return Known([each[0] for each in chosen], replaced, [row for each in chosen for row in each[1:]])


def _rank(row: Seen) -> tuple[int, float, int]:
    """Of several values of a period the final stands before the provisional, the later known before the earlier."""
    return ORDER.get(row.status, 3), -row.known_at.timestamp(), row.pk


def period_words(start: date, end: date) -> str:
    """Return a period as people say it: 2024年, 2025年1—8月, 2025年8月, 2025年1月1日至10月15日."""
    is_full = end.day == monthrange(end.year, end.month)[1] and start.day == 1
    if start.year != end.year or not is_full:
        last = f"{end.month}月{end.day}日" if start.year == end.year else f"{end.year}年{end.month}月{end.day}日"
        return f"{start.year}年{start.month}月{start.day}日至{last}"
    if start.month == end.month:
        return f"{end.year}年{end.month}月"
    return f"{end.year}年" if (start.month, end.month) == (1, MONTHS) else f"{end.year}年{start.month}—{end.month}月"


def step_of(points: Iterable[Seen]) -> int:
    """Return how many months lie between figures of a year: 12 where there are only years, 3, or 1."""
    months = {row.end.month for row in points if not row.is_year}
    if not months:
        return MONTHS
    return 3 if len(months) > 1 and all(month % 3 == 0 for month in months) else 1


def gaps(points: Sequence[Seen]) -> list[Gap]:
    """Return the months for which nothing is known between the first and the last known ones of a year."""
    step = step_of(points)
    if step == MONTHS:
        return []
    by_year: dict[int, list[int]] = defaultdict(list)
    for row in points:
        by_year[row.end.year].append(row.end.month)
    return [gap for year, months in sorted(by_year.items()) for gap in _gaps_of(year, sorted(set(months)), step)]


def _gaps_of(year: int, months: list[int], step: int) -> Iterable[Gap]:
    """Yield the gaps of a year that has more than its total."""
    if len(months) > 1:
        for before, after in pairwise(months):
            if after - before > step:
                yield Gap(year, before + step, after - step)


def runs(points: Sequence[Seen]) -> list[list[Seen]]:
    """Return the points that a line joins: months of one year without a gap, or years that follow each other."""
    step = step_of(points)
    found: list[list[Seen]] = []
    for row in points:
        last = found[-1][-1] if found else None
        if last is not None and _follows(last, row, step):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _follows(last: Seen, row: Seen, step: int) -> bool:
    if step == MONTHS:
        return row.end.year - last.end.year == 1
    return row.end.year == last.end.year and row.end.month - last.end.month <= step


def scale_of(values: Iterable[Decimal], unit: str) -> Scale:
    """Return the unit in which people write values so large: 32,000,000 元 is 3,200 万元."""
    largest = max((abs(value) for value in values), default=Decimal(0))
    if unit in ("", "%", "百分点", "位"):
        return Scale(unit, Decimal(1))
    return next(
        (Scale(word + unit, factor) for least, word, factor in SCALES if largest >= least), Scale(unit, Decimal(1))
    )


def in_unit(value: Decimal, unit: str, *, to: str) -> Decimal | None:
    """Return a value in another unit; None where the two do not convert."""
    return value if unit == to else convert(value, unit, to=to)
