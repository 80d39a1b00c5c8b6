"""Anyone, without a login, presses ten numbers of an issue and stands before the sentence that promised each."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from looking import DESKTOP, PHONE, Faults, Open
from people import read_into
from playwright.sync_api import Page

from duixian.accounts.models import Person, Place
from duixian.journal import clock
from duixian.ledger.actions.claims import Paper, confirm_evidence, report
from duixian.ledger.actions.publications import draft, publish
from duixian.ledger.actions.review import accept_many
from duixian.ledger.models import Publication

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
TEXT = """清河湾县2025年政府工作报告

二、2025年工作安排
改造老旧小区9个，加装电梯24部，新建停车场3处。新建农产品产地冷库14座，建成高标准农田3.2万亩。
新增公办学位1800个，新建村级养老餐桌30处，新建公共厕所12座。硬化村道62公里，植树造林2.1万亩，培育专精特新企业4家。
一般公共预算收入增长5%以上，地区生产总值增长6%左右，城镇新增就业2600人。
"""


@pytest.fixture
def issue(county: Place, qin: Person) -> Publication:
    document = read_into(county, qin, TEXT)
    accept_many(list(document.statements.all()), by=qin)
    for at, commitment in enumerate(document.commitments.filter(target_kind="count")[:4]):
        paper = Paper(sha256=f"{at}" * 64, size=1, name="验收单.pdf", media_type="application/pdf")
        told = report(commitment, by=qin, key=f"k{at}", as_of=clock.today(), value=Decimal(at + 1), papers=[paper])
        confirm_evidence(told.evidence.get(), by=qin, grade="甲", value=Decimal(at + 1))
    return publish(draft(county, year=2025, as_of=clock.today(), by=qin), by=qin)


def digits(words: str) -> str:
    """Return the number of some words, as a report writes it."""
    return re.sub(r"[^0-9.]", "", words)


def traced(page: Page, at: int, selector: str) -> tuple[str, str, str, str]:
    """Press a number; return it, the first node of its card, the promise marked in its sentence, and the sentence."""
    number = page.locator(selector).nth(at)
    number.click()
    card = page.locator(".card.floating")
    assert card.locator(".node").count() == 3
    said = (number.inner_text(), card.locator(".node").nth(0).inner_text())
    told = (*said, card.locator("mark").inner_text(), card.locator("q.promise").inner_text())
    page.keyboard.press("Escape")
    assert card.count() == 0
    assert number.evaluate("node => node === document.activeElement")
    return told


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_ten_numbers_are_traced_to_their_sentences(issue: Publication, open_page: Open, width: int) -> None:
    page = open_page("/reports/990101/1/", width=width)
    promised = "main .sheet p a.ref[data-fact='目标']"
    assert page.locator(promised).count() >= 10
    for at in range(10):
        number, _, marked, sentence = traced(page, at, promised)
        assert digits(number) == digits(marked)
        assert marked in sentence
        assert sentence.strip("“”") in TEXT


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_what_is_shown_stands_first_in_its_card(issue: Publication, open_page: Open, width: int) -> None:
    page = open_page("/reports/990101/1/", width=width)
    shown = "main .sheet p a.ref[data-fact='佐证']"
    for at in range(page.locator(shown).count()):
        number, first, _, sentence = traced(page, at, shown)
        assert number.strip("\u2060") in first
        assert sentence.strip("“”") in TEXT


def test_on_a_phone_the_number_stays_in_sight_above_the_sheet(issue: Publication, open_page: Open) -> None:
    page = open_page("/reports/990101/1/", width=PHONE)
    numbers = page.locator("main .sheet p a.ref[data-fact='目标']")
    for at in range(numbers.count()):
        numbers.nth(at).click()
        number, card = numbers.nth(at).bounding_box(), page.locator(".card.floating").bounding_box()
        assert number is not None
        assert card is not None
        assert 0 <= number["y"] < card["y"]
        assert card["y"] + card["height"] == 844
        page.keyboard.press("Escape")


def test_the_arrow_of_a_card_points_at_its_number(issue: Publication, open_page: Open) -> None:
    page = open_page("/reports/990101/1/")
    number = page.locator("main .sheet p a.ref[data-fact='目标']").first
    number.click()
    arrow = page.locator(".card.floating").evaluate(
        "card => card.getBoundingClientRect().left + parseFloat(card.style.getPropertyValue('--arrow'))"
    )
    left, right = number.evaluate("node => { const box = node.getClientRects()[0]; return [box.left, box.right]; }")
    assert left <= arrow <= right


def test_a_count_lists_what_it_counts_and_each_leads_to_its_sentence(issue: Publication, open_page: Open) -> None:
    page = open_page("/reports/990101/1/")
    count = page.locator(".headline a.ref.count").first
    count.click()
    rows = page.locator(".card.floating [data-row]")
    assert rows.count() == int(digits(count.inner_text()))
    where = rows.first.get_attribute("href")
    rows.first.click()
    assert page.locator(f"{where} .from mark").is_visible()


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_an_open_card_has_no_fault_for_axe(issue: Publication, open_page: Open, axe: Faults, width: int) -> None:
    page = open_page("/reports/990101/1/", width=width)
    page.locator("main .sheet p a.ref[data-fact='目标']").first.click()
    assert axe(page) == []
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")


def test_without_script_a_number_is_a_link_to_its_card(issue: Publication, open_page: Open) -> None:
    page = open_page("/reports/990101/1/", script=False)
    page.locator("main .sheet p a.ref[data-fact='目标']").first.click()
    assert page.url.split("#")[1].startswith("c")
