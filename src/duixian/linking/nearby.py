"""Finds what may have the same name without comparing every name with every other: `Nearby`, an index by letters."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Generic, TypeVar

Thing = TypeVar("Thing")
# A key that more things have than this tells nothing apart: in a long report half of the names have 农村.
_MOST, _ENOUGH = 48, 32


class Nearby(Generic[Thing]):
    """Things under the keys of their names; those that share a key which few have are near each other."""

    def __init__(self, things: Iterable[tuple[Thing, Iterable[str]]]) -> None:
        self.things: list[Thing] = []
        self.under: dict[str, list[int]] = defaultdict(list)
        for at, (thing, keys) in enumerate(things):
            self.things.append(thing)
            for key in set(keys):
                self.under[key].append(at)

    def of(self, keys: Iterable[str]) -> list[Thing]:
        """Return the things that share a key, in their order: those that share the rarest keys where there are many."""
        found: set[int] = set()
        for places in sorted((self.under[key] for key in set(keys) if key in self.under), key=len):
            if found and (len(places) > _MOST or len(found) >= _ENOUGH):
                break
            found.update(places[:_MOST])
        return [self.things[at] for at in sorted(found)]


def pairs_of(*names: str) -> set[str]:
    """Return every two letters that stand side by side in some names."""
    return {name[at : at + 2] for name in names for at in range(len(name) - 1)}
