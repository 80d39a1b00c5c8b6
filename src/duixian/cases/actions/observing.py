"""What a program's indicators say of a county and of the places below it, as observations of the catalogue's own
indicators: `observes` in the program's file names which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.db import transaction

from duixian.accounts.models import Place
from duixian.cases.actions.taking import keep, observation_of
from duixian.cases.measuring import Measured, measured_at, places_of
from duixian.cases.tables.shelf import Shelved
from duixian.catalogue import indicators
from duixian.ledger.models import Observation

BELOW = (Place.Level.COUNTY, Place.Level.TOWNSHIP, Place.Level.VILLAGE)


@transaction.atomic
def observe(shelved: Shelved, *, day: date) -> list[Observation]:
    """Keep each figure where it is new, and at each month's end: of every place that has cases at it or below it, from
    the county down."""
    wanted = [each for each in shelved.program.indicators if each.observes]
    within = places_of(shelved, Place.objects.filter(level__in=BELOW)) if wanted else {}
    if not within:
        return []
    told = measured_at(shelved, day=day, indicators=wanted, within=within)
    return keep(row for place, found in told.items() for row in _observations(place, found, shelved, day))


def _observations(place: int, told: Sequence[Measured], shelved: Shelved, day: date) -> Iterator[Observation]:
    for each in told:
        fed = indicators()[each.indicator.observes]
        own = Observation.objects.filter(indicator=fed.id, place=place, made_by=f"{shelved.program.id}/{each.key}")
        row = observation_of(each, shelved, own, unit=fed.unit, day=day)
        if row is not None:
            row.indicator_id, row.place_id, row.measure = fed.id, place, fed.measure
            yield row
