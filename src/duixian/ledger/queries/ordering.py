"""Rows in the order that an address asks for: `due` or `-due`; what has no value stands last in both."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeVar

Row = TypeVar("Row")


def in_order(rows: Iterable[Row], asked: str, *, by: Mapping[str, Callable[[Row], Any]]) -> list[Row]:
    """Return rows as `asked`, by one of the columns of `by`; as they are where it names none."""
    key = by.get(asked.removeprefix("-"))
    if key is None:
        return list(rows)
    known: list[Row] = []
    unknown: list[Row] = []
    for row in rows:
        (unknown if key(row) is None else known).append(row)
    return [*sorted(known, key=key, reverse=asked.startswith("-")), *unknown]
