"""The four engines. Each runs every operation of the plain tree; `tests/rules/test_equal.py` holds them equal."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from operator import and_, or_
from typing import Any, TypeAlias

import polars as pl

from duixian.rules.pieces import Const, Plain, Slot
from duixian.rules.types import Column
from duixian.rules.workdays import between, numbers

WORKDAYS = "cases_workday"
Part: TypeAlias = str | Slot | Const
Answer: TypeAlias = Callable[[Mapping[str, Any]], Any]


@dataclass(frozen=True, slots=True)
class Sql:
    """An expression as pieces: text, columns to name, values to bind. Nothing of a rule's words is in the text."""

    parts: tuple[Part, ...]

    def rendered(self, name: Callable[[Column], str], value: Callable[[Const], str]) -> str:
        """Return it as one text, with columns and values as the caller writes them."""
        return "".join(
            each if isinstance(each, str) else name(each.column) if isinstance(each, Slot) else value(each)
            for each in self.parts
        )


_BOTH = {
    "+": "({} + {})", "-": "({} - {})", "*": "({} * {})", "neg": "(- {})",
    "=": "({} = {})", "<>": "({} <> {})", "<": "({} < {})", "<=": "({} <= {})", ">": "({} > {})", ">=": "({} >= {})",
    "not": "(NOT {})", "null": "({} IS NULL)", "known": "({} IS NOT NULL)",
    "where": "(CASE WHEN {} THEN {} END)",
    "when": "(CASE WHEN {} THEN {} WHEN {} THEN {} END)",
    "workdays": f"((SELECT w.number FROM {WORKDAYS} w WHERE w.day = {{1}})"
    f" - (SELECT w.number FROM {WORKDAYS} w WHERE w.day = {{0}}))",
}  # fmt: skip
_TEMPLATES: dict[str, dict[str, str]] = {
    "sqlite": _BOTH | {
        "true": "({} = 1)",
        "days": "CAST(julianday({1}) - julianday({0}) AS INTEGER)",
        "year": "CAST(strftime('%Y', {}) AS INTEGER)",
        "month": "CAST(strftime('%m', {}) AS INTEGER)",
        "quarter": "((CAST(strftime('%m', {}) AS INTEGER) + 2) / 3)",
        "add_days": "date({0}, {1} || ' days')",
        "add_months": "min(date({0}, 'start of month', {1} || ' months', '+' || (strftime('%d', {0}) - 1) || ' days'),"
        " date({0}, 'start of month', {1} || ' months', '+1 month', '-1 day'))",
        "contains": "(instr({}, {}) > 0)",
        "starts": "(substr({0}, 1, length({1})) = {1})",
        "ends": "(length({0}) >= length({1}) AND substr({0}, - length({1})) = {1})",
    },
    "postgresql": _BOTH | {
        "true": "({})",
        # A column may be a 32-bit integer, and two of these overflow where they stay among themselves.
        "+": "({}::bigint + {}::bigint)", "-": "({}::bigint - {}::bigint)", "*": "({}::bigint * {}::bigint)",
        "neg": "(- {}::bigint)",
        "days": "({1} - {0})::bigint",
        "year": "EXTRACT(YEAR FROM {})::bigint",
        "month": "EXTRACT(MONTH FROM {})::bigint",
        "quarter": "EXTRACT(QUARTER FROM {})::bigint",
        "add_days": "({} + {}::int)",
        "add_months": "(({} + make_interval(months => {}::int))::date)",
        "contains": "(strpos({}, {}) > 0)",
        "starts": "(left({0}, length({1})) = {1})",
        "ends": "(right({0}, length({1})) = {1})",
    },
}  # fmt: skip


def to_sql(tree: Plain, *, dialect: str) -> Sql:
    """Return the plain tree for `sqlite` or `postgresql`, as pieces."""
    return Sql(tuple(_joined(_pieces(tree, _TEMPLATES[dialect]))))


def _pieces(tree: Plain, templates: Mapping[str, str]) -> list[Part]:
    if isinstance(tree, Slot | Const):
        return [tree]
    parts = [_pieces(part, templates) for part in tree.parts]
    if tree.name in ("and", "or"):
        return [
            "(",
            *[each for n, part in enumerate(parts) for each in ([f" {tree.name.upper()} "] * (n > 0) + part)],
            ")",
        ]
    return _filled(templates[tree.name], parts)


def _filled(template: str, parts: list[list[Part]]) -> list[Part]:
    """Return a template with its slots, `{}` in order or `{0}` by number, filled with pieces."""
    found: list[Part] = []
    rest, turn = template, 0
    while rest:
        before, brace, after = rest.partition("{")
        found.append(before)
        if not brace:
            break
        slot, _, rest = after.partition("}")
        found += parts[int(slot) if slot else turn]
        turn += 1
    return found


def _joined(parts: list[Part]) -> list[Part]:
    """Return the pieces with neighbouring texts put together."""
    found: list[Part] = []
    for part in parts:
        if isinstance(part, str) and found and isinstance(found[-1], str):
            found[-1] = str(found[-1]) + part
        elif part != "":
            found.append(part)
    return found


