"""What the part `rules` measures, in a process of its own: `python -m benchmarks.rules_child FOLDER` prints JSON.

FOLDER/households.parquet holds the rows; the answers of each engine are left beside it.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from time import perf_counter

import duckdb
import polars as pl

from benchmarks.households import KINDS
from benchmarks.processes import PEAK
from duixian.rules import Column, Names, Parameter, Reading, Value, parse, screened, screened_again

DAY = date(2025, 3, 31)
ROUNDS = 7
CHANGED = 1_000


def texts(language: str) -> dict[str, str]:
    """Return the twenty rules by name, in `rule`, `sql` or `numpy`."""
    data = tomllib.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))
    return {f"r{number:02}": each[language] for number, each in enumerate(data["rule"], 1)}


def _number(name: str, kind: str, most: int, least: int = 0) -> Column:
    return Column(id=name, kind=kind, title=name, least=Decimal(least), most=Decimal(most))


COLUMNS = (
    *(_number(name, "money", 10**7) for name in ("income", "medical", "debt")),
    *(_number(name, "integer", 30) for name in ("workers", "sick", "disabled", "students")),
    _number("members", "integer", 30, least=1),
    _number("age", "integer", 130),
    _number("land", "area", 10**4),
    _number("paid", "share", 100),
    Column(id="kind", kind="choice", title="kind", choices=tuple((each, each) for each in KINDS)),
    *(Column(id=name, kind="boolean", title=name) for name in ("housed", "insured")),
    *(Column(id=name, kind="date", title=name) for name in ("seen", "registered")),
)
LINE = Parameter(id="line", title="line", kind="money", values=(Value(since=DAY, value=Decimal(7900), reference="-"),))


def readings() -> dict[str, Reading]:
    """Return the rules as they read on the day."""
    names = Names.of(COLUMNS, [LINE])
    return {name: parse(text, names).on(DAY) for name, text in texts("rule").items()}


def main(folder: Path) -> dict[str, float]:
    """Return the seconds of each engine for all rules over all rows, and how many answers differ."""
    frame = pl.read_parquet(folder / "households.parquet")
    rules, sql = readings(), texts("sql")
    plain = [pl.sql_expr(text).alias(name) for name, text in sql.items()]
    ours, theirs = in_turn(lambda: screened(frame, rules), lambda: frame.select(plain))
    answers = screened(frame, rules)
    memory = int(PEAK.findall(Path("/proc/self/status").read_text())[0]) / 1000
    answers.write_parquet(folder / "duixian.parquet")
    found = {"ours": ours, "sql_expr": theirs, "memory": memory, "differ": differing(answers, frame.select(plain))}
    return found | again(frame, answers, rules) | by_duckdb(folder, sql, answers)


def in_turn(*runs: Callable[[], object]) -> list[float]:
    """Return the best seconds of each, run by turns, so that what else the machine does meets all of them."""
    seconds: list[list[float]] = [[] for _ in runs]
    for _ in range(ROUNDS):
        for taken, run in zip(seconds, runs, strict=True):
            began = perf_counter()
            run()
            taken.append(perf_counter() - began)
    return [min(each) for each in seconds]


def again(frame: pl.DataFrame, answers: pl.DataFrame, rules: Mapping[str, Reading]) -> dict[str, float]:
    """Return the seconds of telling a thousand changed households anew among all the answers."""
    at = [*range(0, frame.height, frame.height // CHANGED)][:CHANGED]
    changed = frame[at].with_columns(income=pl.col("income") // 2)
    return {"again": in_turn(lambda: screened_again(answers, at, changed, rules))[0]}


def by_duckdb(folder: Path, sql: Mapping[str, str], answers: pl.DataFrame) -> dict[str, float]:
    """Return DuckDB's seconds for the same SQL on a table of its own, and how many answers differ."""
    database = duckdb.connect()
    database.execute(f"CREATE TABLE households AS FROM '{folder}/households.parquet'")
    asked = ", ".join(f"{text} AS {name}" for name, text in sql.items())
    seconds = in_turn(lambda: database.execute(f"CREATE OR REPLACE TABLE answers AS SELECT {asked} FROM households"))
    database.execute(f"COPY answers TO '{folder}/duckdb.parquet' (FORMAT parquet)")
    return {"duckdb": seconds[0], "duckdb_differ": differing(answers, pl.read_parquet(folder / "duckdb.parquet"))}


def differing(one: pl.DataFrame, other: pl.DataFrame) -> int:
    """Return how many of the answers are not the same."""
    return sum(int(one[name].ne_missing(other[name]).sum()) for name in one.columns)


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))))
