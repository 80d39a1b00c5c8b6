"""Alerts call whom they name: the leader of the case, its office, the keeper; and say what they cannot tell."""

from __future__ import annotations

from datetime import date

import pytest
from installing import Install
from moments import at
from people import signed_in

from duixian.accounts.models import Office, Person, Place
from duixian.cases.actions.events import excuse, happen
from duixian.cases.actions.opening import change_fields, open_case
from duixian.cases.actions.ringing import ring
from duixian.cases.models import Case, CaseStage
from duixian.cases.queries.calling import calling
from duixian.cases.tables.shelf import Shelved
from duixian.journal import clock

pytestmark = pytest.mark.django_db
# Five days before the month's end.
DAY = date(2025, 9, 26)


@pytest.fixture
def projects(served: Install) -> Shelved:
    return served("major_projects")


@pytest.fixture
def road(projects: Shelved, county: Place, qin: Person, fang: Person, housing: Office) -> Case:
    """A project that is being built, led by 方, of the housing office."""
    with clock.standing_at(at(3, 3)):
        fields = {"name": "南环路改线", "kind": "continued", "lead": fang.pk, "total_investment": "900"}
        case = open_case("major_projects", fields=fields, place=county, by=qin, office=housing)
        for stage in ("early", "started", "building"):
            CaseStage.objects.create(case=case, stage=stage, on=date(2025, 3, 3), received_at=clock.now(), by=qin)
    return case


def called(person: Person) -> dict[str, int]:
    return {each.alert.id: each.many for each in calling(person, day=DAY)}


def visit(case: Case, by: Person, day: int) -> None:
    with clock.standing_at(at(9, day)):
        happen(case, event="site_visit", by=by, key=f"visit-{by.pk}-{day}", fields={})


def test_an_alert_calls_whom_it_names(
    projects: Shelved, road: Case, qin: Person, fang: Person, xu: Person, wai: Person
) -> None:
    with clock.standing_at(at(9, 26)):
        ring(projects, day=DAY)
        assert called(fang) == {"few_visits": 1, "unvisited": 1}
        assert called(xu) == {"silent": 1}
        assert called(qin) == called(wai) == {}
        page = signed_in(fang).get("/").text
    assert "本月督导不足两次" in page
    assert f"/cases/major_projects/{road.number}/" in page


def test_visits_of_someone_else_do_not_silence_the_alert_and_excused_days_do(
    projects: Shelved, road: Case, qin: Person, fang: Person
) -> None:
    visit(road, qin, 3)
    visit(road, qin, 17)
    with clock.standing_at(at(9, 26)):
        ring(projects, day=DAY)
        assert "few_visits" in called(fang)
    visit(road, fang, 9)
    visit(road, fang, 19)
    with clock.standing_at(at(9, 26)):
        ring(projects, day=DAY)
        assert "few_visits" not in called(fang)


def test_excused_days_end_the_alert(projects: Shelved, road: Case, qin: Person, fang: Person) -> None:
    with clock.standing_at(at(9, 26)):
        ring(projects, day=DAY)
        excuse(road, event="site_visit", since=date(2025, 9, 1), until=date(2025, 9, 30), why="封山防火", by=qin)
        ring(projects, day=DAY)
        assert "few_visits" not in called(fang)


def test_what_cannot_be_told_is_said_with_what_is_missing(
    projects: Shelved, county: Place, qin: Person, fang: Person
) -> None:
    fields = {"name": "北沟冷链库", "kind": "new", "lead": fang.pk}
    case = open_case("major_projects", fields=fields, place=county, by=qin)
    address = f"/cases/major_projects/{case.number}/"
    page = signed_in(qin).get(address).text
    assert "判断不了的提醒" in page
    assert "缺 计划开工" in page
    change_fields(case, fields={"plan_start": "2099-01-01"}, by=qin)
    assert "判断不了的提醒" not in signed_in(qin).get(address).text


def test_whoever_is_named_sees_the_case_and_may_do_it(
    projects: Shelved, road: Case, liang: Person, qin: Person
) -> None:
    address = f"/cases/major_projects/{road.number}/"
    assert signed_in(liang).get(address).status_code == 404
    change_fields(road, fields={"lead": liang.pk}, by=qin)
    with clock.standing_at(at(9, 26)):
        ring(projects, day=DAY)
    assert road.title in signed_in(liang).get("/").text
    assert road.title in signed_in(liang).get("/cases/major_projects/").text
    assert "一线督导" in signed_in(liang).get(address).text
    assert signed_in(liang).post(f"{address}change/", {"revision": road.revision}).status_code == 404


def test_a_past_day_calls_who_answered_for_it_then(
    projects: Shelved, road: Case, fang: Person, liang: Person, qin: Person
) -> None:
    with clock.standing_at(at(9, 26)):
        ring(projects, day=DAY)
    with clock.standing_at(at(10, 9)):
        change_fields(road, fields={"lead": liang.pk}, by=qin)
        assert "few_visits" in {each.alert.id for each in calling(fang, day=DAY)}
        assert calling(liang, day=DAY) == []
