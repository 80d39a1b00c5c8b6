"""The plain tree that every engine runs: whole numbers, dates, texts, and few operations. Start at `lowered`.

Here the language decides once what engines decide differently. Decimals are whole numbers of a known scale; a division
is never made, a comparison is multiplied across it, minding signs; a comparison with a zero divisor cannot be told.
What could leave 64 bits within the columns' bounds is refused.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from duixian.errors import RuleError
from duixian.rules.pieces import Const, Op, Plain, Slot, comparison, product
from duixian.rules.tree import Call, Known, Named, Node, Test

LARGEST = 2**63 - 1
DAYS_MOST = 800_000
FARTHEST = 36_600


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a fraction: `above` over `below` (1 where None), times ten to the minus `scale`; with its bounds.

    `below_most` bounds the size of the divisor either way; `below_least` above zero says that it is never negative.
    """

    above: Plain
    scale: int
    least: int
    most: int
    below: Plain | None = None
    below_most: int = 1
    below_least: int = 1


UNKNOWN = Const(None, "boolean")


def lowered(node: Node) -> Plain:
    """Return the plain tree of a condition whose day and parameters are put in."""
    if isinstance(node, Known):
        return Const(bool(node.value), "boolean")
    if isinstance(node, Test):
        return _TESTS.get(node.name, _comparison)(node)
    raise TypeError(f"no condition: {node}")


def amount(node: Node) -> tuple[Plain, int]:
    """Return the plain tree of a number, and its scale; a quotient is refused."""
    found = number(node)
    if found.below is not None:
        raise RuleError("合计里不能除以栏目", hint="比率写成 share 和 to 两个合计")
    return found.above, found.scale


def _comparison(node: Test) -> Plain:
    left, right = node.parts
    if left.type.is_number:
        return _shifted(node) or compare(node.name, number(left), number(right))
    return Op(node.name, (_value(left), _value(right)))


def _shifted(node: Test) -> Plain | None:
    """Return `days(a, b) < 30` with a written day at one end as the comparison of two dates, which has an index."""
    call, limit = node.parts
    if not (isinstance(call, Call) and call.name == "days" and isinstance(limit, Known)):
        return None
    value, (early, late) = limit.value, call.parts
    if not isinstance(value, Decimal) or value != value.to_integral_value() or abs(value) > FARTHEST:
        return None
    if isinstance(early, Known) and isinstance(early.value, date):
        return Op(node.name, (_value(late), Const(early.value + timedelta(days=int(value)), "date")))
    if isinstance(late, Known) and isinstance(late.value, date):
        return Op(node.name, (Const(late.value - timedelta(days=int(value)), "date"), _value(early)))
    return None


def _value(node: Node) -> Plain:
    """Return a date, text or choice."""
    if isinstance(node, Named):
        return Slot(node.column)
    if isinstance(node, Known):
        value = node.value
        if isinstance(value, Decimal):
            raise TypeError("a number is no date or text")
        return Const(value, "date" if node.type.kind == "date" else "text")
    if isinstance(node, Call) and node.name in ("add_days", "add_months"):
        shift = node.parts[1]
        days = int(shift.value) if isinstance(shift, Known) and isinstance(shift.value, Decimal) else 0
        return Op(node.name, (_value(node.parts[0]), Const(days, "integer")))
    raise TypeError(f"no value: {node}")


def compare(name: str, left: Number, right: Number) -> Plain:
    """Return a comparison of two fractions by their cross products; where a divisor is negative it turns round."""
    if left.below is None and right.below is None:
        one, other, _ = _aligned(left, right)
        return comparison(name, one.above, other.above)
    below, _, least = _below(left, right)
    one = _times(left, right.below, right.below_most)
    other = _times(right, left.below, left.below_most)
    one, other, _ = _aligned(one, other)
    straight, turned = comparison(name, one.above, other.above), comparison(name, other.above, one.above)
    if least > 0:
        return straight
    zero = Const(0, "integer")
    if least == 0:
        return Op("where", (Op(">", (below, zero)), straight))
    return Op("when", (Op(">", (below, zero)), straight, Op("<", (below, zero)), turned))


