"""Where a value that adds up will be at its deadline, from the pace so far; or that it is too early to say.

Pure. The method, in this order:

1. *Season*: where at least two earlier years say how much of their total there was by the same day, and they agree
   within `AGREE`, the value so far is divided by their mean share.
2. *Straight line*: the value so far, divided by the share of the time that has gone.
3. It abstains before an `EARLY` part of the time has gone, where earlier years had next to nothing by then, and
   without a value. A season may speak earlier than the line.

`benchmarks/forecasting.py` tells how often that is right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from duixian.ledger.phrases import gettext as _

# What is forecast below this part of the target is at risk.
CLEARLY = Decimal("0.9")
EARLY = Decimal("0.125")
AGREE = Decimal("0.25")
LEAST_SHARE = Decimal("0.05")
SEASONS = 2
POINTS_OLD = 45


@dataclass(frozen=True, slots=True)
class Forecast:
    """The value at the deadline, None where it abstains; by which method; why, in words."""

    value: Decimal | None
    method: str
    words: str


def forecast(basis: Decimal | None, *, time: Decimal | None, seasons: Sequence[Decimal] = ()) -> Forecast:
    """Return what a value so far leads to; `time` is the gone share of the time, `seasons` earlier years' shares."""
    if basis is None:
        return Forecast(None, "none", _("还没有数，不作预测"))
    share = season(seasons)
    if share is not None and share < LEAST_SHARE:
        return Forecast(None, "season", _("往年此时还没有多少，不作预测"))
    if share is not None:
        percent = f"{share * 100:.0f}"
        return Forecast(basis / share, "season", _("往年此时平均完成全年的%(percent)s%%") % {"percent": percent})
    if time is None:
        return Forecast(None, "none", _("没有期限，不作预测"))
    if time < EARLY:
        return Forecast(None, "none", _("时间才过%(time)s%%，还早，不作预测") % {"time": f"{time * 100:.0f}"})
    return Forecast(basis / time, "line", _("时间过了%(time)s%%，按至今的速度") % {"time": f"{time * 100:.0f}"})


def season(seasons: Sequence[Decimal]) -> Decimal | None:
    """Return the mean share of earlier years; None where they are too few or do not agree."""
    if len(seasons) < SEASONS or max(seasons) - min(seasons) > AGREE:
        return None
    return sum(seasons, Decimal(0)) / len(seasons)


def shares_by(points: Sequence[tuple[date, Decimal]], *, day: date) -> list[Decimal]:
    """Return how much of its total each earlier year had by the same day, from values that add up within a year."""
    by_year: dict[int, dict[date, Decimal]] = {}
    for at, value in points:
        if at.year < day.year:
            by_year.setdefault(at.year, {})[at] = value
    found = (_share(year, values, day) for year, values in sorted(by_year.items()))
    return [share for share in found if share is not None]


def _share(year: int, values: dict[date, Decimal], day: date) -> Decimal | None:
    total = values.get(date(year, 12, 31))
    then = date(year, day.month, 28 if (day.month, day.day) == (2, 29) else day.day)
    before = [at for at in values if at <= then and (then - at).days <= POINTS_OLD]
    if not total or total < 0 or not before:
        return None
    return min(Decimal(1), max(Decimal(0), values[max(before)] / total))
