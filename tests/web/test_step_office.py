"""The office that a step names sees the case once the step is asked of it, answers it, and does nothing else to it."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from installing import Install, source_of
from openpyxl import load_workbook
from people import signed_in
from programs_asking import program

from duixian.accounts.models import Office, Person
from duixian.cases.actions.opening import open_case
from duixian.cases.actions.steps import answer, ask, waive
from duixian.cases.models import Case, CaseEvent, CaseStep
from duixian.cases.queries.installed import offices_missing
from duixian.cases.tables.shelf import shelf
from duixian.catalogue.calendar import add_workdays
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.models import Entry

pytestmark = pytest.mark.django_db
PROGRAM = "/cases/parallel_approvals/"


def ago(workdays: int) -> date:
    return add_workdays(clock.today(), -workdays).day


@pytest.fixture
def mill(served: Install, qin: Person, farming: Office) -> Case:
    """An approval of the office of farming, its environment looked into; 施工图审 of 县住建局 may be asked for."""
    served("parallel_approvals")
    fields = {"name": "豆制品线", "applicant": "清河豆业", "agent": qin.name, "standard_land": "是"}
    case = open_case("parallel_approvals", fields=fields, place=qin.place, by=qin, office=farming, opened_on=ago(30))
    for step, asked, answered in (("filing", 29, 28), ("environment", 28, 20)):
        ask(case, step=step, by=qin, on=ago(asked))
        answer(case, step=step, by=qin, granted=True, on=ago(answered))
    return case


def seen(person: Person, case: Case, *, on: date | None = None) -> list[bool]:
    """Return whether the list, the board, the calendar's count, the case's page and the API have the case."""
    client, day = signed_in(person), f"?on={on}" if on else ""
    pages = [client.get(f"{PROGRAM}{path}{day}").text for path in ("", "board/", "calendar/")]
    page = client.get(f"{PROGRAM}{case.number}/").status_code == 200
    listed = program(person).get("cases", program="parallel_approvals").json()["count"] == 1
    return [*("豆制品线" in each for each in pages[:2]), "1 件" in pages[2], page, listed]


def deed(client: Client, case: Case, path: str, **form: str) -> int:
    return client.post(f"{PROGRAM}{case.number}/{path}", form).status_code


def test_an_office_sees_a_case_from_the_day_a_step_is_asked_of_it(mill: Case, qin: Person, xu: Person) -> None:
    assert seen(xu, mill) == [False] * 5
    ask(mill, step="drawings", by=qin, on=ago(19))
    assert seen(xu, mill) == [True] * 5
    assert seen(xu, mill, on=ago(19) - timedelta(days=1))[:2] == [False, False]
    answer(mill, step="drawings", by=qin, granted=True, on=ago(10))
    assert seen(xu, mill) == [True] * 5


def test_a_step_that_is_not_needed_after_all_takes_the_case_away(mill: Case, qin: Person, xu: Person) -> None:
    ask(mill, step="drawings", by=qin, on=ago(19))
    waive(mill, step="drawings", by=qin, why="不涉及")
    assert seen(xu, mill) == [False] * 5


def test_an_office_that_was_renamed_is_known_by_its_older_name(
    mill: Case, qin: Person, liang: Person, xu: Person, housing: Office
) -> None:
    ask(mill, step="drawings", by=qin, on=ago(19))
    housing.name, housing.short, housing.aliases = "县建设局", "", "县住建局"
    housing.save()
    assert seen(Person.objects.get(pk=xu.pk), mill) == [True] * 5


def test_the_office_of_a_step_answers_it_and_does_nothing_else(mill: Case, qin: Person, xu: Person) -> None:
    ask(mill, step="drawings", by=qin, on=ago(19))
    ask(mill, step="water", by=qin, on=ago(19))
    client, before = signed_in(xu), Entry.objects.filter(subject_kind="cases.case").count()
    refused = [
        ("steps/water/", {"deed": "grant"}), ("steps/drawings/", {"deed": "waive", "why": "不涉及"}),
        ("steps/fire/", {"deed": "ask"}), ("change/", {"investment": "1"}), ("move/", {"to": "returned"}),
        ("papers/", {"kind": "申请材料"}), ("events/errand/", {"done": "送件"}),
    ]  # fmt: skip
    assert {path: deed(client, mill, path, **form) for path, form in refused} == {path: 404 for path, _ in refused}
    sent = program(xu).post(f"cases/{mill.pk}/events", {"key": "abcdefgh", "event": "errand", "fields": {"done": "送"}})
    assert (sent.status_code, CaseEvent.objects.count()) == (404, 0)
    assert Entry.objects.filter(subject_kind="cases.case").count() == before
    page = client.get(f"{PROGRAM}{mill.number}/").text
    assert [page.count(f'value="{word}"') for word in ("grant", "refuse", "ask", "waive")] == [1, 1, 0, 0]
    assert "draggable" not in client.get(f"{PROGRAM}board/").text
    assert deed(client, mill, "steps/drawings/", deed="refuse", why="消防车道不够宽", on=f"{ago(15)}") == 302
    row = CaseStep.objects.get(case=mill, step="drawings")
    assert (row.answered_on, row.granted, row.words) == (ago(15), False, "消防车道不够宽")
    assert Entry.objects.filter(action="case.answer").first().actor == "许澄"  # type: ignore[union-attr]


def test_the_page_says_what_was_refused_what_waits_and_what_is_expected(mill: Case, qin: Person) -> None:
    client = signed_in(qin)
    ask(mill, step="drawings", by=qin, on=ago(19))
    assert deed(client, mill, "steps/drawings/", deed="refuse", why="消防车道不够宽", on=f"{ago(15)}") == 302
    page = client.get(f"{PROGRAM}{mill.number}/").text
    assert "再报一次" in page
    assert "还轮不到，等水土保持、人防、施工图审、消防设计" in page
    assert "预计省" in page
    assert deed(client, mill, "steps/drawings/", deed="ask", on=f"{ago(14)}") == 302
    page = client.get(f"{PROGRAM}{mill.number}/").text
    assert f"{ago(15):%m-%d} 没有同意：消防车道不够宽" in page
    for step, asked in (("water", 14), ("shelter", 14), ("fire", 14)):
        ask(mill, step=step, by=qin, on=ago(asked))
    for step in ("drawings", "water", "shelter", "fire"):
        answer(mill, step=step, by=qin, granted=True, on=ago(10))
    ask(mill, step="permit", by=qin, on=ago(9))
    answer(mill, step="permit", by=qin, granted=True, on=ago(8))
    page = client.get(f"{PROGRAM}{mill.number}/").text
    assert ("预计省" in page, "省 " in page) == (False, True)


def test_offices_that_steps_name_and_the_ledger_lacks_are_told(mill: Case, housing: Office) -> None:
    missing = offices_missing(shelf.get("parallel_approvals").program)
    assert ("县住建局" in missing, "县水利局" in missing) == (False, True)


def test_over_the_api_too_the_office_answers_its_own_step_and_no_more(mill: Case, qin: Person, xu: Person) -> None:
    ask(mill, step="drawings", by=qin, on=ago(19))
    who, path = program(xu), f"cases/{mill.pk}/steps"
    others = [("permit", "grant"), ("fire", "ask"), ("drawings", "waive")]
    told = [who.post(path, {"step": step, "deed": each, "why": "不要"}).status_code for step, each in others]
    assert told == [404, 404, 404]
    assert who.post(path, {"step": "drawings", "deed": "refuse", "why": "图纸不全"}).status_code == 200


def test_each_case_asks_the_office_of_its_own_version(served: Install, qin: Person, xu: Person, liang: Person) -> None:
    text = source_of("parallel_approvals").text
    older = text.replace("2025.1", "2024.1").replace('office = "县住建局"', 'office = "县农业农村局"')
    older = older.replace('after = ["environment"]', "after = []")
    served("parallel_approvals", "", older)
    fields = {"name": "豆制品线", "applicant": "清河豆业", "agent": qin.name, "standard_land": "是"}
    old, new = (open_case("parallel_approvals", fields=fields, place=qin.place, by=qin) for _ in range(2))
    Case.objects.filter(pk=old.pk).update(version="2024.1")
    old.refresh_from_db()
    # The older version let the drawings be asked for at once.
    ask(old, step="drawings", by=qin)
    with pytest.raises(LedgerError, match="还轮不到"):
        ask(new, step="drawings", by=qin)
    addresses = dict.fromkeys((xu, liang), f"{PROGRAM}{old.number}/")
    assert [signed_in(person).get(path).status_code for person, path in addresses.items()] == [404, 200]
    assert [deed(signed_in(each), old, "steps/drawings/", deed="grant") for each in (xu, liang)] == [404, 302]


def test_the_desk_of_an_office_says_what_waits_for_its_answer(mill: Case, qin: Person, xu: Person) -> None:
    assert "等您答复的手续" not in signed_in(xu).get("/").text
    ask(mill, step="drawings", by=qin, on=ago(19))
    page = signed_in(xu).get("/").text
    assert ("等您答复的手续" in page, "施工图审 · 豆制品线" in page) == (True, True)
    answer(mill, step="drawings", by=xu, granted=True, on=ago(3))
    assert "等您答复的手续" not in signed_in(xu).get("/").text


@pytest.fixture
def book(mill: Case, qin: Person, xu: Person) -> Any:
    """The workbook of 县住建局: a case of its own, and the one that it sees for its step."""
    fields = {"name": "冷库", "applicant": "清河冷链", "agent": qin.name}
    open_case("parallel_approvals", fields=fields, place=qin.place, by=qin, office=xu.office)
    ask(mill, step="drawings", by=qin, on=ago(19))
    return load_workbook(BytesIO(signed_in(xu).get(f"{PROGRAM}sheet.xlsx").content))


def write(book: Any, case: str, head: str, value: str) -> str:
    """Write into the cell of a case below a head; return what Excel calls the cell."""
    sheet = book.worksheets[0]
    at = {str(cell.value).removesuffix(" *"): cell.column for cell in sheet[3]}
    row = next(row for row in (4, 5) if sheet.cell(row, at["申请事项"]).value == case)
    cell = sheet.cell(row, at[head], value)
    return str(cell.coordinate)


def sent(person: Person, book: Any) -> Any:
    kept = BytesIO()
    book.save(kept)
    return signed_in(person).post(f"{PROGRAM}import/", {"file": SimpleUploadedFile("审批.xlsx", kept.getvalue())})


def changed(case: str) -> int:
    return Entry.objects.filter(action="case.change", title__contains=case).count()


def test_the_workbook_of_an_office_comes_back_with_its_own_rows_changed(mill: Case, book: Any, xu: Person) -> None:
    assert book.worksheets[0].max_row == 5
    assert sent(xu, book).status_code == 302
    write(book, "冷库", "申请单位", "清河冷链有限公司")
    assert sent(xu, book).status_code == 302
    assert (changed("冷库"), changed("豆制品线")) == (1, 0)


def test_a_changed_row_of_a_case_that_an_office_only_sees_is_told_by_its_cells(
    mill: Case, book: Any, xu: Person
) -> None:
    cells = [write(book, "豆制品线", "申请单位", "别家"), write(book, "豆制品线", "责任单位", "县住建局")]
    response = sent(xu, book)
    assert response.status_code == 400
    assert all(cell in response.text for cell in cells)
    assert response.text.count("这一件您只能看，不能改") == 2
    assert Case.objects.get(pk=mill.pk).office_id == mill.office_id
