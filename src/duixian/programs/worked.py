"""Worked cases: what a file of `cases/` may say, and how it becomes a history."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from pydantic import Field as Key

from duixian.programs.case import Case, Excuse, Happening, Taken
from duixian.programs.schema import Exact, Id, Table, Words


class WorkedStage(Table):
    """A stage that was entered on a day."""

    stage: Id
    on: date


class WorkedEvent(Table):
    """An event on a day, by someone."""

    event: Id
    on: date
    by: str = ""
    fields: dict[Id, Any] = Key(default_factory=dict)
    evidence: list[Words] = Key(default_factory=list)


class WorkedStep(Table):
    """A step that was asked for and, perhaps, answered."""

    step: Id
    asked_on: date | None = None
    answered_on: date | None = None
    granted: bool = True
    waived: bool = False


class WorkedExcuse(Table):
    """Days on which a duty did not count."""

    event: Id
    since: date
    until: date
    reason: Words


class Expected(Table):
    """What must come out: columns, alerts that ring or cannot be told, moves, months of duties, days of the steps."""

    columns: dict[Id, Any] = Key(default_factory=dict)
    alerts: list[Id] | None = None
    unknown: list[Id] | None = None
    may_enter: list[Id] = Key(default_factory=list)
    lacks: dict[Id, list[Words]] = Key(default_factory=dict)
    duties: dict[Id, dict[str, str]] = Key(default_factory=dict)
    steps: dict[Id, str] = Key(default_factory=dict)
    critical: list[Id] | None = None
    together: int | None = None
    one_by_one: int | None = None


class WorkedCase(Table):
    """One case with its history, and what is expected of it on the day."""

    opened_on: date
    fields: dict[Id, Any] = Key(default_factory=dict)
    stages: list[WorkedStage] = Key(default_factory=list)
    events: list[WorkedEvent] = Key(default_factory=list)
    steps: list[WorkedStep] = Key(default_factory=list)
    excuses: list[WorkedExcuse] = Key(default_factory=list)
    evidence: list[Words] = Key(default_factory=list)
    expect: Expected = Key(default_factory=Expected)

    def as_case(self) -> Case:
        """Return the history that a program is played with."""
        return Case(
            opened_on=self.opened_on,
            fields=_exact(self.fields),
            stages=tuple((each.stage, each.on) for each in self.stages),
            events=tuple(
                Happening(each.event, each.on, each.by, _exact(each.fields), tuple(each.evidence))
                for each in self.events
            ),
            steps=tuple(
                Taken(each.step, each.asked_on, each.answered_on, each.granted, each.waived) for each in self.steps
            ),
            excuses=tuple(Excuse(each.event, each.since, each.until, each.reason) for each in self.excuses),
            evidence=frozenset([*self.evidence, *(kind for each in self.events for kind in each.evidence)]),
        )


class Worked(Table):
    """A file of worked cases: what it shows, the day, the cases, and the figures over them."""

    title: Words
    today: date
    case: list[WorkedCase] = Key(min_length=1)
    figures: dict[str, Exact | str] = Key(default_factory=dict)


def _exact(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields with their numbers as Decimals; true and false stay what they are."""
    return {
        key: Decimal(str(value)) if isinstance(value, int | float) and not isinstance(value, bool) else value
        for key, value in fields.items()
    }
