"""How people write the amount of a commitment: in 万亩, where the table keeps 亩."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from typing import NamedTuple

from duixian.exporters.shown import split

_FACTORS = frozenset(Decimal(10) ** power for power in (0, 2, 3, 4, 6, 7, 8, 12))
# What stands before the number of a title: 增长≥, 下降, 提高.
_BEFORE = re.compile(r"^[^\d−]*(?=[\d−])")


class Scale(NamedTuple):
    """The unit as written, and how many of the table's units it is."""

    unit: str
    factor: Decimal


@lru_cache(maxsize=8192)
def scale_of(title: str, value: Decimal | None, unit: str) -> Scale:
    """Return the unit in which a title gives its amount: “高标准农田 3.2万亩” of 32000 亩 is 10000 亩 each.

    A title ends with the amount as the sentence writes it, behind its last space (`ledger.targets.promised_title`).
    """
    plain = Scale(unit, Decimal(1))
    written = _BEFORE.sub("", title.rsplit(" ", 1)[-1])
    number, shown = split(written, unit)
    if not value or not number:
        return plain
    try:
        factor = abs(value / Decimal(number.replace("−", "-").replace(",", "")))
    except (InvalidOperation, ZeroDivisionError):
        return plain
    return Scale(shown or unit, factor) if factor in _FACTORS else plain
