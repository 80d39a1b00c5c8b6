"""How often a forecast of "at risk" is right, on invented years and on the levels that real reports give.

Beside two naive peers in the same run: the straight line alone, and "always on track". Hit: a target that was missed
in the end and was called at risk. False alarm: one that was met and was called at risk.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from django.conf import settings

import duixian
from benchmarks.row import Row, held, missing
from benchmarks.texts import READING
from duixian.ledger.forecasting import CLEARLY, Forecast, forecast, shares_by

INVENTED = "Called at risk before the year was over, {} invented targets"
REAL = "Levels of the real reports"
TARGET = Decimal(1000)
LOOKS = ((3, 31), (6, 30), (9, 30))
YEAR = 2030
# How much of a year's total comes in each month: works, a harvest, a heating season, taxes.
PROFILES = (
    (1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1),
    (0, 0, 1, 1, 1, 2, 3, 4, 8, 10, 4, 1),
    (9, 7, 5, 2, 0, 0, 0, 0, 0, 2, 6, 9),
    (4, 2, 2, 4, 2, 2, 4, 2, 2, 4, 1, 1),
    (0, 0, 1, 2, 3, 4, 4, 4, 4, 4, 3, 3),
)
Points = list[tuple[date, Decimal]]
Forecaster = Callable[[Decimal, date, Sequence[Decimal]], Forecast]


@dataclass(frozen=True, slots=True)
class Told:
    """An invented target: its running year by month, three earlier years, and whether it was met."""

    now: Points
    before: Points
    is_met: bool


def measure(*, count: int = 1000) -> list[Row]:
    """Return hits, false alarms and abstentions of each forecaster at each look, and what real reports allow."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
    told = [invented(random.Random(seed)) for seed in range(count)]
    return [*compared(told), real(READING)]


def compared(told: Sequence[Told]) -> Iterator[Row]:
    """Yield a row for each forecaster and look."""
    for month, day in LOOKS:
        for who, forecaster in FORECASTERS.items():
            yield judged(told, date(YEAR, month, day), who, forecaster)


def judged(told: Sequence[Told], day: date, who: str, forecaster: Forecaster) -> Row:
    """Return how many of the missed were called, how many of the met were called wrongly, how many it left open."""
    tally: dict[str, int] = defaultdict(int)
    for each in told:
        value = max(at for at in each.now if at[0] <= day)[1]
        found = forecaster(value, day, shares_by(each.before, day=day))
        called = found.value is not None and found.value < TARGET * CLEARLY
        tally["open"] += found.value is None
        tally[f"{'met' if each.is_met else 'missed'} {'called' if called else 'left'}"] += 1
    missed, met = (tally[f"{end} called"] + tally[f"{end} left"] for end in ("missed", "met"))
    hits, alarms = tally["missed called"] / missed, tally["met called"] / met
    note = f"{missed} missed, {met} met in the end; abstains on {tally['open'] / len(told):.0%}"
    shown = f"hits {hits:.0%}, false alarms {alarms:.0%}"
    return held(INVENTED.format(len(told)), f"{day:%d %B}, {who}", hits - alarms, shown, note=note)


def time_of(day: date) -> Decimal:
    """Return how much of the year has gone."""
    return Decimal((day - date(day.year, 1, 1)).days) / (date(day.year, 12, 31) - date(day.year, 1, 1)).days


FORECASTERS: dict[str, Forecaster] = {
    "Duixian": lambda value, day, shares: forecast(value, time=time_of(day), seasons=shares),
    "straight line only": lambda value, day, _: forecast(value, time=time_of(day)),
    "always on track": lambda _value, _day, _shares: Forecast(TARGET, "none", ""),
}


def invented(luck: random.Random) -> Told:
    """Return a target of a thousand whose season is that of its earlier years, with luck of its own in each month."""
    profile = luck.choice(PROFILES)
    before = [point for year in range(YEAR - 3, YEAR) for point in _year(luck, profile, year, luck.uniform(0.7, 1.2))]
    now = _year(luck, profile, YEAR, luck.uniform(0.55, 1.35))
    return Told(now, before, now[-1][1] >= TARGET)


def _year(luck: random.Random, profile: Sequence[int], year: int, share: float) -> Points:
    """Return the running total at the end of each month; what the months bring differs from the profile by a third."""
    total = Decimal(0)
    points = []
    for month, weight in enumerate(profile, start=1):
        brought = Decimal(str(round(weight * luck.uniform(0.67, 1.33) / sum(profile) * share, 6)))
        total += brought * TARGET
        points.append((date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1), total))
    return points


def real(reading: Path) -> Row:
    """Return how many series of the real reports have a level within a year, which alone a season is made from."""
    paths = sorted(reading.glob("seeds/00[0-2]_*.txt"))
    if not paths:
        return missing(REAL, "series with values within a year", "skipped: ../shared/reading is absent")
    series: dict[str, set[date]] = defaultdict(set)
    for path in paths:
        for each in duixian.read(path).statements:
            if each.status == "result" and each.measure == "level" and each.indicator and each.year:
                series[each.indicator].add(each.due or date(each.year, 12, 31))
    within = sum(any((at.month, at.day) != (12, 31) for at in days) for days in series.values())
    long = sum(len(days) > 1 for days in series.values())
    note = f"{len(series)} series of levels, {long} with two years or more; reports give year's ends, so no season"
    return Row(table=REAL, what="series with values within a year", measured=str(within), note=note)
