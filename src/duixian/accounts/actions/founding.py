"""The first rows of a ledger: the county, the city above it, its first keeper; and, for the demo, everyone in it."""

from __future__ import annotations

from django.db import transaction

from duixian.accounts.models import Office, Person, Place, Role
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
    after = {"code": code, "name": name, "level": level, "parent": parent.name if parent else ""}
    record(Change(subject=made, action="place.add", after=after, place=path), by=SYSTEM)
    return made


def found_keeper(*, username: str, password: str, place: Place) -> Person:
    """Add the first keeper of a place, who must change the password at the first login."""
    return found_person(
        username=username, name="管理员", role=Role.KEEPER, place=place, password=password, must_change=True
    )


@transaction.atomic
def found_person(
    *,
    username: str,
    name: str,
    role: str,
    place: Place,
    office: Office | None = None,
    title: str = "",
    password: str | None = None,
    must_change: bool = False,
) -> Person:
    """Add a person whose password is known from the start; without one nobody can log in as them."""
    person = Person(
        username=username,
        name=name,
        role=role,
        place=place,
        office=office,
        title=title,
        must_change_password=must_change,
    )
    person.set_password(password)
    person.save()
    after = {"username": username, "name": name, "title": title, "role": role, "place": place.name}
    after["office"] = office.name if office else ""
    record(Change(subject=person, action="person.add", after=after, place=place.path), by=SYSTEM)
    return person
