"""A clerk's way through the five real reports in a real Chromium: the list of the sure, then A for what is left."""

from __future__ import annotations

from pathlib import Path

import pytest
from looking import Open, settled
from people import read_into
from playwright.sync_api import expect

from duixian.accounts.models import Person, Place

pytestmark = pytest.mark.browser
SEEDS = Path(__file__).parents[3] / "shared" / "reading" / "seeds"
# Opening the desk, the list, and accepting it.
OPENED = 3


@pytest.mark.skipif(not SEEDS.is_dir(), reason="the real reports are not here")
def test_the_five_reports_are_confirmed(county: Place, qin: Person, open_page: Open) -> None:
    deeds = statements = 0
    for path in sorted(SEEDS.glob("*.txt")):
        document = read_into(county, qin, path.read_text(encoding="utf-8"), name=path.name)
        total = document.statements.count()
        page = open_page(f"/documents/{document.pk}/desk/bulk/?from=0.9", by=qin)
        page.keyboard.press("a")
        expect(page.get_by_text("一并接受了")).to_be_visible()
        left = document.statements.filter(review="proposed").count()
        for done in range(total - left, total):
            expect(page.locator("#desk-count")).to_have_text(f"已审 {done} / {total}")
            settled(page)  # a key that is pressed while the desk still changes does nothing
            page.keyboard.press("a")
        expect(page.locator("#desk-count")).to_have_text(f"已审 {total} / {total}")
        assert not document.statements.filter(review="proposed").exists()
        deeds, statements = deeds + OPENED + left, statements + total
        page.close()
    assert statements > 600
    assert deeds < statements / 6, f"{deeds} deeds for {statements} statements"
