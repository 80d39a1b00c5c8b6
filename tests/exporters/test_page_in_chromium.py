"""The page as a person has it: a real Chromium, at a desk and on a phone, with keys, clicks, filters, paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from duixian import Reading, Statement
from duixian.exporters.html import page as page_of
from duixian.statement import Repair, Span

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, tmp_path: Path, report: Reading) -> Iterator[Open]:
    """Open the page of a report from a file; a script's error fails the test, and so does a request to the network."""
    wrong: list[str] = []
    pages: list[Page] = []

    def show(reading: Reading = report, *, size: dict[str, int] = DESK, anchor: str = "", script: bool = True) -> Page:
        file = tmp_path / "page.html"
        file.write_text(page_of(reading), encoding="utf-8", newline="")
        context = browser.new_context(
            viewport={"width": size["width"], "height": size["height"]}, java_script_enabled=script
        )
        page = context.new_page()
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


def test_the_text_on_the_page_is_the_text_of_the_report(opened: Open, report: Reading) -> None:
    assert opened().evaluate("document.querySelector('article').textContent") == report.text


def test_odd_characters_survive_the_page(opened: Open) -> None:
    text = "\r\n\t一、<b>&amp;</b>\r增长\u30006%。😀𠮷\r\n　　\u202e末尾</script>"
    span = Span(text.index("6%"), text.index("。"))
    told = Statement.at(text, span, kind="figure", sentence=span, section=(), subject="某项", status="result")
    page = opened(Reading(text=text, statements=(told,)))
    assert page.evaluate("document.querySelector('article').textContent") == text
    assert page.evaluate("document.querySelector('#detail mark').textContent") == "6%"


def test_a_click_in_the_text_finds_the_row(opened: Open) -> None:
    page = opened()
    page.click("article [data-n='38']")
    expect(page.locator("#r38")).to_have_class("on")
    expect(page.locator("#r38")).to_be_in_viewport()
    expect(page.locator("#detail h2")).to_have_text("工业项目从立项到开工 ≤45个工作日")


def test_a_click_in_the_table_finds_the_words(opened: Open) -> None:
    page = opened()
    page.click("#r31 .v")
    mark = page.locator("article a[data-n='31']")
    expect(mark).to_be_in_viewport()
    assert "on" in (mark.get_attribute("class") or "").split()
    expect(page.locator("#detail")).to_contain_text("“清何湾县”疑为“清河湾县”")
    assert page.url.endswith("#n=31")


def test_keys_move_and_find_the_next_doubt(opened: Open) -> None:
    page = opened()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    expect(page.locator("tr.on")).to_have_id("r2")
    page.keyboard.press("g")
    expect(page.locator("tr.on")).to_have_id("r16")
    page.keyboard.press("g")
    expect(page.locator("tr.on")).to_have_id("r33")


def test_tab_changes_sides_and_focus_moves_along(opened: Open) -> None:
    page = opened(anchor="#n=23")
    page.focus("article a[data-n='23']")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "r23"
    page.keyboard.press("j")
    assert page.evaluate("document.activeElement.id") == "r24"
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.dataset.n") == "24"


def test_letters_are_letters_while_one_types_and_can_be_switched_off(opened: Open) -> None:
    page = opened()
    page.keyboard.press("/")
    page.keyboard.type("jkg")
    expect(page.locator("[name=q]")).to_have_value("jkg")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    page.uncheck("[name=letters]")
    page.keyboard.press("Escape")
    page.locator("body").click(position={"x": 5, "y": 5})
    page.keyboard.press("j")
    expect(page.locator("tr.on")).to_have_id("r1")


def test_filters_leave_what_they_say_and_the_address_keeps_them(opened: Open) -> None:
    page = opened()
    page.click("[data-status=ta]")
    page.click("[data-kind=m]")
    expect(page.locator("tbody tr:visible")).to_have_count(5)
    expect(page.locator(".hits")).to_contain_text("显示 5 / 43 条")
    assert "off" in (page.get_attribute("article a[data-n='1']", "class") or "")
    page.reload()
    expect(page.locator("tbody tr:visible")).to_have_count(5)
    page.click(".hits button")
    expect(page.locator("tbody tr:visible")).to_have_count(43)


