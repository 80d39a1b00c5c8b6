"""What pages read of accounts."""

from __future__ import annotations

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Case, IntegerField, QuerySet, Value, When

from duixian.accounts.models import Person, Place, Role

_ORDER = (Role.KEEPER, Role.OFFICE, Role.LEADER, Role.REVIEWER, Role.AUDITOR)


def demo_people() -> QuerySet[Person]:
    """Return the people of the made-up county who may log in, the keeper first: whom a demo offers."""
    rank = Case(
        *(When(role=role, then=Value(number)) for number, role in enumerate(_ORDER)),
        output_field=IntegerField(),
    )
    people = Person.objects.filter(is_active=True, place__is_fictional=True).select_related("place", "office")
    return people.exclude(password__startswith=UNUSABLE_PASSWORD_PREFIX).order_by(rank, "pk")


def only_county() -> Place | None:
    """Return the county where there is one only: a login page may name it."""
    found = list(Place.objects.filter(level=Place.Level.COUNTY)[:2])
    return found[0] if len(found) == 1 else None
