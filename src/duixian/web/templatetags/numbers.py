"""How numbers and days are written: grouped digits and a real minus, 09-26 in tables, 9月26日 in prose."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language

MINUS = "\u2212"


def figure(value: Any) -> str:
    """Return a number with grouped digits and a real minus, its decimals as given; words stay as they are."""
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return "" if value is None else str(value)
    exact = value if isinstance(value, Decimal) else Decimal(str(value))
    return f"{exact:,f}".replace("-", MINUS)


def day(value: date | datetime | None, year: int | str | None = None) -> str:
    """Return 09-26, or 2024-09-26 where `year` is given and another one; for tables."""
    if value is None:
        return ""
    found = _local(value)
    is_other = year not in (None, "") and found.year != int(year or 0)
    return found.strftime("%Y-%m-%d" if is_other else "%m-%d")


def day_words(value: date | datetime | None, year: int | str | None = None) -> str:
    """Return 9月26日, or 2024年9月26日 where `year` is given and another one; for prose."""
    if value is None:
        return ""
    found = _local(value)
    is_other = year not in (None, "") and found.year != int(year or 0)
    if _is_chinese():
        return f"{found.year}年{found.month}月{found.day}日" if is_other else f"{found.month}月{found.day}日"
    return date_format(found, "j M Y" if is_other else "j M")


def day_full(value: date | datetime | None) -> str:
    """Return 2025年9月26日."""
    if value is None:
        return ""
    found = _local(value)
    return f"{found.year}年{found.month}月{found.day}日" if _is_chinese() else date_format(found, "j M Y")


def weekday(value: date | None) -> str:
    """Return 周五."""
    if value is None:
        return ""
    return f"周{'一二三四五六日'[value.weekday()]}" if _is_chinese() else date_format(value, "D")


def _local(value: date | datetime) -> date:
    if isinstance(value, datetime):
        return (timezone.localtime(value) if timezone.is_aware(value) else value).date()
    return value


def _is_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")
