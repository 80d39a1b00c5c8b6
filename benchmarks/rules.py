"""Rules over a million households: beside plain Polars and DuckDB on the same questions, and beside openfisca-core."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import polars as pl

from benchmarks import households
from benchmarks.peers.environment import Peer, python_of
from benchmarks.processes import RunError, answered
from benchmarks.row import ROOT, Row, bars, held, missing

ROWS = 1_000_000
TABLE = "Twenty rules over a million households, explanations off"
PATIENCE = 1_200.0
OPENFISCA = Peer(
    name="openfisca", title="openfisca-core", packages=("openfisca-core>=46,<47", "polars>=2.1,<3"),
    module="benchmarks.peers.with_openfisca", one_document=0, units=(), not_comparable="",
)  # fmt: skip


def measure(*, rows: int = ROWS) -> list[Row]:
    """Return how quickly each engine answers the same rules over the same households, and whether it says the same."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        households.write(folder, rows)
        command = [sys.executable, "-m", "benchmarks.rules_child", name]
        try:
            found = json.loads(answered(command, patience=PATIENCE).splitlines()[-1])
        except RunError as error:
            return [missing(TABLE, "Duixian", str(error))]
        return [*ours(found, rows * 20), *theirs(found, rows * 20), by_openfisca(folder, rows * 20)]


def ours(found: dict[str, Any], asked: int) -> list[Row]:
    """Return our own rows, each with its bar."""
    ratio, again = found["sql_expr"] / found["ours"], found["again"] * 1000
    return [
        Row(table=TABLE, what="Duixian", measured=pace(found["ours"], asked)),
        held(TABLE, "Duixian against plain Polars", ratio, f"{ratio:.2f}×", bar=bars()["rules_ratio"]),
        held(TABLE, "peak memory", found["memory"], f"{found['memory']:.0f} MB", bar=bars()["rules_memory"]),
        held(TABLE, "1,000 changed households told anew", again, f"{again:.0f} ms", bar=bars()["rules_again"]),
    ]


def theirs(found: dict[str, Any], asked: int) -> list[Row]:
    """Return the rows of the engines that ran in the same process."""
    return [
        engine("Polars, `sql_expr`", found["sql_expr"], asked, found["differ"]),
        engine("DuckDB, the same SQL", found["duckdb"], asked, found["duckdb_differ"]),
    ]


def by_openfisca(folder: Path, asked: int) -> Row:
    """Return openfisca-core's row, or why it has none."""
    rules = ROOT / "benchmarks" / "rules.toml"
    try:
        command = [str(python_of(OPENFISCA)), "-m", OPENFISCA.module, str(folder), str(rules)]
        found = json.loads(answered(command, patience=PATIENCE).splitlines()[-1])
    except RunError as error:
        return missing(TABLE, OPENFISCA.title, str(error))
    differ, told = compared(folder)
    note = f"version {found['version']}; it has no unknown: of the {told:,} answers that can be told, {differ:,} differ"
    return Row(table=TABLE, what=OPENFISCA.title, measured=pace(found["openfisca"], asked), note=note)


def compared(folder: Path) -> tuple[int, int]:
    """Return how many answers differ from openfisca-core's, of how many: ours are yes or no, every figure is known."""
    known = pl.read_parquet(folder / "households.parquet").select(~pl.any_horizontal(pl.all().is_null())).to_series()
    ours, others = (pl.read_parquet(folder / f"{name}.parquet").filter(known) for name in ("duixian", "openfisca"))
    told = sum(ours[name].count() for name in ours.columns)
    return sum(int((ours[name] != others[name]).sum()) for name in ours.columns), told


def engine(what: str, seconds: float, asked: int, differ: int) -> Row:
    """Return the row of another engine; it has to say the same."""
    return Row(table=TABLE, what=what, measured=pace(seconds, asked), note=f"{differ:,} of {asked:,} answers differ")


def pace(seconds: float, asked: int) -> str:
    """Return how many rules are told in a second, and how long all took."""
    return f"{asked / seconds / 1e6:.0f} million/s ({seconds:.2f} s)"
