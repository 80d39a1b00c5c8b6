"""The shapes in which the API writes programs, their cases and their figures."""

from __future__ import annotations

from datetime import date, datetime

from ninja import Schema


class FieldOut(Schema):
    """A field of a program; `choices` by their ids."""

    id: str
    title: str
    type: str
    unit: str
    required: bool
    choices: dict[str, str]


class StageOut(Schema):
    """A stage of a program, and where it leads."""

    id: str
    title: str
    next: list[str]


class EventKind(Schema):
    """A kind of event."""

    id: str
    title: str


class ProgramOut(Schema):
    """An installed program."""

    id: str
    title: str
    version: str
    fields: list[FieldOut]
    stages: list[StageOut]
    events: list[EventKind]


class Programs(Schema):
    """The installed programs that the token's person may see."""

    items: list[ProgramOut]


class CaseOut(Schema):
    """A case with its fields as text: exact numbers, ISO days, people by key, cases by number; null is not known."""

    id: int
    program: str
    number: int
    title: str
    stage: str
    opened_on: date
    is_synthetic: bool
    fields: dict[str, str | None]


class Cases(Schema):
    """A part of a list of cases."""

    count: int
    offset: int
    items: list[CaseOut]


class AlertOut(Schema):
    """An alert that rings."""

    id: str
    title: str
    level: str
    since: date


class LackOut(Schema):
    """What a next stage still asks for; empty where it may be entered."""

    stage: str
    lacks: list[str]


class HappenedOut(Schema):
    """An event: when it happened and when it was received."""

    id: int
    event: str
    day: date
    received_at: datetime
    by: str
    withdrawn: bool


class StepOut(Schema):
    """A step: when it was asked for, when it was done or passed unanswered."""

    id: str
    title: str
    state: str
    asked_on: date | None
    done_on: date | None


class CasePaperOut(Schema):
    """A paper of a case: what it is, and the SHA-256 of the file."""

    kind: str
    name: str
    sha256: str
    day: date


class CaseDetail(CaseOut):
    """A case with all that its page shows; a change may name the `revision` that was seen."""

    office: str
    revision: int
    since: date | None
    workdays: int
    alerts: list[AlertOut]
    lacks: list[LackOut]
    events: list[HappenedOut]
    steps: list[StepOut]
    papers: list[CasePaperOut]


class FigureOut(Schema):
    """An indicator of a program: `value` is null where it cannot be told, `unknown` counts the cases without data."""

    id: str
    title: str
    choice: str
    value: str | None
    unit: str
    of: int
    unknown: int


class GateOut(Schema):
    """A gate: met, short, missed or unknown."""

    title: str
    by: date
    value: str | None
    state: str


class Figures(Schema):
    """The figures of a program on a day."""

    day: date
    figures: list[FigureOut]
    gates: list[GateOut]
