"""Statements that cannot all be true: two levels against the growth printed beside them, one figure with two values,
a level that fell without a word. All are shown, none is mended.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from duixian.catalogue import indicators
from duixian.linking.comparison import Contradiction, End
from duixian.linking.reads import Read
from duixian.linking.subjects import subject_of
from duixian.linking.verdicts import REAL, said
from duixian.statement import Statement, plain

# A level that falls by less than this may have been rounded.
FELL = Decimal("0.99")
_PERCENT = Decimal(100)


class Key(NamedTuple):
    """What a figure is said of, for which place and part of it."""

    county: str
    name: str
    place: str
    unit: str


def contradictions_in(reads: Sequence[Read]) -> Iterator[Contradiction]:
    """Yield what contradicts itself within a place: between documents, and within one."""
    told: dict[tuple[Key, str, int], list[End]] = defaultdict(list)
    for read in reads:
        for each in read.figures:
            if each.status == "result" and each.year is not None and each.measure and each.confidence >= 0.8:
                told[_key(read, each), each.measure, each.year].append(End(read.doc, each))
    for (key, measure, year), ends in told.items():
        yield from _two_values(ends, year)
        if measure == "level":
            yield from _against_growth(key, year, ends[0], told)


def _key(read: Read, statement: Statement) -> Key:
    subject = subject_of(statement)
    unit = statement.unit if statement.measure == "level" else ""
    county = read.report.place_code or read.report.place or ""
    return Key(county, subject.indicator or subject.core, subject.place, unit)


def _two_values(ends: Sequence[End], year: int) -> Iterator[Contradiction]:
    """Yield one figure that is given with two values; counts within one document may be of two kinds of things."""
    first = ends[0].statement
    counted = subject_of(first).dimension == "count" and first.measure == "level"
    others = [end for end in ends[1:] if _is_one(ends[0], end, apart=counted)]
    different = [end for end in others if not _agree(end.statement, first)]
    if different:
        values = "、".join(dict.fromkeys(said(end.statement) for end in (ends[0], *different)))
        yield Contradiction(ends=(ends[0], *different), why=f"{year} 年{first.subject}有几个数：{values}")


def _is_one(one: End, other: End, *, apart: bool) -> bool:
    """Answer whether two figures are surely of one thing: an indicator, or the same name in two documents."""
    mine, yours = subject_of(one.statement), subject_of(other.statement)
    if apart and one.doc == other.doc:
        return False
    return mine.core == yours.core or (mine.indicator is not None and not apart)


def _agree(one: Statement, other: Statement) -> bool:
    """Answer whether two values may be one, rounded differently."""
    if one.value is None or other.value is None or one.comparator != other.comparator:
        return True
    return abs(one.value - other.value) <= _step(one) / 2 + _step(other) / 2


def _step(statement: Statement) -> Decimal:
    """Return what the last printed digit of a figure stands for: 0.01亿元 is 1000000."""
    written = statement.text.replace(",", "")
    digits = "".join(char for char in written if char.isdigit() or char == ".")
    if statement.value is None or not digits.strip(".") or not any(char != "0" for char in digits if char.isdigit()):
        return Decimal(1)
    places = len(digits.partition(".")[2])
    try:
        scale = abs(statement.value) / Decimal(digits.strip("."))
    except ArithmeticError:
        return Decimal(1)
    return scale * Decimal(10) ** -places


def _against_growth(
    key: Key, year: int, now: End, told: dict[tuple[Key, str, int], list[End]]
) -> Iterator[Contradiction]:
    """Yield two levels that do not give the growth that is printed, or that fall without a word."""
    before = told.get((key, "level", year - 1))
    if not before or before[0].statement.value in (None, 0) or now.statement.value is None:
        return
    low, high = _growth(before[0].statement, now.statement)
    printed = told.get((key._replace(unit=""), "growth", year), [])
    changed = told.get((key._replace(unit=""), "change", year), []) or told.get((key, "change", year), [])
    if printed:
        yield from _unlike(before[0], now, printed[0], low, high)
    elif changed:
        yield from _unlike_change(before[0], now, changed[0])
    elif now.statement.value < (before[0].statement.value or 0) * FELL and _rises(now.statement):
        fall = (1 - now.statement.value / (before[0].statement.value or 1)) * _PERCENT
        words = f"{said(before[0].statement)} → {said(now.statement)}，少了 {_one(fall)}%"
        why = f"{words}，报告没有说下降；基数或口径可能变了"
        yield Contradiction(ends=(before[0], now), why=why, strength="soft")


def _growth(before: Statement, now: Statement) -> tuple[Decimal, Decimal]:
    """Return between which two rates the growth lies, whatever was rounded off the two levels."""
    start, end = before.value or Decimal(1), now.value or Decimal(0)
    half, whole = _step(before) / 2, _step(now) / 2
    lowest = ((end - whole) / (start + half) - 1) * _PERCENT
    highest = ((end + whole) / (start - half) - 1) * _PERCENT if start > half else lowest
    return lowest, highest


def _unlike(before: End, now: End, printed: End, low: Decimal, high: Decimal) -> Iterator[Contradiction]:
    rate = printed.statement.value
    if rate is None:
        return
    room = _step(printed.statement) / 2
    if low - room <= rate <= high + room:
        return
    middle = _one((low + high) / 2)
    why = f"{said(before.statement)} → {said(now.statement)} 是 {middle}%，报告称 {said(printed.statement)}"
    real = now.statement.indicator in REAL
    note = "；增速按不变价，水平是现价" if real else ""
    yield Contradiction(ends=(before, now, printed), why=why + note, strength="soft" if real else "hard")


def _unlike_change(before: End, now: End, changed: End) -> Iterator[Contradiction]:
    start, end, said_change = before.statement.value, now.statement.value, changed.statement.value
    if start is None or end is None or said_change is None or changed.statement.unit != now.statement.unit:
        return
    room = sum((_step(each.statement) for each in (before, now, changed)), Decimal(0)) / 2
    if abs((end - start) - said_change) > room:
        words = f"{said(before.statement)} → {said(now.statement)} 差 {plain(end - start)}"
        why = f"{words}，报告称 {said(changed.statement)}"
        yield Contradiction(ends=(before, now, changed), why=why)


def _rises(statement: Statement) -> bool:
    """Answer whether an indicator is one that grows from year to year, so that a fall wants a word."""
    found = indicators().get(statement.indicator or "")
    return found is not None and found.good == "up" and found.measure == "growth"


def _one(value: Decimal) -> str:
    return plain(value.quantize(Decimal("0.1"))) or "0"
