"""What programs do with cases: filter them, change them, take steps, hand in papers, excuse days; as on the page."""

from __future__ import annotations

from datetime import timedelta

import pytest
from given import photo
from installing import Install
from people import signed_in
from programs_asking import program

from duixian.accounts.models import Office, Person, Place
from duixian.cases.actions.opening import open_case
from duixian.cases.models import Case
from duixian.journal import clock
from duixian.journal.models import Entry
from duixian.journal.verifying import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def road(served: Install, county: Place, qin: Person, fang: Person, housing: Office) -> Case:
    served("major_projects")
    fields = {"name": "南环路改线", "kind": "new", "lead": fang.name}
    day = clock.today() - timedelta(days=20)
    return open_case("major_projects", fields=fields, place=county, by=qin, office=housing, opened_on=day)


@pytest.fixture
def land(served: Install, county: Place, qin: Person, housing: Office) -> Case:
    served("parallel_approvals")
    fields = {"name": "北沟水厂报批", "applicant": "北沟水务", "agent": qin.name}
    return open_case("parallel_approvals", fields=fields, place=county, by=qin, office=housing)


def test_a_choice_narrows_the_list_and_an_unknown_one_is_refused(road: Case, qin: Person) -> None:
    who = program(qin)
    assert [who.get("cases", program="major_projects", kind=kind).json()["count"] for kind in ("new", "continued")] == [
        1, 0,
    ]  # fmt: skip
    answer = who.get("cases", program="major_projects", kind="nwe")
    assert (answer.status_code, answer.json()["where"]) == (400, "kind")
    assert "new" in answer.json()["hint"]


def test_fields_and_office_change_as_on_the_page(
    road: Case, qin: Person, xu: Person, liang: Person, farming: Office
) -> None:
    who, path = program(qin), f"cases/{road.pk}/changes"
    seen = who.get(f"cases/{road.pk}").json()["revision"]
    body = {"fields": {"total_investment": "41000"}, "office": farming.name, "revision": seen, "reason": "初设批复"}
    # The office that has it may not give it away.
    refused = program(xu).post(path, body)
    assert (refused.status_code, refused.json()["where"]) == (400, "office")
    said = who.post(path, body).json()
    assert (said["fields"]["total_investment"], said["office"]) == ("41000", farming.name)
    assert who.post(path, body).status_code == 409
    assert program(xu).get(f"cases/{road.pk}").status_code == 404
    assert program(liang).get(f"cases/{road.pk}").status_code == 200
    entry = Entry.objects.get(action="case.change").body
    assert ("初设批复" in entry, '"via":"城市平台"' in entry) == (True, True)
    assert verify().faults == ()


def test_a_step_is_asked_for_and_answered(land: Case, xu: Person) -> None:
    who, path = program(xu), f"cases/{land.pk}/steps"
    first = who.get(f"cases/{land.pk}").json()["steps"][0]["id"]
    asked = who.post(path, {"step": first, "deed": "ask"}).json()["steps"][0]
    assert asked["asked_on"] == str(clock.today())
    assert who.post(path, {"step": first, "deed": "ask"}).status_code == 400
    done = who.post(path, {"step": first, "deed": "grant"}).json()["steps"][0]
    assert done["done_on"] == str(clock.today())
    other = who.get(f"cases/{land.pk}").json()["steps"][1]["id"]
    assert who.post(path, {"step": other, "deed": "waive"}).status_code == 400
    assert who.post(path, {"step": other, "deed": "waive", "why": "不占林地"}).status_code == 200


def test_papers_are_handed_in_together(road: Case, xu: Person) -> None:
    who, path = program(xu), f"cases/{road.pk}/papers"
    form = {"kind": "施工许可", "papers": [photo("一.jpg"), photo("二.jpg")]}
    assert [each["kind"] for each in who.post(path, form=form).json()["papers"]] == ["施工许可", "施工许可"]
    assert who.post(path, form={"kind": "施工许可"}).status_code == 400
    assert "一.jpg" in signed_in(xu).get(f"/cases/major_projects/{road.number}/").text


def test_the_keeper_excuses_days(road: Case, qin: Person, xu: Person) -> None:
    path, day = f"cases/{road.pk}/excuses", str(clock.today())
    body = {"event": "site_visit", "since": day, "until": day, "why": "防汛"}
    assert program(xu).post(path, body).status_code == 403
    assert program(qin).post(path, body).status_code == 200
    assert road.excuses.get().reason == "防汛"
    assert program(qin).post(path, {**body, "event": "progress"}).status_code == 400
