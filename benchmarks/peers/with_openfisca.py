"""openfisca-core on the rules of rules.toml: `python -m benchmarks.peers.with_openfisca FOLDER RULES` prints JSON.

It has no unknown: absent figures are put in as zero, and only rows where every figure is known can be compared. Its
floats have 32 bits; the households' figures are whole 元, which go in as integers.
"""

from __future__ import annotations

import importlib
import json
import sys
import tomllib
from collections.abc import Callable
from datetime import date
from importlib.metadata import version
from pathlib import Path
from time import perf_counter
from typing import Any

import polars as pl

PERIOD = "2025-03"
ROUNDS = 3
MONEY = ("income", "medical", "debt", "land", "paid")
LINE = 7900


def main(folder: Path, rules: Path) -> dict[str, Any]:
    """Return the best seconds for all rules over all rows; the answers are left in the folder."""
    frame = pl.read_parquet(folder / "households.parquet").with_columns(pl.col(MONEY) // 10_000)
    texts = [each["numpy"] for each in tomllib.loads(rules.read_text(encoding="utf-8"))["rule"]]
    names = [f"r{number:02}" for number, _ in enumerate(texts, 1)]
    system, kinds = system_of(frame, dict(zip(names, texts, strict=True)))
    seconds = []
    for _ in range(ROUNDS):
        simulation = simulated(system, frame, kinds)
        began = perf_counter()
        answers = {name: simulation.calculate(name, PERIOD) for name in names}
        seconds.append(perf_counter() - began)
    pl.DataFrame(answers).write_parquet(folder / "openfisca.parquet")
    return {"openfisca": min(seconds), "version": version("openfisca-core")}


def system_of(frame: pl.DataFrame, texts: dict[str, str]) -> tuple[Any, Any]:
    """Return a system whose only entity is the household: an input a column, a formula a rule; and its kinds."""
    entities, variables = (importlib.import_module(f"openfisca_core.{name}") for name in ("entities", "variables"))
    indexed = importlib.import_module("openfisca_core.indexed_enums")
    household = entities.build_entity(key="household", plural="households", label="", is_person=True)
    system = importlib.import_module("openfisca_core.taxbenefitsystems").TaxBenefitSystem([household])
    kinds = indexed.Enum("Kind", {each: each for each in sorted(set(frame["kind"].drop_nulls()))})
    month = importlib.import_module("openfisca_core.periods").DateUnit.MONTH
    shared: dict[str, Any] = {"entity": household, "definition_period": month}
    types: dict[Any, dict[str, Any]] = {
        pl.Int64: {"value_type": int},
        pl.Boolean: {"value_type": bool},
        pl.Date: {"value_type": date},
    }
    types[pl.String] = {"value_type": indexed.Enum, "possible_values": kinds, "default_value": kinds["plain"]}
    for name, kind in frame.schema.items():
        system.add_variable(type(name, (variables.Variable,), {**shared, **types[type(kind)]}))
    for name, text in texts.items():
        attributes = {**shared, "value_type": bool, "formula": formula_of(text, frame.columns, kinds)}
        system.add_variable(type(name, (variables.Variable,), attributes))
    return system, kinds


def formula_of(text: str, columns: list[str], kinds: Any) -> Callable[..., Any]:
    """Return the formula that a rule's NumPy text says."""
    numpy = importlib.import_module("numpy")
    code = compile(text, text, "eval")
    named = [name for name in columns if name in code.co_names]
    fixed = {"line": LINE, "day": numpy.datetime64, **kinds.__members__}

    def formula(household: Any, period: Any) -> Any:
        with numpy.errstate(all="ignore"):
            return eval(code, fixed | {name: household(name, period) for name in named})

    return formula


def simulated(system: Any, frame: pl.DataFrame, kinds: Any) -> Any:
    """Return a simulation with every column put in."""
    builder = importlib.import_module("openfisca_core.simulations").SimulationBuilder()
    simulation = builder.build_default_simulation(system, count=frame.height)
    codes = {name: number for number, name in enumerate(kinds.__members__)}
    for name in frame.columns:
        column = frame[name]
        if name == "kind":
            column = column.fill_null("plain").replace_strict(codes, return_dtype=pl.Int16)
        values = column.fill_null(strategy="zero") if column.dtype == pl.Int64 else column.fill_null(_absent(column))
        given = values.to_numpy().astype("datetime64[D]") if column.dtype == pl.Date else values.to_numpy()
        simulation.set_input(name, PERIOD, given)
    return simulation


def _absent(column: pl.Series) -> Any:
    return False if column.dtype == pl.Boolean else column.drop_nulls()[0]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), Path(sys.argv[2]))))
