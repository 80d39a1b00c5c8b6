"""The page of the task breakdown: the outline, one cell, many rows at once, and who may do what."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import pytest
from django.test import Client
from openpyxl import load_workbook
from people import read_into, signed_in
from pytest_django import DjangoAssertNumQueries

from duixian.accounts.models import Office, Person, Place
from duixian.journal.models import Entry
from duixian.ledger.actions.review import accept_many
from duixian.ledger.actions.tasks import assign
from duixian.ledger.models import Document, Task


@pytest.fixture
def keeper(qin: Person) -> Client:
    return signed_in(qin)


def titled(document: Document, title: str) -> Task:
    return Task.objects.get(document=document, retired=False, title__contains=title)


def page(client: Client, document: Document, **more: str) -> str:
    response = client.get("/tasks/", {"document": str(document.pk), **more})
    assert response.status_code == 200
    return response.content.decode()


def test_the_page_says_first_how_many_tasks_have_no_lead(
    keeper: Client, reviewed: Document, housing: Office, qin: Person
) -> None:
    total = Task.objects.filter(retired=False).count()
    assign([titled(reviewed, "加装电梯")], by=qin, lead=housing)
    html = page(keeper, reviewed)
    assert f"{total} 项任务，已派 1 项" in html
    assert f">{total - 1}</a> 项没有牵头单位" in html
    assert "没有数字" in html
    assert "未写明" in html
    assert "办好民生实事" in html


def test_a_tab_shows_only_its_rows(keeper: Client, reviewed: Document, housing: Office, qin: Person) -> None:
    assign([titled(reviewed, "加装电梯")], by=qin, lead=housing)
    assert "加装电梯" not in page(keeper, reviewed, tab="no-lead")
    assert "加装电梯" in page(keeper, reviewed, tab="mine")


def test_figures_are_links_and_cannot_be_typed_over(keeper: Client, reviewed: Document) -> None:
    html = page(keeper, reviewed)
    row = titled(reviewed, "改造老旧小区")
    assert f"?at={row.statement_id}" in html
    sent = {"value": "180", "lead": ""}
    keeper.post(f"/tasks/{row.pk}/", sent)
    assert row.commitments.get().value == 9


def test_many_rows_are_given_at_once(keeper: Client, reviewed: Document, housing: Office, fang: Person) -> None:
    rows = list(Task.objects.filter(retired=False)[:3])
    sent = {"task": [row.pk for row in rows], "lead": housing.pk, "leader": fang.pk, "tab": "all"}
    response = keeper.post("/tasks/assign/", sent, follow=True)
    assert "派给县住建局 3 项" in response.content.decode()
    assert set(Task.objects.filter(lead=housing, leader=fang)) == set(rows)
    assert Entry.objects.filter(action="task.assign").count() == 3


def test_sending_the_same_twice_changes_nothing(keeper: Client, reviewed: Document, housing: Office) -> None:
    row = titled(reviewed, "加装电梯")
    for _ in range(2):
        keeper.post(f"/tasks/{row.pk}/", {"lead": housing.pk, "revision": row.revision})
    assert Entry.objects.filter(action="task.assign").count() == 1


def test_a_row_that_someone_else_changed_is_not_overwritten(
    keeper: Client, reviewed: Document, housing: Office, farming: Office, qin: Person
) -> None:
    row = titled(reviewed, "加装电梯")
    assign([row], by=qin, lead=housing)
    response = keeper.post(f"/tasks/{row.pk}/", {"lead": farming.pk, "revision": row.revision})
    assert response.status_code == 409
    row.refresh_from_db()
    assert row.lead == housing


@pytest.mark.parametrize(("sent", "said"), [
    ({"lead": "县交警大队"}, "单位表里没有“县交警大队”"),
    ({"due": "2025-11-31"}, "“2025-11-31”不是一个日子"),
    ({"due": "2024-12-01"}, "早于文件日期"),
    ({"leader": "王某"}, "领导名单里没有“王某”"),
])  # fmt: skip
def test_what_cannot_be_meant_is_told(keeper: Client, reviewed: Document, sent: dict[str, str], said: str) -> None:
    row = titled(reviewed, "加装电梯")
    response = keeper.post(f"/tasks/{row.pk}/", sent)
    assert response.status_code == 400
    assert said in response.content.decode()


def test_nothing_chosen_is_told(keeper: Client, reviewed: Document, housing: Office) -> None:
    response = keeper.post("/tasks/assign/", {"lead": housing.pk})
    assert response.status_code == 400
    assert "还没有选任务" in response.content.decode()


def test_htmx_gets_the_outline_alone_and_after_saving_the_row(
    keeper: Client, reviewed: Document, housing: Office
) -> None:
    part = keeper.get("/tasks/", {"document": reviewed.pk}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    row = titled(reviewed, "加装电梯")
    cell = keeper.get(f"/tasks/{row.pk}/", {"field": "lead"}, headers={"HX-Request": "true"}).content.decode()
    assert cell.lstrip().startswith("<form")
    saved = keeper.post(f"/tasks/{row.pk}/", {"lead": housing.pk}, headers={"HX-Request": "true"}).content.decode()
    assert saved.lstrip().startswith("<tr")
    assert "已派 1 项" in saved


@pytest.fixture
def last_year(county: Place, qin: Person, housing: Office) -> Document:
    """The report of the year before, one of whose tasks was led by the office of housing."""
    text = "清河湾县2024年政府工作报告\n\n二、2024年工作安排\n（一）办好民生实事\n加装电梯20部，改造老旧小区6个。\n"
    document = read_into(county, qin, text, "清河湾县2024年政府工作报告.txt")
    accept_many(list(document.statements.all()), by=qin)
    assign([titled(document, "加装电梯")], by=qin, lead=housing)
    return document


def test_last_years_office_is_offered_and_not_filled_in(
    keeper: Client, last_year: Document, reviewed: Document, housing: Office
) -> None:
    html = page(keeper, reviewed)
    assert "去年牵头" in html
    assert titled(reviewed, "加装电梯").lead is None
    row = titled(reviewed, "加装电梯")
    offers = keeper.get(f"/tasks/{row.pk}/offices/", headers={"HX-Request": "true"}).content.decode()
    assert "2024 年牵头" in offers


def test_offices_of_the_same_chapter_are_offered_with_why(
    keeper: Client, reviewed: Document, housing: Office, qin: Person
) -> None:
    assign([titled(reviewed, "加装电梯")], by=qin, lead=housing)
    row = titled(reviewed, "改造老旧小区")
    offers = keeper.get(f"/tasks/{row.pk}/offices/", headers={"HX-Request": "true"}).content.decode()
    assert "本板块牵头 1 项" in offers
    assert row.lead is None


def test_a_task_is_withdrawn_with_a_reason(keeper: Client, reviewed: Document) -> None:
    row = titled(reviewed, "加装电梯")
    assert keeper.post(f"/tasks/{row.pk}/withdraw/", {"reason": " "}).status_code == 400
    keeper.post(f"/tasks/{row.pk}/withdraw/", {"reason": "与上一项是同一件事"})
    row.refresh_from_db()
    assert row.retired
    page(keeper, reviewed)
    assert "加装电梯" not in page(keeper, reviewed)


def test_an_office_sees_its_own_tasks_and_changes_none(
    reviewed: Document, xu: Person, qin: Person, housing: Office
) -> None:
    own, foreign = titled(reviewed, "加装电梯"), titled(reviewed, "高标准农田")
    assign([own], by=qin, lead=housing)
    client = signed_in(xu)
    html = page(client, reviewed)
    assert "加装电梯" in html
    assert "高标准农田" not in html
    assert 'type="checkbox"' not in html
    assert client.get(f"/tasks/{foreign.pk}/").status_code == 404
    assert client.post(f"/tasks/{own.pk}/", {"lead": ""}).status_code == 403
    assert client.post("/tasks/assign/", {"task": own.pk, "lead": "none"}).status_code == 403


def test_a_stranger_sees_nothing(reviewed: Document, wai: Person, housing: Office) -> None:
    client, row = signed_in(wai), titled(reviewed, "加装电梯")
    assert client.get("/tasks/", {"document": reviewed.pk}).status_code == 404
    assert client.get(f"/tasks/{row.pk}/").status_code == 404
    assert client.post("/tasks/assign/", {"task": row.pk, "lead": housing.pk}).status_code == 400
    assert client.get("/tasks/export/", {"document": reviewed.pk}).status_code == 404


def test_wrong_methods_are_refused(keeper: Client, reviewed: Document) -> None:
    assert keeper.post("/tasks/").status_code == 405
    assert keeper.get("/tasks/assign/").status_code == 405
    assert keeper.post("/tasks/export/").status_code == 405


def test_a_past_day_shows_what_was_then(keeper: Client, reviewed: Document, housing: Office, qin: Person) -> None:
    assign([titled(reviewed, "加装电梯")], by=qin, lead=housing)
    html = page(keeper, reviewed, on="2025-01-01")
    assert "0 项任务" in html
    row = titled(reviewed, "加装电梯")
    assert keeper.post(f"/tasks/{row.pk}/?on=2025-01-01", {"lead": ""}).status_code == 409


def test_without_tasks_the_page_says_what_belongs_here(keeper: Client) -> None:
    assert "还没有任务" in keeper.get("/tasks/").content.decode()


def test_the_workbook_holds_exactly_the_rows_shown(
    keeper: Client, reviewed: Document, housing: Office, qin: Person
) -> None:
    assign([titled(reviewed, "加装电梯")], by=qin, lead=housing)
    data = keeper.get("/tasks/export/", {"document": str(reviewed.pk), "tab": "no-lead"}).content
    sheet = load_workbook(BytesIO(data)).worksheets[0]
    titles = [row[2].value for row in sheet.iter_rows(min_row=4)]
    wanted = Task.objects.filter(retired=False, lead=None).order_by("order")
    assert [title.removesuffix("（经常性）") for title in titles] == [task.title for task in wanted]
    assert sheet["D4"].protection.locked
    assert not sheet["H4"].protection.locked
    assert sheet.column_dimensions["N"].hidden


def test_the_page_asks_the_database_few_questions(
    keeper: Client, last_year: Document, reviewed: Document, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(15):
        page(keeper, reviewed)


def test_a_deadline_of_a_task_without_one_is_set(keeper: Client, reviewed: Document) -> None:
    row = titled(reviewed, "加装电梯")
    keeper.post(f"/tasks/{row.pk}/", {"due": "2025-09-30"})
    row.refresh_from_db()
    assert row.due == date(2025, 9, 30)
