"""Days as people write them into a cell: 2025-10-31, 2025年10月31日, 10月31日, 10-31, 20251031, 10月底."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

_WHOLE = re.compile(r"(?:(?P<y>\d{4})[-/.年])?(?P<m>\d{1,2})[-/.月](?P<d>\d{1,2})日?")
_PACKED = re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})")
_MONTH_END = re.compile(r"(?:(?P<y>\d{4})年)?(?P<m>\d{1,2})月(?:底|末|底前|末前)?")
_YEAR_END = re.compile(r"(?:(?P<y>\d{4})年)?(?:年底|年末|底)前?")
# Day 0 of Excel's calendar, with its leap year 1900 that never was.
_EARLIEST, _LATEST = 1990, 2100
_EXCEL, _FIRST, _LAST = date(1899, 12, 30), 36_526, 73_050


@dataclass(frozen=True, slots=True)
class Day:
    """What a cell says: a day, or why it is none, and the day that may be meant."""

    day: date | None
    problem: str = ""
    nearest: date | None = None


def read_day(value: Any, *, year: int) -> Day:
    """Return the day of a cell; `year` is meant where none is written."""
    if isinstance(value, datetime):
        return Day(value.date())
    if isinstance(value, date):
        return Day(value)
    if isinstance(value, int | float) and _FIRST <= value <= _LAST:
        return Day(_EXCEL + timedelta(days=int(value)))
    text = "".join(str(value).split())
    for pattern in (_WHOLE, _PACKED):
        if found := pattern.fullmatch(text):
            return _of(int(found["y"] or year), int(found["m"]), int(found["d"]))
    return _end(text, year)


def _end(text: str, year: int) -> Day:
    if found := _YEAR_END.fullmatch(text):
        return _of(int(found["y"] or year), 12, 31)
    if (found := _MONTH_END.fullmatch(text)) and 1 <= int(found["m"]) <= 12:
        whole = int(found["y"] or year)
        return _of(whole, int(found["m"]), calendar.monthrange(max(whole, 1), int(found["m"]))[1])
    return Day(None, f"“{text[:20]}”不是一个日子")


def _of(year: int, month: int, day: int) -> Day:
    if not _EARLIEST <= year <= _LATEST:
        return Day(None, f"{year} 年太远了")
    if not 1 <= month <= 12:
        return Day(None, f"没有 {month} 月")
    last = calendar.monthrange(year, month)[1]
    if 1 <= day <= last:
        return Day(date(year, month, day))
    return Day(None, f"{month} 月没有 {day} 日", date(year, month, last) if day > last else None)
