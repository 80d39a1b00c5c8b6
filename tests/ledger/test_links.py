"""Promises meet results: proposed with reasons, decided by a person, and nothing is mended silently."""

from __future__ import annotations

import pytest
from people import read_into

from duixian.accounts.models import Person, Place
from duixian.errors import LedgerError
from duixian.journal.verifying import verify
from duixian.ledger.actions.links import answer, decide, propose
from duixian.ledger.actions.review import accept_many, reject
from duixian.ledger.models import Commitment, Document, Finding, Link, Observation

LATER = """清河湾县2026年政府工作报告

一、2025年工作回顾
改造老旧小区8个，加装电梯24部。粮食播种面积48.9万亩，建成高标准农田2.8万亩。一般公共预算收入增长5.4%。

二、2026年工作安排
改造老旧小区6个。
"""


@pytest.fixture
def two_years(reviewed: Document, county: Place, qin: Person) -> tuple[Document, Document]:
    later = read_into(county, qin, LATER, "清河湾县2026年政府工作报告.txt")
    accept_many(list(later.statements.all()), by=qin)
    propose(county)
    return reviewed, later


def link_of(words: str) -> Link:
    return Link.objects.get(earlier__text__contains=words, later__status="result")


def test_a_promise_meets_its_result_with_reasons(two_years: tuple[Document, Document]) -> None:
    assert (link_of("9个").met, link_of("24部").met, link_of("5%").met) == ("no", "yes", "yes")
    assert link_of("9个").reasons


def test_a_promise_of_which_nothing_is_heard_is_found(two_years: tuple[Document, Document]) -> None:
    quiet = Finding.objects.filter(kind="quiet", statements__text__contains="14座")
    assert quiet.count() == 1


def test_proposing_again_changes_nothing(two_years: tuple[Document, Document], county: Place) -> None:
    before = list(Link.objects.values_list("pk", "revision")), Finding.objects.count()
    propose(county)
    assert (list(Link.objects.values_list("pk", "revision")), Finding.objects.count()) == before


def test_a_confirmed_result_counts_for_the_commitment(two_years: tuple[Document, Document], qin: Person) -> None:
    link = decide(link_of("9个"), state="confirmed", by=qin)
    commitment = Commitment.objects.get(statement=link.earlier)
    assert [str(seen.value) for seen in commitment.observations.all()] == ["8"]
    decide(link, state="rejected", by=qin)
    assert not Observation.objects.filter(commitment=commitment).exists()
    assert verify().is_whole


def test_what_the_linker_no_longer_sees_is_stale_and_keeps_its_word(
    two_years: tuple[Document, Document], county: Place, qin: Person
) -> None:
    link = decide(link_of("24部"), state="rejected", by=qin)
    reject(link.later, by=qin, reason="另一件事")
    propose(county)
    link.refresh_from_db()
    assert (link.stale, link.state) == (True, "rejected")


def test_an_answer_to_a_finding_needs_words(two_years: tuple[Document, Document], qin: Person) -> None:
    finding = Finding.objects.filter(kind="quiet")[0]
    with pytest.raises(LedgerError, match="写一句"):
        answer(finding, words=" ", by=qin)
    assert answer(finding, words="并入另一项工程", by=qin).answered_by == qin


def test_a_result_that_nobody_promised_is_found(
    two_years: tuple[Document, Document], county: Place, qin: Person
) -> None:
    text = "清河湾县2026年政府工作报告补充\n\n一、2025年工作回顾\n社会消费品零售总额增长6.1%。\n"
    later = read_into(county, qin, text, "清河湾县2026年政府工作报告补充.txt")
    accept_many(list(later.statements.all()), by=qin)
    propose(county)
    found = Finding.objects.filter(kind=Finding.Kind.UNPROMISED, statements__document=later)
    assert [each.why for each in found] == ["2025年的计划里没有这一项"]


def test_a_document_that_differs_from_the_ledger_is_found(two_years: tuple[Document, Document], county: Place) -> None:
    said = Observation.objects.get(indicator="general_budget_revenue", period_end__year=2025)
    Observation.objects.create(
        place=county, indicator_id="general_budget_revenue", subject=said.subject, measure="growth", unit="%",
        value=4, period_start=said.period_start, period_end=said.period_end, source="import", known_at=said.known_at,
    )  # fmt: skip
    propose(county)
    found = Finding.objects.get(kind=Finding.Kind.LEDGER)
    assert found.why.startswith("文件写5.4%，台账记4%（导入")
