"""A growth from two levels: for a year whose result is given as an amount, not as a rate."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from django.utils.translation import gettext_lazy

from duixian.catalogue.units import convert, units
from duixian.exporters.shown import grouped
from duixian.ledger.phrases import gettext as _
from duixian.ledger.standings import Known
from duixian.statement import plain

POINTS = Decimal("0.1")
NOMINAL = gettext_lazy("按现价水平算，没有扣除价格因素")


def grown(now: Known, before: Known) -> Known | None:
    """Return the growth from the level of a year before to that of a year, saying so; None where units differ."""
    if now.value is None or before.value is None or before.value <= 0:
        return None
    value = now.value if now.unit == before.unit else convert(now.value, now.unit, to=before.unit)
    if value is None:
        return None
    rate = ((value / before.value - 1) * 100).quantize(POINTS)
    said = _("由两年的水平算：%(now)s比%(before)s") % {
        "now": _said(value, before.unit),
        "before": _said(before.value, before.unit),
    }
    unit = units().get(before.unit)
    doubt = str(NOMINAL) if unit is not None and unit.dimension == "money" else ""
    grade = max(now.grade, before.grade, key="甲乙丙".find)
    return replace(now, value=rate, unit="%", comparator="eq", grade=grade, how=said, doubt=doubt or now.doubt)


def _said(value: Decimal, unit: str) -> str:
    return f"{grouped(plain(value) or '0')}{unit}"
