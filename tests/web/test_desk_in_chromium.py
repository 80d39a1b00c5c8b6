"""The reading desk in a real Chromium: a file is uploaded, read, reviewed by keyboard; two browsers lose nothing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from looking import DESKTOP, PHONE, Faults, Open, settled
from people import TEXT
from playwright.sync_api import Page, expect

from duixian.accounts.models import Person, Place, Role
from duixian.ledger.jobs import read_document
from duixian.ledger.models import Document, Statement

pytestmark = pytest.mark.browser


def states(document: Document) -> list[str]:
    return list(document.statements.order_by("start", "end", "id").values_list("review", flat=True))


def press(page: Page, key: str) -> None:
    """Press a key and wait until the desk has answered."""
    page.wait_for_load_state("load")
    with page.expect_response(lambda response: "/desk/" in response.url and response.status == 200):
        page.keyboard.press(key)
    settled(page)


def test_upload_read_and_review_by_keyboard(qin: Person, open_page: Open, tmp_path: Path, axe: Faults) -> None:
    report = tmp_path / "清河湾县2025年政府工作报告.txt"
    report.write_text(TEXT, encoding="utf-8")
    page = open_page("/documents/", by=qin)
    page.set_input_files("[data-drop] input[type=file]", report)
    expect(page.get_by_text("收到 1 份文件")).to_be_visible()
    expect(page.get_by_text("可以离开本页")).to_be_visible()
    document = Document.objects.get()
    read_document.call(document.pk)
    # The row asks by itself until the document is read.
    page.get_by_role("link", name="接着审").click()
    expect(page.get_by_text("第 1 条，共")).to_be_visible()
    assert axe(page) == []
    press(page, "a")
    expect(page.locator("#desk-count")).to_have_text(f"已审 1 / {len(states(document))}")
    expect(page.get_by_text("第 2 条，共")).to_be_visible()
    press(page, "x")
    page.keyboard.press("e")
    page.locator("#f-value").fill("2200")
    page.locator("#f-value").press("Escape")
    press(page, "a")
    assert states(document)[:4] == ["accepted", "rejected", "corrected", "proposed"]
    press(page, "z")
    assert states(document)[:4] == ["accepted", "rejected", "proposed", "proposed"]
    expect(page.get_by_text("第 3 条，共")).to_be_visible()


def test_bulk_acceptance_and_its_undo(document: Document, qin: Person, open_page: Open, axe: Faults) -> None:
    page = open_page(f"/documents/{document.pk}/desk/bulk/?from=0.8", by=qin)
    assert axe(page) == []
    page.locator("tbody input").first.uncheck()
    ticked = page.locator("tbody input:checked").count()
    page.keyboard.press("a")
    expect(page.get_by_text(f"一并接受了 {ticked} 条")).to_be_visible()
    assert states(document).count("accepted") == ticked
    press(page, "z")
    assert states(document).count("accepted") == 0


def test_walking_and_kinds_by_keyboard(document: Document, qin: Person, open_page: Open) -> None:
    page = open_page(f"/documents/{document.pk}/desk/", by=qin)
    press(page, "j")
    expect(page.get_by_text("第 2 条，共")).to_be_visible()
    press(page, "k")
    expect(page.get_by_text("第 1 条，共")).to_be_visible()
    page.keyboard.press("3")
    expect(page.locator("input[name=kind][value=task]")).to_be_checked()
    page.keyboard.press("s")
    expect(page.get_by_text("在哪里拆开？")).to_be_visible()


def test_a_missed_stretch_is_selected_in_the_text(document: Document, qin: Person, open_page: Open) -> None:
    page = open_page(f"/documents/{document.pk}/desk/", by=qin)
    page.evaluate(
        """() => {
          const walk = document.createTreeWalker(document.querySelector("#desk-text"), NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const at = walk.currentNode.data.indexOf("稳住农业");
            if (at >= 0) return getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + 4);
          }
        }"""
    )
    expect(page.locator("[data-marked-words]")).to_have_text("稳住农业")
    page.get_by_role("button", name="标成一条").click()
    expect(page.locator(".side-quote mark")).to_have_text("稳住农业")
    assert document.statements.get(origin="person").text == "稳住农业"


def test_two_browsers_on_one_statement_lose_nothing(
    document: Document, qin: Person, county: Place, open_page: Open
) -> None:
    lu = Person.objects.create(username="lu", name="陆知远", role=Role.KEEPER, place=county)
    row = document.statements.get(text="24部")
    mine, theirs = (open_page(f"/documents/{document.pk}/desk/?at={row.pk}", by=each) for each in (qin, lu))
    for page, field, value in ((theirs, "#f-unit", "台"), (mine, "#f-value", "25")):
        page.keyboard.press("e")
        page.locator(field).fill(value)
        with page.expect_response(lambda response: response.request.method == "POST"):
            page.get_by_role("button", name="接受", exact=False).first.click()
        settled(page)
    expect(mine.get_by_role("heading", name="陆知远")).to_be_visible()
    expect(mine.get_by_text("没有保存，也没有丢")).to_be_visible()
    assert Statement.objects.get(pk=row.pk).unit == "台"
    mine.locator("input[name=pick-unit][value=theirs]").check()
    with mine.expect_response(lambda response: response.request.method == "POST"):
        mine.get_by_role("button", name="按逐项选的").click()
    settled(mine)
    here = Statement.objects.get(pk=row.pk)
    assert (here.unit, here.value) == ("台", Decimal(25))


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_nothing_hangs_out_and_the_statement_is_in_sight(
    document: Document, qin: Person, open_page: Open, axe: Faults, width: int
) -> None:
    row = document.statements.filter(text__contains="3.2万亩")[0]
    page = open_page(f"/documents/{document.pk}/desk/?at={row.pk}", by=qin, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    settled(page)
    page.wait_for_timeout(400)
    here = page.locator("#desk-text .m.on").first.bounding_box()
    assert here is not None
    side = page.locator(".desk-side").bounding_box()
    assert side is not None
    assert here["y"] > 40
    assert here["y"] + here["height"] < (side["y"] if width == PHONE else 900)
    assert axe(page) == []
    with page.expect_response(lambda response: response.request.method == "POST"):
        page.get_by_role("button", name="接受").first.click()
    settled(page)
    assert Statement.objects.get(pk=row.pk).review == "accepted"


def test_each_landmark_has_a_name_of_its_own(document: Document, qin: Person, open_page: Open) -> None:
    page = open_page(f"/documents/{document.pk}/desk/", by=qin)
    assert Axe().run(page, options={"runOnly": ["landmark-unique"]}).response["violations"] == []
    assert page.get_by_role("region", name="原文", exact=True).count() == 1
    assert page.get_by_role("region", name=f"文件：{document.title}").count() == 1


def test_the_desk_works_without_script(document: Document, qin: Person, open_page: Open) -> None:
    row = document.statements.get(text="24部")
    page = open_page(f"/documents/{document.pk}/desk/?at={row.pk}", by=qin, script=False)
    page.locator("#f-value").fill("26")
    page.get_by_role("button", name="接受").first.click()
    row.refresh_from_db()
    assert (row.review, row.value) == ("corrected", Decimal(26))
    page.get_by_role("button", name="撤销").first.click()
    row.refresh_from_db()
    assert row.review == "proposed"


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_list_fits_and_has_no_serious_fault(
    document: Document, qin: Person, open_page: Open, axe: Faults, width: int
) -> None:
    page = open_page("/documents/", by=qin, width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe(page) == []
