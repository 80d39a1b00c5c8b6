"""The alerts that call a person: those whose `to` is their role, their office, or a field that names them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from duixian.accounts.models import Person, Role
from duixian.cases.models import CaseAlert
from duixian.cases.past import OFFICE, column_then
from duixian.cases.queries import visible
from duixian.cases.queries.ringing import level_then, rang_on
from duixian.cases.tables.shelf import Shelved
from duixian.programs import Program
from duixian.programs.alerts import loudest
from duixian.programs.schema import ROLES, Alert, Level

# Cases that stand behind a line; how many there are is always said.
MOST = 20


class Ringing(NamedTuple):
    """A case at which an alert rings: its number and title, since when."""

    number: int
    title: str
    since: date


class Calling(NamedTuple):
    """An alert that calls: how loudly at its loudest, how many cases, the first of them."""

    program: Program
    alert: Alert
    level: Level
    many: int
    cases: Sequence[Ringing]

    @property
    def more(self) -> int:
        """How many cases are not listed."""
        return self.many - len(self.cases)


def calling(person: Person, *, day: date) -> list[Calling]:
    """Return what calls a person on a day, the loudest first: a query for each program that may call them."""
    found = [each for shelved in visible.programs(person) for each in _of_program(person, shelved, day)]
    order = ("red", "orange", "blue")
    return sorted(found, key=lambda each: (order.index(each.level), -each.many))


def _of_program(person: Person, shelved: Shelved, day: date) -> list[Calling]:
    asked = {each.id: (each, who) for each in shelved.program.alerts if (who := _calls(each, person, shelved, day))}
    if not asked:
        return []
    meant = Q()
    for key, (_, who) in asked.items():
        meant |= Q(alert=key) & who
    rows = rang_on(day).filter(meant, case__program=shelved.program.id, case__place__in=person.places)
    by_alert: dict[str, list[CaseAlert]] = {}
    for row in rows.select_related("case").order_by("since", "case_id"):
        by_alert.setdefault(row.alert, []).append(row)
    return [_called(shelved.program, asked[key][0], found, day) for key, found in by_alert.items()]


def _called(program: Program, alert: Alert, rows: Sequence[CaseAlert], day: date) -> Calling:
    level = loudest(level_then(row, program, day=day) for row in rows)
    listed = [Ringing(row.case.number, row.case.title, row.since) for row in rows[:MOST]]
    return Calling(program, alert, level, len(rows), listed)


def _calls(alert: Alert, person: Person, shelved: Shelved, day: date) -> Q | None:
    """Return which cases of an alert call a person on a day; None where it never does. One without `to` calls the
    keeper."""
    to = alert.to or Role.KEEPER.value
    if to == Role.OFFICE.value:
        return _of(shelved, OFFICE, person.office_id, day) if person.role == Role.OFFICE and person.office_id else None
    if to in ROLES:
        return Q(case__isnull=False) if person.role == to else None
    return _of(shelved, to, person.pk, day)


def _of(shelved: Shelved, field: str, key: int, day: date) -> Q:
    """Return the cases of which a field was this person or office on a day."""
    rows, name = column_then(shelved.model._default_manager.all(), field, shelved, day=day)
    return Q(case__in=rows.filter(**{name: key}).values("pk"))
