"""An indicator over many cases, in Python: for worked cases and explanations. The server asks its database the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from duixian.programs.conditions import AMOUNT, value_of
from duixian.programs.schema import Indicator, Program

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value with what it was made of; None where it cannot be told. `unknown` cases count neither in nor out."""

    value: Decimal | None
    part: Decimal
    whole: Decimal | None
    unknown: int
    of: int


def figure(indicator: Indicator, rows: Iterable[Row], *, program: Program, day: date) -> Figure:
    """Return what an indicator is over these cases, given as their columns on `day`; one with `on` is of its year."""
    told, unknown = [], 0
    for row in rows:
        if indicator.on is not None and not _is_of_the_year(row[indicator.on], day):
            continue
        within = True if indicator.of is None else value_of(indicator.of, row, program=program, day=day)
        unknown += within is None
        if within:
            told.append(row)
    if indicator.sum is not None:
        return _total(indicator.sum, told, unknown, program, day)
    if indicator.to is not None and indicator.share is not None:
        return _ratio(indicator.share, indicator.to, told, unknown, program, day)
    return _counted(indicator, told, unknown, program, day)


def _is_of_the_year(on: date | None, day: date) -> bool:
    return on is not None and on.year == day.year and on <= day


def _total(text: str, rows: list[Row], unknown: int, program: Program, day: date) -> Figure:
    values = [value_of(text, row, program=program, day=day, wants=AMOUNT) for row in rows]
    total, missing = _added(values)
    # Of cases of which nothing is known the sum is unknown; of no case it is nothing.
    value = None if values and missing == len(values) else total
    return Figure(value=value, part=total, whole=None, unknown=unknown + missing, of=len(rows))


def _ratio(part: str, whole: str, rows: list[Row], unknown: int, program: Program, day: date) -> Figure:
    """Return a ratio of two sums; a case that lacks either counts in neither, or the ratio would mix two crowds."""
    pairs = [[value_of(text, row, program=program, day=day, wants=AMOUNT) for text in (part, whole)] for row in rows]
    both = [pair for pair in pairs if None not in pair]
    above, below = (sum((pair[side] for pair in both), Decimal(0)) for side in (0, 1))
    value = None if not below else above * 100 / below
    return Figure(value=value, part=above, whole=below, unknown=unknown + len(pairs) - len(both), of=len(rows))


def _counted(indicator: Indicator, rows: list[Row], unknown: int, program: Program, day: date) -> Figure:
    text = indicator.count or indicator.share or ""
    answers = [value_of(text, row, program=program, day=day) for row in rows]
    yes, blank = Decimal(answers.count(True)), answers.count(None)
    if indicator.count is not None:
        return Figure(value=yes, part=yes, whole=None, unknown=unknown + blank, of=len(rows))
    whole = Decimal(len(rows) - blank)
    value = None if not whole else yes * 100 / whole
    return Figure(value=value, part=yes, whole=whole, unknown=unknown + blank, of=len(rows))


def _added(values: list[Any]) -> tuple[Decimal, int]:
    known = [Decimal(value) for value in values if value is not None]
    return sum(known, Decimal(0)), len(values) - len(known)
