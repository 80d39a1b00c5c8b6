"""Figures of the county's programs that an issue may name: `{重点项目 本年完成投资}`. Start at `taken`.

The ledger knows no programs: apps above it say what theirs let out. An issue takes the figures once, when it is
drafted, and keeps them: cases are told of late, programs are upgraded, and what was published stays as it was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from typing import TypedDict

from duixian.accounts.models import Place


class Figure(TypedDict):
    """A figure as an issue keeps it: `of` and `fact` are how a draft names it, `text` is what the reader sees.

    Where it is not told, `text` is empty and `why` says why. `rows` are cases behind it, in `columns` that may leave.
    """

    key: str
    of: str
    fact: str
    text: str
    why: str
    value: str | None
    unit: str
    how: str
    version: str
    cases: int
    unknown: int
    behind: int
    synthetic: bool
    columns: list[str]
    rows: list[list[str]]


suppliers: list[Callable[[Place, date], Iterator[Figure]]] = []


def taken(place: Place, day: date) -> list[Figure]:
    """Return what may leave of a place on a day, in the order of the programs and their indicators."""
    return [figure for supplied in suppliers for figure in supplied(place, day)]
