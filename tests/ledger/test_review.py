"""Accepting makes commitments and observations; corrections keep what was read; nothing is overwritten."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from people import TEXT, read_into

from duixian.accounts.models import Person, Place
from duixian.errors import ConflictError, LedgerError
from duixian.ledger.actions.review import accept, accept_many, merge, reject, split, undo
from duixian.ledger.models import Commitment, Document, Observation, Statement


def named(document: Document, words: str) -> Statement:
    return document.statements.filter(text__contains=words).order_by("start")[0]


def test_a_target_becomes_a_commitment(document: Document, qin: Person) -> None:
    row = accept(named(document, "9个"), by=qin)
    promise = Commitment.objects.get(statement=row)
    assert promise.title == "改造老旧小区 9个"
    assert (promise.value, promise.unit, promise.target_kind) == (Decimal(9), "个", "count")
    assert promise.due == promise.original_due == date(2025, 12, 31)
    assert promise.task is not None


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("严守48.6万亩耕地红线。", "floor"),
        ("粮食播种面积稳定在38.2万亩以上。", "floor"),
        ("务工就业规模稳定在7600人以上。", "floor"),
        ("粮食总产量稳定在3.1亿斤以上。", "level"),
        ("新建公厕26座以上。", "count"),
    ],
)
def test_what_must_hold_all_the_time_is_a_floor(sentence: str, kind: str, county: Place, qin: Person) -> None:
    text = f"清河湾县2025年政府工作报告\n\n二、2025年工作安排\n{sentence}\n"
    accept_many(list(read_into(county, qin, text).statements.all()), by=qin)
    assert [promise.target_kind for promise in Commitment.objects.all()] == [kind]


def test_a_result_becomes_an_observation(document: Document, qin: Person) -> None:
    row = accept(named(document, "5.3%"), by=qin)
    seen = Observation.objects.get(statement=row)
    assert (seen.value, seen.unit, seen.period_end) == (Decimal("5.3"), "%", date(2024, 12, 31))
    assert seen.indicator_id == row.indicator_id


def test_a_correction_keeps_what_was_read(document: Document, qin: Person) -> None:
    row = accept(named(document, "24部"), by=qin, corrections={"value": Decimal(25)})
    assert row.as_read is not None
    assert (row.review, row.value, row.as_read["value"]) == ("corrected", Decimal(25), "24")
    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=row.pk).update(as_read={})


def test_two_reviewers_lose_nothing(document: Document, qin: Person) -> None:
    seen = named(document, "24部")
    accept(seen, by=qin, corrections={"value": Decimal(25)}, revision=seen.revision)
    with pytest.raises(ConflictError):
        accept(seen, by=qin, corrections={"value": Decimal(26)}, revision=seen.revision)
    assert named(document, "24部").value == Decimal(25)


def test_undo_goes_back_step_by_step(document: Document, qin: Person) -> None:
    row = accept(named(document, "24部"), by=qin, corrections={"value": Decimal(25)})
    row = accept(row, by=qin, corrections={"value": Decimal(26)})
    row = undo(row, by=qin)
    assert (row.value, row.review) == (Decimal(25), "corrected")
    row = undo(row, by=qin)
    assert (row.value, row.review) == (Decimal(24), "proposed")
    assert Commitment.objects.get(statement=row).withdrawn_at is not None
    accept(row, by=qin)
    assert Commitment.objects.get(statement=row).withdrawn_at is None


def test_rejecting_withdraws_what_was_made(document: Document, qin: Person) -> None:
    row = accept(named(document, "5.3%"), by=qin)
    reject(row, by=qin, reason="不是全年数")
    assert not Observation.objects.filter(statement=row, withdrawn_at=None).exists()


def test_accepting_everything_arranges_the_plan(document: Document, qin: Person) -> None:
    count = accept_many(list(document.statements.all()), by=qin)
    assert count == document.statements.count()
    assert accept_many(list(document.statements.all()), by=qin) == 0
    assert document.commitments.filter(task=None).count() == 0
    assert document.tasks.filter(title__contains="水肥一体化").get().commitments.get().target_kind == "deed"


def test_a_target_without_a_unit_is_refused(document: Document, qin: Person) -> None:
    with pytest.raises(LedgerError, match="没有单位"):
        accept(named(document, "24部"), by=qin, corrections={"unit": ""})


def test_split_and_merge_keep_the_text(document: Document, qin: Person) -> None:
    row = named(document, "24部")
    left, right = split(row, at=row.start + 2, by=qin)
    assert left.text + right.text == row.text
    merged = merge([left, right], by=qin)
    assert merged.text == row.text
    assert document.statements.filter(review="rejected").count() == 3


def test_a_report_of_another_place_is_taken_in_and_told(county: Place, qin: Person) -> None:
    other = read_into(county, qin, TEXT.replace("清河湾县", "石岭县"), "石岭县2025年政府工作报告.txt")
    assert "文件写的是石岭县，放进了清河湾县的账本，请核对。" in other.notes
