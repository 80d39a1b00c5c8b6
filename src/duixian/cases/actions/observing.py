"""What a program's indicators say of a county and of the places below it, as observations of the catalogue's own
indicators: `observes` in the program's file names which."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal

from django.db import transaction

from duixian.accounts.models import Place
from duixian.cases.actions.ties import change_of, is_known
from duixian.cases.measuring import Measured, measured_at, subject_of
from duixian.cases.models import Case
from duixian.cases.tables.shelf import Shelved
from duixian.catalogue import indicators
from duixian.catalogue.units import convert
from duixian.journal import clock
from duixian.journal.entries import SYSTEM, record_many
from duixian.ledger.models import Observation
from duixian.programs.schema import Indicator

BELOW = (Place.Level.COUNTY, Place.Level.TOWNSHIP, Place.Level.VILLAGE)


@transaction.atomic
def observe(shelved: Shelved, *, day: date) -> list[Observation]:
    """Keep each figure where it is new, and at each month's end: of every place that has cases at it or below it, from
    the county down."""
    wanted = [each for each in shelved.program.indicators if each.observes]
    within = _within(shelved) if wanted else {}
    if not within:
        return []
    told = measured_at(shelved, day=day, indicators=wanted, within=within)
    rows = [row for place, found in told.items() for row in _observations(place, found, shelved, day)]
    Observation.objects.bulk_create(rows)
    paths = dict(Place.objects.filter(pk__in=within).values_list("pk", "path"))
    record_many([change_of(row, paths[row.place_id]) for row in rows], by=SYSTEM)
    return rows


def _within(shelved: Shelved) -> Mapping[int, Collection[int]]:
    """Return the places that are told of, each with those at and below it that have cases."""
    held = set(Case.objects.filter(program=shelved.program.id).order_by().values_list("place", flat=True).distinct())
    paths = dict(Place.objects.filter(pk__in=held).values_list("pk", "path"))
    above = Place.objects.filter(level__in=BELOW).values_list("pk", "path")
    found = {pk: [each for each, own in paths.items() if own.startswith(path)] for pk, path in above}
    return {pk: keys for pk, keys in found.items() if keys}


def _observations(place: int, told: Sequence[Measured], shelved: Shelved, day: date) -> Iterator[Observation]:
    for each in told:
        row = _observation(place, each.indicator, each.figure.value, shelved, day)
        if row is not None:
            yield row


def _observation(
    place: int, indicator: Indicator, value: Decimal | None, shelved: Shelved, day: date
) -> Observation | None:
    """Return what is to be kept of a figure: nothing where it cannot be told, or is as it was."""
    fed = indicators()[indicator.observes]
    shown = None if value is None else convert(value, indicator.unit, to=fed.unit)
    if shown is None:
        return None
    # A share is not told finer than people read it; else each day would have another one.
    shown = round(shown, 2 if fed.unit == "%" else 4)
    subject = subject_of(shelved, indicator)
    own = Observation.objects.filter(indicator=fed.id, place=place, subject=subject)
    if is_known(own, shown, day):
        return None
    return Observation(
        subject=subject,
        indicator_id=fed.id,
        place_id=place,
        period_start=date(day.year, 1, 1),
        period_end=day,
        measure=fed.measure,
        value=shown,
        unit=fed.unit,
        obs_status=Observation.Status.PROVISIONAL,
        source=Observation.Source.PROGRAM,
        known_at=clock.now(),
    )