_FRAMES: dict[str, Callable[..., pl.Expr]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "neg": lambda a: -a,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "not": lambda a: ~a,
    "and": lambda *parts: reduce(and_, parts),
    "or": lambda *parts: reduce(or_, parts),
    "null": lambda a: a.is_null(),
    "known": lambda a: a.is_not_null(),
    "true": lambda a: a,
    "where": lambda a, b: pl.when(a).then(b),
    "when": lambda a, b, c, d: pl.when(a).then(b).when(c).then(d),
    "days": lambda a, b: (b - a).dt.total_days(),
    "workdays": lambda a, b: _number(b) - _number(a),
    "year": lambda a: a.dt.year().cast(pl.Int64),
    "month": lambda a: a.dt.month().cast(pl.Int64),
    "quarter": lambda a: a.dt.quarter().cast(pl.Int64),
    "add_days": lambda a, n: a + pl.duration(days=n),
    "contains": lambda a, b: a.str.contains(b, literal=True),
    "starts": lambda a, b: a.str.starts_with(b),
    "ends": lambda a, b: a.str.ends_with(b),
}
_DTYPES: dict[str, Any] = {"integer": pl.Int64, "date": pl.Date, "text": pl.String, "boolean": pl.Boolean}


def to_polars(tree: Plain) -> pl.Expr:
    """Return the plain tree as an expression over columns of whole numbers, dates, texts and yes-or-no."""
    if isinstance(tree, Slot):
        return pl.col(tree.column.id)
    if isinstance(tree, Const):
        return pl.lit(tree.value, dtype=_DTYPES[tree.kind])
    if tree.name == "add_months":
        months = tree.parts[1]
        return to_polars(tree.parts[0]).dt.offset_by(f"{months.value if isinstance(months, Const) else 0}mo")
    return _FRAMES[tree.name](*(to_polars(part) for part in tree.parts))


def _number(day: pl.Expr) -> pl.Expr:
    found = numbers()
    return day.replace_strict(
        pl.Series([*found], dtype=pl.Date), pl.Series([*found.values()], dtype=pl.Int64), default=None
    )


def dtype_of(column: Column) -> Any:
    """Return the type that a frame's column has to have."""
    kind = "text" if column.kind in ("text", "choice") else column.kind
    return _DTYPES.get(kind, pl.Int64)


_VALUES: dict[str, Callable[..., Any]] = {
    "+": lambda a, b: a + b,
    "-": lambda a, b: a - b,
    "*": lambda a, b: a * b,
    "neg": lambda a: -a,
    "=": lambda a, b: a == b,
    "<>": lambda a, b: a != b,
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
    "not": lambda a: not a,
    "true": lambda a: a,
    "days": lambda a, b: (b - a).days,
    "workdays": lambda a, b: between(a, b),
    "year": lambda a: a.year,
    "month": lambda a: a.month,
    "quarter": lambda a: (a.month + 2) // 3,
    "add_days": lambda a, n: a + timedelta(days=n),
    "add_months": lambda a, n: _months_on(a, n),
    "contains": lambda a, b: b in a,
    "starts": lambda a, b: a.startswith(b),
    "ends": lambda a, b: a.endswith(b),
}


def to_python(tree: Plain) -> Answer:
    """Return a function from a row (Decimals, dates, texts, yes-or-no, None) to the value, None for unknown."""
    if isinstance(tree, Slot):
        return _taker(tree.column)
    if isinstance(tree, Const):
        return lambda _, value=tree.value: value  # type: ignore[misc]
    parts = [to_python(part) for part in tree.parts]
    if tree.name in _LOGIC:
        return _LOGIC[tree.name](parts)
    return _known_only(_VALUES[tree.name], parts)


def _taker(column: Column) -> Answer:
    key, factor = column.id, Decimal(10) ** column.scale

    def scaled(row: Mapping[str, Any]) -> Any:
        value = row[key]
        if value is None or isinstance(value, bool | str | date):
            return value
        whole = Decimal(value) * factor
        if whole != whole.to_integral_value():
            raise ValueError(f"{key}: {value} has more than {column.scale} places")
        return int(whole)

    return scaled


def _known_only(run: Callable[..., Any], parts: list[Answer]) -> Answer:
    def value(row: Mapping[str, Any]) -> Any:
        values = [part(row) for part in parts]
        return None if None in values else run(*values)

    return value


def _all(parts: list[Answer]) -> Answer:
    def value(row: Mapping[str, Any]) -> bool | None:
        answers = [part(row) for part in parts]
        return False if False in answers else None if None in answers else True

    return value


def _any(parts: list[Answer]) -> Answer:
    def value(row: Mapping[str, Any]) -> bool | None:
        answers = [part(row) for part in parts]
        return True if True in answers else None if None in answers else False

    return value


def _where(parts: list[Answer]) -> Answer:
    asked, found = parts
    return lambda row: found(row) if asked(row) else None


def _when(parts: list[Answer]) -> Answer:
    first, one, second, other = parts

    def value(row: Mapping[str, Any]) -> Any:
        return one(row) if first(row) else other(row) if second(row) else None

    return value


_LOGIC: dict[str, Callable[[list[Answer]], Answer]] = {
    "and": _all,
    "or": _any,
    "where": _where,
    "when": _when,
    "null": lambda parts: lambda row: parts[0](row) is None,
    "known": lambda parts: lambda row: parts[0](row) is not None,
}


def _months_on(day: date, months: int) -> date:
    """Return the same day some months on; the last of the month where it has none: 31 January + 1 is 28 February."""
    count = day.year * 12 + day.month - 1 + months
    first = date(count // 12, count % 12 + 1, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return min(first + timedelta(days=day.day - 1), last)
