"""Working days in China: public holidays and the weekends worked in their stead, from the package chinesecalendar.

The State Council announces each year's holidays the autumn before. For a year that the package lacks, Monday to Friday
are taken for working days, and every answer says so: its `known` is False.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

_DAY = timedelta(days=1)
_SATURDAY = 5


class _Announced(NamedTuple):
    years: frozenset[int]
    off: frozenset[date]
    worked: frozenset[date]


@dataclass(frozen=True, slots=True)
class Workday:
    """Whether people work on `day`; true where they do. `known` is False where its year is not announced yet."""

    day: date
    worked: bool
    known: bool

    def __bool__(self) -> bool:
        return self.worked


@dataclass(frozen=True, slots=True)
class Deadline:
    """The day that a number of working days leads to. `known` is False where a year on the way is not announced yet."""

    day: date
    known: bool


@dataclass(frozen=True, slots=True)
class WorkdayCount:
    """A number of working days between two days. `known` is False where a year between them is not announced yet."""

    days: int
    known: bool


def is_workday(day: date) -> Workday:
    """Return whether people work on `day`."""
    return Workday(day, _worked(day), _known(day, day))


def add_workdays(day: date, count: int) -> Deadline:
    """Return the `count`-th working day after `day` (before it, if negative); the day itself does not count."""
    step = _DAY if count >= 0 else -_DAY
    reached, left = day, abs(count)
    while left:
        reached += step
        left -= _worked(reached)
    return Deadline(reached, _known(day, reached))


def workdays_between(start: date, end: date) -> WorkdayCount:
    """Return how many working days lie after `start` up to and with `end`; negative where `end` is the earlier one."""
    first, last = sorted((start, end))
    days = sum(_worked(first + _DAY * number) for number in range(1, (last - first).days + 1))
    return WorkdayCount(days if start <= end else -days, _known(first, last))


def known_years() -> frozenset[int]:
    """Return the years whose holidays are announced and known here."""
    return _announced().years


def _worked(day: date) -> bool:
    announced = _announced()
    if day in announced.worked:
        return True
    return day.weekday() < _SATURDAY and day not in announced.off


def _known(start: date, end: date) -> bool:
    first, last = sorted((start.year, end.year))
    return all(year in _announced().years for year in range(first, last + 1))


@cache
def _announced() -> _Announced:
    # Imported on first need: most uses of the library never ask for a working day.
    from chinese_calendar.constants import holidays, workdays  # type: ignore[import-untyped]

    return _Announced(frozenset(day.year for day in holidays), frozenset(holidays), frozenset(workdays))
