"""Running totals of a case as its page draws them: planned, done, the gap, where it leads, and period by period."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from duixian.cases.queries.case import Drawn
from duixian.cases.queries.shown import TEN_THOUSAND, amount
from duixian.catalogue.periods import period_around

Points = Sequence[tuple[date, Decimal]]


class Period(NamedTuple):
    """A month, quarter or year with what was planned and done in it; nothing where nothing was written down."""

    words: str
    kind: str
    plan: str
    actual: str


def drawn_for(drawn: Drawn, day: date) -> dict[str, Any] | None:
    """Return two running totals as a page draws them; None where there is neither."""
    if not drawn.plan and not drawn.actual:
        return None
    unit = drawn.unit
    factor = TEN_THOUSAND if unit == "万元" else Decimal(1)
    shown = "亿元" if unit == "万元" else unit
    done = drawn.actual[-1] if drawn.actual else None
    by = done[0] if done else day
    gap = None if done is None or not drawn.plan else _at(drawn.plan, by) - done[1]
    led = _led(drawn, day)
    return {
        "title": drawn.curve.title,
        "unit": shown,
        "figures": [(title, *amount(value, unit)) for title, value in _figures(drawn, day)],
        "by": by,
        "gap": amount(abs(gap), unit) if gap else None,
        "is_behind": gap is not None and gap > 0,
        "led": (led[0], *amount(round(led[1], 0), unit)) if led else None,
        "config": {
            "unit": shown,
            "plan": [[on.isoformat(), float(value / factor)] for on, value in drawn.plan],
            "actual": [[on.isoformat(), float(value / factor)] for on, value in drawn.actual],
            "led": [[on.isoformat(), float(value / factor)] for on, value in (done, led)] if done and led else [],
            "day": day.isoformat(),
            "words": {"plan": _("计划"), "actual": _("实际"), "today": _("今天"), "led": _("照此月均")},
        },
        "periods": list(_periods(drawn, factor)),
    }


def _figures(drawn: Drawn, day: date) -> list[tuple[str, Decimal]]:
    """Return the figures above a curve: planned in all and this year, done this quarter, this year, since the start."""
    year = (date(day.year, 1, 1), date(day.year, 12, 31))
    quarter = period_around("quarter", day)
    planned = [(_("计划合计"), drawn.plan[-1][1]), (_("本年计划"), _within(drawn.plan, *year))] if drawn.plan else []
    return [
        *planned,
        (_("本季完成"), _within(drawn.actual, *quarter)),
        (_("本年完成"), _within(drawn.actual, *year)),
        (_("开工以来"), drawn.actual[-1][1] if drawn.actual else Decimal(0)),
    ]


def _at(points: Points, day: date) -> Decimal:
    """Return a running total on a day."""
    return max((value for on, value in points if on <= day), default=Decimal(0))


def _within(points: Points, first: date, last: date) -> Decimal:
    return _at(points, last) - _at(points, first - timedelta(days=1))


def _led(drawn: Drawn, day: date) -> tuple[date, Decimal] | None:
    """Return where the pace so far leads: to the end of the year, or to the day on which all that is planned is done.

    None where it is not yet a pace, or where all is done already.
    """
    whole = drawn.plan[-1][1] if drawn.plan else None
    if len(drawn.actual) < 3 or (whole is not None and drawn.actual[-1][1] >= whole):
        return None
    (begun, _first), (last, done) = drawn.actual[0], drawn.actual[-1]
    # The first entry tells of the month before it.
    by_day = done / ((last - begun).days + 30)
    days = (date(day.year, 12, 31) - last).days
    if days <= 0 or not by_day:
        return None
    if whole is not None and done + by_day * days > whole:
        return last + timedelta(days=int((whole - done) / by_day)), whole
    return last + timedelta(days=days), done + by_day * days


def _periods(drawn: Drawn, factor: Decimal) -> Iterator[Period]:
    """Yield each month with something in it, behind the last of a quarter the quarter, of a year the year."""
    days = sorted({on for on, _value in (*drawn.plan, *drawn.actual)})
    months = list(dict.fromkeys(period_around("month", on) for on in days))
    for at, month in enumerate(months):
        yield _period(month, "month", drawn, factor)
        following = months[at + 1] if at + 1 < len(months) else None
        for kind in ("quarter", "year"):
            around = period_around(kind, month[0])
            if following is None or following[0] > around[1]:
                yield _period(around, kind, drawn, factor)


def _period(period: tuple[date, date], kind: str, drawn: Drawn, factor: Decimal) -> Period:
    first, last = period
    words = {
        "month": f"{first:%Y-%m}",
        "quarter": _("%(year)s 年第 %(n)s 季度") % {"year": first.year, "n": (first.month + 2) // 3},
        "year": _("%(year)s 全年") % {"year": first.year},
    }[kind]
    plan, actual = (_told(points, first, last, factor) for points in (drawn.plan, drawn.actual))
    return Period(words, kind, plan, actual)


def _told(points: Points, first: date, last: date, factor: Decimal) -> str:
    if not any(first <= on <= last for on, _value in points):
        return ""
    return f"{round(_within(points, first, last) / factor, 2):,f}"
