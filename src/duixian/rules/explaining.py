"""Why a rule answers as it does: each part with its value, in words; and what is missing where it cannot be told."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from duixian.rules.engines import to_python
from duixian.rules.plain import lowered, number
from duixian.rules.tree import Call, Known, Named, Node, Test
from duixian.rules.types import Column

Row = Mapping[str, Any]
SAID = {True: "是", False: "否", None: "无法判定"}
_SIGNS = {"=": "＝", "<>": "≠", "<=": "≤", ">=": "≥", "<": "<", ">": ">"}
_JOINED = {"and": "，并且", "or": "，或者"}
_LACKS = "没有"
_TEXTS = {"contains": "含有", "starts": "开头是", "ends": "结尾是"}
_CALLS: dict[str, Callable[..., str]] = {
    "days": lambda a, b: f"从 {a} 到 {b} 的天数",
    "workdays": lambda a, b: f"从 {a} 到 {b} 的工作日",
    "year": lambda a: f"{a} 的年份",
    "month": lambda a: f"{a} 的月份",
    "quarter": lambda a: f"{a} 的季度",
    "add_days": lambda a, b: f"{a} 之后 {b} 天",
    "add_months": lambda a, b: f"{a} 之后 {b} 个月",
    "abs": lambda a: f"{a} 的绝对值",
    "least": lambda a, b: f"{a} 与 {b} 中较小的",
    "greatest": lambda a, b: f"{a} 与 {b} 中较大的",
    "coalesce": lambda a, b: f"{a}（没有就用 {b}）",
    "neg": lambda a: f"−{a}",
    "+": lambda a, b: f"{a} ＋ {b}",
    "-": lambda a, b: f"{a} − {b}",
    "*": lambda a, b: f"{a} × {b}",
    "/": lambda a, b: f"{a} ÷ {b}",
}


@dataclass(frozen=True, slots=True)
class Explanation:
    """A part of a rule: its words, its answer (None: cannot be told), and the parts that it is made of."""

    words: str
    answer: Any
    parts: tuple[Explanation, ...] = ()

    def __str__(self) -> str:
        return f"{self.words}：{SAID[self.answer]}" if self.answer in SAID else self.words

    def lines(self, depth: int = 0) -> list[str]:
        """Return it as lines, each part further in than what it belongs to."""
        return ["  " * depth + str(self), *(line for part in self.parts for line in part.lines(depth + 1))]


def explained(node: Node, row: Row) -> Explanation:
    """Return a tree with the value of each part in this row."""
    if not isinstance(node, Test):
        return Explanation(_in_words(node, row), value_of(node, row))
    answer = to_python(lowered(node))(row)
    if node.name in ("and", "or"):
        words = "下面都成立" if node.name == "and" else "下面有一条成立"
        return Explanation(words, answer, tuple(explained(part, row) for part in node.parts))
    if node.name == "not":
        return Explanation("下面不成立", answer, (explained(node.parts[0], row),))
    return Explanation(_question(node, row), answer)


def worded(node: Node) -> str:
    """Return a rule in words, of no row: 建设性质 ＝ 新建，并且有进入“开工”的日期."""
    if not isinstance(node, Test):
        return _in_words(node, None)
    if node.name in _JOINED:
        parts = [f"（{worded(each)}）" if _is_joined(each) else worded(each) for each in node.parts]
        return _JOINED[node.name].join(parts)
    if node.name == "not":
        (inner,) = node.parts
        is_null = isinstance(inner, Test) and inner.name == "null"
        return f"有{worded(inner)[len(_LACKS) :]}" if is_null else f"并非（{worded(inner)}）"
    return f"{_LACKS}{worded(node.parts[0])}" if node.name == "null" else _question(node, None)


def _is_joined(node: Node) -> bool:
    return isinstance(node, Test) and node.name in _JOINED


def _question(node: Test, row: Row | None) -> str:
    words = [_in_words(part, row) for part in node.parts]
    if node.name == "null":
        return f"{words[0]}没有"
    if node.name == "true":
        return words[0]
    if node.name in _TEXTS:
        return f"{words[0]} {_TEXTS[node.name]} {words[1]}"
    return f"{words[0]} {_SIGNS[node.name]} {words[1]}"


def _in_words(node: Node, row: Row | None) -> str:
    if isinstance(node, Named):
        title = node.column.title
        return title if row is None else f"{title} {shown(row[node.column.id], node.column)}"
    if isinstance(node, Known):
        return _known(node)
    if isinstance(node, Call):
        return _CALLS[node.name](*(_in_words(part, row) for part in node.parts))
    return worded(node) if row is None else explained(node, row).words


def _known(node: Known) -> str:
    if node.value is None:
        return f"{node.text}（当日还没有值）"
    if isinstance(node.value, Decimal):
        unit = f" {node.type.unit}" if node.type.unit else ""
        # A parameter has a title; a number that is written in the rule is its own.
        name = "" if node.text.replace(".", "").replace("-", "").isdigit() else f"{node.text} "
        return f"{name}{figure(node.value)}{unit}"
    return f"{node.value:%Y-%m-%d}" if isinstance(node.value, date) else node.text


def shown(value: Any, column: Column) -> str:
    """Return a value of a column as one reads it: 6,800 元, 2025-03-31, 新建, 不知道."""
    if value is None:
        return "没有" if column.only_null else "不知道"
    if column.kind == "boolean":
        return SAID[value]
    if column.kind == "choice":
        return dict(column.choices).get(value, str(value))
    if isinstance(value, date):
        return f"{value:%Y-%m-%d}"
    if column.type.is_number:
        return f"{figure(Decimal(value))} {column.unit}".rstrip()
    return f"“{value}”"


def figure(value: Decimal) -> str:
    """Return a number with its thousands apart and no zeros at its end."""
    rounded = value.quantize(Decimal("0.0001")) if value != value.to_integral_value() else value.quantize(Decimal(1))
    words = f"{rounded:,f}"
    return words.rstrip("0").rstrip(".") if "." in words else words


def value_of(node: Node, row: Row) -> Decimal | None:
    """Return the value of a number in this row; None where it cannot be told."""
    if not node.type.is_number:
        return None
    found = number(node)
    above = to_python(found.above)(row)
    below = 1 if found.below is None else to_python(found.below)(row)
    return None if above is None or not below else Decimal(above).scaleb(-found.scale) / below


def missing(node: Node, row: Row) -> tuple[Column, ...]:
    """Return the columns that are unknown in the parts that cannot be told; what does not matter is left out."""
    return tuple(dict.fromkeys(_missing(node, row)))


def _missing(node: Node, row: Row) -> list[Column]:
    if isinstance(node, Test) and to_python(lowered(node))(row) is not None:
        return []
    if isinstance(node, Named):
        return [node.column] if row[node.column.id] is None else []
    parts = node.parts if isinstance(node, Call | Test) else ()
    return [column for part in parts for column in _missing(part, row)]
