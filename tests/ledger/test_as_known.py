"""The state of a day as known on a later one: late entries, revisions, amended deadlines, undone reviews."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from people import signed_in

from duixian.accounts.models import Person, Place
from duixian.journal import clock
from duixian.journal.days import DayAsKnown
from duixian.ledger.actions import claims
from duixian.ledger.actions.review import accept_many, undo
from duixian.ledger.judging import Standing
from duixian.ledger.models import Commitment, Document, Observation
from duixian.ledger.queries.standing import standings


def at(month: int, day: int, *, year: int = 2025) -> datetime:
    return timezone.make_aware(datetime(year, month, day, 10))


def known(day: date, later: date) -> date:
    return DayAsKnown.of(day, later)


def on(words: str, day: date) -> Standing:
    commitment = Commitment.objects.select_related("lead").get(title__contains=words)
    return standings([commitment], day=day)[commitment.pk]


@pytest.fixture
def promised(document: Document, qin: Person) -> Document:
    with clock.standing_at(at(1, 20)):
        accept_many(list(document.statements.all()), by=qin)
    return document


def test_a_claim_entered_later_but_dated_earlier(promised: Document, qin: Person) -> None:
    one = Commitment.objects.get(title__contains="老旧小区")
    with clock.standing_at(at(9, 20)):
        claims.report(one, by=qin, key="1", as_of=date(2025, 8, 31), value=Decimal(7))
    day = date(2025, 9, 1)
    assert on("老旧小区", day).reported is None
    later = on("老旧小区", known(day, date(2025, 9, 20))).reported
    assert later is not None
    assert later.value == 7


def test_a_revised_observation(promised: Document, county: Place) -> None:
    fields: dict[str, Any] = {
        "place": county, "indicator_id": "general_budget_revenue", "subject": "一般公共预算收入", "measure": "growth",
        "unit": "%", "period_start": date(2025, 1, 1), "period_end": date(2025, 8, 31), "source": "person",
    }  # fmt: skip
    first = Observation.objects.create(**fields, value=Decimal(4), known_at=at(9, 5))
    Observation.objects.create(**fields, value=Decimal(6), known_at=at(10, 5), revises=first)
    day = date(2025, 9, 26)
    assert "目前4%" in on("公共预算", day).words
    assert "目前6%" in on("公共预算", known(day, date(2025, 10, 6))).words


def test_what_happened_after_the_day_stays_out(promised: Document, county: Place) -> None:
    Observation.objects.create(
        place=county, indicator_id="general_budget_revenue", subject="收入", measure="growth", unit="%",
        period_start=date(2025, 1, 1), period_end=date(2025, 12, 31), source="person", value=Decimal(7),
        known_at=at(2, 1, year=2026),
    )  # fmt: skip
    assert on("公共预算", known(date(2025, 9, 26), date(2026, 3, 1))).evidenced is None


def test_an_amended_deadline_holds_from_its_day(promised: Document, qin: Person) -> None:
    with clock.standing_at(at(7, 30)):
        one = Commitment.objects.get(title__contains="投入使用")
        claims.change_due(one, due=date(2025, 8, 31), by=qin, reason="管网图纸不符")
    assert on("投入使用", known(date(2025, 7, 20), date(2025, 8, 5))).assessment == "late"
    assert on("投入使用", date(2025, 8, 5)).assessment != "late"


def test_an_undone_review_ends_from_its_day(promised: Document, qin: Person) -> None:
    one = Commitment.objects.get(title__contains="加装电梯")
    with clock.standing_at(at(7, 1)):
        undo(one.statement, by=qin)
    assert on("加装电梯", date(2025, 6, 30)).assessment != "withdrawn"
    assert on("加装电梯", date(2025, 7, 2)).assessment == "withdrawn"


def test_the_banner_says_both_days_and_links_keep_them(promised: Document, qin: Person) -> None:
    with clock.standing_at(at(10, 1)):
        page = signed_in(qin).get("/commitments/?on=2025-09-01&known=2025-09-20").content.decode()
    assert "已知的算" in page
    assert "on=2025-09-01&amp;known=2025-09-20" in page


def test_known_earlier_than_the_day_or_still_to_come_is_the_day_itself(promised: Document, qin: Person) -> None:
    with clock.standing_at(at(10, 1)):
        for asked in ("2025-08-01", "2025-12-01", "无"):
            page = signed_in(qin).get(f"/commitments/?on=2025-09-01&known={asked}").content.decode()
            assert "当日已知的数据" in page
