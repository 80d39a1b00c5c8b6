"""Calendar periods: the week, month, quarter, half-year or year around a day."""

from __future__ import annotations

from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}


def period_around(cadence: str, day: date) -> tuple[date, date]:
    """Return the first and the last day of the calendar period that a day lies in; weeks begin on Monday."""
    if cadence == "week":
        first = day - timedelta(days=day.weekday())
        return first, first + timedelta(days=6)
    size = MONTHS[cadence]
    first = date(day.year, (day.month - 1) // size * size + 1, 1)
    month = first.month - 1 + size
    return first, date(first.year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
