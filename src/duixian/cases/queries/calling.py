"""The alerts that call a person: those whose `to` is their role, their office, or a field that names them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q

from duixian.accounts.models import Person, Role
from duixian.cases.queries import visible
from duixian.cases.queries.ringing import rang_on
from duixian.cases.tables.shelf import Shelved
from duixian.programs import Program
from duixian.programs.alerts import level_on, loudest
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
    asked = {each.id: (each, who) for each in shelved.program.alerts if (who := _calls(each, person, shelved))}
    if not asked:
        return []
    meant = Q()
    for key, (_, who) in asked.items():
        meant |= Q(alert=key) & who
    rows = rang_on(day).filter(meant, case__program=shelved.program.id, case__place__in=person.places)
    told = rows.order_by("since", "case_id").values_list("alert", "case__number", "case__title", "since")
    by_alert: dict[str, list[Ringing]] = {}
    for key, number, title, since in told:
        by_alert.setdefault(key, []).append(Ringing(number, title, since))
    return [_called(shelved.program, asked[key][0], cases, day) for key, cases in by_alert.items()]


def _called(program: Program, alert: Alert, cases: Sequence[Ringing], day: date) -> Calling:
    level = loudest({level_on(alert, since=since, day=day) for since in {each.since for each in cases}})
    return Calling(program, alert, level, len(cases), cases[:MOST])


def _calls(alert: Alert, person: Person, shelved: Shelved) -> Q | None:
    """Return which cases of an alert call a person; None where it never does. One without `to` calls the keeper."""
    to = alert.to or Role.KEEPER.value
    if to == Role.OFFICE.value:
        return Q(case__office=person.office_id) if person.role == Role.OFFICE and person.office_id else None
    if to in ROLES:
        return Q(case__isnull=False) if person.role == to else None
    mine = shelved.model._default_manager.filter(**{to: person.pk})
    return Q(case__in=mine.values("pk"))
