"""Which cases of a program a person may see, and what they may do with them. Every page query starts here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Literal

from django.db.models import Exists, OuterRef, Q, QuerySet

from duixian.accounts.models import Office, Person, Place, Role
from duixian.cases.models import Case, CaseStep
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.journal import clock
from duixian.ledger.naming import names_of, plain_name
from duixian.programs import Program
from duixian.programs.schema import Event

Deed = Literal["see", "create", "edit", "move"]


def programs(person: Person) -> list[Shelved]:
    """Return the programs that a person's role may see, by title."""
    return [each for each in shelf.all() if may(person, "see", each)]


def may(person: Person, deed: Deed, shelved: Shelved) -> bool:
    """Answer whether the program lets a person's role do this."""
    return person.role in getattr(shelved.program.access, deed)


def is_own(person: Person, office: int | None) -> bool:
    """Answer whether a case of this office is a person's own: for an office its own alone, for others each they see."""
    return person.role != Role.OFFICE or office == person.office_id


def may_record(person: Person, event: Event, case: Case, known: Mapping[str, Any], shelved: Shelved) -> bool:
    """Answer whether a person may take down an event: who may edit, and whoever has to do it, by role or by name."""
    if is_own(person, case.office_id) and (may(person, "edit", shelved) or event.by == person.role):
        return True
    substitutes = event.at_least.substitutes if event.at_least else []
    return any(known.get(key) == person.pk for key in (event.by, *substitutes) if key)


def may_answer(person: Person, step: str, case: Case, shelved: Shelved) -> bool:
    """Answer whether a person may take down the answer to a step: who may edit the case, and the office it names."""
    if is_own(person, case.office_id) and may(person, "edit", shelved):
        return True
    return person.role == Role.OFFICE and step in steps_of(person, shelved.of(case))


def steps_of(person: Person, own: Program) -> list[str]:
    """Return the steps of a version of a program that name a person's office by one of its names."""
    names = names_of(person.office) if person.office else ()
    return [step.id for step in own.steps if plain_name(step.office) in names]


def asked_of(person: Person, shelved: Shelved, *, day: date) -> QuerySet[CaseStep]:
    """Return the steps that were asked of a person's office by a day, answered or not: each case by its version."""
    rows, (oldest, *later) = CaseStep.objects.filter(asked_on__lte=day, waived_why=""), shelved.versions
    named = Q(step__in=steps_of(person, oldest))
    if later:
        # A case whose version was not kept is judged by the oldest.
        named &= ~Q(case__version__in=[each.version for each in later])
    for each in later:
        named |= Q(step__in=steps_of(person, each), case__version=each.version)
    return rows.filter(named)


def naming(shelved: Shelved) -> list[str]:
    """Return the fields of a program that name who has to do something, or who is called."""
    events = [each for own in shelved.versions for each in own.events]
    named = [each.by for each in events] + [alert.to for alert in shelved.program.alerts]
    named += [key for each in events if each.at_least for key in each.at_least.substitutes]
    fields = shelved.program.living
    return [key for key in dict.fromkeys(named) if key in fields and fields[key].type == "person"]


def named_in(person: Person, shelved: Shelved) -> Q:
    """Return the rows of a program's table that name a person for something to do; of none where no field does."""
    found = Q(pk__in=[])
    for key in naming(shelved):
        found |= Q(**{key: person.pk})
    return found


def cases(person: Person, shelved: Shelved, deed: Deed = "see") -> QuerySet[Case]:
    """Return the cases of a person's places with which they may do this; of an office, its own, and to see also those
    of which a step was asked of it, or which name this person for something to do."""
    rows = Case.objects.filter(program=shelved.program.id, place__in=person.places)
    if not may(person, deed, shelved):
        return rows.none()
    if person.role != Role.OFFICE:
        return rows
    own = Q(office=person.office)
    if deed == "see":
        own |= Q(Exists(asked_of(person, shelved, day=clock.today()).filter(case=OuterRef("pk"))))
        own |= Q(pk__in=shelved.model._default_manager.filter(named_in(person, shelved)).values("pk"))
    return rows.filter(own)


def offices(person: Person) -> QuerySet[Office]:
    """Return the offices that a person may give a case to: an office only itself."""
    rows = Office.objects.filter(place__path__startswith=person.place.path, is_active=True)
    return rows.filter(pk=person.office_id or 0) if person.role == Role.OFFICE else rows


def places(person: Person) -> QuerySet[Place]:
    """Return the places that a person may give a case to: their own and those below it."""
    return Place.objects.filter(path__startswith=person.place.path).order_by("path")
