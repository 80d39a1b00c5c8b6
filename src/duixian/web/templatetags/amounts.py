"""Amounts in the unit of a target, and what a file is by its name."""

from __future__ import annotations

from decimal import Decimal
from pathlib import PurePath

from django.template import Library

from duixian.ledger.judging import Target
from duixian.ledger.reaching import number, say

register = Library()


@register.filter
def in_words(value: Decimal | None, target: Target) -> str:
    """Return a value of the table as people write it: 32000 is 3.2万亩."""
    return say(target, value)


@register.filter
def bare(value: Decimal | None, target: Target) -> str:
    """Return a value for an input field: the number in the unit that people write, without separators."""
    return "" if value is None else number(target, value).replace(",", "").replace("−", "-")


@register.filter
def suffix(name: str) -> str:
    """Return what sort of file a name tells: PDF."""
    return PurePath(name).suffix.lstrip(".").upper()[:5] or "?"
