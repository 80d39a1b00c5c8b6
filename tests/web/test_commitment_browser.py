"""In a real browser: a photo is reported and confirmed, the evidence changes; keys, source card, axe, both widths."""

from __future__ import annotations

from pathlib import Path

import pytest
from given import jpeg, promise
from looking import DESKTOP, PHONE, Faults, Open
from playwright.sync_api import expect

from duixian.accounts.models import Office, Person
from duixian.ledger.actions.review import accept_many
from duixian.ledger.models import Commitment, Document

pytestmark = pytest.mark.browser


@pytest.fixture
def works(document: Document, qin: Person, housing: Office) -> Commitment:
    """Nine estates, given to the office of housing."""
    accept_many(list(document.statements.all()), by=qin)
    return promise("老旧小区", lead=housing)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A photo on the phone."""
    path = tmp_path / "竣工照.jpg"
    path.write_bytes(jpeg())
    return path


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_a_photo_is_reported_and_confirmed(
    works: Commitment, xu: Person, qin: Person, open_page: Open, picture: Path, width: int
) -> None:
    page = open_page(f"/commitments/{works.pk}/", by=xu, width=width)
    page.locator("#report > summary").click()
    page.fill("#id_value", "6")
    page.set_input_files("#id_papers", picture)
    page.get_by_role("button", name="报上去").click()
    page.get_by_text("报好了").wait_for()
    assert "还没有" in page.locator(".statuses > div:nth-child(2) .large").inner_text()
    keeper = open_page(f"/commitments/{works.pk}/", by=qin, width=width)
    keeper.locator(".confirm-form select").select_option("甲")
    keeper.get_by_role("button", name="认定佐证").click()
    keeper.get_by_text("认定了").wait_for()
    assert "6" in keeper.locator(".statuses > div:nth-child(2) .large").inner_text()
    assert keeper.locator(".thumb img").evaluate("node => node.decode().then(() => node.naturalWidth > 0)")
    assert keeper.locator("#chart canvas").count() == 1


@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_axe_finds_nothing_serious_and_nothing_overflows(
    works: Commitment, qin: Person, open_page: Open, axe: Faults, width: int
) -> None:
    for address in ("/commitments/?year=all", f"/commitments/{works.pk}/"):
        page = open_page(address, by=qin, width=width)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_keys_walk_the_rows_and_open_one(works: Commitment, qin: Person, open_page: Open) -> None:
    page = open_page("/commitments/?year=all", by=qin)
    page.keyboard.press("j")
    page.keyboard.press("j")
    assert page.locator("[data-row].is-current").count() == 1
    page.keyboard.press("f")
    assert page.locator("details.chip-menu[open]").count() == 1
    page.keyboard.press("Escape")
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_url("**/commitments/*/")


def test_rows_are_chosen_by_key_and_given_at_once(
    works: Commitment, qin: Person, farming: Office, open_page: Open, axe: Faults
) -> None:
    page = open_page("/commitments/?year=all&sort=number", by=qin)
    expect(page.locator("#bulk")).to_be_hidden()
    for _ in range(2):
        page.keyboard.press("j")
        page.keyboard.press("x")
    expect(page.locator("[data-count]")).to_have_text("已选 2 项")
    assert axe(page) == []
    page.locator("#bulk select[name=lead]").select_option(label="县农业农村局")
    with page.expect_download() as download:
        page.get_by_role("button", name="导出选中的").click()
    assert download.value.suggested_filename.endswith(".xlsx")
    page.get_by_role("button", name="派给县农业农村局").click()
    expect(page.get_by_text("派给县农业农村局 2 项。")).to_be_visible()
    assert Commitment.objects.filter(lead=farming).count() == 2
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("Escape")
    expect(page.locator("#bulk")).to_be_hidden()


def test_rows_are_given_without_script(works: Commitment, qin: Person, open_page: Open) -> None:
    page = open_page("/commitments/?year=all", by=qin, script=False)
    page.locator("tr", has_text="加装电梯").locator("input[name=commitment]").check()
    page.locator("#bulk select[name=lead]").select_option(label="县住建局")
    page.get_by_role("button", name="派给选中的单位").click()
    expect(page.get_by_text("派给县住建局 1 项。")).to_be_visible()


def test_the_source_card_opens_beside_the_number_and_focus_returns(
    works: Commitment, xu: Person, open_page: Open, picture: Path
) -> None:
    page = open_page(f"/commitments/{works.pk}/", by=xu)
    page.keyboard.press("r")
    page.fill("#id_value", "6")
    page.get_by_role("button", name="报上去").click()
    mark = page.locator(".statuses a.src").first
    mark.click()
    page.get_by_text("步到纸面").wait_for()
    page.keyboard.press("Escape")
    assert mark.evaluate("node => node === document.activeElement")


def test_it_all_works_without_script(works: Commitment, xu: Person, open_page: Open, picture: Path) -> None:
    page = open_page(f"/commitments/{works.pk}/", by=xu, script=False)
    page.locator("#report > summary").click()
    page.fill("#id_value", "6")
    page.set_input_files("#id_papers", picture)
    page.get_by_role("button", name="报上去").click()
    page.get_by_text("报好了").wait_for()
    page.get_by_text("看数据表").click()
    assert page.locator(".chart-table td.n").first.inner_text() == "6"
    page.locator(".statuses a.src").first.click()
    page.get_by_text("步到纸面").wait_for()
