"""Counties beside the invented one, and monthly figures of all: `demo/neighbours.toml`, played like the rest."""

from __future__ import annotations

import tomllib
from calendar import monthrange
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from duixian.accounts.actions.founding import found_county, found_person
from duixian.accounts.models import Person, Place, Role
from duixian.journal import clock
from duixian.ledger.actions.documents import add_document, describe_document, store_reading
from duixian.ledger.actions.observations import Given, take
from duixian.ledger.actions.review import accept_many
from duixian.ledger.models import Indicator
from duixian.reading import read_text
from duixian.server.demo.people import Cast


def settle(cast: Cast) -> int:
    """Add the neighbours with their reports and everybody's monthly figures; return how many figures that are."""
    told = tomllib.loads((cast.county.folder / "neighbours.toml").read_text(encoding="utf-8"))
    keepers = {cast.county.code: cast.keeper}
    for row in told["counties"]:
        keepers[row["code"]] = _county(cast, row)
    figures = sorted(
        ((_known(given), at, row, given) for at, row in enumerate(told["series"]) for given in row["values"]),
        key=lambda each: (each[0], each[1], each[3][0]),
    )
    for known, _at, row, given in figures:
        with clock.standing_at(known):
            _take(row, given, keepers[row["county"]])
    return len(figures)


def _county(cast: Cast, row: dict[str, Any]) -> Person:
    city = (cast.county.city["code"], cast.county.city["name"])
    issued: date = row["issued_on"]
    moment = timezone.make_aware(datetime.combine(issued, time(9))) + timedelta(days=2)
    with clock.standing_at(moment):
        place = found_county(code=row["code"], name=row["name"], above=city, fictional=True)
        title = f"{row['name']}督查室"
        keeper = found_person(
            username=f"keeper{row['code']}",
            name=row["keeper"],
            role=Role.KEEPER,
            place=place,
            title=title,
            password=None,
        )
        _report(row, place, keeper)
    return keeper


def _report(row: dict[str, Any], place: Place, keeper: Person) -> None:
    """Load and accept the report of a neighbour."""
    name, text = f"{row['title']}.txt", row["text"].strip() + "\n"
    document = add_document([text.encode()], name=name, place=place, by=keeper, fictional=True)
    document = store_reading(document, read_text(text, name=name))
    document = describe_document(
        document,
        title=row["title"],
        kind=document.kind,
        year=document.year,
        issued_on=row["issued_on"],
        by=keeper,
        revision=document.revision,
    )
    accept_many(list(document.statements.all()), by=keeper)


def _known(given: list[str]) -> datetime:
    return timezone.make_aware(datetime.combine(date.fromisoformat(given[3]), time(10, 30)))


def _take(row: dict[str, Any], given: list[str], keeper: Person) -> None:
    """Take a figure of the months of a year so far: ["2025-08", "6.1", "P", "2025-09-22"]."""
    year, month = (int(part) for part in given[0].split("-"))
    value = Decimal(given[1]) if given[1] else None
    end = date(year, month, monthrange(year, month)[1])
    said = Given(
        start=date(year, 1, 1),
        end=end,
        value=value,
        unit=row["unit"],
        measure=row["measure"],
        status=given[2],
        subject=row.get("subject", ""),
    )
    take(said, indicator=Indicator.objects.get(pk=row["indicator"]), place=keeper.place, by=keeper)
