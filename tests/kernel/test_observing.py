"""Indicators of a program that name one of the catalogue's feed it, for the county and each place below it."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from html import unescape

import pytest
from django.utils import timezone
from installing import Install
from people import signed_in

from duixian.accounts.models import Person, Place, Role
from duixian.cases.actions.events import happen
from duixian.cases.actions.observing import observe
from duixian.cases.actions.opening import open_case
from duixian.cases.tables.shelf import Shelved
from duixian.journal import clock
from duixian.journal.verifying import verify
from duixian.ledger.actions.catalogue import load_catalogue
from duixian.ledger.models import Observation

pytestmark = pytest.mark.django_db
OPENED, DAY = date(2025, 1, 6), date(2025, 4, 15)


def at(month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(2025, month, day, 10))


@pytest.fixture
def projects(served: Install, county: Place, township: Place, qin: Person) -> Shelved:
    """A project of the county and one of a township, with what each has done."""
    load_catalogue()
    shelved = served("major_projects")
    cadre = Person.objects.create(username="cadre", name="乡里人", role=Role.KEEPER, place=township)
    for lead, name, done in ((qin, "北沟冷链库", 300), (cadre, "城关泵站", 45)):
        with clock.standing_at(at(1, 8)):
            fields = {"name": name, "kind": "continued", "lead": lead.pk, "year_plan": "500"}
            case = open_case("major_projects", fields=fields, place=lead.place, by=qin, opened_on=OPENED)
        with clock.standing_at(at(4, 2)):
            happen(case, event="progress", by=qin, key=name, fields={"done": str(done), "month_end": "2025-03-31"})
    return shelved


def told(rows: list[Observation]) -> dict[tuple[str, str], Decimal]:
    return {(row.place.name, row.indicator_id or ""): row.value for row in rows if row.value is not None}


def test_the_county_has_all_and_a_township_its_own(projects: Shelved, county: Place) -> None:
    with clock.standing_at(at(4, 15)):
        rows = observe(projects, day=DAY)
    assert told(rows) == {
        (county.name, "key_projects_done"): Decimal(3_450_000), ("城关镇", "key_projects_done"): Decimal(450_000),
        (county.name, "key_projects_completion_rate"): Decimal("34.5"),
        ("城关镇", "key_projects_completion_rate"): Decimal(9),
    }  # fmt: skip
    assert {(row.unit, row.measure, row.source) for row in rows} == {
        ("元", "level", "program"), ("%", "share", "program"),
    }  # fmt: skip
    assert verify().faults == ()


def test_what_stands_there_is_not_written_again_but_at_a_month_s_end(projects: Shelved) -> None:
    kept = [day for day in (15, 16, 30, 30) if observe(projects, day=date(2025, 4, day))]
    assert kept == [15, 30]


def test_its_source_opens_the_cases_that_make_it(projects: Shelved, qin: Person) -> None:
    with clock.standing_at(at(4, 15)):
        rows = observe(projects, day=DAY)
    client = signed_in(qin)
    card = client.get(f"/sources/observation/{rows[0].pk}/").text
    (address,) = re.findall(r'href="(/cases/[^"]+figure=[^"]+)"', card)
    listed = client.get(unescape(address)).text
    assert ("北沟冷链库" in listed, "城关泵站" in listed) == (True, True)
