"""Targets that need more than one value find it in the ledger: another indicator, two levels, years, months."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from people import read_into

from duixian.accounts.models import Person, Place
from duixian.journal import clock
from duixian.ledger.actions import claims
from duixian.ledger.actions.links import decide, propose
from duixian.ledger.actions.review import accept_many
from duixian.ledger.judging import Assessment, Standing
from duixian.ledger.models import Commitment, Document, Link, Observation
from duixian.ledger.queries.standing import standings


def at(year: int, month: int, day: int) -> datetime:
    return timezone.make_aware(datetime(year, month, day, 10))


@pytest.fixture
def promised(document: Document, qin: Person) -> Document:
    with clock.standing_at(at(2025, 1, 20)):
        accept_many(list(document.statements.all()), by=qin)
    return document


def see(place: Place, indicator: str, value: str, unit: str, year: int, **more: Any) -> Observation:
    """Store that an indicator had a value in a year, known in the February after."""
    fields: dict[str, Any] = {
        "measure": "growth", "period_end": date(year, 12, 31), "known_at": at(year + 1, 2, 1), "subject": indicator,
        "period_start": date(year, 1, 1), "source": "person", **more,
    }  # fmt: skip
    return Observation.objects.create(place=place, indicator_id=indicator, value=Decimal(value), unit=unit, **fields)


def on(commitment: Commitment, day: date) -> Standing:
    return standings([Commitment.objects.select_related("lead").get(pk=commitment.pk)], day=day)[commitment.pk]


def budget() -> Commitment:
    return Commitment.objects.get(title__contains="公共预算")


def test_a_growth_is_computed_from_two_levels_and_says_so(promised: Document, county: Place) -> None:
    see(county, "general_budget_revenue", "200000000", "元", 2024, measure="level")
    see(county, "general_budget_revenue", "210000000", "元", 2025, measure="level")
    found = on(budget(), date(2026, 2, 10))
    assert found.assessment is Assessment.DELIVERED
    assert "由两年的水平算：210,000,000元比200,000,000元" in found.words
    assert "没有扣除价格因素" in found.words


def test_a_published_rate_goes_before_two_levels(promised: Document, county: Place) -> None:
    see(county, "general_budget_revenue", "200000000", "元", 2024, measure="level")
    see(county, "general_budget_revenue", "210000000", "元", 2025, measure="level")
    see(county, "general_budget_revenue", "4.2", "%", 2025)
    found = on(budget(), date(2026, 2, 10))
    assert (found.assessment, "照公布的增速" in found.words) == (Assessment.MISSED, True)


def worded(place: Place, by: Person, sentence: str, number: str, **fields: Any) -> Commitment:
    """Accept a sentence of which the first number is made a commitment of a kind."""
    text = f"{place.name}2025年政府工作报告\n\n二、2025年工作安排\n{sentence}\n"
    with clock.standing_at(at(2025, 1, 20)):
        document = read_into(place, by, text, name=f"{place.name}2025年第二号报告.txt")
        accept_many(list(document.statements.all()), by=by)
    commitment = Commitment.objects.get(document=document, statement__text__contains=number)
    Commitment.objects.filter(pk=commitment.pk).update(**fields)
    return commitment


def test_in_step_with_the_economy_looks_the_economy_up(county: Place, qin: Person) -> None:
    fields = {"target_kind": "relative", "indicator_id": "rural_income", "value": None, "measure": None, "unit": ""}
    one = worded(county, qin, "农村居民人均可支配收入增长6%与经济增长基本同步。", "6%", **fields)
    see(county, "rural_income", "5.2", "%", 2025)
    assert "缺地区生产总值" in on(one, date(2026, 2, 10)).missing
    see(county, "gdp", "5.5", "%", 2025)
    found = on(one, date(2026, 2, 10))
    assert found.assessment is Assessment.DELIVERED
    assert "自身增长5.2%，地区生产总值增长5.5%" in found.words


def test_a_result_linked_to_its_own_promise_still_measures_its_indicator_for_others(county: Place, qin: Person) -> None:
    fields = {"target_kind": "relative", "indicator_id": "rural_income", "value": None, "measure": None, "unit": ""}
    one = worded(county, qin, "农村居民人均可支配收入增长6%与经济增长基本同步。地区生产总值增长5%。", "6%", **fields)
    results = "地区生产总值增长5.5%，农村居民人均可支配收入增长5.2%。"
    text = f"{county.name}2026年政府工作报告\n\n一、2025年工作回顾\n{results}\n"
    with clock.standing_at(at(2026, 1, 20)):
        printed = read_into(county, qin, text, name=f"{county.name}2026年政府工作报告.txt")
        accept_many(list(printed.statements.all()), by=qin)
        propose(county)
        before = on(one, date(2026, 2, 10))
        decide(Link.objects.get(earlier__indicator="gdp"), state="confirmed", by=qin)
    assert Observation.objects.filter(indicator="gdp").exclude(commitment=None).exists()
    assert before.assessment is Assessment.DELIVERED
    assert on(one, date(2026, 2, 10)) == before


def test_a_duty_is_counted_month_by_month(promised: Document, qin: Person) -> None:
    duty = Commitment.objects.get(target_kind="duty")
    for month, times in ((2, 2), (3, 1)):
        with clock.standing_at(at(2025, month, 27)):
            claims.report(duty, by=qin, key=f"k{month}", as_of=date(2025, month, 26), value=Decimal(times))
    Document.objects.filter(pk=promised.pk).update(issued_on=date(2025, 1, 8))
    found = on(duty, date(2025, 4, 2))
    assert (found.assessment, found.words) == (Assessment.AT_RISK, "已过2个月，1个月做到2次，3月没有做到")


def test_earlier_years_make_a_season(promised: Document, county: Place, qin: Person) -> None:
    level = Commitment.objects.get(title__contains="高标准农田")
    Commitment.objects.filter(pk=level.pk).update(indicator_id="gdp", due=date(2025, 12, 31))
    for year in (2023, 2024):
        see(county, "gdp", "30000", "亩", year, measure="level")
        see(county, "gdp", "6000", "亩", year, measure="level", period_end=date(year, 6, 30))
    with clock.standing_at(at(2025, 7, 5)):
        claims.report(level, by=qin, key="k", as_of=date(2025, 6, 30), value=Decimal(6500))
    found = on(level, date(2025, 7, 10))
    assert (found.assessment, "往年此时平均完成全年的20%" in found.words) == (Assessment.ON_TRACK, True)
