"""Calendar periods: the weeks, months, quarters that a standing duty is counted in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
NAMES = {"week": "周", "month": "个月", "quarter": "个季度", "half": "个半年", "year": "年"}


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar period, both days within it."""

    first: date
    last: date
    cadence: str

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last

    @property
    def words(self) -> str:
        """What it is called: 3月, 一季度, 6月2日那周."""
        if self.cadence == "month":
            return f"{self.first.month}月"
        if self.cadence == "quarter":
            return f"{'一二三四'[self.first.month // 3]}季度"
        if self.cadence == "half":
            return "上半年" if self.first.month == 1 else "下半年"
        return f"{self.first.year}年" if self.cadence == "year" else f"{self.first.month}月{self.first.day}日那周"


def whole_periods(cadence: str, *, start: date, end: date) -> Iterator[Period]:
    """Yield the calendar periods that lie wholly within two days."""
    first = _first(cadence, start)
    while (last := _last(cadence, first)) <= end:
        yield Period(first, last, cadence)
        first = last + timedelta(days=1)


def _first(cadence: str, day: date) -> date:
    """Return the first day of the first period that begins on a day or after it."""
    if cadence == "week":
        return day + timedelta(days=-day.weekday() % 7)
    begun = _begin(cadence, day)
    return begun if begun == day else _last(cadence, begun) + timedelta(days=1)


def _begin(cadence: str, day: date) -> date:
    size = MONTHS[cadence]
    return date(day.year, (day.month - 1) // size * size + 1, 1)


def _last(cadence: str, first: date) -> date:
    if cadence == "week":
        return first + timedelta(days=6)
    month = first.month - 1 + MONTHS[cadence]
    return date(first.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
