"""The places, offices and people of a generated county."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime

from django.contrib.auth.hashers import make_password

from benchmarks.load.bulk import put_rows
from benchmarks.load.chronicle import Chronicle
from benchmarks.load.size import PASSWORD, Size
from duixian.accounts.models import Office, Person, Place, Role

BEGUN = datetime(2020, 12, 20, 1, 0, tzinfo=UTC)
DIGITS = "甲乙丙丁戊己庚辛壬癸"
KEEPERS, LEADERS = 8, 6


def named(number: int, width: int = 2) -> str:
    """Return a name of its own for each number: 乙丙."""
    return "".join(DIGITS[int(digit)] for digit in f"{number:0{width}}")


@dataclass(slots=True)
class Cast:
    """Who and what is there; the first place is the county, the first keeper keeps its ledger."""

    places: list[Place] = field(default_factory=list)
    offices: list[Office] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)

    @property
    def county(self) -> Place:
        """The county."""
        return self.places[1]

    @property
    def below(self) -> list[Place]:
        """The county, its townships and villages: the places with monthly figures."""
        return self.places[1:]

    def of(self, role: str) -> list[Person]:
        """Return those of a role."""
        return [each for each in self.people if each.role == role]

    @property
    def keeper(self) -> tuple[str, int | None]:
        """The keeper, as the journal names people."""
        return self.of(Role.KEEPER)[0].name, self.of(Role.KEEPER)[0].pk


def cast_of(size: Size, chronicle: Chronicle) -> Cast:
    """Return the county's cast, told in the journal; `store_cast` stores it."""
    cast = Cast(places=list(_places(size)))
    path = cast.county.path
    for place in cast.places:
        chronicle.tell(place, "place.add", at=BEGUN, place=place.path, after={"name": place.name, "code": place.code})
    for key in range(1, size.offices + 1):
        office = Office(id=key, place=cast.county, name=f"县{named(key)}局", short=f"{named(key)}局")
        cast.offices.append(office)
        chronicle.tell(office, "office.add", at=BEGUN, place=path, after={"name": office.name})
    cast.people = list(_people(cast))
    for person in cast.people:
        after = {"username": person.username, "name": person.name, "role": person.role}
        chronicle.tell(person, "person.add", at=BEGUN, place=path, after=after)
    return cast


def store_cast(cast: Cast, chronicle: Chronicle) -> None:
    """Store the cast, once the journal is written."""
    for rows in (cast.places, cast.offices, cast.people):
        chronicle.set_heads(rows)
        put_rows(rows)


def _places(size: Size) -> list[Place]:
    city = Place(id=1, code="9901", name="临川市", level="city", path="9901/", is_fictional=True)
    county = Place(
        id=2, code="990101", name="清河湾县", level="county", parent=city, path="9901/990101/", is_fictional=True
    )
    found = [city, county]
    for number in range(1, size.places):
        code = f"9901011{number:02}"
        level, ending = ("township", "镇") if number <= (size.places + 3) // 4 else ("village", "村")
        name = f"{named(number)}{ending}"
        found.append(
            Place(
                id=2 + number, code=code, name=name, level=level, parent=county, path=f"{county.path}{code}/",
                is_fictional=True,
            )
        )  # fmt: skip
    return found


def _people(cast: Cast) -> list[Person]:
    roles: list[tuple[str, str, Office | None]] = [("keeper", Role.KEEPER, None)] * KEEPERS
    roles += [("leader", Role.LEADER, None)] * LEADERS
    roles += [("auditor", Role.AUDITOR, None)]
    roles += [("office", Role.OFFICE, office) for office in cast.offices]
    # One hash for all: a password costs as much to store as to check.
    secret, found = make_password(PASSWORD), []
    for key, (word, role, office) in enumerate(roles, 1):
        number = key - [each[0] for each in roles].index(word)
        person = Person(
            id=key, username=f"{word}{number:02}", name=f"{named(key, 3)}", role=role, place=cast.county, office=office,
            password=secret, created_at=BEGUN,
        )  # fmt: skip
        found.append(person)
    return found
