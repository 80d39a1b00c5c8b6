"""The reading desk: each deed on a statement, without script; what two reviewers do to one; what is refused."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from people import read_into, signed_in
from pytest_django import DjangoAssertNumQueries

from duixian.accounts.models import Person, Place, Role
from duixian.ledger.models import Commitment, Document, Statement
from duixian.web.forms.statements import shown


def named(document: Document, words: str) -> Statement:
    return document.statements.filter(text__contains=words).order_by("start")[0]


def address(row: Statement, deed: str = "") -> str:
    return f"/documents/{row.document_id}/desk/" + (f"{row.pk}/{deed}/" if deed else f"?at={row.pk}")


def sent(row: Statement, **changes: Any) -> dict[str, Any]:
    """Return what the form sends: all fields as they are shown, and the changes."""
    fields = {name: "" if value is None else value for name, value in shown(row).items()}
    return {**fields, "revision": row.revision, **changes}


@pytest.fixture
def lu(county: Place) -> Person:
    """A second keeper of the same county."""
    return Person.objects.create(username="lu", name="陆知远", role=Role.KEEPER, place=county)


def test_the_desk_opens_at_the_first_that_waits(document: Document, qin: Person) -> None:
    page = signed_in(qin).get(f"/documents/{document.pk}/desk/").text
    assert f"第 1 条，共 {document.statements.count()} 条" in page
    assert "记下 1 个观测值：地区生产总值 增长5.3%" in page
    assert page.count('class="m ') >= document.statements.exclude(kind="task").count()


def test_accepting_unchanged_is_no_correction_and_moves_on(document: Document, qin: Person) -> None:
    for row in document.statements.order_by("start", "end", "id"):
        answer = signed_in(qin).post(address(row, "accept"), sent(row))
        assert answer.status_code == 302
        row.refresh_from_db()
        assert row.review == "accepted"


def test_a_changed_field_is_a_correction(document: Document, qin: Person) -> None:
    row = named(document, "24部")
    signed_in(qin).post(address(row, "accept"), sent(row, value="25", comparator="ge"))
    row.refresh_from_db()
    assert (row.review, row.value, row.comparator) == ("corrected", Decimal(25), "ge")
    assert Commitment.objects.get(statement=row).value == Decimal(25)
    page = signed_in(qin).get(address(row)).text
    assert "比较：等于 → 不低于" in page
    assert "数值：24 → 25" in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"value": "很多"}, "输入一个数字"),
        ({"unit": ""}, "目标没有单位"),
        ({"value": "30", "value_high": "20"}, "从小到大填"),
        ({"indicator_id": "没有的指标"}, "目录里没有"),
        ({"due": "2025-13-01"}, "有效的日期"),
    ],
)
def test_what_cannot_be_meant_is_told_beside_the_field(
    document: Document, qin: Person, changes: dict[str, str], words: str
) -> None:
    row = named(document, "24部")
    answer = signed_in(qin).post(address(row, "accept"), sent(row, **changes))
    assert answer.status_code == 422
    assert words in answer.text
    row.refresh_from_db()
    assert row.review == "proposed"


def test_a_deadline_before_the_document_is_refused(document: Document, qin: Person) -> None:
    Document.objects.filter(pk=document.pk).update(issued_on="2025-01-08")
    row = named(document, "24部")
    answer = signed_in(qin).post(address(row, "accept"), sent(row, due="2024-12-31"))
    assert "早于文件日期" in answer.text


def test_rejecting_keeps_the_reason_and_undo_takes_it_back(document: Document, qin: Person) -> None:
    row = named(document, "24部")
    signed_in(qin).post(address(row, "reject"), {"revision": row.revision, "reason": "与上段重复"})
    page = signed_in(qin).get(address(row)).text
    assert "与上段重复" in page
    signed_in(qin).post(address(row, "undo"))
    row.refresh_from_db()
    assert row.review == "proposed"


def test_two_reviewers_see_three_columns_and_nothing_is_lost(document: Document, qin: Person, lu: Person) -> None:
    seen = named(document, "24部")
    signed_in(lu).post(address(seen, "accept"), sent(seen, comparator="approx", unit="台"))
    answer = signed_in(qin).post(address(seen, "accept"), sent(seen, comparator="gt"))
    assert answer.status_code == 422
    assert "先更正了这一条" in answer.text
    assert "您的更正还没有保存，也没有丢" in answer.text
    here = Statement.objects.get(pk=seen.pk)
    assert (here.comparator, here.unit) == ("approx", "台")
    mine = sent(seen, comparator="gt", revision=here.revision, use="each", **{"pick-unit": "theirs"})
    signed_in(qin).post(address(seen, "settle"), mine)
    here.refresh_from_db()
    assert (here.comparator, here.unit) == ("gt", "台")


def test_a_difference_can_be_settled_with_mine_or_theirs(document: Document, qin: Person, lu: Person) -> None:
    for use, unit in (("mine", "部"), ("theirs", "台")):
        seen = named(document, "24部")
        signed_in(lu).post(address(seen, "accept"), sent(seen, unit="台"))
        here = Statement.objects.get(pk=seen.pk)
        signed_in(qin).post(address(seen, "settle"), sent(seen, revision=here.revision, use=use, unit="部"))
        here.refresh_from_db()
        assert here.unit == unit


def test_both_accepting_the_same_is_no_conflict(document: Document, qin: Person, lu: Person) -> None:
    seen = named(document, "24部")
    signed_in(lu).post(address(seen, "accept"), sent(seen))
    answer = signed_in(qin).post(address(seen, "accept"), sent(seen), follow=True)
    assert "陆知远 先接受了这一条" in answer.text


def test_rejecting_what_another_accepted_asks_first(document: Document, qin: Person, lu: Person) -> None:
    seen = named(document, "24部")
    signed_in(lu).post(address(seen, "accept"), sent(seen))
    answer = signed_in(qin).post(address(seen, "reject"), {"revision": seen.revision, "reason": "不算"})
    assert "仍然驳回" in answer.text
    here = Statement.objects.get(pk=seen.pk)
    said = {"revision": here.revision, "reason": "不算", "use": "mine", "deed": "desk_reject"}
    signed_in(qin).post(address(seen, "settle"), said)
    here.refresh_from_db()
    assert (here.review, here.review_reason) == ("rejected", "不算")


def test_another_reviewer_s_place_is_told(document: Document, qin: Person, lu: Person) -> None:
    signed_in(lu).get(address(named(document, "24部")))
    assert "陆知远也在审这份材料，正看第" in signed_in(qin).get(f"/documents/{document.pk}/desk/").text


def test_split_at_a_character_and_merge_again(document: Document, qin: Person) -> None:
    row = document.statements.filter(kind="task").first()
    assert row is not None
    answer = signed_in(qin).post(address(row, "split"), {"after": "3", "revision": row.revision})
    assert answer.status_code == 302
    halves = list(document.statements.filter(origin="split").order_by("start"))
    assert [half.text for half in halves] == [row.text[:3], row.text[3:]]
    page = signed_in(qin).get(address(halves[0])).text
    assert f"共 {document.statements.count() - 1} 条" in page
    signed_in(qin).post(address(halves[0], "merge"))
    assert document.statements.filter(origin="merge").get().text == row.text


def test_a_cut_and_a_join_can_be_taken_back(document: Document, qin: Person) -> None:
    row = named(document, "24部")
    browser = signed_in(qin)
    browser.post(address(row, "accept"), sent(row))
    row.refresh_from_db()
    browser.post(address(row, "split"), {"after": "2", "revision": row.revision})
    half = document.statements.filter(origin="split").order_by("start")[0]
    assert "拆出这一条" in browser.get(address(half)).text
    answer = browser.post(address(half, "undo"))
    assert f"at={row.pk}" in answer["Location"]
    row.refresh_from_db()
    assert row.review == "accepted"
    assert Commitment.objects.get(statement=row).withdrawn_at is None
    assert f"共 {document.statements.count() - 2} 条" in browser.get(address(row)).text
    browser.post(address(row, "merge"))
    merged = document.statements.get(origin="merge")
    browser.post(address(merged, "accept"), sent(merged))
    browser.post(address(merged, "undo"))
    browser.post(address(merged, "undo"))
    row.refresh_from_db()
    assert row.review == "accepted"


def test_a_cut_outside_the_words_is_refused(document: Document, qin: Person) -> None:
    row = named(document, "24部")
    answer = signed_in(qin).post(address(row, "split"), {"after": "99", "revision": row.revision})
    assert "要在这一条的文字中间拆" in answer.text


def test_what_the_reader_missed_is_marked(document: Document, qin: Person) -> None:
    start = document.text.index("稳住农业")
    said = {"start": start, "end": start + 4, "kind": "task", "status": "target"}
    answer = signed_in(qin).post(f"/documents/{document.pk}/desk/mark/", said, follow=True)
    row = document.statements.get(origin="person")
    assert (row.text, row.kind, row.status) == ("稳住农业", "task", "target")
    assert "第" in answer.text
    far = signed_in(qin).post(f"/documents/{document.pk}/desk/mark/", {**said, "end": 10**6})
    assert "选的地方不在文件里" in far.text


def test_bulk_acceptance_shows_a_list_first(document: Document, qin: Person) -> None:
    browser = signed_in(qin)
    page = browser.get(f"/documents/{document.pk}/desk/bulk/?from=0.9")
    keys = [row.pk for row, _, _ in page.context["rows"]]
    assert page.text.count('name="row"') == len(keys) > 3
    answer = browser.post(f"/documents/{document.pk}/desk/accept/", {"row": keys[1:]}, follow=True)
    assert f"一并接受了 {len(keys) - 1} 条" in answer.text
    assert document.statements.get(pk=keys[0]).review == "proposed"
    first = document.statements.filter(review="accepted").first()
    assert first is not None
    browser.post(address(first, "undo"), {"together": "1"})
    assert not document.statements.filter(review="accepted").exists()


def test_others_may_look_and_not_touch(document: Document, everyone: dict[str, Person]) -> None:
    row = named(document, "24部")
    seen = {"keeper": 200, "leader": 200, "reviewer": 200, "stranger": 404, "office": 403, "auditor": 403}
    for role, person in everyone.items():
        browser = signed_in(person)
        assert browser.get(address(row)).status_code == seen[role]
        if role != "keeper":
            assert browser.post(address(row, "accept"), sent(row)).status_code in (403, 404)
    row.refresh_from_db()
    assert row.review == "proposed"
    page = signed_in(everyone["leader"]).get(address(row)).text
    assert "data-edit" not in page


def test_a_statement_of_another_document_is_not_found(document: Document, qin: Person, county: Place) -> None:
    other = read_into(county, qin, "2025年，改造老旧小区7个。", "另一份.txt")
    row = other.statements.get()
    assert signed_in(qin).post(f"/documents/{document.pk}/desk/{row.pk}/accept/", sent(row)).status_code == 404


def test_wrong_methods_and_past_days_change_nothing(document: Document, qin: Person) -> None:
    row = named(document, "24部")
    assert signed_in(qin).get(address(row, "accept")).status_code == 405
    assert signed_in(qin).post(f"/documents/{document.pk}/desk/").status_code == 405
    assert signed_in(qin).post(address(row, "accept") + "?on=2025-06-30", sent(row)).status_code == 409


def test_htmx_gets_the_desk_alone(document: Document, qin: Person) -> None:
    part = signed_in(qin).get(f"/documents/{document.pk}/desk/", headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert 'class="desk see-text"' in part.text


def test_the_number_of_queries_does_not_grow(
    qin: Person, county: Place, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    text = "\n".join(f"2025年，改造第{number}小区{number}个，新建{number}公里道路。" for number in range(10, 900))
    document = read_into(county, qin, text, "很长的报告.txt")
    assert document.statements.count() > 1500
    browser = signed_in(qin)
    browser.get(f"/documents/{document.pk}/desk/")
    with django_assert_max_num_queries(18):
        page = browser.get(f"/documents/{document.pk}/desk/")
    assert len(page.content) < 1_000_000
    assert "后面还有" in page.text
