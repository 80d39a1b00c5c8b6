"""A past day of a program shows the fields as they stood then: of a case, in lists, sums and the calendar."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from installing import Install
from people import signed_in
from programs_asking import program

from duixian.accounts.models import Office, Person
from duixian.cases.actions.events import happen
from duixian.cases.actions.moving import move
from duixian.cases.actions.opening import New, change_fields, open_many
from duixian.cases.actions.ringing import ring
from duixian.cases.models import Case
from duixian.journal import clock
from duixian.ledger.actions.claims import Paper

pytestmark = pytest.mark.django_db
PAPER = Paper(name="许可.jpg", sha256="a" * 64, size=9, media_type="image/jpeg")
PROGRAM = "/cases/major_projects/"


@pytest.fixture
def changed(served: Install, qin: Person) -> Case:
    """A project that became larger, another kind, and later, yesterday; another stayed as it was."""
    shelved, today = served("major_projects"), clock.today()
    told = [
        {"name": name, "kind": "new", "lead": str(qin.pk), "total_investment": amount, "plan_start": start}
        for name, amount, start in (("一号冷库", "900", "2025-03-03"), ("二号冷库", "1500", "2025-04-04"))
    ]
    with clock.standing_at(clock.now() - timedelta(days=9)):
        news = [New(fields=each, opened_on=today - timedelta(days=20)) for each in told]
        first, _ = open_many(shelved, news, place=qin.place, by=qin)
    with clock.standing_at(clock.now() - timedelta(days=1)):
        later = {"kind": "continued", "total_investment": "4200", "plan_start": "2025-05-05"}
        change_fields(first, fields=later, by=qin)
    return first


def field(page: str, title: str) -> str:
    return str(re.findall(f"<dt>{title}</dt><dd>([^<]*)", page)[0]).strip()


def names(page: str) -> list[str]:
    return re.findall("[一二]号冷库(?=</)", page)


def test_the_page_of_a_case_has_the_fields_of_the_day(changed: Case, qin: Person) -> None:
    client, before = signed_in(qin), clock.today() - timedelta(days=5)
    address = f"{PROGRAM}{changed.number}/"
    now, then = client.get(address).text, client.get(f"{address}?on={before}").text
    assert ("4,200" in now, "4,200" in then) == (True, False)
    assert [field(page, "建设性质") for page in (now, then)] == ["续建", "新建"]
    assert [field(page, "计划开工") for page in (now, then)] == ["2025-05-05", "2025-03-03"]


def test_lists_are_narrowed_and_sorted_by_what_stood_then(changed: Case, qin: Person) -> None:
    client, before = signed_in(qin), clock.today() - timedelta(days=5)

    def asked(query: str, *, on: object = None) -> list[str]:
        return names(client.get(f"{PROGRAM}?{query}{f'&on={on}' if on else ''}").text)

    assert asked("kind=new") == ["二号冷库"]
    assert sorted(asked("kind=new", on=before)) == ["一号冷库", "二号冷库"]
    assert asked("kind=continued", on=before) == []
    assert asked("sort=-total_investment") == ["一号冷库", "二号冷库"]
    assert asked("sort=-total_investment", on=before) == ["二号冷库", "一号冷库"]


def test_sums_and_the_calendar_are_those_of_the_day(changed: Case, qin: Person) -> None:
    client, before = signed_in(qin), clock.today() - timedelta(days=5)
    board = [client.get(f"{PROGRAM}board/{query}").text for query in ("", f"?on={before}")]
    assert ["5,700" in page for page in board] == [True, False]
    assert ["2,400" in page for page in board] == [False, True]
    month = f"{PROGRAM}calendar/?month=2025-03"
    assert "一号冷库" not in client.get(month).text
    assert "一号冷库" in client.get(f"{month}&on={before}").text


def test_a_past_day_has_the_office_of_that_day(changed: Case, qin: Person, housing: Office, farming: Office) -> None:
    address, before = f"{PROGRAM}{changed.number}/", clock.today() - timedelta(days=5)
    with clock.standing_at(clock.now() - timedelta(days=7)):
        change_fields(changed, fields={}, office=farming, by=qin)
    change_fields(changed, fields={}, office=housing, by=qin)
    client = signed_in(qin)
    assert [field(client.get(f"{address}{on}").text, "责任单位") for on in ("", f"?on={before}")] == [
        housing.name, farming.name,
    ]  # fmt: skip
    asked = f"{PROGRAM}?office={farming.pk}"
    assert (names(client.get(asked).text), names(client.get(f"{asked}&on={before}").text)) == ([], ["一号冷库"])


def test_an_alert_calls_as_loudly_as_it_did_on_that_day(served: Install, qin: Person) -> None:
    shelved, now, today = served("major_projects"), clock.now(), clock.today()

    def before(days: int) -> date:
        return today - timedelta(days=days)

    told = New(fields={"name": "一号冷库", "kind": "new", "plan_start": before(90)}, opened_on=before(80))
    with clock.standing_at(now - timedelta(days=80)):
        (case,) = open_many(shelved, [told], place=qin.place, by=qin)
    for days in (60, 0):
        with clock.standing_at(now - timedelta(days=days)):
            ring(shelved, day=before(days))
    client = signed_in(qin)

    def found(query: str) -> list[str]:
        return names(client.get(f"{PROGRAM}?{query}").text)

    assert [found(f"alert={level}") for level in ("blue", "orange", "red")] == [[], [], ["一号冷库"]]
    assert found(f"alert=blue&on={before(59)}") == ["一号冷库"]
    assert found(f"alert=orange&on={before(40)}") == ["一号冷库"]
    assert found(f"alert=not_started&on={before(40)}") == ["一号冷库"]
    assert found(f"alert=red&on={before(59)}") == []
    assert found(f"alert=not_started&on={before(61)}") == []
    asked = program(qin).get(f"cases/{case.pk}", on=str(before(59))).json()
    assert [each["level"] for each in asked["alerts"]] == ["blue"]
    page = client.get(f"{PROGRAM}?on={before(59)}").text
    assert ("esc-1" in page, "esc-3" in page) == (True, False)


def test_a_paper_that_came_later_was_lacking_then(served: Install, qin: Person) -> None:
    shelved, day = served("major_projects"), clock.today() - timedelta(days=3)
    fields = {"name": "一号冷库", "kind": "new", "total_investment": 900, "lead": qin.pk}
    new = New(fields=fields, opened_on=day - timedelta(days=9))
    with clock.standing_at(clock.now() - timedelta(days=12)):
        (case,) = open_many(shelved, [new], place=qin.place, by=qin)
        move(case, to="early", by=qin)
    happen(case, event="site_visit", by=qin, key="visit-1", on=day, papers=[("施工许可", PAPER)])

    def lacks(on: date) -> list[str]:
        found = program(qin).get(f"cases/{case.pk}", on=str(on)).json()["lacks"]
        return next(each["lacks"] for each in found if each["stage"] == "started")

    assert "施工许可" in lacks(day)
    assert "施工许可" not in lacks(clock.today())
    assert PAPER.name not in signed_in(qin).get(f"{PROGRAM}{case.number}/?on={day}").text


def test_the_api_has_the_fields_of_the_day(changed: Case, qin: Person) -> None:
    before = clock.today() - timedelta(days=5)
    asked = program(qin)
    now, then = (asked.get(f"cases/{changed.pk}", **on).json()["fields"] for on in ({}, {"on": str(before)}))
    assert (now["total_investment"], then["total_investment"]) == ("4200", "900")
