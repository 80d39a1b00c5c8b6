"""The standing of many commitments at once, as it was known on a day, in a constant number of queries."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.utils import timezone
from people import read_into
from pytest_django import DjangoAssertNumQueries

from duixian.accounts.models import Person, Place
from duixian.journal import clock
from duixian.ledger.actions import claims
from duixian.ledger.actions.links import decide
from duixian.ledger.actions.review import accept_many
from duixian.ledger.judging import Assessment, Standing
from duixian.ledger.models import Commitment, Document, Link
from duixian.ledger.queries.standing import standings

LATER = "清河湾县2026年政府工作报告\n\n一、2025年工作回顾\n一般公共预算收入增长3.1%。\n"


def at(month: int, day: int, *, year: int = 2025) -> datetime:
    return timezone.make_aware(datetime(year, month, day, 10))


def promise(words: str) -> Commitment:
    return Commitment.objects.select_related("statement", "lead").get(title__contains=words)


def on(words: str, day: date) -> Standing:
    commitment = promise(words)
    return standings([commitment], day=day)[commitment.pk]


@pytest.fixture
def promised(document: Document, qin: Person) -> Document:
    """A report accepted in January 2025."""
    with clock.standing_at(at(1, 20)):
        accept_many(list(document.statements.all()), by=qin)
    return document


def test_a_past_day_knows_only_what_was_known(promised: Document, qin: Person) -> None:
    commitment = promise("老旧小区")
    with clock.standing_at(at(9, 1)):
        claim = claims.report(commitment, by=qin, key="1", as_of=date(2025, 8, 31), value=Decimal(8), papers=[PAPER])
    with clock.standing_at(at(9, 10)):
        claims.confirm_evidence(claim.evidence.get(), by=qin, grade="甲", value=Decimal(6))
    assert on("老旧小区", date(2025, 8, 31)).reported is None
    early, now = on("老旧小区", date(2025, 9, 5)), on("老旧小区", date(2025, 9, 12))
    assert (early.evidenced, now.grade, now.excess) == (None, "甲", Decimal(2))


PAPER = claims.Paper(sha256="0" * 64, size=3, name="验收单.pdf", media_type="application/pdf")


def test_a_returned_claim_no_longer_counts(promised: Document, qin: Person) -> None:
    with clock.standing_at(at(9, 1)):
        claim = claims.report(promise("老旧小区"), by=qin, key="1", as_of=date(2025, 8, 31), value=Decimal(8))
    with clock.standing_at(at(9, 10)):
        claims.return_claim(claim, by=qin, why="缺验收单")
    assert on("老旧小区", date(2025, 9, 5)).reported is not None
    assert on("老旧小区", date(2025, 9, 12)).reported is None


def test_the_deadline_is_the_one_of_the_day(promised: Document, qin: Person) -> None:
    with clock.standing_at(at(7, 30)):
        claims.change_due(promise("投入使用"), due=date(2025, 8, 31), by=qin, reason="管网图纸不符")
    assert on("投入使用", date(2025, 7, 20)).assessment is Assessment.LATE
    after = on("投入使用", date(2025, 8, 5))
    assert after.assessment is not Assessment.LATE
    assert after.schedule.words == "超过原期限 36 天"


def test_a_later_report_settles_a_rate(promised: Document, county: Place, qin: Person) -> None:
    assert on("公共预算", date(2026, 1, 10)).assessment is Assessment.UNKNOWN
    with clock.standing_at(at(1, 20, year=2026)):
        later = read_into(county, qin, LATER, name="清河湾县2026年政府工作报告.txt")
        accept_many(list(later.statements.all()), by=qin)
    found = on("公共预算", date(2026, 2, 1))
    assert found.assessment is Assessment.MISSED
    assert found.evidenced is not None
    assert found.evidenced.source == "observation"


def test_many_cost_no_more_queries_than_one(
    promised: Document, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    rows = list(Commitment.objects.select_related("statement", "lead"))
    with django_assert_num_queries(6):
        assert len(standings(rows, day=date(2025, 9, 1))) == len(rows)


def test_a_result_in_another_unit_says_nothing(promised: Document, county: Place, qin: Person) -> None:
    text = "清河湾县2026年政府工作报告\n\n一、2025年工作回顾\n改造老旧小区1480户。\n"
    with clock.standing_at(at(1, 20, year=2026)):
        later = read_into(county, qin, text, name="清河湾县2026年政府工作报告.txt")
        accept_many(list(later.statements.all()), by=qin)
    assert on("老旧小区", date(2026, 2, 1)).evidenced is None


def test_a_link_that_a_person_confirmed_shows_a_promise(promised: Document, county: Place, qin: Person) -> None:
    text = "清河湾县2026年政府工作报告\n\n一、2025年工作回顾\n电梯加装了24部。\n"
    with clock.standing_at(at(1, 20, year=2026)):
        later = read_into(county, qin, text, name="清河湾县2026年政府工作报告.txt")
        accept_many(list(later.statements.all()), by=qin)
        result = later.statements.get(unit="部")
        link = Link.objects.create(
            place=county,
            earlier=promise("加装电梯").statement,
            later=result,
            relation="target-result",
            met="yes",
            score=0.9,
            proposed_at=clock.now(),
        )
    assert on("加装电梯", date(2026, 2, 1)).assessment is Assessment.LATE
    with clock.standing_at(at(2, 3, year=2026)):
        decide(link, by=qin, state="confirmed")
    assert on("加装电梯", date(2026, 2, 5)).assessment is Assessment.DELIVERED
