"""Steps that wait for the answer of a person's office, the nearest limit first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from duixian.accounts.models import Person, Role
from duixian.cases.models import Case
from duixian.cases.queries import visible
from duixian.cases.tables.shelf import Shelved
from duixian.programs import Program
from duixian.programs.schema import Step


class Waiting(NamedTuple):
    """A step that an office holds: of which case, since when, until when; `is_over` when its limit is past."""

    program: Program
    case: Case
    step: Step
    asked_on: date
    deadline: date
    is_over: bool


def waiting_steps(person: Person, *, day: date) -> list[Waiting]:
    """Return what was asked of a person's office by a day and not answered by then; a step that silence grants is over
    with its limit."""
    if person.role != Role.OFFICE:
        return []
    found = [each for shelved in visible.programs(person) for each in _of_program(person, shelved, day)]
    return sorted(found, key=lambda each: (each.deadline, each.case.pk))


def _of_program(person: Person, shelved: Shelved, day: date) -> Iterator[Waiting]:
    if not any(own.steps for own in shelved.versions):
        return
    rows = visible.asked_of(person, shelved, day=day).filter(Q(answered_on=None) | Q(answered_on__gt=day))
    rows = rows.filter(case__program=shelved.program.id, case__place__in=person.places).exclude(
        deemed=True, deadline__lt=day
    )
    for row in rows.select_related("case"):
        if row.asked_on is not None and row.deadline is not None:
            step = shelved.of(row.case).step(row.step)
            yield Waiting(shelved.program, row.case, step, row.asked_on, row.deadline, row.deadline < day)
