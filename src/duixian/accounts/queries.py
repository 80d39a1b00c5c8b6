"""What pages read of accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db.models import Case, Count, IntegerField, Q, QuerySet, Value, When
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from duixian.accounts.models import Office, Person, Place, Role, Token

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


@dataclass(frozen=True, slots=True)
class Account:
    """A person as the keeper sees them: are they locked out, until when, and do they have a second factor."""

    person: Person
    locked_until: datetime | None
    has_second_factor: bool


def accounts(by: Person) -> list[Account]:
    """Return the people of a keeper's places, those who may log in first."""
    people = list(
        Person.objects.filter(place__path__startswith=by.place.path)
        .select_related("place", "office")
        .order_by("-is_active", "place__path", "name")
    )
    locks, factors = _locks(), _second_factors()
    return [Account(each, locks.get(each.username), each.pk in factors) for each in people]


def account(person: Person) -> Account:
    """Return one person as the keeper sees them."""
    return Account(person, _locks().get(person.username), person.pk in _second_factors())


def _locks() -> dict[str, datetime]:
    """Return until when each login name is locked out."""
    cooloff = timedelta(hours=settings.AXES_COOLOFF_TIME)
    tries = AccessAttempt.objects.filter(
        failures_since_start__gte=settings.AXES_FAILURE_LIMIT, attempt_time__gt=timezone.now() - cooloff
    )
    return {
        name: at + cooloff
        for name, at in tries.order_by("attempt_time").values_list("username", "attempt_time")
        if name
    }


def _second_factors() -> frozenset[int]:
    return frozenset(TOTPDevice.objects.filter(confirmed=True).values_list("user_id", flat=True))


def offices(by: Person) -> QuerySet[Office]:
    """Return the offices of a keeper's places with how many people log in for each; those in use first."""
    rows = Office.objects.filter(place__path__startswith=by.place.path).select_related("place")
    active = Count("people", filter=Q(people__is_active=True))
    return rows.annotate(active_people=active).order_by("-is_active", "place__path", "name")


def places(by: Person) -> QuerySet[Place]:
    """Return a keeper's place and all below it, each after the one above it."""
    return Place.objects.filter(path__startswith=by.place.path).order_by("path")


def tokens(person: Person) -> QuerySet[Token]:
    """Return the tokens of a person that are not withdrawn, the newest first."""
    return Token.objects.filter(person=person, withdrawn_at=None)
