"""Working days as numbers: how many there are up to each day, so that every engine can subtract two of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from duixian.catalogue.calendar import is_workday

FIRST, LAST = date(1990, 1, 1), date(2060, 12, 31)


@cache
def numbers() -> Mapping[date, int]:
    """Return the number of working days from `FIRST` up to each day until `LAST`. Years not announced have weekends."""
    found, count, day = {}, 0, FIRST
    while day <= LAST:
        count += bool(is_workday(day))
        found[day] = count
        day += timedelta(days=1)
    return found


def between(start: date, end: date) -> int | None:
    """Return the working days after `start` up to and with `end`, negative backwards; None outside of the years."""
    known = numbers()
    if start not in known or end not in known:
        return None
    return known[end] - known[start]
