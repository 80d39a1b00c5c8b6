"""Which cases of a program a person may see, and what they may do with them. Every page query starts here."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Literal

from django.db.models import QuerySet

from duixian.accounts.models import Office, Person, Place, Role
from duixian.cases.models import Case
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.programs.schema import Event

Deed = Literal["see", "create", "edit", "move"]


def programs(person: Person) -> list[Shelved]:
    """Return the programs that a person's role may see, by title."""
    return [each for each in shelf.all() if may(person, "see", each)]


def may(person: Person, deed: Deed, shelved: Shelved) -> bool:
    """Answer whether the program lets a person's role do this."""
    return person.role in getattr(shelved.program.access, deed)


def may_record(person: Person, event: Event, known: Mapping[str, Any], shelved: Shelved) -> bool:
    """Answer whether a person may take down an event: who may edit, and whoever has to do it, by role or by name."""
    if may(person, "edit", shelved) or event.by == person.role:
        return True
    substitutes = event.at_least.substitutes if event.at_least else []
    return any(known.get(key) == person.pk for key in (event.by, *substitutes) if key)


def cases(person: Person, shelved: Shelved) -> QuerySet[Case]:
    """Return the cases of a person's places; of an office, its own."""
    rows = Case.objects.filter(program=shelved.program.id, place__in=person.places)
    if not may(person, "see", shelved):
        return rows.none()
    return rows.filter(office=person.office) if person.role == Role.OFFICE else rows


def offices(person: Person) -> QuerySet[Office]:
    """Return the offices that a person may give a case to: an office only itself."""
    rows = Office.objects.filter(place__path__startswith=person.place.path, is_active=True)
    return rows.filter(pk=person.office_id or 0) if person.role == Role.OFFICE else rows


def places(person: Person) -> QuerySet[Place]:
    """Return the places that a person may give a case to: their own and those below it."""
    return Place.objects.filter(path__startswith=person.place.path).order_by("path")
