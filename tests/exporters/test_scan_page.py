"""The page of a scan: the picture of the paper with boxes, beside the text, lit and pressed together."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from press import pictured

from duixian import Reading
from duixian.exporters.html import page as page_of
from duixian.exporters.html.sheets import MOST
from duixian.paper import Box, Paper, Run
from duixian.paper import Page as Sheet
from duixian.statement import on_paper

WIDE, HIGH, SIZE, LEFT, STEP, CUT = 1000, 1400, 20, 60, 44, 44
DESK, PHONE = ViewportSize(width=1440, height=900), ViewportSize(width=390, height=844)


@pytest.fixture(scope="module")
def picture(browser: Browser) -> bytes:
    return pictured(browser, _set(), width=WIDE, height=HIGH)


@pytest.fixture
def scan(report: Reading, picture: bytes) -> Reading:
    """The report of the made-up county as a paper of one page."""
    sheet = Sheet(number=1, width=WIDE, height=HIGH, picture=lambda: picture)
    return Reading(**vars(on_paper(report, Paper(pages=(sheet,), runs=tuple(_runs(report.text)), scanned=True))))


@pytest.fixture
def opened(browser: Browser, scan: Reading, tmp_path: Path) -> Iterator[Page]:
    yield from _opened(browser, scan, tmp_path, DESK, "light")


def _opened(
    browser: Browser, scan: Reading, folder: Path, size: ViewportSize, colours: Literal["light", "dark"]
) -> Iterator[Page]:
    (folder / "scan.html").write_text(page_of(scan), encoding="utf-8", newline="")
    wrong: list[str] = []
    page = browser.new_page(viewport=size, color_scheme=colours)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto((folder / "scan.html").as_uri())
    yield page
    page.close()
    assert not wrong


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the lines of the paper: those of the text, cut where the column ends."""
    at = 0
    for line in text.splitlines(keepends=True):
        words = line.rstrip("\n")
        yield from ((at + cut, at + min(cut + CUT, len(words))) for cut in range(0, len(words), CUT))
        at += len(line)


def _runs(text: str) -> Iterator[Run]:
    for row, (start, end) in enumerate(_lines(text)):
        top = (LEFT + row * STEP) / HIGH
        yield Run(start, end, 1, Box(LEFT / WIDE, top, (LEFT + SIZE * (end - start)) / WIDE, top + SIZE / HIGH))


def _set() -> str:
    from qinghewan import TEXT

    style = f"position:absolute;left:{LEFT}px;font:{SIZE}px/{SIZE}px 'Noto Sans CJK SC';white-space:pre"
    rows = enumerate(_lines(TEXT))
    return "".join(f'<p style="{style};top:{LEFT + n * STEP - SIZE}px">{escape(TEXT[a:b])}</p>' for n, (a, b) in rows)


def test_the_picture_stands_beside_the_text_with_a_box_for_every_line_of_a_statement(
    opened: Page, scan: Reading
) -> None:
    assert opened.locator("#paper img").evaluate("image => image.naturalWidth") == WIDE
    assert opened.locator("#paper .b").count() >= len(scan.statements)
    assert opened.locator("#paper").bounding_box()
    assert opened.locator("#text").bounding_box()


def test_a_box_lies_where_the_words_are(opened: Page, scan: Reading) -> None:
    told = scan.statements[0]
    assert told.box is not None
    photo, box = opened.locator(".photo").bounding_box(), opened.locator("#paper [data-n='1']").bounding_box()
    assert photo
    assert box
    assert box["x"] + box["width"] / 2 == pytest.approx(
        photo["x"] + photo["width"] * (told.box.left + told.box.right) / 2, abs=1
    )
    assert box["y"] + box["height"] / 2 == pytest.approx(
        photo["y"] + photo["height"] * (told.box.top + told.box.bottom) / 2, abs=1
    )


def test_a_press_on_a_box_finds_the_row_and_the_words(opened: Page) -> None:
    opened.locator("#paper [data-n='12']").first.click()
    expect(opened.locator("#r12")).to_have_class("wordy on")
    expect(opened.locator("#r12")).to_be_in_viewport()
    expect(opened.locator("article a[data-n='12']")).to_be_in_viewport()


def test_a_press_on_a_row_lights_the_box(opened: Page) -> None:
    opened.click("#r38 .v")
    box = opened.locator("#paper [data-n='38']").first
    assert "on" in (box.get_attribute("class") or "").split()
    expect(box).to_be_in_viewport()
    expect(opened.locator("#detail")).to_contain_text("第 1 页")


def test_the_switch_shows_text_or_page_alone(opened: Page) -> None:
    opened.click("[data-see=text]")
    expect(opened.locator("#paper")).to_be_hidden()
    opened.click("[data-see=paper]")
    expect(opened.locator("#paper")).to_be_visible()
    expect(opened.locator("#text")).to_be_hidden()


def test_a_nearer_look_keeps_the_chosen_box_in_view(opened: Page) -> None:
    opened.click("#r31 .v")
    for _ in range(3):
        opened.click("[data-zoom='1']")
    assert opened.locator("#paper").evaluate("pane => pane.scrollWidth > pane.clientWidth * 2")
    expect(opened.locator("#paper [data-n='31']").first).to_be_in_viewport()


def test_a_filter_takes_the_boxes_along(opened: Page, scan: Reading) -> None:
    opened.click("[data-status=ru]")
    rules = [number for number, told in enumerate(scan.statements, 1) if told.status == "rule"]
    seen = opened.locator("#paper .b:visible").evaluate_all("boxes => boxes.map((box) => Number(box.dataset.n))")
    assert sorted(set(seen)) == rules


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_a_phone_has_a_tab_for_the_page(
    browser: Browser, scan: Reading, tmp_path: Path, colours: Literal["light", "dark"]
) -> None:
    for page in _opened(browser, scan, tmp_path, PHONE, colours):
        page.click("[data-tab=paper]")
        expect(page.locator("#paper")).to_be_visible()
        expect(page.locator("#text")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_without_script_page_and_text_are_both_there(browser: Browser, scan: Reading, tmp_path: Path) -> None:
    (tmp_path / "scan.html").write_text(page_of(scan), encoding="utf-8", newline="")
    page = browser.new_page(viewport=DESK, java_script_enabled=False)
    page.goto((tmp_path / "scan.html").as_uri())
    assert page.locator("#paper").bounding_box()
    assert page.locator("#text").bounding_box()
    page.close()


def test_a_report_without_paper_has_no_switch(report: Reading) -> None:
    assert 'class="set views"' not in page_of(report)
    assert 'id="paper"' not in page_of(report)


def test_a_long_scan_says_how_many_pages_it_shows(report: Reading) -> None:
    tiny = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 0)
    sheets = tuple(Sheet(number=n, width=10, height=10, picture=lambda: tiny) for n in range(1, MOST + 3))
    long = replace(report, paper=Paper(pages=sheets, runs=(), scanned=True))
    assert f"原页只放了前 {MOST} 页，共 {MOST + 2} 页" in page_of(long)
    assert page_of(long).count("<figure") == MOST
