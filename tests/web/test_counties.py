"""比各县: graded first, bars only where figures compare, reasons where they do not; no ranks."""

from __future__ import annotations

import csv
import io
from decimal import Decimal

import pytest
from looking import DESKTOP, PHONE, Faults, Open
from openpyxl import load_workbook
from people import read_into, signed_in
from pytest_django import DjangoAssertNumQueries

from duixian.accounts.models import Person, Place
from duixian.ledger.actions.review import accept_many
from duixian.ledger.models import Document, Observation, Statement

OTHER = """石岭县2025年政府工作报告

一、2024年工作回顾
全年地区生产总值增长4.8%，改造老旧小区1900户，新增城镇就业1800人。

二、2025年工作安排
改造老旧小区1500户。
"""


@pytest.fixture
def neighbour(reviewed: Document, city: Place, ping: Person) -> Place:
    path = f"{city.path}990103/"
    place = Place.objects.create(
        code="990103", name="石岭县", level="county", parent=city, path=path, is_fictional=True
    )
    document = read_into(place, ping, OTHER, "石岭县2025年政府工作报告.txt")
    accept_many(list(document.statements.all()), by=ping)
    return place


def test_what_compares_stands_apart_from_what_does_not(neighbour: Place, ping: Person) -> None:
    page = signed_in(ping).get("/counties/?year=2024").text
    above, below = page.split('id="apart"')
    assert "地区生产总值" in above
    assert "单位不同：清河湾县按个，石岭县按户" in below
    assert "county-bar" not in below
    assert "不排名次" in page


def test_a_column_says_what_is_known_of_its_county(neighbour: Place, ping: Person) -> None:
    assert "1 份文件，" in signed_in(ping).get("/counties/?year=2024").text


def test_a_theme_and_a_choice_of_counties_narrow_the_page(neighbour: Place, ping: Person) -> None:
    reviewer = signed_in(ping)
    assert "改造老旧小区" not in reviewer.get("/counties/?year=2024&theme=economy").text
    assert "没有两个县可以比" in reviewer.get("/counties/?c=990103").text


def test_the_page_goes_out_as_a_file_with_a_sentence_for_each_value(neighbour: Place, ping: Person) -> None:
    reviewer = signed_in(ping)
    told = reviewer.get("/counties/export.csv?year=2024").content.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(told)))
    gdp = [row for row in rows if row["指标"] == "地区生产总值"]
    assert [row["县"] for row in gdp] == ["清河湾县", "石岭县"]
    assert all(row["数值"] and row["单位"] and "2024年" in row["文件"] + row["口径和时期"] for row in gdp)
    for row in rows:
        if row["观测"]:
            source = Observation.objects.get(pk=row["观测"])
            assert (Decimal(row["数值"]), row["单位"]) == (source.value, source.unit)
            assert row["原文"] == Statement.objects.get(observations=source).text
    sheet = load_workbook(io.BytesIO(reviewer.get("/counties/export.xlsx?year=2024").content)).active
    assert sheet.max_row == 3 + len(rows)
    assert reviewer.get("/counties/export.pdf").status_code == 404


def test_whoever_has_one_county_is_told_so(reviewed: Document, qin: Person, xu: Person) -> None:
    assert "没有两个县可以比" in signed_in(qin).get("/counties/").text
    assert signed_in(xu).get("/counties/").status_code == 403


def test_a_stranger_sees_neither_county(neighbour: Place, wai: Person) -> None:
    page = signed_in(wai).get("/counties/?year=2024&c=990101&c=990103").text
    assert "地区生产总值" not in page


def test_a_past_day_shows_what_was_known(neighbour: Place, ping: Person) -> None:
    assert "地区生产总值" not in signed_in(ping).get("/counties/?on=2020-01-01").text


def test_the_page_asks_seldom(
    neighbour: Place, ping: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    reviewer = signed_in(ping)
    with django_assert_max_num_queries(18):
        reviewer.get("/counties/?year=2024")


def test_a_theme_is_seen_in_full_where_all_of_the_year_is_too_much(
    neighbour: Place, ping: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("duixian.ledger.queries.counties.MOST_VALUES", 2)
    reviewer = signed_in(ping)
    assert "选一个主题看得全" in reviewer.get("/counties/?year=2024").text
    assert "地区生产总值" in reviewer.get("/counties/?year=2024&theme=economy").text.split('id="apart"')[0]


@pytest.mark.browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_page_holds_on_both_widths(
    neighbour: Place, ping: Person, open_page: Open, axe: Faults, width: int
) -> None:
    page = open_page("/counties/?year=2024", by=ping, width=width)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert axe(page) == []
