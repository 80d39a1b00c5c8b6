"""A case that points to one of another program: told by number or title, shown on both pages to who may see both."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from installing import Install
from people import signed_in
from programs_asking import program

from duixian.accounts.models import Office, Person, Place
from duixian.cases.actions.opening import change_fields, open_case
from duixian.cases.models import Case
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.verifying import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def road(served: Install, county: Place, qin: Person, housing: Office) -> Case:
    served("major_projects")
    day = clock.today() - timedelta(days=20)
    return [
        open_case(
            "major_projects", fields={"name": name, "kind": "new"}, place=county, by=qin, office=housing, opened_on=day
        )
        for name in ("别的路", "南环路改线")
    ][1]


@pytest.fixture
def land(road: Case, served: Install, county: Place, qin: Person, farming: Office) -> Case:
    served("parallel_approvals")
    fields = {"name": "用地报批", "applicant": "南环公司", "agent": qin.name, "project": "南环路改线"}
    with clock.standing_at(clock.now() - timedelta(days=9)):
        return open_case("parallel_approvals", fields=fields, place=county, by=qin, office=farming)


def address(case: Case) -> str:
    return f"/cases/{case.program}/{case.number}/"


def test_both_pages_show_the_other_case_to_whoever_may_see_it(
    road: Case, land: Case, qin: Person, xu: Person, liang: Person
) -> None:
    keeper = signed_in(qin)
    assert f'<a href="{address(road)}">南环路改线</a>' in keeper.get(address(land)).text
    assert f'<a href="{address(land)}">用地报批</a>' in keeper.get(address(road)).text
    assert "用地报批" not in signed_in(xu).get(address(road)).text
    assert "南环路改线" not in signed_in(liang).get(address(land)).text


def test_it_is_chosen_by_number_or_title_and_kept_in_form_and_api(road: Case, land: Case, qin: Person) -> None:
    form = {"project": "别的路", "name": "用地报批", "applicant": "南环公司", "agent": qin.pk}
    keeper, who = signed_in(qin), program(qin)
    assert keeper.post(f"{address(land)}change/", form).status_code == 302
    assert f'value="{road.number - 1}"' in keeper.get(address(land)).text
    assert who.get(f"cases/{land.pk}").json()["fields"]["project"] == str(road.number - 1)
    said = who.post(f"cases/{land.pk}/changes", {"fields": {"project": str(road.number)}}).json()
    assert said["fields"]["project"] == str(road.number)
    wrong = keeper.post(f"{address(land)}change/", {**form, "project": "没有的路"})
    assert (wrong.status_code, "没有叫“没有的路”的事项" in wrong.text) == (400, True)
    assert verify().faults == ()


def test_a_past_day_shows_what_pointed_then(road: Case, land: Case, qin: Person) -> None:
    other, keeper = Case.objects.get(title="别的路"), signed_in(qin)
    change_fields(land, fields={"project": "别的路"}, by=qin)
    day = clock.today() - timedelta(days=3)
    shown = {case.title: ["用地报批" in keeper.get(f"{address(case)}{on}").text for on in ("", f"?on={day}")]
             for case in (road, other)}  # fmt: skip
    assert shown == {"南环路改线": [False, True], "别的路": [True, False]}


@pytest.mark.parametrize("value", ["77", "bl-77", "1" * 30, "²", 3.5])
def test_a_case_that_is_not_there_is_a_fault(value: Any, land: Case, qin: Person) -> None:
    with pytest.raises(LedgerError, match="没有叫"):
        change_fields(land, fields={"project": value}, by=qin)
