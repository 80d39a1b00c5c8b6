"""What a measurement gives back: rows, and the bars that they are held against (bars.toml)."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measured figure as it is shown: what it is of, its bar, whether it is met (None: no bar or not measured)."""

    table: str
    what: str
    measured: str
    bar: str = ""
    met: bool | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A least or a greatest value; `goal` is where the work goes on to once the bar is met."""

    at_least: float | None = None
    at_most: float | None = None
    unit: str = ""
    goal: float | None = None

    def met(self, value: float) -> bool:
        """Return whether `value` is on the right side of the bar."""
        return (self.at_least is None or value >= self.at_least) and (self.at_most is None or value <= self.at_most)

    def __str__(self) -> str:
        sides = [
            f"{sign} {side:g}{self.unit}"
            for sign, side in (("≥", self.at_least), ("≤", self.at_most))
            if side is not None
        ]
        return " ".join(sides) + (f" (goal {self.goal:g}{self.unit})" if self.goal is not None else "")


def bars() -> dict[str, Bar]:
    """Return the bars by name, as bars.toml holds them."""
    data = tomllib.loads((Path(__file__).parent / "bars.toml").read_text(encoding="utf-8"))
    return {name: Bar(**values) for name, values in data.items()}


def held(table: str, what: str, value: float, shown: str, *, bar: Bar | None = None, note: str = "") -> Row:
    """Return the row of `value`, written as `shown`, held against `bar`."""
    if bar is None:
        return Row(table=table, what=what, measured=shown, note=note)
    return Row(table=table, what=what, measured=shown, bar=str(bar), met=bar.met(value), note=note)


def page_row(table: str, words: str, waited: Mapping[str, float], *, bar: Bar, note: str = "") -> Row:
    """Return the row of a page that twenty people read (`serving.under_load`)."""
    told = f"median {waited['median']:.0f} ms, asked alone {waited['alone']:.0f} ms, first {waited['cold']:.0f} ms"
    what, shown = f"{words}, p95 at 20 users", f"{waited['p95']:.0f} ms"
    return held(table, what, waited["p95"], shown, bar=bar, note=f"{told}; {note}" if note else told)


def missing(table: str, what: str, why: str) -> Row:
    """Return the row of something that could not be measured, and why."""
    return Row(table=table, what=what, measured="not measured", note=why)
