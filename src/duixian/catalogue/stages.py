"""The stages of a project and the words by which reports say that one is reached."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from duixian.catalogue.tables import once, rows


@dataclass(frozen=True, slots=True)
class Stage:
    """A stage of a project: a higher `order` is further on; `done` where the thing is at work, or gone for good."""

    id: str
    title: str
    order: int
    done: bool
    verbs: tuple[str, ...]


@cache
def stages() -> Mapping[str, Stage]:
    """Return every stage word with its Stage: 投产 and 正式投用 are both 投用."""
    found: dict[str, Stage] = {}
    for stage in stage_list():
        for verb in stage.verbs:
            once("stages.csv", verb, found.get(verb))
            found[verb] = stage
    return MappingProxyType(found)


@cache
def stage_list() -> tuple[Stage, ...]:
    """Return the stages, the earliest first."""
    found = (
        Stage(row["id"], row["title"], int(row["order"]), row["done"] == "yes", tuple(row["verbs"].split()))
        for row in rows("stages.csv")
    )
    return tuple(sorted(found, key=lambda stage: stage.order))
