"""Statements as a Parquet file with typed columns, read by Polars, DuckDB, pandas and whatever else knows Parquet.

The columns of `frame.py`; closed sets of words are dictionaries, spans and boxes lists, repairs a list of structures.
Values are DECIMAL(38, 6). Where several files are read, `doc` names the file and `sha256` its content.
"""

from __future__ import annotations

import errno
import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import polars as pl
from polars.io.plugins import register_io_source

from duixian.exporters.frame import SCHEMA

NAMED: dict[str, Any] = {"doc": pl.String, "sha256": pl.String}
# What the reader's JSON writes as strings.
_AS_JSON = {
    **dict.fromkeys(("kind", "measure", "comparator", "status", "value", "value_high", "year", "due"), pl.String),
}
# Characters of JSON lines that become a frame at once, and rows that are written at once: both stand in memory.
BATCH = 1_000_000
ROWS = 16_384


def write_parquet(path: Path, lines: Iterable[str], *, several: bool, about: dict[str, str]) -> None:
    """Write JSON lines as a Parquet file at `path`, with `about` as its metadata; only a part is in memory at once.

    Raises OSError where the system cannot write.
    """
    schema = NAMED | SCHEMA if several else SCHEMA

    def frames(*_: Any) -> Iterator[pl.DataFrame]:
        yield from (framed(batch, schema) for batch in batches(lines))

    try:
        register_io_source(frames, schema=schema).sink_parquet(path, row_group_size=ROWS, metadata=about)
    except pl.exceptions.ComputeError as error:
        # A full disk, say; Polars wraps what the system said.
        _, wrapped, system = str(error).partition("IO error: ")
        if not wrapped:
            raise
        raise OSError(errno.EIO, system) from None


def framed(lines: str, schema: dict[str, Any]) -> pl.DataFrame:
    """Return the frame of JSON lines, equal to what `frame` makes of their statements."""
    written = {name: _AS_JSON.get(name, kind) for name, kind in schema.items()}
    rows = pl.read_ndjson(io.BytesIO(lines.encode("utf-8", "replace")), schema=written)
    rows = rows.with_columns(pl.col("due").str.to_date("%Y-%m-%d"))
    return rows.cast({name: schema[name] for name in _AS_JSON if name != "due"}, strict=False)


def batches(lines: Iterable[str]) -> Iterator[str]:
    """Yield the pieces of `lines`, whole lines each, joined or cut to about BATCH characters."""
    pieces: list[str] = []
    size = 0
    for piece in (part for long in lines for part in _cut(long)):
        pieces.append(piece)
        size += len(piece)
        if size >= BATCH:
            yield "".join(pieces)
            pieces, size = [], 0
    if size:
        yield "".join(pieces)


def _cut(lines: str) -> Iterator[str]:
    start = 0
    while start < len(lines):
        end = lines.find("\n", start + BATCH) + 1 or len(lines)
        yield lines[start:end]
        start = end
