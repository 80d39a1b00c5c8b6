"""The frame of every page: the way round, the day that is meant, keys, and the same on a phone."""

from __future__ import annotations

import pytest
from looking import DESKTOP, PHONE, Faults, Open
from people import signed_in

from duixian.accounts.models import Person


def test_the_narrow_navigation_still_says_its_names(qin: Person) -> None:
    assert 'aria-label="我的办公桌"' in signed_in(qin).get("/account/").text


def test_each_role_sees_its_own_entries(qin: Person, xu: Person, shen: Person) -> None:
    keeper, office, auditor = (signed_in(each).get("/account/").text for each in (qin, xu, shen))
    assert ">管理<" in keeper
    assert ">管理<" not in office
    assert ">日志<" in auditor
    assert ">承诺<" not in auditor
    assert 'role="search"' not in auditor


def test_a_past_day_is_told_and_kept_in_the_links(qin: Person) -> None:
    page = signed_in(qin).get("/account/?on=2025-06-30").text
    assert "您在看 2025年6月30日 当日已知的数据" in page
    assert 'href="/commitments/?on=2025-06-30"' in page
    assert 'href="/account/"' in page


def test_today_has_no_banner(qin: Person) -> None:
    assert "当日已知的数据" not in signed_in(qin).get("/account/").text.replace("看哪一天已知的数据", "")


def test_the_form_for_another_day_keeps_the_other_parameters(qin: Person) -> None:
    page = signed_in(qin).get("/account/?by=office&on=2025-06-30").text
    assert '<input type="hidden" name="by" value="office">' in page


@pytest.mark.browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_axe_finds_nothing_serious_on_a_signed_in_page(qin: Person, open_page: Open, axe: Faults, width: int) -> None:
    page = open_page("/account/", by=qin, width=width)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
def test_slash_finds_question_mark_explains_and_escape_closes(qin: Person, open_page: Open) -> None:
    page = open_page("/account/", by=qin)
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"
    page.keyboard.type("?j")
    assert page.input_value(".top [name=q]") == "?j"
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    assert page.is_visible("#all-keys")
    page.keyboard.press("Escape")
    assert not page.is_visible("#all-keys")


@pytest.mark.browser
def test_keys_that_are_switched_off_do_nothing(qin: Person, open_page: Open) -> None:
    Person.objects.update(keys_off=True)
    page = open_page("/account/", by=qin)
    page.keyboard.press("?")
    assert not page.is_visible("#all-keys")


@pytest.mark.browser
def test_another_day_is_chosen_without_script_and_left_again(qin: Person, open_page: Open) -> None:
    page = open_page("/account/?a=1", by=qin, script=False)
    page.click(".asof summary")
    page.fill(".asof [name=on]", "2025-06-30")
    page.click(".asof button")
    page.wait_for_url("**/account/?a=1&on=2025-06-30")
    assert "2025年6月30日" in page.inner_text(".past")
    page.click(".past a")
    page.wait_for_url("**/account/?a=1")
    assert page.locator(".past").count() == 0


@pytest.mark.browser
def test_on_a_phone_everything_is_within_the_bar_below(qin: Person, open_page: Open, axe: Faults) -> None:
    page = open_page("/account/", by=qin, width=PHONE)
    assert not page.is_visible(".side")
    page.click(".more summary")
    assert page.is_visible(".more-sheet >> text=任务分解")
    assert axe(page) == []
    page.click(".more-sheet >> text=退出")
    page.wait_for_url("**/login/")


@pytest.mark.browser
def test_no_page_breaks_the_content_policy(qin: Person, open_page: Open) -> None:
    page = open_page("/login/")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.reload(wait_until="networkidle")
    assert [line for line in said if "Content Security Policy" in line or "Failed to load" in line] == []
