"""The first rows of a ledger: the county, the city above it, its first keeper."""

from __future__ import annotations

from django.db import transaction

from duixian.accounts.models import Person, Place, Role
from duixian.journal.entries import SYSTEM, Change, record


@transaction.atomic
def found_county(*, code: str, name: str, above: tuple[str, str] | None = None, fictional: bool = False) -> Place:
    """Return a county, added with the city above it (its code and name) where they are not there yet."""
    city = None if above is None else _place(Place.Level.CITY, *above, parent=None, fictional=fictional)
    return _place(Place.Level.COUNTY, code, name, parent=city, fictional=fictional)


def _place(level: Place.Level, code: str, name: str, *, parent: Place | None, fictional: bool) -> Place:
    there = Place.objects.filter(code=code).first()
    if there is not None:
        return there
    path = f"{parent.path if parent else ''}{code}/"
    made = Place.objects.create(code=code, name=name, level=level, parent=parent, path=path, is_fictional=fictional)
    record(Change(subject=made, action="place.add", after={"code": code, "name": name}, place=path), by=SYSTEM)
    return made


@transaction.atomic
def found_keeper(*, username: str, password: str, place: Place, name: str = "管理员") -> Person:
    """Add the first keeper of a place, who must change the password at the first login."""
    person = Person(username=username, name=name, role=Role.KEEPER, place=place, must_change_password=True)
    person.set_password(password)
    person.save()
    after = {"username": username, "name": name, "role": Role.KEEPER}
    record(Change(subject=person, action="person.add", after=after, place=place.path), by=SYSTEM)
    return person
