"""Issues of the report to the people: what the public may read, and what a keeper works on."""

from __future__ import annotations

from datetime import date

from django.db.models import Max, QuerySet

from duixian.accounts.models import Person, Role
from duixian.ledger.models import Commitment, Publication


def published() -> QuerySet[Publication]:
    """Return the issues that anyone may read, the newest first."""
    return (
        Publication.objects.filter(state=Publication.State.PUBLISHED).select_related("place").order_by("-as_of", "-pk")
    )


def issues(person: Person) -> QuerySet[Publication]:
    """Return the issues of a keeper's places, drafts and published; of anyone else's, none."""
    rows = Publication.objects.filter(place__path__startswith=person.place.path).select_related("place")
    return rows if person.role == Role.KEEPER else rows.none()


def last_year_of(person: Person, *, day: date) -> int | None:
    """Return the last year up to `day` for which a person's place has commitments, or None."""
    rows = Commitment.objects.filter(place=person.place, year__lte=day.year)
    year: int | None = rows.aggregate(last=Max("year"))["last"]
    return year
