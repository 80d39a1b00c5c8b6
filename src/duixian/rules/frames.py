"""Rows as a Polars frame, with the whole numbers that rules run on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import polars as pl

from duixian.rules.engines import dtype_of
from duixian.rules.types import Column


def frame_of(rows: Sequence[Mapping[str, Any]], columns: Iterable[Column]) -> pl.DataFrame:
    """Return rows of Decimals, dates, texts and yes-or-no as a frame that `Reading.polars` runs on."""
    return pl.DataFrame(
        {each.id: pl.Series([_whole(row[each.id], each) for row in rows], dtype=dtype_of(each)) for each in columns}
    )


def _whole(value: Any, column: Column) -> Any:
    if value is None or not column.type.is_number:
        return value
    return int(Decimal(value).scaleb(column.scale))
