"""The cases of the invented county as `demo/projects.toml` tells them: who leads, where, what is built."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """A project and the stage in which it stands today.

    `days` are those of its stages that the reports tell, and by when it is to be completed: `planned`.
    """

    name: str
    stage: str
    kind: str
    office: str
    town: str
    chain: str = ""
    total: int = 0
    days: dict[str, date] = field(default_factory=dict)

    @property
    def is_reached(self) -> bool:
        """Whether work on it has begun."""
        return self.stage not in ("reserve", "early")


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A work for the people: how large, for how many households, when it is due, and the day of each stage."""

    name: str
    kind: str
    office: str
    town: str
    amount: float
    households: int
    budget: int
    due: date
    days: dict[str, date] = field(default_factory=dict)
    ending: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """All that is told of cases."""

    seed: int
    begun: date
    leaders: tuple[dict[str, str], ...]
    agents: tuple[dict[str, str], ...]
    towns: dict[str, tuple[float, float]]
    projects: tuple[Project, ...]
    said: dict[str, list[str]]
    delays: tuple[tuple[str, str], ...]
    approvals: dict[str, Any]
    works: tuple[Work, ...]
    ties: tuple[dict[str, Any], ...]


def load_book(folder: Path) -> Book:
    """Return the cases of a folder with `projects.toml`."""
    told: dict[str, Any] = tomllib.loads((folder / "projects.toml").read_text(encoding="utf-8"))
    return Book(
        seed=told["seed"],
        begun=told["begun"],
        leaders=tuple(told["leaders"]),
        agents=tuple(told["agents"]),
        towns={name: tuple(place) for name, place in told["towns"].items()},
        projects=tuple(Project(**row) for row in told["projects"]),
        said=told["said"],
        approvals=told["approvals"],
        ties=tuple(told["ties"]),
        works=tuple(Work(**row) for row in told["works"]),
        delays=tuple((why, says) for why, says in told["delays"]),
    )
