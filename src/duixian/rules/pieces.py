"""What plain trees are made of, and products with their written factors put together: `x·10·3 < 60` runs as `x < 2`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from math import gcd
from typing import TypeAlias

from duixian.rules.types import Column


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a column's value goes."""

    column: Column


@dataclass(frozen=True, slots=True)
class Const:
    """A value: a whole number, a date, a text, a yes or no; None is unknown. `kind` says which."""

    value: int | date | str | bool | None
    kind: str


@dataclass(frozen=True, slots=True)
class Op:
    """An operation over plain trees; every engine has one way to run it."""

    name: str
    parts: tuple[Plain, ...]


Plain: TypeAlias = Slot | Const | Op


def product(one: Plain, other: Plain) -> Plain:
    """Return a product with one written factor at most, which stands last."""
    (first, a), (second, b) = _parted(one), _parted(other)
    if a * b == 0:  # moved to the end, zero would no longer keep what stands before it small
        return Op("*", (one, other))
    if first is None or second is None:
        return _with_factor(second if first is None else first, a * b)
    return _with_factor(Op("*", (first, second)), a * b)


def comparison(name: str, one: Plain, other: Plain) -> Plain:
    """Return a comparison of two numbers without the factor that both have."""
    (first, a), (second, b) = _parted(one), _parted(other)
    common = gcd(a, b) or 1
    return Op(name, (_with_factor(first, a // common), _with_factor(second, b // common)))


def _parted(tree: Plain) -> tuple[Plain | None, int]:
    """Return a tree without its written factor, and the factor; None and the number where it is only that."""
    if isinstance(tree, Const) and isinstance(tree.value, int):
        return None, tree.value
    if isinstance(tree, Op) and tree.name == "*":
        rest, factor = tree.parts
        if isinstance(factor, Const) and isinstance(factor.value, int):
            return rest, factor.value
    return tree, 1


def _with_factor(tree: Plain | None, factor: int) -> Plain:
    # Zero times a column stays: the column may be unknown, and then so is the product.
    if tree is None:
        return Const(factor, "integer")
    return tree if factor == 1 else Op("*", (tree, Const(factor, "integer")))
