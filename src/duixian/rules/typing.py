"""Which types go together: what may be compared, added, multiplied, and what comes out. A pair (what, hint) refuses."""

from __future__ import annotations

from decimal import Decimal

from duixian.rules.tree import BOOLEAN, Call, Known, Named, Node
from duixian.rules.types import Type

Refusal = tuple[str, str]
INTEGER, DECIMAL, DATE = Type("integer"), Type("decimal"), Type("date")
# A date moved past the calendar is an error in one engine and odd text in another.
FARTHEST = 36_600
_DAYS_OF = {"add_days": 1, "add_months": 31}
ORDERED = frozenset({"<", "<=", ">", ">="})


def compared(name: str, left: Node, right: Node) -> Refusal | None:
    """Return why two things cannot be compared, or nothing."""
    one, other = left.type, right.type
    if one.is_number and other.is_number:
        return _same_unit(left, right, "比")
    if {one.kind, other.kind} <= {"text", "choice"}:
        if name in ORDERED:
            return "文字和选项不分大小", "用 = 或 <>"
        return _choices(left, right)
    if one.kind == other.kind == "date":
        return None
    if one.kind == other.kind == "boolean":
        if name in ORDERED:
            return "是和否不分大小", "直接写栏目，或写 = TRUE"
        return None if isinstance(right, Known) else ("两个是非栏目不相比", "写成 (a AND b) OR (NOT a AND NOT b)")
    return f"{one}不能和{other}比", "两边要是同一类"


def _choices(left: Node, right: Node) -> Refusal | None:
    both = isinstance(left, Named) and isinstance(right, Named)
    if both and left.type.kind != right.type.kind:
        return "选项不能和文字栏目比", "和写出来的选项比"
    return None


def _same_unit(left: Node, right: Node, deed: str) -> Refusal | None:
    """Refuse 万元 beside 元, money beside area; a plain number takes the unit of the other side."""
    one, other = left.type, right.type
    if (one.is_plain and _is_bare(left)) or (other.is_plain and _is_bare(right)) or (one.is_plain and other.is_plain):
        return None
    if one.kind != other.kind:
        return f"{one}不能和{other}相{deed}", "两边要是同一类"
    if one.unit != other.unit:
        return f"单位不同：{one.unit}和{other.unit}", "先换成同一单位，例如 乘 10000"
    return None


def _is_bare(node: Node) -> bool:
    return isinstance(node, Known)


def counted(name: str, parts: tuple[Node, ...]) -> Type | Refusal:
    """Return the type of a sum, difference, product or quotient."""
    for part in parts:
        if not part.type.is_number:
            return f"{part.type}不能算", "只有数能加减乘除；日期之差用 days(早, 晚)"
    if name == "neg":
        return parts[0].type
    left, right = parts
    if name in "+-":
        return _same_unit(left, right, "加减") or _wider(left.type, right.type)
    return _product(left.type, right.type) if name == "*" else _quotient(left, right)


def _wider(one: Type, other: Type) -> Type:
    if one.is_plain and other.is_plain:
        return INTEGER if one.kind == other.kind == "integer" else DECIMAL
    return other if one.is_plain else one


def _product(one: Type, other: Type) -> Type | Refusal:
    if one.is_plain or other.is_plain:
        return _wider(one, other)
    return f"{one}不能乘{other}", "一边要是没有单位的数"


def _quotient(left: Node, right: Node) -> Type | Refusal:
    if isinstance(right, Known) and right.value == Decimal(0):
        return "不能除以零", "看除数"
    if right.type.is_plain:
        return left.type if not left.type.is_plain else DECIMAL
    if left.type == right.type:
        return DECIMAL
    return f"{left.type}不能除以{right.type}", "同类同单位相除，或者除以没有单位的数"


def called(name: str, parts: tuple[Node, ...]) -> Type | Refusal:
    """Return the type of a function's result."""
    kinds = [part.type.kind for part in parts]
    if name in ("days", "workdays"):
        return INTEGER if kinds == ["date", "date"] else (f"{name} 要两个日期", f"{name}(早, 晚)")
    if name in ("year", "month", "quarter"):
        return INTEGER if kinds == ["date"] else (f"{name} 要一个日期", f"{name}(due) = 2025")
    if name in ("add_days", "add_months"):
        return _shifted(name, parts, kinds)
    if name in ("contains", "starts", "ends"):
        return _in_text(name, parts, kinds)
    if name == "abs":
        return parts[0].type if len(parts) == 1 and parts[0].type.is_number else ("abs 要一个数", "abs(a - b)")
    return _of_several(name, parts)


def _shifted(name: str, parts: tuple[Node, ...], kinds: list[str]) -> Type | Refusal:
    if len(parts) == 2 and kinds[0] == "date" and isinstance(parts[1], Known) and kinds[1] == "integer":
        far = _DAYS_OF[name] * abs(Decimal(str(parts[1].value))) + _moved(parts[0])
        return DATE if far <= FARTHEST else ("移得太远", "一共一百年以内")
    return f"{name} 要一个日期和一个写出来的整数", f"{name}(due, 3)"


def _moved(node: Node) -> Decimal:
    """Return by how many days a date has been moved already."""
    if isinstance(node, Call) and isinstance(shift := node.parts[1], Known):
        return _DAYS_OF[node.name] * abs(Decimal(str(shift.value))) + _moved(node.parts[0])
    return Decimal(0)


def _in_text(name: str, parts: tuple[Node, ...], kinds: list[str]) -> Type | Refusal:
    if len(parts) == 2 and kinds == ["text", "text"] and isinstance(parts[1], Known) and parts[1].value:
        return BOOLEAN
    return f"{name} 要一个文字栏目和一段写出来的字", f"{name}(name, '水库')"


def _of_several(name: str, parts: tuple[Node, ...]) -> Type | Refusal:
    if len(parts) != 2 or not all(part.type.is_number for part in parts):
        return f"{name} 要两个数", f"{name}(a, b)"
    return _same_unit(parts[0], parts[1], "比") or _wider(parts[0].type, parts[1].type)
