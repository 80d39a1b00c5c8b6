"""The sample on pages that are still empty: the demo's report as the reader marks it, made up and stored nowhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from looking import DESKTOP, PHONE, Faults, Open
from people import signed_in

from duixian.accounts.models import Person
from duixian.ledger.models import Commitment, Document, Statement
from duixian.web.pages.sample import NAME, TEXT

LINK = 'href="/documents/sample/">先看一份样例'
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("address", ["/documents/", "/commitments/"])
def test_an_empty_page_offers_it_to_all_who_see_the_page(everyone: dict[str, Person], address: str) -> None:
    for role in ("keeper", "leader", "office", "reviewer"):
        assert LINK in signed_in(everyone[role]).get(address).text
    assert LINK not in signed_in(everyone["keeper"]).get(f"{address}?on=2020-01-01").text


def test_a_page_with_rows_does_not(reviewed: Document, qin: Person) -> None:
    for address in ("/documents/", "/commitments/", "/commitments/?q=没有这样的承诺"):
        assert LINK not in signed_in(qin).get(address).text


def test_it_says_that_it_is_made_up_and_stores_nothing(qin: Person) -> None:
    answer = signed_in(qin).get("/documents/sample/")
    assert "演示数据 · 虚构县" in answer.text
    assert "清河湾县2025年政府工作报告" in answer.text
    assert answer["Content-Security-Policy"].startswith("sandbox allow-scripts")
    assert not any(model.objects.exists() for model in (Document, Statement, Commitment))


def test_its_text_is_the_report_of_the_demo() -> None:
    assert TEXT.read_bytes() == (ROOT / "demo" / "reports" / NAME).read_bytes()


@pytest.mark.browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_it_opens_and_its_keys_work(qin: Person, open_page: Open, axe: Faults, width: int) -> None:
    page = open_page("/documents/", by=qin, width=width)
    assert axe(page) == []
    faults: list[str] = []
    page.on("console", lambda said: faults.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.get_by_role("link", name="先看一份样例").click()
    page.wait_for_url("**/documents/sample/")
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert faults == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.go_back()
    page.get_by_role("link", name="先看一份样例").wait_for()
