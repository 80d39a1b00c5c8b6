"""Calendar periods: the weeks, months, quarters that a standing duty is counted in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
NAMES = {
    "week": gettext_lazy("周"),
    "month": gettext_lazy("个月"),
    "quarter": gettext_lazy("个季度"),
    "half": gettext_lazy("个半年"),
    "year": pgettext_lazy("count", "年"),
}


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
        first = self.first
        if self.cadence == "month":
            return _("%(month)s月") % {"month": first.month}
        if self.cadence == "quarter":
            return _("%(quarter)s季度") % {"quarter": _("一二三四")[first.month // 3]}
        if self.cadence == "half":
            return _("上半年") if first.month == 1 else _("下半年")
        if self.cadence == "year":
            return _("%(year)s年") % {"year": first.year}
        return _("%(month)s月%(day)s日那周") % {"month": first.month, "day": first.day}


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
