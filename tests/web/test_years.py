"""对照: promised against reported by year; a keeper's word on links and findings."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.test import Client
from looking import DESKTOP, PHONE, Faults, Open
from people import read_into, signed_in
from pytest_django import DjangoAssertNumQueries

from duixian.accounts.models import Person, Place
from duixian.journal import clock
from duixian.ledger.actions.links import propose
from duixian.ledger.actions.review import accept_many, reject
from duixian.ledger.models import Document, Finding, Link
from duixian.ledger.queries.years import years_of

LATER = """清河湾县2026年政府工作报告

一、2025年工作回顾
改造老旧小区8个，加装电梯24部。粮食播种面积48.9万亩，建成高标准农田2.8万亩。一般公共预算收入增长5.4%。

二、2026年工作安排
改造老旧小区6个。
"""


@pytest.fixture
def two_years(reviewed: Document, county: Place, qin: Person) -> None:
    later = read_into(county, qin, LATER, "清河湾县2026年政府工作报告.txt")
    accept_many(list(later.statements.all()), by=qin)
    propose(county)


def test_promised_stands_beside_reported(two_years: None, fang: Person) -> None:
    page = signed_in(fang).get("/years/").text
    assert "没做到" in page
    assert "改造老旧小区" in page
    assert "没再提起" in page
    assert ">是<" not in page


def test_a_filter_shows_fewer_rows(two_years: None, qin: Person) -> None:
    keeper = signed_in(qin)
    missed = keeper.get("/years/?only=missed").text
    assert missed.count("<tr>") < keeper.get("/years/?only=all").text.count("<tr>")


def test_with_one_document_the_page_says_what_it_needs(reviewed: Document, qin: Person) -> None:
    assert "还没有可对照的" in signed_in(qin).get("/years/").text


def test_a_past_day_knows_what_was_known_by_then(document: Document, county: Place, qin: Person) -> None:
    now, day = clock.now(), clock.today() - timedelta(days=2)
    with clock.standing_at(now - timedelta(days=5)):
        accept_many(list(document.statements.all()), by=qin)
    Document.objects.filter(pk=document.pk).update(read_at=now - timedelta(days=5))
    keeper = signed_in(qin)
    with clock.standing_at(now - timedelta(days=3)):
        later = read_into(county, qin, LATER, "清河湾县2026年政府工作报告.txt")
        accept_many(list(later.statements.all()), by=qin)
        propose(county)
    before = page_on(day, keeper)
    assert "还没有可对照的" in keeper.get(f"/years/?on={day - timedelta(days=2)}").text
    link, finding = Link.objects.all()[0], Finding.objects.filter(kind="quiet")[0]
    keeper.post(f"/links/{link.pk}/", {"state": "confirmed"})
    keeper.post(f"/findings/{finding.pk}/", {"words": "并入另一项工程"})
    reject(later.statements.filter(text__contains="8个")[0], by=qin, reason="印错了")
    now_told, then_told = keeper.get("/years/").text, page_on(day, keeper)
    assert ("并入另一项工程" in now_told, "并入另一项工程" in then_told) == (True, False)
    assert missed(county, day) - missed(county, clock.today()) == 1
    assert then_told == before


def page_on(day: date, client: Client) -> str:
    return re.sub('content="[^"]{64}"|value="[^"]{64}"', "", client.get(f"/years/?on={day}").text)


def missed(place: Place, day: date) -> int:
    page = years_of(place, day=day)
    assert page is not None
    return page.counts["missed"]


def test_a_keeper_decides_and_answers(two_years: None, qin: Person) -> None:
    keeper, link = signed_in(qin), Link.objects.all()[0]
    assert keeper.post(f"/links/{link.pk}/", {"state": "confirmed"}).status_code == 302
    link.refresh_from_db()
    assert link.state == "confirmed"
    finding = Finding.objects.filter(kind="quiet")[0]
    keeper.post(f"/findings/{finding.pk}/", {"words": "并入另一项工程"})
    assert "并入另一项工程" in keeper.get("/years/").text


def test_others_may_not_decide(two_years: None, fang: Person, xu: Person, wai: Person) -> None:
    link = Link.objects.all()[0]
    assert signed_in(fang).post(f"/links/{link.pk}/", {"state": "confirmed"}).status_code == 403
    assert signed_in(wai).post(f"/links/{link.pk}/", {"state": "confirmed"}).status_code == 404
    assert signed_in(xu).get("/years/").status_code == 403


def test_the_number_of_queries_does_not_grow_with_the_rows(
    two_years: None, qin: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keeper = signed_in(qin)
    with django_assert_max_num_queries(20):
        keeper.get("/years/?only=all")


@pytest.mark.browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_page_holds_on_both_widths(two_years: None, qin: Person, open_page: Open, axe: Faults, width: int) -> None:
    page = open_page("/years/", by=qin, width=width)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert axe(page) == []


FAR = """清河湾县2025年政府工作报告

二、2025年工作安排
改造老旧小区9个，力争到2035年森林覆盖率达到38%。完成望江水厂建设。
"""


def test_far_targets_and_works_without_a_figure_are_on_the_page(county: Place, qin: Person) -> None:
    later = LATER.replace("改造老旧小区8个", "望江水厂正式投用，改造老旧小区8个")
    for text, name in ((FAR, "清河湾县2025年政府工作报告.txt"), (later, "清河湾县2026年政府工作报告.txt")):
        accept_many(list(read_into(county, qin, text, name).statements.all()), by=qin)
    page = signed_in(qin).get("/years/?only=all").text
    assert "<small>2035</small>" in page
    assert "没有数字的工程和事项" in page
    assert "望江水厂" in page.split("没有数字的工程和事项")[1]
