"""Fifty thousand drawn rules on each database: SQLite or PostgreSQL, Polars and Python have to say the same."""

from __future__ import annotations

import re
import sys
from time import perf_counter

from benchmarks.processes import LONG, RunError, answered
from benchmarks.row import Row, missing

TABLE = "Drawn rules that engines answer alike"
TEST = "tests/rules/test_equal.py"
DRAWN = 50_000
PYTEST = [TEST, "-q", "--hypothesis-profile=bench", "--hypothesis-show-statistics"]
COMMANDS = {
    "SQLite, Polars, Python": [sys.executable, "-m", "pytest", *PYTEST],
    "PostgreSQL, Polars, Python": [sys.executable, "tests/on_postgresql.py", *PYTEST],
}


def measure() -> list[Row]:
    """Return how many rules were drawn on each database; a difference fails the row."""
    return [row_of(what, command) for what, command in COMMANDS.items()]


def row_of(what: str, command: list[str]) -> Row:
    """Return the row of one database."""
    began = perf_counter()
    try:
        said = answered(command, patience=LONG)
    except RunError as error:
        return missing(TABLE, what, str(error))
    passing = sum(int(found) for found in re.findall(r"(\d+) passing,", said))
    note = f"{passing:,} drawn in {perf_counter() - began:.0f} s, on 80 rows each, with rows at the bounds"
    return Row(table=TABLE, what=what, measured="0 differ", bar=f"≥ {DRAWN:,} drawn", met=passing >= DRAWN, note=note)
