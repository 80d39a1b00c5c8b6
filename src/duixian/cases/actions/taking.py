"""A figure of a program as an observation: what `observing` and `ties` have in common."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import QuerySet

from duixian.accounts.models import Place
from duixian.cases.measuring import Measured
from duixian.cases.tables.shelf import Shelved
from duixian.catalogue.periods import period_around
from duixian.catalogue.units import convert
from duixian.journal import clock
from duixian.journal.entries import SYSTEM, Change, record_many
from duixian.ledger.models import Observation


def observation_of(
    found: Measured, shelved: Shelved, own: QuerySet[Observation], *, unit: str, day: date
) -> Observation | None:
    """Return a figure of a day in another unit, for the year so far; nothing where it cannot be told or is as it was.

    `own` are the observations among which it would stand. What it is of is left to the caller.
    """
    value = found.figure.value
    shown = value if value is None or found.unit == unit else convert(value, found.unit, to=unit)
    if shown is None:
        return None
    # A share is not told finer than people read it; else each day would have another one.
    shown = round(shown, 2 if unit == "%" else 4)
    if _is_known(own, shown, day):
        return None
    return Observation(
        subject=f"{shelved.program.title} · {found.indicator.title}",
        made_by=f"{shelved.program.id}/{found.key}",
        period_start=date(day.year, 1, 1),
        period_end=day,
        value=shown,
        unit=unit,
        obs_status=Observation.Status.PROVISIONAL,
        source=Observation.Source.PROGRAM,
        known_at=clock.now(),
    )


def _is_known(rows: QuerySet[Observation], value: Decimal, day: date) -> bool:
    """Answer whether a value stands among observations already: since an earlier day of the year, or, at a month's end,
    from this very day."""
    own = rows.filter(source=Observation.Source.PROGRAM, period_end__gte=date(day.year, 1, 1), period_end__lte=day)
    last = own.order_by("-period_end", "-known_at").values_list("period_end", "value").first()
    is_end = day == period_around("month", day)[1]
    return last is not None and last[1] == value and (last[0] == day or not is_end)


def keep(rows: Iterable[Observation]) -> list[Observation]:
    """Keep observations, each with its entry in the journal."""
    kept = Observation.objects.bulk_create(list(rows))
    paths = dict(Place.objects.filter(pk__in={row.place_id for row in kept}).values_list("pk", "path"))
    record_many([_change_of(row, paths[row.place_id]) for row in kept], by=SYSTEM)
    return kept


def _change_of(row: Observation, place: str) -> Change:
    after = {"value": row.value, "unit": row.unit, "period": row.period_end}
    return Change(subject=row, action="observation.take", after=after, place=place)
