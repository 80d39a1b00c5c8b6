"""Invented households for the part `rules`: whole 元 as ten-thousandths, and two in a hundred unknown."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl

KINDS = ("plain", "poor", "edge", "sudden")
UNKNOWN = 0.02
SCALE = 10_000
# column: greatest value, and what a unit of it is stored as
NUMBERS = {
    "income": (120_000, SCALE), "medical": (60_000, SCALE), "debt": (300_000, SCALE), "land": (20, SCALE),
    "paid": (100, SCALE), "workers": (4, 1), "sick": (3, 1), "disabled": (2, 1), "students": (3, 1), "age": (95, 1),
}  # fmt: skip


def write(folder: Path, rows: int) -> Path:
    """Return the file with that many households."""
    frame = pl.select(pl.int_range(rows).alias("at")).with_columns(
        *(_drawn(name, most + 1) * unit for name, (most, unit) in NUMBERS.items()),
        _drawn("members", 7) + 1,
        _drawn("kind", len(KINDS)).replace_strict(dict(enumerate(KINDS)), return_dtype=pl.String),
        *(_drawn(name, 10) > 0 for name in ("housed", "insured")),
        *(
            (pl.lit(date(2024, 1, 1)) + pl.duration(days=_drawn(name, 450))).alias(name)
            for name in ("seen", "registered")
        ),
    )
    known = [pl.when(_drawn(f"known {name}", 1000) >= 1000 * UNKNOWN).then(name).alias(name) for name in frame.columns]
    path = folder / "households.parquet"
    frame.select(known).drop("at").write_parquet(path)
    return path


def _drawn(name: str, below: int) -> pl.Expr:
    """Return a column of whole numbers from zero up to a bound that look drawn, another for each name."""
    seed = sum(ord(letter) * 31**place for place, letter in enumerate(name)) % 2**31
    return (pl.col("at").hash(seed) % below).cast(pl.Int64).alias(name)
