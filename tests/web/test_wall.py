"""The wall chart: every commitment is one mark, the worst named first; arrow keys walk from cell to cell."""

from __future__ import annotations

import pytest
from looking import DESKTOP, PHONE, Faults, Open
from people import signed_in
from pytest_django import DjangoAssertNumQueries

from duixian.accounts.models import Person
from duixian.ledger.models import Document


def test_every_commitment_of_the_year_is_on_the_chart(reviewed: Document, qin: Person) -> None:
    page = signed_in(qin).get("/wall/?year=2025").text
    keys = reviewed.commitments.filter(year=2025).values_list("pk", flat=True)
    assert [key for key in keys if f'href="/commitments/{key}/"' not in page] == []


def test_an_office_sees_its_own_alone(reviewed: Document, xu: Person) -> None:
    assert "还没有承诺可挂" in signed_in(xu).get("/wall/").text


def test_an_auditor_is_refused_and_nothing_is_written_here(reviewed: Document, shen: Person, qin: Person) -> None:
    assert signed_in(shen).get("/wall/").status_code == 403
    assert signed_in(qin).post("/wall/").status_code == 405


def test_the_chart_costs_a_fixed_number_of_queries(
    reviewed: Document, qin: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    keeper = signed_in(qin)
    with django_assert_max_num_queries(14):
        keeper.get("/wall/?year=2025")


@pytest.mark.browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_chart_holds_on_both_widths(
    reviewed: Document, qin: Person, open_page: Open, axe: Faults, width: int
) -> None:
    page = open_page("/wall/?year=2025", by=qin, width=width)
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    assert axe(page) == []


@pytest.mark.browser
def test_arrow_keys_walk_and_enter_goes_in(reviewed: Document, qin: Person, open_page: Open) -> None:
    page = open_page("/wall/?year=2025", by=qin)
    page.locator(".wall tbody td").nth(10).focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.cellIndex") == 12
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.tagName") == "A"
