"""The words for works: what their names end in, and how far they have come; `works.toml`, `works_stages.csv`."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Literal

from duixian.catalogue.tables import contradiction, once, rows

Role = Literal["reach", "begin", "process", "phase"]


@dataclass(frozen=True, slots=True)
class Mark:
    """A point on the way of works: a higher `rank` is further on, None says only that it goes on."""

    id: str
    title: str
    rank: int | None
    role: Role


@cache
def marks(role: Role | None = None) -> Mapping[str, Mark]:
    """Return every word of `works_stages.csv` (of `role`) with its mark; phases only where they are asked for."""
    found: dict[str, Mark] = {}
    for row in rows("works_stages.csv"):
        mark = Mark(row["id"], row["title"], int(row["rank"]) if row["rank"] else None, _role(row["role"]))
        if role is None or mark.role == role:
            for word in row["words"].split():
                if mark.role != "phase" or role == "phase":
                    once("works_stages.csv", word, found.get(word))
                    found[word] = mark
    return MappingProxyType(found)


def _role(word: str) -> Role:
    for role in ("reach", "begin", "process", "phase"):
        if word == role:
            return role
    raise contradiction("works_stages.csv", f"没有“{word}”这种作用")


@cache
def work_words(role: str) -> frozenset[str]:
    """Return the words of `works.toml` that play `role` (head, title, act, abstract, standing, ...)."""
    path = resources.files("duixian.catalogue") / "data" / "works.toml"
    return frozenset(tomllib.loads(path.read_text(encoding="utf-8"))[role].split())


@cache
def grades() -> tuple[str, ...]:
    """Return the grades of titles, the lowest first."""
    path = resources.files("duixian.catalogue") / "data" / "works.toml"
    return tuple(tomllib.loads(path.read_text(encoding="utf-8"))["grade"].split())
