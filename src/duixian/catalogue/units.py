"""Units as reports write them, what they measure, and the scale words between a number and its unit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from duixian.catalogue.tables import once, rows


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit word: `written` as in the text, `unit` as in the reader's contract (名 is 人), what it measures.

    `factor` is how many of its dimension's base unit it is, None where it does not convert. `doubtful` words (里, 点,
    站) are as often something else, and count as units only beside better evidence.
    """

    written: str
    unit: str
    dimension: str
    factor: Decimal | None
    doubtful: bool


@cache
def units() -> Mapping[str, Unit]:
    """Return every way of writing a unit, each with its Unit."""
    found: dict[str, Unit] = {}
    for row in rows("units.csv"):
        factor = Decimal(row["factor"]) if row["factor"] else None
        for written in (row["unit"], *row["also"].split()):
            once("units.csv", written, found.get(written))
            found[written] = Unit(written, row["unit"], row["dimension"], factor, bool(row["doubt"]))
    return MappingProxyType(found)


@cache
def scales() -> Mapping[str, int]:
    """Return the scale words and what they multiply by: 万 is 10000."""
    return MappingProxyType({row["word"]: int(row["factor"]) for row in rows("scales.csv")})


def convert(value: Decimal, unit: str, *, to: str) -> Decimal | None:
    """Return `value` of `unit` expressed in `to`, or None where the two do not convert into each other.

    Programs count money in 万元, a scale word before its unit; reports are read in 元.
    """
    (here, times), (there, by) = _scaled(unit), _scaled(to)
    if here is None or there is None or here.dimension != there.dimension:
        return None
    if here.unit == there.unit:
        return value if times == by else value * times / by
    if here.factor is None or there.factor is None:
        return None
    return value * times * here.factor / (by * there.factor)


def _scaled(written: str) -> tuple[Unit | None, int]:
    """Return the unit of a word, and how many of it the word is: 万元 is 10000 元; a word in the table is itself."""
    if written in units():
        return units()[written], 1
    found = [word for word in scales() if written.startswith(word) and written.removeprefix(word) in units()]
    word = max(found, key=len, default="")
    return (units()[written.removeprefix(word)], scales()[word]) if word else (None, 1)
