"""What would turn the answer: the smallest change of one field. What is not found may still exist: none *found*."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from duixian.rules.explaining import shown
from duixian.rules.tree import Known, Node, columns_in, walk
from duixian.rules.types import Column

NONE_FOUND = "没有找到只改一项就能改变结论的办法"
Row = Mapping[str, Any]
Ask = Callable[[Row], Any]
STEPS = 48


@dataclass(frozen=True, slots=True)
class Flip:
    """A field, what it is, and the nearest value at which the answer is the other one."""

    column: Column
    was: Any
    value: Any

    def __str__(self) -> str:
        return f"{self.column.title}从 {shown(self.was, self.column)} 变为 {shown(self.value, self.column)}"


def flips(node: Node, row: Row, ask: Ask) -> tuple[Flip, ...]:
    """Return, for each field that can do it alone, the nearest value that turns yes to no or no to yes."""
    answer = ask(row)
    if answer is None:
        return ()
    found = []
    for column in columns_in(node):
        if column.only_null or row[column.id] is None:
            continue
        value = _nearest(node, column, row, ask, wanted=not answer)
        if value is not None:
            found.append(Flip(column, row[column.id], value))
    return tuple(found)


def _nearest(node: Node, column: Column, row: Row, ask: Ask, *, wanted: bool) -> Any:
    def turns(value: Any) -> bool:
        return ask({**row, column.id: value}) is wanted

    here = row[column.id]
    if column.kind in ("boolean", "choice", "text"):
        return next((value for value in _words(node, column, here) if turns(value)), None)
    turning = [value for value in _numbers(node, column, row, here) if turns(value)]
    sides = [[v for v in turning if v < here], [v for v in turning if v > here]]
    ends = [max(sides[0], default=None), min(sides[1], default=None)]
    nearest = [_closer(here, end, column, turns) for end in ends if end is not None]
    return min(nearest, key=lambda value: abs(value - here), default=None)


def _words(node: Node, column: Column, here: Any) -> Iterator[Any]:
    if column.kind == "boolean":
        yield not here
    elif column.kind == "choice":
        yield from (key for key, _ in column.choices if key != here)
    else:
        yield from (each.value for each in walk(node) if isinstance(each, Known) and isinstance(each.value, str))


def _numbers(node: Node, column: Column, row: Row, here: Any) -> Iterator[Any]:
    """Yield values worth trying: what the rule and the row name, one unit beside each, and ever longer steps."""
    one: Any = timedelta(days=1) if column.kind == "date" else _unit(column)
    kind = date if column.kind == "date" else Decimal
    known = [each.value for each in walk(node) if isinstance(each, Known) and isinstance(each.value, kind)]
    beside = [row[each.id] for each in columns_in(node) if isinstance(row[each.id], kind) and each != column]
    for value in [*known, *beside]:
        yield from (each for each in (value - one, value, value + one) if _fits(each, column))
    for step in range(STEPS):
        for sign in (1, -1):
            try:
                far = here + one * (sign * 2**step)
            except OverflowError:  # beyond the calendar
                continue
            if _fits(far, column):
                yield far


def _unit(column: Column) -> Decimal:
    return Decimal(1) if column.kind == "integer" else Decimal("0.01")


def _fits(value: Any, column: Column) -> bool:
    if isinstance(value, date):
        return date(1900, 1, 1) <= value <= date(2100, 12, 31)
    low, high = column.bounds
    whole = column.kind != "integer" or value == value.to_integral_value()
    return bool(low <= value <= high and whole)


def _closer(here: Any, end: Any, column: Column, turns: Callable[[Any], bool]) -> Any:
    """Return the value nearest to `here` that still turns it, found by halving the way to `end`."""
    one: Any = timedelta(days=1) if column.kind == "date" else _unit(column)
    units = (end - here) // one
    low, high = 0, abs(int(units))
    sign = 1 if end > here else -1
    if not high or not turns(here + one * (sign * high)):
        return end
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if turns(here + one * (sign * middle)) else (middle, high)
    return here + one * (sign * high)