def _below(left: Number, right: Number) -> tuple[Plain, int, int]:
    """Return the common divisor of two fractions, of which one at least has one, and its bounds as they keep them."""
    if left.below is None or right.below is None:
        one = right if left.below is None else left
        return one.below or Const(1, "integer"), one.below_most, one.below_least
    most = left.below_most * right.below_most
    least = min(left.below_least, right.below_least)
    return _bounded(product(left.below, right.below), 0, -most, most).above, most, least


def _times(a: Number, below: Plain | None, most: int) -> Number:
    if below is None:
        return Number(a.above, a.scale, a.least, a.most)
    return _bounded(product(a.above, below), a.scale, -_reach(a) * most, _reach(a) * most)


def number(node: Node) -> Number:
    """Return a number as a fraction of whole numbers."""
    if isinstance(node, Named):
        low, high = (int(bound * 10**node.column.scale) for bound in node.column.bounds)
        return _bounded(Slot(node.column), node.column.scale, low, high)
    if isinstance(node, Known):
        return _written(node)
    if isinstance(node, Call):
        return _NUMBERS[node.name](node)
    raise TypeError(f"no number: {node}")


def _written(node: Known) -> Number:
    if node.value is None:
        return Number(Const(None, "integer"), 0, 0, 0)
    exact = Decimal(str(node.value))
    scale = max(0, -int(exact.normalize().as_tuple().exponent))
    whole = int(exact.scaleb(scale))
    return _bounded(Const(whole, "integer"), scale, whole, whole)


def _bounded(above: Plain, scale: int, least: int, most: int) -> Number:
    if max(abs(least), abs(most)) > LARGEST:
        hint = "给栏目写上 least 和 most，或者少乘一次"
        raise RuleError("算出来的数可能太大，各引擎会不一样", hint=hint)
    return Number(above, scale, least, most)


def _reach(a: Number) -> int:
    return max(abs(a.least), abs(a.most))


def _aligned(one: Number, other: Number) -> tuple[Number, Number, int]:
    scale = max(one.scale, other.scale)
    return _scaled(one, scale), _scaled(other, scale), scale


def _scaled(a: Number, scale: int) -> Number:
    factor = 10 ** (scale - a.scale)
    if factor == 1:
        return a
    found = _bounded(product(a.above, Const(factor, "integer")), scale, a.least * factor, a.most * factor)
    return replace(a, above=found.above, scale=scale, least=found.least, most=found.most)


def _sum(node: Call) -> Number:
    left, right = (number(part) for part in node.parts)
    if left.below is not None or right.below is not None:
        return _sum_of_fractions(node.name, left, right)
    one, other, scale = _aligned(left, right)
    sides = (other.least, other.most) if node.name == "+" else (-other.most, -other.least)
    return _bounded(Op(node.name, (one.above, other.above)), scale, one.least + sides[0], one.most + sides[1])


def _sum_of_fractions(name: str, left: Number, right: Number) -> Number:
    one = _times(left, right.below, right.below_most)
    other = _times(right, left.below, left.below_most)
    one, other, scale = _aligned(one, other)
    reach = _reach(one) + _reach(other)
    found = _bounded(Op(name, (one.above, other.above)), scale, -reach, reach)
    return Number(found.above, scale, -reach, reach, *_below(left, right))


def _negated(node: Call) -> Number:
    a = number(node.parts[0])
    return replace(a, above=Op("neg", (a.above,)), least=-a.most, most=-a.least)


def _multiplied(node: Call) -> Number:
    left, right = (number(part) for part in node.parts)
    corners = [x * y for x in (left.least, left.most) for y in (right.least, right.most)]
    found = _bounded(product(left.above, right.above), left.scale + right.scale, min(corners), max(corners))
    if left.below is None and right.below is None:
        return found
    return Number(found.above, found.scale, found.least, found.most, *_below(left, right))


