"""Calendar periods: the weeks, months, quarters that a standing duty is counted in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from duixian.catalogue.periods import period_around

DAY = timedelta(days=1)
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
    first, last = period_around(cadence, start)
    if first < start:
        first, last = period_around(cadence, last + DAY)
    while last <= end:
        yield Period(first, last, cadence)
        first, last = period_around(cadence, last + DAY)
