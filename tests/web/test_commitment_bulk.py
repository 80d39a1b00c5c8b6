"""Many commitments at once: given to an office and a leader, or sent as a workbook; through their tasks."""

from __future__ import annotations

import io
from typing import Any

import pytest
from given import promise
from openpyxl import load_workbook
from people import signed_in

from duixian.accounts.models import Office, Person
from duixian.journal.models import Entry
from duixian.ledger.actions.giving import Given, give
from duixian.ledger.models import Assignment, Commitment, Document, Task

pytestmark = pytest.mark.django_db
BOX = '<input type="checkbox" name="commitment"'


def sent(person: Person, *rows: Commitment, **fields: Any) -> Any:
    data = {"commitment": [row.pk for row in rows], "query": "kind=count&evil=1", "page": "1", **fields}
    return signed_in(person).post("/commitments/bulk/", data)


def test_the_chosen_go_to_an_office_and_a_leader_with_their_tasks(
    reviewed: Document, qin: Person, fang: Person, housing: Office
) -> None:
    rows = [promise("老旧小区"), promise("加装电梯")]
    answer = sent(qin, *rows, lead=housing.pk, leader=fang.pk)
    assert answer["Location"] == "/commitments/?kind=count&page=1"
    for row in rows:
        row.refresh_from_db()
        assert (row.lead, row.leader) == (housing, fang)
        assert row.task is not None
        assert row.task.lead == housing
    assert Entry.objects.filter(action="commitment.assign").count() == 2
    assert Assignment.objects.count() == 2
    page = signed_in(qin).get("/commitments/").text
    assert page.count("县住建局</td>") == 2


def test_siblings_of_a_task_go_along_and_are_told(reviewed: Document, qin: Person, farming: Office) -> None:
    first, second = Commitment.objects.filter(task__title__contains="冷库").order_by("pk")
    client = signed_in(qin)
    page = client.post("/commitments/bulk/", {"commitment": first.pk, "lead": farming.pk}, follow=True).text
    assert "派给县农业农村局 1 项。同一任务名下还有 1 项，一起派了。" in page
    second.refresh_from_db()
    assert second.lead == farming


def test_what_was_accepted_after_its_task_was_given_is_given_by_itself(
    reviewed: Document, qin: Person, housing: Office
) -> None:
    row, loose = promise("老旧小区"), promise("加装电梯")
    Task.objects.filter(commitments=row).update(lead=housing)
    Commitment.objects.filter(pk=loose.pk).update(task=None)
    assert give([row, loose], by=qin, lead=housing) == Given(2, 0)
    assert give([row, loose], by=qin, lead=housing) == Given(0, 0)
    assert give([row], by=qin, lead=None) == Given(1, 0)


def test_the_chosen_are_exported_and_no_others(reviewed: Document, qin: Person) -> None:
    rows = [promise("老旧小区"), promise("加装电梯")]
    answer = sent(qin, *rows, deed="export")
    address = answer["Location"]
    assert address == f"/commitments/export.xlsx?kind=count&pick={rows[0].pk},{rows[1].pk}"
    sheet = load_workbook(io.BytesIO(signed_in(qin).get(address).content)).worksheets[0]
    assert {row[1] for row in sheet.iter_rows(min_row=4, values_only=True)} == {row.title for row in rows}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"commitment": []}, "还没有选承诺"),
        ({"commitment": ["x", "9" * 30]}, "还没有选承诺"),
        ({}, "还没有写要改什么"),
        ({"due": "2025-10-01"}, "还没有写要改什么"),
        ({"lead": "没有这家"}, "单位表里没有"),
    ],
)
def test_what_cannot_be_done_is_refused_in_words(
    reviewed: Document, qin: Person, fields: dict[str, Any], words: str
) -> None:
    answer = sent(qin, promise("老旧小区"), **fields)
    assert answer.status_code == 400
    assert words in answer.text
    assert not Assignment.objects.exists()


def test_what_is_withdrawn_is_not_given(reviewed: Document, qin: Person, housing: Office) -> None:
    row = promise("老旧小区")
    Commitment.objects.filter(pk=row.pk).update(withdrawn_at=row.accepted_at, withdrawn_why="并入")
    assert "选中的都撤销了" in sent(qin, row, lead=housing.pk).text
    assert not Assignment.objects.exists()


def test_others_see_no_boxes_and_another_county_is_not_touched(
    reviewed: Document, everyone: dict[str, Person], housing: Office
) -> None:
    assert BOX in signed_in(everyone["keeper"]).get("/commitments/").text
    for role in ("leader", "office", "reviewer"):
        assert BOX not in signed_in(everyone[role]).get("/commitments/").text
    assert BOX not in signed_in(everyone["keeper"]).get("/commitments/?on=2020-01-01").text
    assert sent(everyone["stranger"], promise("老旧小区"), lead=housing.pk).status_code == 400
