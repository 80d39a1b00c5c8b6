"""Indicators: what counties measure themselves by. `find_indicator` names the one that a subject speaks of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import Literal, cast

from duixian.catalogue.naming import expand, keys_of, normal
from duixian.catalogue.tables import contradiction, once, rows
from duixian.catalogue.units import units
from duixian.statement import Measure

Good = Literal["up", "down", "none"]
MARKS = "+-$&"  # an alias that begins with one stands for acts on the thing: see data/acts.csv
_RATIOS = frozenset({"share", "points", "rank", "doublings"})  # they measure anything, so they speak against nothing


@dataclass(frozen=True, slots=True)
class Theme:
    """A field of government work by which indicators are sorted; `order` is its place in a report."""

    id: str
    title: str
    english: str
    order: int


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: its official title, usual unit and measure, the direction that is good, its theme's id.

    `patterns` are the aliases as the data file has them; `aliases` are the names they stand for.
    """

    id: str
    title: str
    english: str
    unit: str
    other_units: tuple[str, ...]
    measure: Measure
    good: Good
    theme: str
    patterns: tuple[str, ...]

    @property
    def aliases(self) -> tuple[str, ...]:
        """Every way of writing the whole name that holds for any measure, the title first."""
        plain = (pattern for pattern in self.patterns if pattern[0] not in MARKS)
        names = (name for pattern in plain for name in expand(pattern) if "@" not in name)
        return tuple(dict.fromkeys((self.title, *names)))

    @property
    def is_ratio(self) -> bool:
        """Whether its values are themselves a share, a rate or an index."""
        return self.measure == "share" or self.unit in ("", "%", "‰")


@cache
def themes() -> Mapping[str, Theme]:
    """Return the themes by id, in the order of a report."""
    found = (Theme(**row, order=place) for place, row in enumerate(rows("themes.csv"), start=1))
    return MappingProxyType({theme.id: theme for theme in found})


@cache
def indicators() -> Mapping[str, Indicator]:
    """Return the indicators by id, in file order."""
    found: dict[str, Indicator] = {}
    for row in rows("indicators.csv"):
        once("indicators.csv", row["id"], found.get(row["id"]))
        found[row["id"]] = _indicator(row)
    return MappingProxyType(found)


def find_indicator(subject: str, *, measure: Measure | None = None, unit: str | None = None) -> Indicator | None:
    """Return the indicator that `subject` names, or None; a measure or unit that it cannot have speaks against it."""
    return _find(subject, measure, unit)


@lru_cache(maxsize=16384)
def _find(subject: str, measure: Measure | None, unit: str | None) -> Indicator | None:
    named = indicator_keys()
    for key in keys_of(subject):
        found = named.get(f"{key}@{measure}") if measure else None
        found = found or named.get(key)
        if found and _fits(found, measure, unit):
            return found
    return None


def _fits(indicator: Indicator, measure: Measure | None, unit: str | None) -> bool:
    """Whether the indicator can be measured so: a share of an amount is not the amount, 户 do not measure 元."""
    if measure == "share":
        return indicator.is_ratio
    written = units().get(unit) if unit and measure in (None, "level", "change") else None
    if written is None or written.dimension in _RATIOS:
        return True
    return any(units()[own].dimension == written.dimension for own in (indicator.unit, *indicator.other_units) if own)


@cache
def indicator_keys() -> Mapping[str, Indicator]:
    """Return the indicators by every key they are looked up under: normal names, name@measure, mark and thing."""
    found: dict[str, Indicator] = {}
    count = 0
    for indicator in indicators().values():
        own = dict.fromkeys(_keys(indicator), indicator)
        count += len(own)
        found.update(own)
    if count != len(found):
        _refuse_shared_names()
    return MappingProxyType(found)


def _refuse_shared_names() -> None:
    owners: dict[str, str] = {}
    for indicator in indicators().values():
        for key in _keys(indicator):
            owner = owners.setdefault(key, indicator.id)
            if owner != indicator.id:
                raise contradiction("indicators.csv", f"“{key}”同属 {owner} 和 {indicator.id}")


def _keys(indicator: Indicator) -> list[str]:
    """Return the keys of one indicator; @measure keeps its small letters."""
    keys = [normal(indicator.title)]
    for pattern in indicator.patterns:
        if "@" in pattern:
            parts = (name.partition("@") for name in expand(pattern))
            keys += [normal(name) + at + measure for name, at, measure in parts]
        else:
            keys += expand(normal(pattern))
    return keys


def _indicator(row: dict[str, str]) -> Indicator:
    unit, *others = row["unit"].split() or [""]
    return Indicator(
        id=row["id"],
        title=row["title"],
        english=row["english"],
        unit=unit,
        other_units=tuple(others),
        measure=cast(Measure, row["measure"]),
        good=cast(Good, row["good"]),
        theme=row["theme"],
        patterns=tuple(row["aliases"].split()),
    )
