"""What the steps hand on: `Draft`, the text with all that was found in it so far."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from duixian.reader.clean import Clean
from duixian.statement import Comparator, Kind, Measure, Repair, Status


class Block(NamedTuple):
    """A heading or a paragraph of the clean text, with the headings above it."""

    start: int
    end: int
    kind: str  # heading, body, aside (caption, credit, masthead)
    section: tuple[str, ...]


class Frame(NamedTuple):
    """Whether a stretch of text looks back or ahead, and to the end of which year."""

    start: int
    mood: Status  # result or target
    year: int | None


class Time(NamedTuple):
    """A time expression: its year, or how far it is from the document's own; its last month and day where it is finer."""

    start: int
    end: int
    year: int | None
    shift: int | None  # 今年 0, 明年 1, 去年 -1; None: the year that the passage speaks of
    month: int | None
    day: int | None
    bare: bool  # a year alone: it makes a milestone only with a stage verb


@dataclass(slots=True)
class Amount:
    """A number with its unit, as written and as meant."""

    start: int
    end: int
    value: Decimal
    high: Decimal | None
    unit: str
    more: bool  # 余, 多 inside the number
    rank: bool = False


@dataclass(slots=True)
class Clause:
    """A stretch between two commas, with its amounts and times."""

    start: int
    end: int
    amounts: Sequence[Amount]
    times: Sequence[Time]
    opens: bool = False  # first of its semicolon part


@dataclass(slots=True)
class Sentence:
    """A stretch between two full stops, with its clauses."""

    start: int
    end: int
    block: int
    clauses: list[Clause]
    amounts: bool = False  # whether any of its clauses has one
    times: bool = False


@dataclass(slots=True)
class Found:
    """A statement in the making; positions are those of the clean text."""

    kind: Kind
    start: int
    end: int
    sentence: Sentence
    subject: str
    status: Status
    measure: Measure | None = None
    value: Decimal | None = None
    high: Decimal | None = None
    unit: str = ""
    comparator: Comparator | None = None
    year: int | None = None
    due: date | None = None
    event: str | None = None
    clause: int = -1  # where the clause begins that says it
    lead: str | None = None
    task: tuple[int, int] | None = None
    place: str | None = None
    place_code: str | None = None
    indicator: str | None = None
    dates: int | None = None  # the clause whose counts a time without a thing of its own dates
    role: str = ""  # which construction named it
    crowd: int = 1  # how many amounts stand in its clause
    repairs: list[Repair] = field(default_factory=list)
    repeats: int | None = None
    confidence: float = 0.0


@dataclass(slots=True)
class About:
    """What the report is: title, place, year, and the day it was given."""

    title: str | None = None
    place: str | None = None
    place_code: str | None = None
    year: int | None = None
    given: date | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Draft:
    """The text as it stands, what the caller knows of it, and what the steps so far made of it."""

    text: str
    place: str | None = None  # what the caller names; else it is read
    year: int | None = None
    clean: Clean = field(default_factory=lambda: Clean("", [0], [0], {}, []))
    about: About = field(default_factory=About)
    blocks: list[Block] = field(default_factory=list)
    times: list[Time] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
