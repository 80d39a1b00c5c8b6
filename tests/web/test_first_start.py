"""The first start in a real browser: six steps instead of zeros, and the first report goes in from there."""

from __future__ import annotations

from pathlib import Path

import pytest
from looking import DESKTOP, PHONE, Faults, Open
from people import TEXT

from duixian.accounts.models import Person


@pytest.mark.browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_the_first_report_goes_in_from_the_overview(
    qin: Person, open_page: Open, axe: Faults, width: int, tmp_path: Path
) -> None:
    report = tmp_path / "清河湾县2025年政府工作报告.txt"
    report.write_text(TEXT, encoding="utf-8")
    page = open_page("/overview/", by=qin, width=width)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.set_input_files("input[type=file]", str(report))
    page.wait_for_url("**/documents/**")
    page.wait_for_selector("text=清河湾县2025年政府工作报告")
