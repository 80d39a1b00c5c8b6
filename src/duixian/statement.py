"""What a report says: `Statement`, a sourced sentence part that a ledger can hold, and `Report`, a text with them.

The text never changes and everything points into it: spans are half-open ranges of Python string indices, and a
statement is made from its text (`Statement.at`), so that `text[start:end] == statement.text` holds by construction.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal, NamedTuple

from duixian.paper import Box, Paper

Kind = Literal["figure", "milestone", "task"]
Measure = Literal["level", "growth", "change", "share", "rank"]
Comparator = Literal["eq", "ge", "gt", "le", "lt", "approx", "between"]
Status = Literal["result", "target", "rule", "fact"]

KINDS: tuple[Kind, ...] = ("figure", "milestone", "task")
MEASURES: tuple[Measure, ...] = ("level", "growth", "change", "share", "rank")
COMPARATORS: tuple[Comparator, ...] = ("eq", "ge", "gt", "le", "lt", "approx", "between")
STATUSES: tuple[Status, ...] = ("result", "target", "rule", "fact")


class Span(NamedTuple):
    """A half-open range of characters in the text as it stands on disk."""

    start: int
    end: int

    def of(self, text: str) -> str:
        """Return the characters of `text` that the span covers."""
        return text[self.start : self.end]


class Repair(NamedTuple):
    """What was mended to read a statement, while the text stayed as it is."""

    start: int
    end: int
    kind: Literal["line break", "misread", "stand-in", "stray"]
    was: str
    read_as: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One thing that a report says: a figure, a dated milestone or a task.

    `value` is multiplied out (4.73亿元 is 473000000 in `unit` 元), percentages are in percent; a fall is negative.
    `year` is the last year of the period, `due` the last day of a date finer than a year. None means unknown,
    never zero. `task` is the clause of the task that a figure or milestone belongs to; `repeats` is the start of the
    statement that this one says again; `confidence` is the chance that every field is right, calibrated on
    annotated reports (`duixian/catalogue/data/confidence.toml`). `page` counts from 1 and `box` is the part of it that
    the text takes up; both are None where the document has no pages.
    """

    kind: Kind
    span: Span
    text: str
    sentence: Span
    section: tuple[str, ...]
    subject: str
    status: Status
    event: str | None = None
    indicator: str | None = None
    measure: Measure | None = None
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str = ""
    comparator: Comparator | None = None
    year: int | None = None
    due: date | None = None
    place: str | None = None
    place_code: str | None = None
    lead: str | None = None
    task: Span | None = None
    repeats: int | None = None
    repairs: tuple[Repair, ...] = ()
    confidence: float = 0.0
    page: int | None = None
    box: Box | None = None

    @classmethod
    def at(cls, text: str, span: Span, **fields: Any) -> Statement:
        """Return the statement whose figure, date or clause stands at `span` of `text`."""
        if not 0 <= span.start < span.end <= len(text):
            raise ValueError(f"not a span of this text: {span.start}..{span.end}")
        return cls(span=span, text=text[span.start : span.end], **fields)

    @property
    def start(self) -> int:
        """Index of the first character."""
        return self.span.start

    @property
    def end(self) -> int:
        """Index after the last character."""
        return self.span.end

    def as_dict(self) -> dict[str, Any]:
        """Return the fields of the reader's contract, ready for JSON: decimals, years and dates as strings."""
        return {
            "kind": self.kind,
            "start": self.span.start,
            "end": self.span.end,
            "text": self.text,
            "sentence": list(self.sentence),
            "section": list(self.section),
            "subject": self.subject,
            "event": self.event,
            "indicator": self.indicator,
            "measure": self.measure,
            "value": plain(self.value),
            "value_high": plain(self.value_high),
            "unit": self.unit,
            "comparator": self.comparator,
            "status": self.status,
            "year": None if self.year is None else str(self.year),
            "due": None if self.due is None else self.due.isoformat(),
            "place": self.place,
            "place_code": self.place_code,
            "lead": self.lead,
            "task": None if self.task is None else list(self.task),
            "repeats": self.repeats,
            "repairs": [repair._asdict() for repair in self.repairs],
            "confidence": self.confidence,
            "page": self.page,
            "box": None if self.box is None else [round(side, 4) for side in self.box],
        }

    @classmethod
    def from_dict(cls, fields: dict[str, Any]) -> Statement:
        """Return the statement that `as_dict` gave these fields."""
        given = dict(fields)
        given["span"] = Span(given.pop("start"), given.pop("end"))
        for name, made in _MADE.items():
            given[name] = None if given[name] is None else made(given[name])
        return cls(**given)


# What JSON has no form for.
_MADE: dict[str, Callable[[Any], Any]] = {
    "sentence": Span._make,
    "section": tuple,
    "value": Decimal,
    "value_high": Decimal,
    "year": int,
    "due": date.fromisoformat,
    "task": Span._make,
    "repairs": lambda repairs: tuple(Repair(**repair) for repair in repairs),
    "box": Box._make,
}


def plain(value: Decimal | None) -> str | None:
    """Return `value` without exponent or trailing zeros, or None."""
    if value is None:
        return None
    digits = format(value, "f")
    return digits.rstrip("0").rstrip(".") if "." in digits else digits


@dataclass(frozen=True, kw_only=True)
class Report:
    """A text as it stands on disk, what it states, and what it is: place, year, title.

    `year` is the year of the report (the one whose plan it holds, or which it reports on where it holds none);
    None where the text names none. `notes` says in Chinese what a reader of the result should know. `paper` says where
    the text stands on the pages of a paged or scanned document.
    """

    text: str
    statements: tuple[Statement, ...]
    name: str = ""
    title: str | None = None
    place: str | None = None
    place_code: str | None = None
    year: int | None = None
    encoding: str = "utf-8"
    notes: tuple[str, ...] = ()
    paper: Paper | None = None


def on_paper(report: Report, paper: Paper) -> Report:
    """Return `report` with the page and box of each statement; what a scan is unsure of, so is the statement."""
    return replace(report, paper=paper, statements=tuple(_placed(each, paper) for each in report.statements))


def _placed(statement: Statement, paper: Paper) -> Statement:
    spot = paper.spot(*statement.span)
    if spot is None:
        return statement
    sure = round(statement.confidence * paper.sure(*statement.span), 4)
    return replace(statement, page=spot.page, box=spot.box, confidence=sure)