@pytest.mark.parametrize(
    ("button", "left"),
    [("[data-flag=fixed]", 3), ("[data-flag=again]", 2), ("[data-flag=doubt]", 4), ("[data-bin='2']", 1)],
)
def test_repairs_repeats_doubts_and_confidence_filter(opened: Open, button: str, left: int) -> None:
    page = opened()
    page.click(button)
    expect(page.locator("tbody tr:visible")).to_have_count(left)
    page.click(button)
    expect(page.locator("tbody tr:visible")).to_have_count(43)


def test_search_looks_at_subjects_and_numbers(opened: Open) -> None:
    page = opened()
    page.fill("[name=q]", "托位 220")
    expect(page.locator("tbody tr:visible")).to_have_count(2)
    page.fill("[name=q]", "没有这个")
    expect(page.locator(".hits")).to_contain_text("没有符合的")


def test_the_strip_jumps(opened: Open) -> None:
    page = opened()
    box = page.locator(".strip").bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + 15, box["y"] + box["height"] * 0.97)
    number = int((page.get_attribute("tr.on", "data-n")) or 0)
    assert number > 40


def test_the_table_is_copied_as_rows_for_a_sheet(opened: Open) -> None:
    page = opened()
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.click("[data-status=fa]")
    page.click("[data-do=copy]")
    expect(page.locator("[data-do=copy]")).to_have_text("已复制 1 行")
    rows = page.evaluate("navigator.clipboard.readText()").split("\n")
    assert rows[1].split("\t")[:4] == ["31", "常住人口", "21.4万人", "事实"]


def test_on_a_phone_a_tap_opens_a_sheet_that_leaves_the_words_visible(opened: Open) -> None:
    page = opened(size=PHONE)
    expect(page.locator("#detail")).to_be_hidden()
    page.click("article a[data-n='24']")
    sheet = page.locator("#detail")
    expect(sheet).to_be_visible()
    mark, top = page.locator("article a[data-n='24']").bounding_box(), sheet.bounding_box()
    assert mark is not None
    assert top is not None
    assert 0 < mark["y"] + mark["height"] < top["y"]
    page.click("text=下一条 ›")
    expect(page.locator("#detail h2")).to_have_text("新建村级养老餐桌 30处")
    page.click("#detail .grip")
    expect(sheet).to_be_hidden()


def test_on_a_phone_tabs_show_text_table_and_doubts(opened: Open) -> None:
    page = opened(size=PHONE)
    expect(page.locator("#table")).to_be_hidden()
    page.click("button[data-tab=table]")
    expect(page.locator("article")).to_be_hidden()
    expect(page.locator("tbody tr:visible")).to_have_count(43)
    page.click("button[data-tab=doubt]")
    expect(page.locator("tbody tr:visible")).to_have_count(4)
    page.click("#r33")
    expect(page.locator("#detail .quote")).to_contain_text("南环路改线10月通车")


@pytest.mark.parametrize("size", [DESK, PHONE, {"width": 800, "height": 700}, {"width": 320, "height": 600}])
def test_nothing_sticks_out_sideways(opened: Open, size: dict[str, int]) -> None:
    page = opened(size=size)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_without_script_text_table_and_links_are_there(opened: Open) -> None:
    page = opened(script=False)
    expect(page.locator("tbody tr")).to_have_count(43)
    expect(page.locator(".filters")).to_be_hidden()
    page.click("article a[data-n='38']")
    expect(page.locator("#r38")).to_be_in_viewport()
    page.click("#r3 a")
    assert page.url.endswith("#m3")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_stands_out_from_its_ground(opened: Open, scheme: str) -> None:
    page = opened()
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    contrast = Path(__file__).with_name("contrast.js").read_text(encoding="utf-8")
    assert page.evaluate(contrast.partition("\n")[2]) == []


