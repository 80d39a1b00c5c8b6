"""What was planned and done of a project, month by month, in 万元: slow at first, fast in the middle, less in winter.

Pure. `months` draws the whole plan; `done_in` says what became of a month, at the project's pace.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from duixian.catalogue.periods import period_around

# How much of a usual month is built in the cold ones.
SEASON = {1: 0.4, 2: 0.4, 3: 0.95, 10: 0.9, 11: 0.7, 12: 0.4}
# A third of the projects falls behind; these are their paces, and those of the others.
SLOW, STEADY = (0.58, 0.68, 0.76, 0.84), (0.97, 1.0, 1.02, 1.05, 1.09)


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """What is planned for a month; `end` is its last day."""

    end: date
    plan: Decimal


def months(total: int, *, since: date, until: date) -> list[Month]:
    """Return the plan of each month from one day to another; the amounts add up to the whole."""
    ends = _ends(since, until)
    weights = [_pace((at + 0.5) / len(ends)) * SEASON.get(end.month, 1.0) for at, end in enumerate(ends)]
    whole = sum(weights)
    marks, so_far = [0], 0.0
    for weight in weights:
        so_far += weight / whole
        marks.append(round(total * so_far / 10) * 10)
    marks[-1] = total
    return [
        Month(end=end, plan=Decimal(after - before)) for end, before, after in zip(ends, marks, marks[1:], strict=False)
    ]


def _ends(since: date, until: date) -> list[date]:
    ends: list[date] = []
    day = since
    while not ends or ends[-1] < until:
        ends.append(period_around("month", day)[1])
        day = ends[-1] + timedelta(days=1)
    return ends


def _pace(share: float) -> float:
    """Return how fast is built after a share of the time: the derivative of 3x² - 2x³, and a little all the time."""
    return 0.12 + 6 * share * (1 - share)


def done_in(month: Month, pace: float, luck: random.Random) -> Decimal:
    """Return what was done of a month's plan, in tens."""
    return Decimal(round(float(month.plan) * pace * luck.uniform(0.93, 1.07) / 10) * 10)


def pace_of(luck: random.Random, *, is_slow: bool) -> float:
    """Return the pace of a project."""
    return luck.choice(SLOW if is_slow else STEADY)


def planned(plan: list[Month], *, since: date, until: date) -> Decimal:
    """Return what is planned from one day to another."""
    return sum((month.plan for month in plan if since <= month.end <= until), Decimal(0))
