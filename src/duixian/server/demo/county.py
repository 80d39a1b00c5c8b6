"""The invented county as `demo/county.toml` tells it."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from pathlib import Path
from typing import Any, TypeVar

Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Someone with an account that the login page shows."""

    username: str
    name: str
    role: str = "leader"
    title: str = ""
    office: str = ""
    in_city: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRow:
    """An office: the words and themes by which promises are its own, who reports for it, which leader it answers to."""

    name: str
    person: str
    words: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    leader: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A document: what the keeper says of it, and how far its review has come."""

    file: str
    title: str
    kind: str
    issued_on: date
    waiting: tuple[str, ...] = ()
    only: int = 0
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """What becomes of the promises whose titles have one of these words."""

    year: int
    words: tuple[str, ...]
    way: str
    end: float = 0.75
    claimed: float = 0.0
    reason: str = ""
    finish: date | None = None
    amended: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class County:
    """All that is told."""

    folder: Path
    today: datetime
    code: str
    name: str
    city: dict[str, str]
    places: str
    password: str
    unassigned: tuple[str, ...]
    people: tuple[Who, ...]
    offices: tuple[OfficeRow, ...]
    leaders: tuple[Who, ...]
    documents: tuple[Paper, ...]
    rejections: tuple[dict[str, Any], ...]
    corrections: tuple[dict[str, Any], ...]
    marked: tuple[dict[str, Any], ...]
    stories: tuple[Story, ...]
    returns: tuple[str, ...]

    def story(self, title: str, year: int | None) -> Story | None:
        """Return the story that a promise has of its own."""
        return next((s for s in self.stories if s.year == year and any(word in title for word in s.words)), None)


def load_county(folder: Path) -> County:
    """Return the county of a folder with `county.toml`."""
    told: dict[str, Any] = tomllib.loads((folder / "county.toml").read_text(encoding="utf-8"))
    return County(
        folder=folder,
        people=_rows(Who, told.pop("people")),
        offices=_rows(OfficeRow, told.pop("offices")),
        leaders=_rows(Who, told.pop("leaders")),
        documents=_rows(Paper, told.pop("documents")),
        stories=_rows(Story, told.pop("stories")),
        returns=tuple(told.pop("returns")["reasons"]),
        rejections=tuple(told.pop("rejections")),
        corrections=tuple(told.pop("corrections")),
        marked=tuple(told.pop("marked")),
        unassigned=tuple(told.pop("unassigned")),
        **told,
    )


def _rows(kind: type[Row], rows: list[dict[str, Any]]) -> tuple[Row, ...]:
    known = {each.name for each in fields(kind)}  # type: ignore[arg-type]
    return tuple(
        kind(
            **{name: tuple(value) if isinstance(value, list) else value for name, value in row.items() if name in known}
        )
        for row in rows
    )