def test_the_table_is_a_table_to_whoever_hears_it(opened: Open) -> None:
    page = opened()
    assert page.locator("thead th[scope=col]").count() == 7
    assert page.locator("tbody th[scope=row]").count() == 43
    assert page.get_by_role("row").count() == 44
    assert page.get_by_role("button", name="把握 0.60 到 0.65：1 条").count() == 1
    assert page.get_by_role("searchbox", name="找字、数、指标").count() == 1


def test_paper_holds_text_and_table_and_nothing_to_press(opened: Open) -> None:
    page = opened()
    page.emulate_media(media="print")
    expect(page.locator("article")).to_be_visible()
    expect(page.locator("tbody tr").last).to_be_visible()
    for name in (".strip", "#detail", "[data-do=print]", ".find", ".set"):
        expect(page.locator(name).first).to_be_hidden()
    marked = page.evaluate("getComputedStyle(document.querySelector('article a.m'), '::after').content")
    assert marked == '"1"'


def test_five_thousand_statements_stay_usable(opened: Open, report: Reading) -> None:
    page = opened(_many(report, 117))
    assert page.locator("tbody tr").count() > 5000
    took = page.evaluate("""async () => {
      const begun = performance.now();
      document.querySelector("[data-status=ta]").click();
      await new Promise((done) => requestAnimationFrame(() => setTimeout(done, 0)));
      return performance.now() - begun;
    }""")
    assert took < 2000


def _many(report: Reading, times: int) -> Reading:
    size = len(report.text)
    told = [_moved(each, by=size * turn) for turn in range(times) for each in report.statements]
    return replace(report, text=report.text * times, statements=tuple(told))


def _moved(statement: Statement, *, by: int) -> Statement:
    def moved(span: Span) -> Span:
        return Span(span.start + by, span.end + by)

    repairs = tuple(
        Repair(each.start + by, each.end + by, each.kind, each.was, each.read_as) for each in statement.repairs
    )
    task = None if statement.task is None else moved(statement.task)
    return replace(
        statement, span=moved(statement.span), sentence=moved(statement.sentence), task=task, repairs=repairs
    )


def test_a_corner_stays_on_the_line_of_its_words(opened: Open) -> None:
    text = "完善背街小巷照明，整治架空线缆，推进废弃矿山修复，实施散煤替代，扶持返乡青年办社。" * 8
    starts = [0, *(index + 1 for index, char in enumerate(text[:-1]) if char in "，。")]
    ends = [index for index, char in enumerate(text) if char in "，。"]
    told = tuple(
        Statement.at(text, Span(*span), kind="task", sentence=Span(*span), section=(), subject="某事", status="target")
        for span in zip(starts, ends, strict=True)
    )
    torn = """[...document.querySelectorAll("article .tb")].filter((corner) => {
      const words = corner.nextElementSibling.getClientRects()[0];
      return Math.abs(corner.getBoundingClientRect().bottom - words.bottom) > 24;
    }).length"""
    for width in range(800, 1400, 60):
        page = opened(Reading(text=text, statements=told), size={"width": width, "height": 900})
        assert page.evaluate(torn) == 0
        page.context.close()


def test_tab_goes_from_the_text_to_the_row_after_j(opened: Open) -> None:
    page = opened()
    page.keyboard.press("j")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('tbody') !== null")


def test_a_pressed_row_is_not_covered_by_its_details(opened: Open, report: Reading) -> None:
    short = replace(report.statements[0], section=(), indicator=None)
    long = replace(short, section=("节" * 40,), lead="县住建局" * 10, place="清河湾县" * 10)
    page = opened(replace(report, statements=(short, *[long] * 60)))
    covered = """() => {
      const [first, ...rest] = document.querySelectorAll("tbody tr");
      const end = () => document.querySelector("#table").getBoundingClientRect().bottom;
      first.click();
      const last = rest.filter((row) => row.getBoundingClientRect().bottom <= end()).at(-1);
      last.click();
      return last.getBoundingClientRect().bottom > end();
    }"""
    assert not page.evaluate(covered)
