"""A county's own system from nothing: planned, installed, used in a browser, upgraded, removed; nothing is lost."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from installing import Install, source_of
from looking import Open
from playwright.sync_api import expect

from duixian.accounts.models import Person, Place
from duixian.cases.installing import install, plan_for, remove
from duixian.cases.models import Case
from duixian.cases.tables.shelf import shelf
from duixian.journal.verifying import verify
from duixian.programs.loading import load_source
from duixian.programs.template import write_new

pytestmark = [pytest.mark.browser, pytest.mark.both]
KEY = "hidden_dangers"


def test_a_folder_written_from_nothing_is_used_upgraded_and_removed(
    installed: Install, county: Place, qin: Person, tmp_path: Path, open_page: Open
) -> None:
    write_new(tmp_path / KEY, title="安全隐患排查", today=date(2025, 1, 1))
    source = load_source(tmp_path / KEY)
    assert plan_for(source).words[0].startswith(f"建表 program_{KEY}")
    install(source, by=qin)
    page = open_page("/cases/", by=qin)
    page.get_by_role("link", name="安全隐患排查").last.click()
    page.get_by_role("link", name="登记").first.click()
    page.fill("#new-name", "石桥村变压器围栏倒伏")
    page.get_by_role("button", name="登记", exact=True).click()
    page.get_by_text("登记好了").wait_for()

    upgraded = _upgraded(source.text)
    steps = plan_for(source_of(KEY, upgraded))
    assert any("改代号" in words for words in steps.words)
    assert any("加一列" in words for words in steps.words)
    install(source_of(KEY, upgraded), by=qin)
    page.goto(f"/cases/{KEY}/1/")
    expect(page.locator("h1")).to_have_text("石桥村变压器围栏倒伏")
    page.locator("#fields-title ~ details > summary").click()
    page.fill("#change-remark", "供电所已派人")
    page.get_by_role("button", name="存", exact=True).click()
    page.get_by_text("改好了").wait_for()

    remove(KEY, by=qin)
    assert KEY not in shelf
    answer = page.goto(f"/cases/{KEY}/")
    assert answer is not None
    assert answer.status == 404
    archived = Case.objects.get().archived
    assert archived is not None
    assert (archived["called"], archived["remark"]) == ("石桥村变压器围栏倒伏", "供电所已派人")
    assert verify().faults == ()


def _upgraded(text: str) -> str:
    """Return the next version: the title's id renamed, another field retired, a new one added."""
    text = re.sub(r'version = "[0-9.]+"', 'version = "2099.1"', text)
    text = text.replace("[fields.name]", '[fields.called]\nwas = "name"')
    text = text.replace("[fields.budget]", "[fields.budget]\nretired = true")
    return text.replace("# 阶段：", '[fields.remark]\ntitle = "备注"\ntype = "text"\n\n# 阶段：')
