"""Places, offices and people of the demo."""

from __future__ import annotations

from collections.abc import Iterator

from duixian.accounts.actions.founding import found_county, found_person
from duixian.accounts.actions.offices import add_office
from duixian.accounts.actions.places import import_places
from duixian.accounts.models import Office, Person, Place, Role
from duixian.server.demo.county import County, OfficeRow, Who


class Cast:
    """Who there is: by office, by the name of an account, and who keeps the ledger."""

    def __init__(self, county: County) -> None:
        city = (county.city["code"], county.city["name"])
        self.county = county
        self.place = found_county(code=county.code, name=county.name, above=city, fictional=True)
        import_places((county.folder / county.places).read_bytes(), name=county.places, by=None, fictional=True)
        self.offices = {row.name: self._office(row) for row in county.offices}
        self.accounts = {who.username: self._account(who) for who in (*county.people, *county.leaders)}
        self.keeper = next(each for each in self.accounts.values() if each.role == Role.KEEPER)
        named = {each.office_id: each for each in self.accounts.values() if each.office_id}
        self.of_office = {
            row.name: named.get(self.offices[row.name].pk) or self._clerk(row, at)
            for at, row in enumerate(county.offices)
        }

    def _office(self, row: OfficeRow) -> Office:
        return add_office(place=self.place, name=row.name, short=row.name.removeprefix("县"), by=None)

    def _account(self, who: Who) -> Person:
        place = self.place.parent if who.in_city and self.place.parent else self.place
        office = self.offices[who.office] if who.office else None
        shown = who in self.county.people
        password = self.county.password if shown else None
        return found_person(
            username=who.username,
            name=who.name,
            role=who.role,
            place=place,
            office=office,
            title=who.title or who.office,
            password=password,
        )

    def _clerk(self, row: OfficeRow, at: int) -> Person:
        """Return who reports for an office; nobody logs in as them."""
        office = self.offices[row.name]
        username = f"office{at:02}"
        return found_person(
            username=username, name=row.person, role=Role.OFFICE, place=self.place, office=office, title=row.name
        )

    def townships(self) -> list[Place]:
        """Return the townships of the county."""
        return list(Place.objects.filter(level=Place.Level.TOWNSHIP, path__startswith=self.place.path))

    def shown(self) -> Iterator[Person]:
        """Yield the people of the login page."""
        yield from (self.accounts[who.username] for who in self.county.people)
