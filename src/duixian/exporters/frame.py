"""Statements as a Polars frame with typed columns.

Values are Decimal(38, 6): exact for money and counts; a value with more than six decimals is rounded, one with more
than 32 digits before the point is null (the text column still has it). Spans are lists of two integers, years Int32,
days Date, closed sets of words Enum.
"""

from __future__ import annotations

from decimal import Context, Decimal
from typing import Any

import polars as pl

from duixian.statement import COMPARATORS, KINDS, MEASURES, STATUSES, Report, Statement

VALUE = pl.Decimal(38, 6)
SPAN = pl.List(pl.Int64)
REPAIR = pl.Struct({"start": pl.Int64, "end": pl.Int64, "kind": pl.String, "was": pl.String, "read_as": pl.String})
SCHEMA: dict[str, Any] = {
    "kind": pl.Enum(KINDS),
    "start": pl.Int64,
    "end": pl.Int64,
    "text": pl.String,
    "sentence": SPAN,
    "section": pl.List(pl.String),
    "subject": pl.String,
    "event": pl.String,
    "indicator": pl.String,
    "measure": pl.Enum(MEASURES),
    "value": VALUE,
    "value_high": VALUE,
    "unit": pl.String,
    "comparator": pl.Enum(COMPARATORS),
    "status": pl.Enum(STATUSES),
    "year": pl.Int32,
    "due": pl.Date,
    "place": pl.String,
    "place_code": pl.String,
    "lead": pl.String,
    "task": SPAN,
    "repeats": pl.Int64,
    "repairs": pl.List(REPAIR),
    "confidence": pl.Float64,
    "page": pl.Int32,
    "box": pl.List(pl.Float64),
}
_LIMIT = Decimal(10) ** 32
_MICRO = Decimal("0.000001")
_PRECISE = Context(prec=38)


def frame(report: Report) -> pl.DataFrame:
    """Return one row a statement in the order of the text, columns in the contract's order."""
    return pl.DataFrame([_row(statement) for statement in report.statements], schema=SCHEMA, orient="row")


def _row(statement: Statement) -> list[Any]:
    fields = statement.as_dict()
    fields["value"] = _exact(statement.value)
    fields["value_high"] = _exact(statement.value_high)
    fields["year"] = statement.year
    fields["due"] = statement.due
    return [fields[name] for name in SCHEMA]


def _exact(value: Decimal | None) -> Decimal | None:
    if value is None or not value.is_finite() or abs(value) >= _LIMIT:
        return None
    return value.quantize(_MICRO, context=_PRECISE)
