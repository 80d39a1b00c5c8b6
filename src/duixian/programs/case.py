"""A case as its history says it, and what holds of it on a day: the columns that rules can name. Pure.

The server computes the same columns in the database; `tests/cases/test_columns.py` holds the two equal.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from duixian.catalogue.calendar import workdays_between
from duixian.catalogue.periods import period_around
from duixian.programs.schema import NUMBERS, Event, Program

Value = Any


@dataclass(frozen=True, slots=True)
class Happening:
    """An event of a case: which, on which day, by whom, with its own fields."""

    event: str
    on: date
    by: str = ""
    fields: Mapping[str, Value] = field(default_factory=dict)
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was asked for on a day and, perhaps, answered, in `words`; one that someone `waived` is not needed.

    One that was refused and asked for again is there once for each time, in order.
    """

    step: str
    asked_on: date | None = None
    answered_on: date | None = None
    granted: bool = True
    waived: bool = False
    words: str = ""


@dataclass(frozen=True, slots=True)
class Excuse:
    """Days on which a duty did not count, and why."""

    event: str
    since: date
    until: date
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """The history of a case: its fields as they stand, the stages it entered in order, events, steps, papers."""

    opened_on: date
    fields: Mapping[str, Value] = field(default_factory=dict)
    stages: tuple[tuple[str, date], ...] = ()
    events: tuple[Happening, ...] = ()
    steps: tuple[Taken, ...] = ()
    excuses: tuple[Excuse, ...] = ()
    evidence: frozenset[str] = frozenset()

    def happenings(self, event: str, *, day: date, program: Program) -> list[tuple[date, Happening]]:
        """Return the events of a kind that count by a day, with the day that each counts on, in order."""
        kind = program.event(event)
        dated = [(counted_on(each, kind.counts_on), each) for each in self.events if each.event == event]
        return sorted(((on, each) for on, each in dated if on <= day), key=lambda pair: pair[0])

    def stage_on(self, day: date) -> tuple[str, date] | None:
        """Return the stage that a case is in on a day, and since when; None before its first."""
        entered = [(key, since) for key, since in self.stages if since <= day]
        return entered[-1] if entered else None


def counted_on(happening: Happening, field_name: str | None) -> date:
    """Return the day that an event counts on: its own, or that of the field which dates it."""
    named = happening.fields.get(field_name) if field_name else None
    return named if isinstance(named, date) else happening.on


def columns_of(case: Case, *, program: Program, day: date) -> dict[str, Value]:
    """Return the value of every column that a rule of this program can name, on a day; None is unknown or never."""
    return {
        **{key: case.fields.get(key) for key in program.fields},
        **_of_stages(case, program, day),
        **_of_steps(case, program, day),
        **{name: value for event in program.events for name, value in _of_event(case, event.id, program, day)},
        **{name: value for event in program.events for name, value in _of_duty(case, event, program, day)},
        "today": day,
        "days_left_in_month": calendar.monthrange(day.year, day.month)[1] - day.day,
    }


def _of_stages(case: Case, program: Program, day: date) -> dict[str, Value]:
    here = case.stage_on(day)
    reached: dict[str, Value] = {f"reached_{stage.id}": None for stage in program.stages}
    for key, since in case.stages:
        if since <= day and reached.get(f"reached_{key}") is None:
            reached[f"reached_{key}"] = since
    return {
        **reached,
        "stage": here and here[0],
        "opened_on": case.opened_on,
        "days_in_stage": here and (day - here[1]).days,
        "workdays_in_stage": here and workdays_between(here[1], day).days,
        "stage_limit": here and program.stage(here[0]).limit,
    }


def _of_steps(case: Case, program: Program, day: date) -> dict[str, Value]:
    from duixian.programs.steps import course, is_over, one_by_one, together

    states = course(case, program=program, day=day)
    took = together(states) if is_over(states) else None
    return {
        "steps_open": sum(not each.is_done for each in states),
        "steps_late": sum(each.is_late for each in states),
        "days_together": took,
        "days_saved": None if took is None else one_by_one(states) - took,
    }


def _of_event(case: Case, event: str, program: Program, day: date) -> Iterator[tuple[str, Value]]:
    counted = case.happenings(event, day=day, program=program)
    last = counted[-1][0] if counted else None
    yield f"{event}_count", len(counted)
    yield f"{event}_this_month", sum((on.year, on.month) == (day.year, day.month) for on, _ in counted)
    yield f"last_{event}", last
    # From the opening where there was none: a case that nobody ever visited must not be silently unknown.
    yield f"days_since_{event}", (day - max(last or case.opened_on, case.opened_on)).days
    for name, kind in program.event(event).fields.items():
        if kind.type in NUMBERS:
            known = [(on, each.fields[name]) for on, each in counted if each.fields.get(name) is not None]
            yield f"{event}_{name}_total", _sum(value for _, value in known)
            yield f"{event}_{name}_this_year", _sum(value for on, value in known if on.year == day.year)
            quarter = period_around("quarter", day)
            yield f"{event}_{name}_this_quarter", _sum(value for on, value in known if on >= quarter[0])


def _of_duty(case: Case, event: Event, program: Program, day: date) -> Iterator[tuple[str, Value]]:
    from duixian.programs.duties import this_period

    if event.at_least is not None:
        now = this_period(case, event, program=program, day=day)
        yield f"{event.id}_due", now.due
        yield f"{event.id}_done", now.done
        yield f"{event.id}_lacking", now.lacking


def _sum(values: Iterator[Value]) -> Decimal:
    """Return the sum of what was entered: nothing entered is nothing done, so the running total of none is 0."""
    return sum((Decimal(str(value)) for value in values), Decimal(0))
