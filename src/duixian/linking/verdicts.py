"""Whether a figure that was promised was reached by the figure that is reported, and the sentence that says why.

A target without a comparator is a floor where more is good and a ceiling where less is. `about` targets (左右) are met
within a twentieth, or within half a point where they are rates. Nothing is judged that the two figures cannot tell.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from duixian.catalogue import indicators
from duixian.catalogue.units import convert
from duixian.linking.comparison import Verdict
from duixian.statement import Statement, plain

Base = Callable[[Statement, int], Statement | None]
ABOUT, ABOUT_POINTS = Decimal("0.95"), Decimal("0.5")
# Growth of these is at constant prices: two levels at current prices do not tell it.
REAL = frozenset({"gdp", "industrial_value_added", "primary_industry", "secondary_industry", "tertiary_industry"})
_PERCENT = Decimal(100)
_SCALES = ((Decimal(10) ** 8, "亿"), (Decimal(10) ** 4, "万"))
_CENT = Decimal("0.01")


class Judged(NamedTuple):
    """A verdict and its reason in Chinese."""

    met: Verdict
    why: str


def unclear(why: str) -> Judged:
    """Return that it cannot be told, and why."""
    return Judged("cannot be told", why)


def judge(promise: Statement, later: Statement, base: Base, *, until: int | None) -> Judged:
    """Return whether `later` shows `promise` kept.

    `base(statement, year)` finds the level of the same thing in a year, `until` is the last year that the later
    document reports on.
    """
    if promise.status != "target":
        return unclear(_before(promise, later))
    if later.status == "fact":
        return unclear(f"后来只作现状提到 {said(later)}，没有说是不是做成的")
    if later.status == "target":
        return unclear(f"两处都是目标：{said(promise)}，{_year(later)}{said(later)}")
    if promise.year is not None and until is not None and promise.year > until:
        return unclear(f"{promise.year} 年的目标，期限未到")
    if promise.year is not None and later.year is not None and later.year != promise.year:
        return unclear(f"目标是 {promise.year} 年的，报的是 {later.year} 年的 {said(later)}")
    if promise.value is None or later.value is None:
        return unclear("目标或结果没有数字")
    judged = _compared(promise, later, base)
    return _late(promise, later) if judged.met == "yes" and _is_late(promise, later) else judged


def _is_late(promise: Statement, later: Statement) -> bool:
    """Answer whether what was promised by a day was reached on a later one, both written."""
    return promise.due is not None and later.due is not None and later.due > promise.due


def _late(promise: Statement, later: Statement) -> Judged:
    return Judged("no", f"应 {_day(promise)}前，{_day(later)}才做到 {said(later)}")


def _day(statement: Statement) -> str:
    return f"{statement.due.month} 月底" if statement.due else ""


def _before(promise: Statement, later: Statement) -> str:
    if later.status == "target":
        return f"结果在前（{_year(promise)}{said(promise)}），目标在后（{_year(later)}{said(later)}），无所谓达标"
    return f"前一处不是承诺：{_year(promise)}{said(promise)}，{_year(later)}{said(later)}"


def _compared(promise: Statement, later: Statement, base: Base) -> Judged:
    pair = (promise.measure, later.measure)
    if pair[0] == pair[1]:
        return _alike(promise, later)
    if pair == ("growth", "level"):
        return _growth_by_levels(promise, later, base)
    if pair == ("level", "growth"):
        return _level_by_growth(promise, later, base)
    if pair in (("change", "share"), ("change", "level")):
        return _change_by_values(promise, later, base)
    return unclear(f"目标{_MEASURES[promise.measure or '']}，结果只报{_MEASURES[later.measure or '']}")


_MEASURES = {
    "growth": "是增速",
    "level": "是数量",
    "share": "是比率",
    "rank": "是位次",
    "change": "是增减",
    "": "没有写明",
}


def _alike(promise: Statement, later: Statement) -> Judged:
    value = _in_unit(later, promise.unit)
    if value is None:
        return unclear(f"单位不同：{said(promise)}，{said(later)}")
    return _reached(promise, value, later, said(later))


def _in_unit(statement: Statement, unit: str) -> Decimal | None:
    """Return the value of a figure in another unit; counting words count alike."""
    if statement.value is None:
        return None
    if statement.unit == unit:
        return statement.value
    converted = convert(statement.value, statement.unit, to=unit)
    counted = statement.measure == "level" and {statement.unit, unit} <= _COUNTS
    return statement.value if converted is None and counted else converted


_COUNTS = frozenset("个家户项处座条所台套栋间件部辆批种支名人")


def _reached(promise: Statement, value: Decimal, later: Statement, words: str) -> Judged:
    """Judge a value against the target, in the direction that is good."""
    target = promise.value
    if target is None:
        return unclear("目标没有数字")
    down = _is_ceiling(promise)
    bound = _bound(promise, target, down=down)
    met = value <= bound if down else value >= bound
    if not met and later.comparator in ("gt", "ge") and not down and value == bound:
        met = True
    # A fall is said by how far it goes: 下降3.2% is more than 下降3%.
    less = down and target >= 0
    sign = ("≤" if met else ">") if less else ("≥" if met else "<")
    if met and value == target:
        sign = "="
    about = "（左右）" if promise.comparator == "approx" else ""
    return Judged("yes" if met else "no", f"{words} {sign} {said(promise)}{about}")


def _is_ceiling(promise: Statement) -> bool:
    """Answer whether a target is met from above: a ceiling, a fall, a rank, what is better when less."""
    if promise.value is not None and promise.value < 0:
        return promise.comparator not in ("le", "lt")
    if promise.comparator in ("le", "lt"):
        return True
    if promise.comparator in ("ge", "gt"):
        return False
    if promise.measure == "rank":
        return True
    found = indicators().get(promise.indicator or "")
    return found is not None and found.good == "down"


def _bound(promise: Statement, target: Decimal, *, down: bool) -> Decimal:
    """Return the value that has to be reached; about targets leave room."""
    if promise.comparator == "between" and promise.value_high is not None and down:
        return promise.value_high
    if promise.comparator != "approx":
        return target
    if promise.measure in ("growth", "share", "change"):
        return target + ABOUT_POINTS if down else target - ABOUT_POINTS
    return target / ABOUT if down else target * ABOUT


def _growth_by_levels(promise: Statement, later: Statement, base: Base) -> Judged:
    """Judge a growth target by the level reached and the level of the year before."""
    year = later.year or promise.year
    start = base(later, year - 1) if year is not None else None
    before = None if start is None else _in_unit(start, later.unit)
    if start is None or not before or later.value is None or promise.value is None:
        return unclear(f"目标为增速 {said(promise)}，结果只报水平 {said(later)}，没有上年水平可比")
    growth = (later.value / before - 1) * _PERCENT
    words = f"按两年水平算增长 {_points(growth)}%（{said(start)} → {said(later)}）"
    if growth < 0 < promise.value:
        return unclear(f"{words}，上年反而更高，基数或口径已变")
    if promise.indicator in REAL:
        return unclear(f"{words}，是现价，目标 {said(promise)} 按不变价")
    return _reached(promise, growth, later, words)


def _level_by_growth(promise: Statement, later: Statement, base: Base) -> Judged:
    """Judge a level target by the growth reported and the level of the year before."""
    year = later.year or promise.year
    start = base(promise, year - 1) if year is not None else None
    before = None if start is None else _in_unit(start, promise.unit)
    if start is None or before is None or later.value is None:
        return unclear(f"目标为水平 {said(promise)}，结果只报增速 {said(later)}，没有上年水平可比")
    level = before * (1 + later.value / _PERCENT)
    words = f"按上年 {said(start)} 增长 {said(later)} 算约 {scaled(level)}{promise.unit}"
    return _reached(promise, level, later, words)


def _change_by_values(promise: Statement, later: Statement, base: Base) -> Judged:
    """Judge a change by the values of two years."""
    year = later.year or promise.year
    start = base(later, year - 1) if year is not None else None
    if start is None or start.value is None or later.value is None:
        return unclear(f"目标为增减 {said(promise)}，结果只报 {said(later)}，没有上年数可比")
    change = later.value - start.value
    return _reached(promise, change, later, f"{said(start)} → {said(later)}，变动 {_points(change)}")


def lean(promise: Statement, later: Statement, economy: Statement | None) -> Judged:
    """Judge a target that leans on economic growth (与经济增长基本同步) by the growth of both."""
    if promise.status != "target" or later.status == "target":
        return unclear(f"{_year(promise)}{said(promise)}；{_year(later)}{said(later)}，一处没有数字")
    if later.event is not None:
        return Judged("yes" if promise.event else "cannot be told", f"报告说“{said(later)}”，没有报数")
    if economy is None or economy.value is None or later.value is None:
        return unclear(f"目标“{promise.event}”，报了 {said(later)}，没有经济增速可比")
    met = later.value >= economy.value - ABOUT_POINTS
    return Judged("yes" if met else "no", f"{said(later)}，经济增长 {said(economy)}，目标“{promise.event}”")


def said(statement: Statement) -> str:
    """Return a figure as it is written, breaks left out; a fall says that it is one."""
    written = "".join(statement.text.split())
    falls = statement.value is not None and statement.value < 0 and written[:1] not in "-−负"
    return f"下降{written}" if falls else written


def scaled(value: Decimal) -> str:
    """Return a value in 亿 or 万 where it is that large, to two places."""
    scale, word = next(((scale, word) for scale, word in _SCALES if abs(value) >= scale), (Decimal(1), ""))
    return f"{plain((value / scale).quantize(_CENT).normalize()) or '0'}{word}"


def _points(value: Decimal) -> str:
    return plain(value.quantize(Decimal("0.1"))) or "0"


def _year(statement: Statement) -> str:
    return f"{statement.year} 年 " if statement.year else ""
