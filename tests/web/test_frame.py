"""The frame of every page: the way round, the day that is meant, keys, and the same on a phone."""

from __future__ import annotations

import pytest
from looking import DESKTOP, PHONE, Faults, Open
from people import signed_in

from duixian.accounts.models import Person


def test_each_role_sees_its_own_entries(qin: Person, xu: Person, shen: Person) -> None:
    keeper, office, auditor = (
        signed_in(each).get("/journal/" if each is shen else "/").text for each in (qin, xu, shen)
    )
    assert "管理" in keeper
    assert ">管理<" not in office
    assert ">日志<" in auditor
    assert ">承诺<" not in auditor


def test_a_past_day_is_told_and_kept_in_the_links(qin: Person) -> None:
    page = signed_in(qin).get("/overview/?on=2025-06-30").text
    assert "您在看 2025年6月30日 当日已知的数据" in page
    assert 'href="/commitments/?on=2025-06-30"' in page
    assert 'href="/overview/"' in page


def test_today_has_no_banner(qin: Person) -> None:
    assert "当日已知的数据" not in signed_in(qin).get("/overview/").text.replace("看哪一天已知的数据", "")


def test_the_form_for_another_day_keeps_the_other_parameters(qin: Person) -> None:
    page = signed_in(qin).get("/overview/?by=office&on=2025-06-30").text
    assert '<input type="hidden" name="by" value="office">' in page


@pytest.mark.browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_axe_finds_nothing_serious_on_a_signed_in_page(qin: Person, open_page: Open, axe: Faults, width: int) -> None:
    page = open_page("/overview/", by=qin, width=width)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
