"""The page of a comparison as a person has it: filters, the source card, keys, a phone, the dark, paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Literal

import pytest
from counties import block
from playwright.sync_api import Browser, Page, expect

from duixian.exporters.html import compare_page

DESK, PHONE = (1440, 900), (390, 844)
CONTRAST = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
Open = Callable[..., Page]


@pytest.fixture(scope="module")
def html() -> str:
    """The page of two reports."""
    return compare_page([block()], tag="演示数据")


@pytest.fixture
def opened(browser: Browser, tmp_path: Path, html: str) -> Iterator[Open]:
    """Open the page from a file; an error of the script fails the test, and so does a request to the network."""
    wrong: list[str] = []
    pages: list[Page] = []
    file = tmp_path / "page.html"
    file.write_text(html, encoding="utf-8")

    def show(
        size: tuple[int, int] = DESK, *, anchor: str = "", dark: bool = False, script: bool = True, **more: Any
    ) -> Page:
        scheme: Literal["dark", "light"] = "dark" if dark else "light"
        viewport: Any = {"width": size[0], "height": size[1]}
        page = browser.new_context(
            viewport=viewport, color_scheme=scheme, java_script_enabled=script, **more
        ).new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.on("request", lambda request: wrong.append(request.url) if request.url.startswith("http") else None)
        page.goto(file.as_uri() + anchor)
        pages.append(page)
        return page

    yield show
    for page in pages:
        page.context.close()
    assert not wrong


def result(page: Page, title: str) -> Any:
    """Return the link of the judged result in a row of the table."""
    return page.locator(f"table.figures tr:has(th:has-text('{title}')) td.l:has(.sign) .from").first


@pytest.mark.parametrize("size", [DESK, PHONE, (1024, 700)])
@pytest.mark.parametrize("dark", [False, True])
def test_nothing_is_wider_than_the_window_and_all_words_can_be_read(
    opened: Open, size: tuple[int, int], dark: bool
) -> None:
    page = opened(size, dark=dark)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert page.evaluate(CONTRAST) == []


def test_a_click_opens_the_source_and_escape_gives_the_focus_back(opened: Open) -> None:
    page = opened()
    link = result(page, "地区生产总值增长")
    link.click()
    card = page.locator("#card")
    expect(card).to_contain_text("没做到：5.3% < 6%")
    expect(card.locator("mark")).to_have_text("5.3%")
    expect(card).to_be_focused()
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(link).to_be_focused()


def test_the_keyboard_does_the_same(opened: Open) -> None:
    page = opened()
    link = result(page, "新建冷库")
    link.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#card button")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#card")).to_be_hidden()
    expect(link).to_be_focused()


def test_the_mouse_over_a_figure_shows_its_source_and_leaves_it(opened: Open) -> None:
    page = opened()
    result(page, "地区生产总值增长").hover()
    expect(page.locator("#card")).to_be_visible()
    page.locator("h1").hover(position={"x": 2, "y": 2})
    expect(page.locator("#card")).to_be_hidden()


def test_filters_leave_what_they_say_and_the_address_keeps_them(opened: Open) -> None:
    page = opened()
    page.click(".filters [data-show=missed]")
    rows = page.locator("table.figures tbody tr:visible")
    expect(rows).to_have_count(2)
    assert page.url.endswith("#show=missed")
    again = opened(anchor="#show=missed")
    expect(again.locator("table.figures tbody tr:visible")).to_have_count(2)
    expect(again.locator(".filters [data-show=missed]")).to_have_attribute("aria-pressed", "true")
    page.keyboard.press("Escape")
    expect(page.locator(".filters [data-show=missed]")).to_have_attribute("aria-pressed", "false")


def test_rows_of_one_year_come_on_demand(opened: Open) -> None:
    page = opened()
    rows = page.locator("tr:has(th:has-text('柳河镇高标准农田'))")
    expect(rows).to_be_hidden()
    page.click("[data-all]")
    expect(rows).to_be_visible()
    assert page.url.endswith("#all=1")


def test_a_count_of_the_sentence_leads_to_its_rows(opened: Open) -> None:
    page = opened()
    page.click("h1 [data-show=quiet]")
    expect(page.locator("table.figures tbody tr:visible th").first).to_contain_text("改造农村公路")


def test_the_address_of_a_source_opens_it(opened: Open) -> None:
    expect(opened(anchor="#s3").locator("#card")).to_be_visible()


def test_without_script_the_figures_lead_to_the_list(opened: Open) -> None:
    page = opened(script=False)
    expect(page.locator(".filters")).to_be_hidden()
    result(page, "地区生产总值增长").click()
    expect(page.locator(".sources li:target")).to_be_in_viewport()


def test_on_a_phone_the_card_is_a_sheet_and_rows_are_blocks(opened: Open) -> None:
    page = opened(PHONE, has_touch=True, is_mobile=True)
    link = result(page, "地区生产总值增长")
    link.tap()
    sheet = page.locator("#card").bounding_box()
    assert sheet is not None
    assert (sheet["x"], sheet["width"], sheet["y"] + sheet["height"]) == (0, 390, 844)
    assert page.evaluate("getComputedStyle(document.querySelector('table.figures tbody tr')).display") == "grid"
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_on_paper_the_marks_are_numbers_of_the_list(opened: Open) -> None:
    page = opened()
    page.emulate_media(media="print")
    expect(page.locator(".sources")).to_be_visible()
    expect(page.locator(".filters")).to_be_hidden()
    shown = page.evaluate("getComputedStyle(document.querySelector('td .from[data-n] i'), '::after').content")
    assert shown.strip('"').isdigit()
