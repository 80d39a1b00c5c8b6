"""The figures of a program place by place: a person's own place, each place right below it, and what is left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from duixian.accounts.models import Person, Place
from duixian.cases.measuring import Measured, measured_at, places_of
from duixian.cases.queries.listing import OWN
from duixian.cases.tables.shelf import Shelved
from duixian.journal.keeping import Keeping
from duixian.programs.schema import Indicator


class AtPlace(NamedTuple):
    """A place with its figures, in the order of the indicators; `filter` is how an address asks for its cases.

    `is_own`: only what belongs to the place itself and to none below it.
    """

    place: Place
    filter: str
    is_own: bool
    figures: list[Measured]


_kept: Keeping[list[AtPlace]] = Keeping(most=32, may_lag=True)


def by_place(person: Person, shelved: Shelved, *, indicators: Sequence[Indicator], day: date) -> list[AtPlace]:
    """Return the whole first, then each place below with cases, then what belongs to none of them; nothing where all
    belongs to the person's place itself."""
    question = (
        shelved.program.id,
        shelved.program.version,
        day,
        person.place_id,
        tuple(each.id for each in indicators),
    )
    return _kept.get(question, lambda: _found(person.place, shelved, indicators, day))


def _found(place: Place, shelved: Shelved, indicators: Sequence[Indicator], day: date) -> list[AtPlace]:
    below = {each.pk: each for each in Place.objects.filter(parent=place)}
    held = places_of(shelved, Place.objects.filter(pk__in=[place.pk, *below]))
    if not below.keys() & held.keys():
        return []
    # No place has the key 0: it stands for what is the place's own.
    own = {0: [place.pk]} if place.pk in held[place.pk] else {}
    told = measured_at(shelved, day=day, indicators=indicators, within=held | own)
    rows = [AtPlace(place, str(place.pk), False, told[place.pk])]
    rows += [AtPlace(each, str(pk), False, told[pk]) for pk, each in below.items() if pk in held]
    return rows + [AtPlace(place, f"{place.pk}{OWN}", True, told[0]) for _ in own]


def forget() -> None:
    """Forget all figures: for tests, whose ledgers come and go under the same keys."""
    _kept.forget()
