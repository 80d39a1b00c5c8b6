"""The typed tree of a rule: few kinds of nodes, each with its type and its place in the text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from duixian.rules.types import Column, Parameter, Type

BOOLEAN, DATE = Type("boolean"), Type("date")
Plain: TypeAlias = Decimal | date | str | bool | None


@dataclass(frozen=True, slots=True)
class Known:
    """A value that stands in the rule; None only for a parameter that is not in force yet."""

    value: Plain
    type: Type
    text: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A column."""

    column: Column

    @property
    def type(self) -> Type:
        """The column's type."""
        return self.column.type


@dataclass(frozen=True, slots=True)
class Dated:
    """A parameter, before its value of the day is put in."""

    parameter: Parameter

    @property
    def type(self) -> Type:
        """The parameter's type."""
        return self.parameter.type


@dataclass(frozen=True, slots=True)
class Today:
    """The day that the rule is read on."""

    type: Type = DATE


@dataclass(frozen=True, slots=True)
class Call:
    """An operation or a function: `+ - * / neg abs least greatest coalesce days workdays year month quarter …`."""

    name: str
    parts: tuple[Node, ...]
    type: Type


@dataclass(frozen=True, slots=True)
class Test:
    """A yes-or-no: `= <> < <= > >= in null contains starts ends true`, or `and or not` over tests."""

    name: str
    parts: tuple[Node, ...]
    type: Type = BOOLEAN


Node: TypeAlias = Known | Named | Dated | Today | Call | Test


def walk(node: Node) -> Iterator[Node]:
    """Yield a node and everything below it."""
    yield node
    if isinstance(node, Call | Test):
        for part in node.parts:
            yield from walk(part)


def columns_in(node: Node) -> tuple[Column, ...]:
    """Return the columns that a rule names, each once, in order."""
    return tuple(dict.fromkeys(each.column for each in walk(node) if isinstance(each, Named)))
