"""How people write the amounts of a statement: in 万亩, where the table keeps 亩."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import NamedTuple

from duixian.exporters.shown import amount
from duixian.ledger.models import Statement
from duixian.ledger.pure import as_read

_FACTORS = frozenset(Decimal(10) ** power for power in (0, 2, 3, 4, 6, 7, 8, 12))


class Scale(NamedTuple):
    """The unit as written, and how many of the table's units it is."""

    unit: str
    factor: Decimal


def scale_of(row: Statement) -> Scale:
    """Return the unit in which the sentence gives its value: 48.6万亩 is 10000 亩 each."""
    if row.kind != "figure" or not row.value:
        return Scale(row.unit, Decimal(1))
    written = amount(as_read(row))
    try:
        factor = row.value / Decimal(written.number.replace("−", "-").replace(",", ""))
    except (InvalidOperation, ZeroDivisionError):
        return Scale(row.unit, Decimal(1))
    return Scale(written.unit or row.unit, factor) if factor in _FACTORS else Scale(row.unit, Decimal(1))
