"""A rule, and a rule read as of a day: what everything else asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

import polars as pl

from duixian.errors import RuleError
from duixian.rules.engines import Sql, to_polars, to_python, to_sql
from duixian.rules.explaining import Explanation, explained, missing, worded
from duixian.rules.flipping import Flip, flips
from duixian.rules.parsing import parsed
from duixian.rules.pieces import Plain
from duixian.rules.plain import amount, lowered
from duixian.rules.tree import Call, Dated, Known, Node, Test, Today, columns_in, walk
from duixian.rules.types import Column, Names

_SOME_DAY = date(2025, 1, 1)


@dataclass(frozen=True)
class Rule:
    """A checked rule: a condition, or an amount. Its columns are what a row must have."""

    text: str
    tree: Node

    @property
    def is_condition(self) -> bool:
        """Whether it says yes or no; else it says how much."""
        return isinstance(self.tree, Test)

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that it names, each once."""
        return columns_in(self.tree)

    @property
    def unit(self) -> str:
        """The unit of an amount."""
        return self.tree.type.unit

    def on(self, day: date) -> Reading:
        """Return the rule as it reads on a day: `today` and the parameters in force are put in."""
        return _read(self, day)


@dataclass(frozen=True)
class Reading:
    """A rule as of a day. Rows hold Decimals, dates, texts and yes-or-no; None is unknown."""

    rule: Rule
    day: date
    tree: Node

    @property
    def words(self) -> str:
        """The rule in words, with the parameters of the day."""
        return worded(self.tree)

    @cached_property
    def plain(self) -> tuple[Plain, int]:
        """What the engines run, and the scale of the number that comes out; 0 for a condition."""
        return (lowered(self.tree), 0) if self.rule.is_condition else amount(self.tree)

    @cached_property
    def _python(self) -> Any:
        return to_python(self.plain[0])

    def value(self, row: Mapping[str, Any]) -> Any:
        """Return yes, no or a Decimal; None where it cannot be told."""
        found = self._python(row)
        if found is None or self.rule.is_condition:
            return found
        return Decimal(found).scaleb(-self.plain[1])

    def sql(self, dialect: str) -> Sql:
        """Return it for `sqlite` or `postgresql`; an amount comes out as a whole number of its scale."""
        return to_sql(self.plain[0], dialect=dialect)

    def polars(self) -> pl.Expr:
        """Return it for a frame as `frame_of` makes it; an amount comes out as a whole number of its scale."""
        return to_polars(self.plain[0])

    def explain(self, row: Mapping[str, Any]) -> Explanation:
        """Return each part with its value, in words."""
        return explained(self.tree, row)

    def missing(self, row: Mapping[str, Any]) -> tuple[Column, ...]:
        """Return the data without which it cannot be told; nothing where it can."""
        return missing(self.tree, row)

    def flips(self, row: Mapping[str, Any]) -> tuple[Flip, ...]:
        """Return the smallest changes of single fields found that turn the answer; empty: none found, not none."""
        return flips(self.tree, row, self.value)


def parse(text: str, names: Names, *, wants: str = "condition") -> Rule:
    """Return the checked rule; `wants` is `condition` or `amount`. A RuleError says where and what to do."""
    tree = parsed(text, names)
    if wants == "condition":
        tree = tree if isinstance(tree, Test) else _asked(tree, text)
    elif not tree.type.is_number:
        raise RuleError(f"这里要一个数，写的是{tree.type}", where=text, hint="写一个数的栏目，或者几个数相加减")
    if not columns_in(tree):
        raise RuleError("没有问到任何栏目，结果永远一样", where=text, hint="写一个栏目")
    rule = Rule(text, tree)
    begun = {value.since for each in walk(tree) if isinstance(each, Dated) for value in each.parameter.values}
    try:
        # Sizes depend on what is in force: what could overflow on some day is refused on all.
        for day in {_SOME_DAY, *begun}:
            _ = rule.on(day).plain
    except RuleError as error:
        raise RuleError(error.what, where=error.where or text, hint=error.hint) from None
    return rule


def _asked(tree: Node, text: str) -> Node:
    if tree.type.kind == "boolean":
        return Test("true", (tree,))
    raise RuleError(f"这里要一个条件，写的是{tree.type}", where=text, hint="写成比较，例如 total > 0")


@lru_cache(maxsize=4096)
def _read(rule: Rule, day: date) -> Reading:
    return Reading(rule, day, _bound(rule.tree, day))


def _bound(node: Node, day: date) -> Node:
    """Return the tree with the day and the values in force on it."""
    if isinstance(node, Today):
        return Known(day, node.type, f"{day:%Y-%m-%d}")
    if isinstance(node, Dated):
        found = node.parameter.on(day)
        return Known(None if found is None else found.value, node.type, node.parameter.title)
    if isinstance(node, Call):
        return Call(node.name, tuple(_bound(part, day) for part in node.parts), node.type)
    if isinstance(node, Test):
        return Test(node.name, tuple(_bound(part, day) for part in node.parts))
    return node
