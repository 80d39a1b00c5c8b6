"""指标: the list, one indicator as known on a day, its table and files; what a stranger must not see."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from decimal import Decimal

import pytest
from looking import DESKTOP, PHONE, Faults, Open, settled
from moments import at
from people import signed_in
from playwright.sync_api import expect
from pytest_django import DjangoAssertNumQueries

from duixian.accounts.models import Person, Place
from duixian.journal import clock
from duixian.ledger.actions.catalogue import load_catalogue
from duixian.ledger.actions.observations import Given, take
from duixian.ledger.models import Document, Indicator
from duixian.ledger.queries.indicator import FEW

PAGE = "/indicators/general_budget_revenue/"


def give(place: Place, by: Person, month: int, value: str, *, status: str = "P") -> None:
    end = date(2025, month, 28)
    given = Given(start=date(2025, 1, 1), end=end, value=Decimal(value), unit="%", measure="growth", status=status)
    take(given, indicator=Indicator.objects.get(pk="general_budget_revenue"), place=place, by=by)


@pytest.fixture
def monthly(reviewed: Document, county: Place, qin: Person) -> None:
    """Growth of the months of 2025, that of May provisional in June and revised in August; the promise is 5%."""
    for month, value in ((2, "4.1"), (3, "4.6"), (5, "7.4")):
        with clock.standing_at(at(month + 1, 20)):
            give(county, qin, month, value)
    with clock.standing_at(at(8, 15)):
        give(county, qin, 5, "6.8", status="A")


@pytest.fixture(autouse=True)
def autumn() -> object:
    with clock.standing_at(at(9, 26)):
        yield


def test_the_list_has_the_latest_value_its_period_and_the_promise(monthly: None, fang: Person) -> None:
    page = signed_in(fang).get("/indicators/").text
    assert "一般公共预算收入" in page
    assert "<b>6.8</b>" in page
    assert "≥5%" in page


def test_the_search_keeps_what_it_names_and_htmx_gets_the_part(monthly: None, qin: Person) -> None:
    part = signed_in(qin).get("/indicators/?q=预算", headers={"HX-Request": "true"}).text
    assert "一般公共预算收入" in part
    assert "地区生产总值" not in part
    assert "<html" not in part


def test_the_page_opens_with_a_sentence_that_does_not_close_the_year(monthly: None, qin: Person) -> None:
    page = signed_in(qin).get(PAGE).text
    assert "增长6.8%，比答应的≥5%高1.8个百分点，年没过完" in page
    assert "原来是 7.4%" in page


def test_what_was_known_on_a_day_is_what_the_page_shows(monthly: None, qin: Person) -> None:
    keeper = signed_in(qin)
    for address in (f"{PAGE}?known=2025-08-14", f"{PAGE}?on=2025-08-14"):
        assert "增长7.4%" in keeper.get(address).text
    assert "还没有一个数" in keeper.get(f"{PAGE}?on=2025-03-01").text


def test_the_table_takes_the_place_of_the_chart(monthly: None, qin: Person) -> None:
    page = signed_in(qin).get(f"{PAGE}?table=1").text
    assert "indicator-data" not in page
    assert page.count("后来改过") > 1


def test_the_files_hold_exactly_what_is_shown(monthly: None, qin: Person) -> None:
    keeper = signed_in(qin)
    told = json.loads(keeper.get(f"{PAGE}export.json?known=2025-08-14").content)
    assert {row["value"] for row in told["rows"]} == {"4.1", "4.6", "7.4"}
    rows = list(csv.reader(io.StringIO(keeper.get(f"{PAGE}export.csv").content.decode("utf-8-sig"))))
    assert "后来改过" in {cell for row in rows for cell in row}
    assert keeper.get(f"{PAGE}export.exe").status_code == 404


def test_a_place_without_data_says_so(monthly: None, city: Place, ping: Person) -> None:
    page = signed_in(ping).get(PAGE).text
    assert "什么时候有，没有人知道" in page


def test_a_stranger_sees_nothing_of_it_and_an_auditor_is_refused(monthly: None, wai: Person, shen: Person) -> None:
    assert "增长6.8%" not in signed_in(wai).get(PAGE).text
    assert signed_in(wai).get(f"{PAGE}export.json").json()["rows"] == []
    assert signed_in(shen).get(PAGE).status_code == 403
    assert signed_in(wai).get("/indicators/nothing_like_it/").status_code == 404


def test_many_places_and_points_cost_no_query_more(
    monthly: None, city: Place, ping: Person, qin: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(12):
        code = f"9901{number + 10}"
        path = f"{city.path}{code}/"
        place = Place.objects.create(code=code, name=f"第{number}县", level="county", parent=city, path=path)
        for month in (2, 3, 4, 5, 6):
            give(place, qin, month, "5")
    reviewer = signed_in(ping)
    with django_assert_max_num_queries(13):
        assert "第11县" in reviewer.get(f"{PAGE}?all=1").text
    few = reviewer.get(f"{PAGE}?place=990121").text
    shown = few.split('<ul class="smalls">')[1].split("</ul>")[0]
    assert shown.count('class="is-promised"') == FEW
    assert "第11县" in shown
    assert "全部画出来" in few


def test_a_revision_is_a_new_row_that_names_the_old(county: Place, qin: Person) -> None:
    load_catalogue()
    give(county, qin, 5, "7.4")
    give(county, qin, 5, "6.8")
    rows = list(Indicator.objects.get(pk="general_budget_revenue").observations.order_by("pk"))
    assert [row.value for row in rows] == [Decimal("7.4"), Decimal("6.8")]
    assert rows[1].revises_id == rows[0].pk


@pytest.mark.browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_chart_is_drawn_and_holds_on_both_widths(
    monthly: None, qin: Person, open_page: Open, axe: Faults, width: int
) -> None:
    page = open_page(PAGE, by=qin, width=width)
    page.wait_for_selector("#indicator-chart canvas")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert axe(page) == []


@pytest.mark.browser
def test_keys_step_through_what_was_known(monthly: None, qin: Person, open_page: Open) -> None:
    page = open_page(PAGE, by=qin)
    page.keyboard.press("[")
    page.wait_for_url("**known=2025-06-20**")
    expect(page.locator("h1")).to_contain_text("7.4%")
    settled(page)
    page.keyboard.press("]")
    page.wait_for_url("**known=2025-08-15**")


@pytest.mark.browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_list_holds_on_both_widths(monthly: None, qin: Person, open_page: Open, axe: Faults, width: int) -> None:
    page = open_page("/indicators/", by=qin, width=width)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert axe(page) == []


@pytest.mark.browser
def test_without_script_the_table_is_one_link_away(monthly: None, qin: Person, open_page: Open) -> None:
    page = open_page(PAGE, by=qin, script=False)
    page.click("text=看数据表")
    assert page.locator("tbody tr").count() > 3
