"""What turned: the steps that the daily assessing has left, as they were known on a day."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from django.db.models import Max

from duixian.accounts.models import Place
from duixian.journal import clock
from duixian.journal.days import end_of
from duixian.ledger.models import AssessedDay, Commitment, Step


def states_on(rows: Sequence[Commitment], day: date) -> dict[int, str] | None:
    """Return the assessment that each commitment had on a day, from the steps; None where that day was not assessed."""
    places = {row.place_id for row in rows}
    begun = AssessedDay.objects.filter(place__in=places, day=day).values("place").count()
    if not places or begun < len(places):
        return None
    kept = Step.objects.filter(commitment__place__in=places, day__lte=day)
    last = kept.values("commitment").annotate(last=Max("pk")).values("last")
    end = end_of(day)
    there = {row.pk for row in rows if row.accepted_at < end}
    found = Step.objects.filter(pk__in=last).values_list("commitment_id", "assessment")
    return {key: assessment for key, assessment in found if key in there}


def steps_of(commitment: Commitment, day: date) -> list[Step]:
    """Return the turns of a commitment up to a day, the latest first."""
    return list(Step.objects.filter(commitment=commitment, day__lte=day).order_by("-day", "-id"))


def places_owed() -> list[Place]:
    """Return the places with commitments whose yesterday is not assessed yet."""
    yesterday = clock.today() - timedelta(days=1)
    done = AssessedDay.objects.filter(day__gte=yesterday).values("place")
    held = Commitment.objects.order_by().values("place").distinct()
    return list(Place.objects.filter(pk__in=held).exclude(pk__in=done))
