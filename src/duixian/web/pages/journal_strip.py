"""The strip above the journal, drawn: a bar a day for the entries, below it the seal, and where a month begins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from duixian.ledger.queries.journal import Day

TALLEST = 40
# In January a day is not as wide as a month.
FEWEST = 90


class Bar(NamedTuple):
    """A day's bar: where it stands and how wide it is in percent, how tall in pixels, and what its seal says."""

    day: date
    x: str
    width: str
    y: int
    height: int
    entries: int
    holds: bool | None
    month: int


def drawn(days: Sequence[Day]) -> list[Bar]:
    """Return the bars of the days; `month` is the month that begins, or 0."""
    step = 100 / max(len(days), FEWEST)
    most = max((day.entries for day in days), default=0)
    return [_bar(day, at * step, step, most) for at, day in enumerate(days)]


def _bar(day: Day, x: float, step: float, most: int) -> Bar:
    height = max(2, round(TALLEST * day.entries / most)) if day.entries else 0
    month = day.day.month if day.day.day == 1 else 0
    return Bar(day.day, f"{x:.3f}", f"{step * 0.72:.3f}", TALLEST - height, height, day.entries, day.holds, month)
