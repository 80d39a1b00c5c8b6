"""The heads of columns that sort: links, so that the order stands in the address."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple


class Head(NamedTuple):
    """The head of a column that sorts: its address, and how it is sorted now, in the words of aria-sort."""

    href: str
    sorted: str


def heads(names: Iterable[str], *, sort: str, address: Callable[[str], str]) -> dict[str, Head]:
    """Return the head of each column; pressed once it sorts, pressed again it turns round."""
    return {name: _head(name, sort, address) for name in names}


def _head(name: str, sort: str, address: Callable[[str], str]) -> Head:
    is_up, is_down = sort == name, sort == f"-{name}"
    direction = "ascending" if is_up else "descending" if is_down else "none"
    return Head(address(f"-{name}" if is_up else name), direction)
