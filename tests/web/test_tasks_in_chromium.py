"""The task breakdown in a real Chromium: rows chosen by key and given at once, a cell, a workbook, a phone."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from looking import PHONE, Faults, Open
from openpyxl import load_workbook
from people import signed_in
from playwright.sync_api import expect

from duixian.accounts.models import Office, Person
from duixian.ledger.models import Document, Task

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_three_rows_are_chosen_by_key_and_given_at_once(
    open_page: Open, axe: Faults, reviewed: Document, qin: Person, housing: Office
) -> None:
    page = open_page(f"/tasks/?document={reviewed.pk}", by=qin)
    assert axe(page) == []
    expect(page.locator("#bulk")).to_be_hidden()
    for _ in range(3):
        page.keyboard.press("j")
        page.keyboard.press("x")
    expect(page.locator("[data-count]")).to_have_text("已选 3 项")
    page.locator("#bulk select[name=lead]").select_option(label="县住建局")
    button = page.get_by_role("button", name="派给县住建局")
    assert axe(page) == []
    button.click()
    expect(page.get_by_text("派给县住建局 3 项。")).to_be_visible()
    assert Task.objects.filter(lead=housing).count() == 3


def test_a_cell_offers_offices_while_one_types_and_saves_without_leaving(
    open_page: Open, reviewed: Document, qin: Person, housing: Office, farming: Office
) -> None:
    page = open_page(f"/tasks/?document={reviewed.pk}", by=qin)
    row = page.locator("tr", has_text="加装电梯")
    row.get_by_text("待定").click()
    expect(row.locator(".cell-form input[name=q]")).to_be_focused()
    page.keyboard.type("农业", delay=120)
    offer = page.locator(".offers button")
    expect(offer).to_have_text(re.compile("县农业农村局"))
    page.keyboard.press("Enter")
    expect(row.locator(".c-lead")).to_contain_text("县农业农村局")
    expect(page.locator("h1")).to_contain_text("已派 1 项")
    assert Task.objects.get(lead=farming).title == "加装电梯"


def test_esc_closes_a_cell_as_it_was(open_page: Open, reviewed: Document, qin: Person, housing: Office) -> None:
    page = open_page(f"/tasks/?document={reviewed.pk}", by=qin)
    row = page.locator("tr", has_text="加装电梯")
    row.get_by_text("待定").click()
    expect(row.locator(".cell-form")).to_be_visible()
    page.keyboard.press("Escape")
    expect(row.locator(".cell-form")).to_have_count(0)
    expect(row.get_by_text("待定")).to_be_visible()


def test_a_workbook_with_an_error_is_mended_by_a_link_and_imported(
    open_page: Open, axe: Faults, reviewed: Document, qin: Person, housing: Office, tmp_path: Path
) -> None:
    data = signed_in(qin).get("/tasks/export/", {"document": str(reviewed.pk)}).content
    book = load_workbook(BytesIO(data))
    book.worksheets[0]["H4"] = "住建"
    book.save(tmp_path / "任务分解.xlsx")
    page = open_page(f"/tasks/import/?document={reviewed.pk}", by=qin)
    page.set_input_files("#file", tmp_path / "任务分解.xlsx")
    page.get_by_role("button", name="核对这份表").click()
    expect(page.get_by_text("1 处要改")).to_be_visible()
    expect(page.get_by_role("button", name="导入")).to_be_disabled()
    assert axe(page) == []
    page.locator(".mends").get_by_role("link", name="县住建局").click()
    page.get_by_role("button", name="导入").click()
    expect(page.locator("#told")).to_contain_text("1 项任务有改动")
    assert Task.objects.filter(lead=housing).count() == 1


def test_on_a_phone_the_outline_reads_in_one_column(
    open_page: Open, axe: Faults, reviewed: Document, qin: Person, housing: Office
) -> None:
    page = open_page(f"/tasks/?document={reviewed.pk}", by=qin, width=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE
    expect(page.get_by_text("加装电梯").first).to_be_visible()
    assert axe(page) == []


def test_without_script_rows_are_given_by_a_plain_form(
    open_page: Open, reviewed: Document, qin: Person, housing: Office
) -> None:
    page = open_page(f"/tasks/?document={reviewed.pk}", by=qin, script=False)
    page.locator("tr", has_text="加装电梯").locator("input[name=task]").check()
    page.locator("#bulk select[name=lead]").select_option(label="县住建局")
    page.get_by_role("button", name="派给选中的单位").click()
    expect(page.get_by_text("派给县住建局 1 项。")).to_be_visible()