def _divided(node: Call) -> Number:
    """Return a quotient as a fraction, with the scales of both sides moved to one of them."""
    left, right = (number(part) for part in node.parts)
    if right.below is not None:  # multiplied up, a zero below it would be forgotten
        raise RuleError("除数里不能再有除法", hint="a / (b / c) 写成 a * c / b")
    # a·10^-s / (b·10^-t) = a·10^t / (b·10^s): the scale moves to whichever side is smaller.
    shift = right.scale - left.scale
    raised = _scaled(Number(left.above, 0, left.least, left.most), max(0, shift))
    below = product(right.above, Const(10 ** max(0, -shift), "integer"))
    most = _reach(right) * 10 ** max(0, -shift)
    _bounded(below, 0, -most, most)
    found = replace(raised, below=below, below_most=most, below_least=right.least)
    if left.below is None:
        return found
    below, most, least = _below(left, found)
    return replace(found, below=below, below_most=most, below_least=least)


def _chosen(node: Call) -> Number:
    """Return the lesser, the greater, or the first known of two numbers; unknown where a needed one is."""
    left, right = (number(part) for part in node.parts)
    if left.below is not None or right.below is not None:
        raise RuleError(f"{node.name} 里不能有除法", hint="先比较，再除")
    one, other, scale = _aligned(left, right)
    low, high = min(one.least, other.least), max(one.most, other.most)
    if node.name == "coalesce":
        cases = (Op("known", (one.above,)), one.above, Op("null", (one.above,)), other.above)
    else:
        sign = "<=" if node.name == "least" else ">="
        turned = "<" if node.name == "least" else ">"
        first, second = Op(sign, (one.above, other.above)), Op(turned, (other.above, one.above))
        cases = (first, one.above, second, other.above)
    return _bounded(Op("when", cases), scale, low, high)


def _positive(node: Call) -> Number:
    a = number(node.parts[0])
    if a.below is not None:
        raise RuleError("abs 里不能有除法", hint="先乘过去再比")
    zero = Const(0, "integer")
    cases = (Op(">=", (a.above, zero)), a.above, Op("<", (a.above, zero)), Op("neg", (a.above,)))
    return _bounded(Op("when", cases), a.scale, 0, _reach(a))


def _of_dates(node: Call) -> Number:
    parts = tuple(_value(part) for part in node.parts)
    most = DAYS_MOST if node.name in ("days", "workdays") else 10_000
    return _bounded(Op(node.name, parts), 0, -most, most)


_NUMBERS: dict[str, Callable[[Call], Number]] = {
    "+": _sum, "-": _sum, "neg": _negated, "*": _multiplied, "/": _divided,
    "least": _chosen, "greatest": _chosen, "coalesce": _chosen, "abs": _positive,
    "days": _of_dates, "workdays": _of_dates, "year": _of_dates, "month": _of_dates, "quarter": _of_dates,
}  # fmt: skip


def _joined(node: Test) -> Plain:
    return Op(node.name, tuple(lowered(part) for part in node.parts))


def _asked(node: Test) -> Plain:
    inner = node.parts[0]
    if isinstance(inner, Known):
        return Const(bool(inner.value), "boolean")
    return Op("true", (Slot(inner.column),)) if isinstance(inner, Named) else lowered(inner)


def _null(node: Test) -> Plain:
    inner = node.parts[0]
    if not isinstance(inner, Named):
        raise TypeError("only a column can be asked whether it is known")
    return Op("null", (Slot(inner.column),))


def _within(node: Test) -> Plain:
    return Op(node.name, tuple(_value(part) for part in node.parts))


_TESTS: dict[str, Callable[[Test], Plain]] = {
    "and": _joined, "or": _joined, "not": _joined, "true": _asked, "null": _null,
    "contains": _within, "starts": _within, "ends": _within,
}  # fmt: skip
