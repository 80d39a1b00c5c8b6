"""The calendar of a program: the steps that offices had on the day, and months of which working days are known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from installing import Install
from people import signed_in

from duixian.accounts.models import Office, Person
from duixian.cases.actions.opening import open_case
from duixian.cases.actions.steps import answer, ask, waive
from duixian.cases.asked import Asked
from duixian.cases.frames import frame
from duixian.cases.models import Case, CaseStage, CaseStep
from duixian.cases.queries.calendar import month
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.catalogue.calendar import add_workdays
from duixian.journal import clock

pytestmark = pytest.mark.django_db
PROGRAM = "/cases/parallel_approvals/"
Told = Callable[[date, date], list[tuple[str, bool]]]


def ago(workdays: int) -> date:
    return add_workdays(clock.today(), -workdays).day


@pytest.fixture
def mill(served: Install, qin: Person, farming: Office) -> Case:
    served("parallel_approvals")
    fields = {"name": "豆制品线", "applicant": "清河豆业", "agent": qin.name, "standard_land": "是"}
    case = open_case("parallel_approvals", fields=fields, place=qin.place, by=qin, office=farming, opened_on=ago(60))
    ask(case, step="filing", by=qin, on=ago(59))
    answer(case, step="filing", by=qin, granted=True, on=ago(58))
    return case


@pytest.fixture
def told(qin: Person) -> Told:
    """Return what gives the steps that fall on a day, as the calendar had it on another day, and whether red."""

    def steps(due: date, day: date) -> list[tuple[str, bool]]:
        found = month(qin, shelf.get("parallel_approvals"), first=due.replace(day=1), day=day)
        items = [item for week in found.weeks for each in week if each.day == due for item in each.items]
        return [(item.words, item.is_over) for item in items if item.words.endswith("应答复")]

    return steps


def test_a_past_day_has_the_steps_that_were_answered_since(mill: Case, qin: Person, told: Told) -> None:
    due = ask(mill, step="environment", by=qin, on=ago(40)).deadline
    assert due is not None
    answer(mill, step="environment", by=qin, granted=True, on=ago(20))
    assert told(due, ago(20)) == told(due, clock.today()) == []
    assert [words for words, _ in told(due, ago(21))] == [words for words, _ in told(due, ago(40))] == ["环评应答复"]
    assert told(due, ago(41)) == []


def test_a_step_that_is_deemed_is_not_asked_of_anybody_any_more(mill: Case, qin: Person, told: Told) -> None:
    due = ask(mill, step="water", by=qin, on=ago(40)).deadline
    assert due is not None
    assert told(due, due) == [("水土保持应答复", False)]
    assert told(due, clock.today()) == []


def test_only_the_last_time_that_a_step_was_asked_for_counts(mill: Case, qin: Person, told: Told) -> None:
    row = ask(mill, step="environment", by=qin, on=ago(50))
    again = {"asked_on": ago(30), "deadline": ago(10), "attempt": 2}
    CaseStep.objects.create(case=mill, step="environment", **again)
    assert row.deadline is not None
    assert told(row.deadline, ago(40)) != []
    assert told(row.deadline, clock.today()) == []
    assert told(ago(10), clock.today()) == [("环评应答复", True)]
    waive(mill, step="environment", by=qin, why="不涉及")
    assert told(ago(10), clock.today()) == []


@pytest.mark.parametrize("asked", ["9999-12", "2061-01", "1989-12", "0001-01"])
def test_a_month_without_working_days_is_that_of_the_day(mill: Case, qin: Person, asked: str) -> None:
    page = signed_in(qin).get(f"{PROGRAM}calendar/?month={asked}")
    assert page.status_code == 200
    assert f"<h2>{clock.today():%Y-%m} " in page.text
    assert "<h2>2060-12 " in signed_in(qin).get(f"{PROGRAM}calendar/?month=2060-12").text


@pytest.mark.parametrize("on", ["1989-12-31", "1900-01-01", "0001-01-01"])
@pytest.mark.parametrize("key", ["parallel_approvals", "major_projects", "livelihood_works"])
def test_a_day_before_all_working_days_is_an_empty_page(served: Install, qin: Person, key: str, on: str) -> None:
    served(key)
    client = signed_in(qin)
    paths = ("", "board/", "calendar/", "places/", "about/", "sheet.xlsx")
    pages = {path: client.get(f"/cases/{key}/{path}?on={on}").status_code for path in paths}
    assert pages == dict.fromkeys(paths, 200)


def test_a_case_of_before_all_working_days_has_columns_without_them(served: Install, qin: Person, fang: Person) -> None:
    shelved, day = served("major_projects"), date(1989, 12, 20)
    fields = {"name": "老桥", "kind": "new", "lead": str(fang.pk)}
    case = open_case("major_projects", fields=fields, place=qin.place, by=qin, opened_on=day)
    CaseStage.objects.filter(case=case).update(stage="building")
    told = columns(shelved, on := date(1989, 12, 29))
    assert (told["days_in_stage"], told["workdays_in_stage"], told["site_visit_due"]) == (9, None, 0)
    assert "老桥" in signed_in(qin).get(f"/cases/major_projects/board/?on={on}").text
    assert columns(shelved, date(1990, 1, 9))["workdays_in_stage"] is None


def columns(shelved: Shelved, day: date) -> dict[str, Any]:
    """Return the columns of the only case on a day."""
    wanted = ("days_in_stage", "workdays_in_stage", "site_visit_due", "site_visit_lacking")
    return frame(Asked(shelved, day), wanted).row(0, named=True)
