"""Whether a value reaches a target, and how both are written."""

from __future__ import annotations

from decimal import Decimal

from duixian.catalogue.units import convert
from duixian.exporters.shown import grouped
from duixian.ledger.phrases import gettext as _
from duixian.ledger.standings import Known, Target
from duixian.statement import plain

ABOUT, ABOUT_POINTS = Decimal("0.95"), Decimal("0.5")
RATES = frozenset({"growth", "share", "change"})


def is_ceiling(target: Target) -> bool:
    """Answer whether a target is met from above: a ceiling, a fall, a rank, what is better when less."""
    if target.kind in ("ceiling", "zero", "rank"):
        return True
    if target.value is not None and target.value < 0:
        return target.comparator not in ("le", "lt") or target.good == "down"
    if target.comparator in ("le", "lt"):
        return True
    return target.comparator not in ("ge", "gt") and target.kind != "floor" and target.good == "down"


def meets(target: Target, value: Decimal, *, comparator: str = "eq") -> bool:
    """Answer whether a value reaches the target; 左右 leaves room, 超过 on both sides counts."""
    bound = _bound(target)
    if bound is None:
        return False
    if is_ceiling(target):
        strict = target.comparator == ("lt" if bound > 0 else "gt") and comparator != target.comparator
        return value < bound if strict else value <= bound
    strict = target.comparator == "gt" and comparator not in ("gt",)
    return value > bound if strict else value >= bound


def _bound(target: Target) -> Decimal | None:
    down = is_ceiling(target)
    value = target.value
    if target.comparator == "between" and value is not None and target.value_high is not None:
        value = max(value, target.value_high) if down else min(value, target.value_high)
    if value is None or target.comparator != "approx":
        return value
    if target.measure in RATES:
        return value + ABOUT_POINTS if down else value - ABOUT_POINTS
    return value / ABOUT if down else value * ABOUT


def say(target: Target, value: Decimal | None) -> str:
    """Return a value as people write it for this target: 486000 is 48.6 万亩."""
    return "" if value is None else f"{number(target, value)}{target.shown or target.unit}"


def number(target: Target, value: Decimal) -> str:
    """Return the number alone, in the unit that people write."""
    return grouped(plain((value / target.factor).quantize(Decimal("0.0001")).normalize()) or "0")


def in_unit(known: Known | None, target: Target) -> tuple[Decimal | None, str]:
    """Return the value of what is known in the target's unit, and what is wrong where there is none."""
    if known is None or known.value is None:
        return None, ""
    if known.unit == target.unit or not known.unit:
        return known.value, ""
    value = convert(known.value, known.unit, to=target.unit)
    return value, "" if value is not None else _("“%(unit)s”换不成“%(wanted)s”") % {
        "unit": known.unit,
        "wanted": target.unit,
    }
