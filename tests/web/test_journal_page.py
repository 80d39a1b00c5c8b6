"""The journal page: the verification first, then the days, the list, and one entry beside it."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from looking import DESKTOP, PHONE, Faults, Open
from people import signed_in
from playwright.sync_api import expect
from pytest_django import DjangoAssertNumQueries

from duixian.accounts.actions.own import note_login
from duixian.accounts.models import Person
from duixian.journal import clock
from duixian.journal.entries import chained
from duixian.journal.models import Entry
from duixian.journal.seals import seal_finished_days
from duixian.ledger import checks
from duixian.ledger.actions.claims import report
from duixian.ledger.models import Commitment, Document


def tampered(entry: Entry) -> None:
    """Change an entry as someone at the disk would: past the triggers."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER journal_entry_no_update")
        else:
            cursor.execute("ALTER TABLE journal_entry DISABLE TRIGGER USER")
        body = entry.body.replace('"actor":"', '"actor":"假')
        cursor.execute("UPDATE journal_entry SET body = %s WHERE id = %s", [body, entry.pk])


def test_nothing_was_verified_yet(qin: Person, reviewed: Document) -> None:
    page = signed_in(qin).get("/journal/").text
    assert "还没有验证过" in page
    assert "核对日志" in page


def test_a_check_on_demand_is_said_first(qin: Person, reviewed: Document) -> None:
    client = signed_in(qin)
    assert client.post("/journal/check/").status_code == 302
    assert "正在核对日志" in client.get("/journal/sentence/").text
    checks.run()
    page = client.get("/journal/").text
    assert f"{Entry.objects.count()} 条日志逐条核对，全部相符" in page
    assert "上次不符：从未" in page
    assert "全部相符" not in client.get("/journal/report/").text
    assert "不符: 0" in client.get("/journal/report/").text


def test_a_broken_entry_is_told_with_its_number(qin: Person, shen: Person, wai: Person, reviewed: Document) -> None:
    entry = Entry.objects.filter(action="statement.accept")[3]
    tampered(entry)
    checks.run()
    page = signed_in(shen).get("/journal/").text
    assert f"第 {entry.pk} 条与它的校验不符" in page
    assert "没有自动修复，也没有隐藏" in page
    assert 'class="gap"' in page
    assert "这一条与它的校验不符" in signed_in(qin).get("/journal/", {"entry": entry.pk}).text
    assert entry.title not in signed_in(wai).get("/journal/").text


def test_an_entry_opens_beside_the_list(qin: Person, reviewed: Document) -> None:
    entry = Entry.objects.get(action="document.read")
    page = signed_in(qin).get("/journal/", {"entry": entry.pk}).text
    for words in ("现场时间", "收到时间", "这一件事的链", "本条，含上一条的校验值", "还没有封存"):
        assert words in page


def test_a_seal_stands_between_the_entries(qin: Person, reviewed: Document, xu: Person) -> None:
    with clock.standing_at(clock.now() + timedelta(days=1, hours=2)):
        seal_finished_days()
        later = Commitment.objects.all()[0]
        report(later, by=qin, key="a", as_of=clock.today(), words="已开工")
        page = signed_in(qin).get("/journal/").text
        assert "条并成一个校验值" in page
        entry = Entry.objects.exclude(action="commitment.report").latest("id")
        assert "封存值" in signed_in(qin).get("/journal/", {"entry": entry.pk}).text


def test_what_was_written_down_later_says_so(qin: Person, reviewed: Document) -> None:
    at = clock.now() - timedelta(hours=2, minutes=14)
    commitment = Commitment.objects.filter(value__gt=0)[0]
    report(commitment, by=qin, key="late", as_of=clock.today(), value=Decimal(3), at=at)
    page = signed_in(qin).get("/journal/", {"only": "late"}).text
    assert "2 小时 14 分后收到" in page
    assert page.count("data-row") - 1 == 1


def test_logins_in_a_row_are_one_row_that_opens(qin: Person, xu: Person, reviewed: Document) -> None:
    for person in (qin, qin, xu, qin, qin, qin):
        note_login(person)
    page = signed_in(qin).get("/journal/").text
    logins = list(Entry.objects.filter(action="person.login").values_list("pk", flat=True))
    assert re.findall(r"登录 \d 次", page) == ["登录 3 次", "登录 2 次"]
    assert [int(key) for key in re.findall(r'id="e-(\d+)"', page)][:6] == logins
    assert page.count('<details class="folded">') == 2
    opened = signed_in(qin).get("/journal/", {"entry": logins[1]}).text
    assert opened.count('<details class="folded" open>') == 1
    assert "登录 3 次" not in signed_in(qin).get("/journal/", {"deed": "person.login"}).text


def test_a_broken_login_is_not_folded_away(qin: Person) -> None:
    for _ in range(3):
        note_login(qin)
    tampered(Entry.objects.filter(action="person.login")[1])
    checks.run()
    page = signed_in(qin).get("/journal/").text
    assert "次</b>" not in page
    assert page.count("不符</b>") >= 1


@pytest.mark.browser
def test_a_fold_opens_with_the_keyboard(qin: Person, open_page: Open, axe: Faults) -> None:
    for _ in range(3):
        note_login(qin)
    page = open_page("/journal/", by=qin)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.locator("details.folded li")).to_have_count(3)
    expect(page.locator("details.folded li").first).to_be_visible()
    assert axe(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=这一件事的链")
    expect(page.locator("details.folded[open]")).to_have_count(1)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"who": "系统"}, "读取"),
        ({"deed": "statement.accept"}, "接受"),
        ({"kind": "ledger.task"}, "生成任务"),
        ({"q": "老旧小区"}, "改造老旧小区"),
        ({"q": "没有这样的事"}, "没有这样的记录"),
        ({"day": "2020-01-01"}, "没有这样的记录"),
        ({"from": "2020-01-01", "to": "x"}, "接受"),
    ],
)
def test_filters_are_in_the_address(qin: Person, reviewed: Document, given: dict[str, str], words: str) -> None:
    assert words in signed_in(qin).get("/journal/", given).text


def test_who_may_read_it(everyone: dict[str, Person], reviewed: Document) -> None:
    entry = Entry.objects.filter(action="document.read").get()
    for role, person in everyone.items():
        client = signed_in(person)
        wanted = 200 if role in ("keeper", "auditor", "reviewer", "stranger") else 403
        assert client.get("/journal/").status_code == wanted
        wanted = 404 if role == "stranger" else wanted
        assert client.get("/journal/", {"entry": entry.pk}).status_code == wanted
    assert signed_in(everyone["reviewer"]).get("/journal/export/").status_code == 403
    assert signed_in(everyone["keeper"]).get("/journal/check/").status_code == 405


def test_a_witness_can_check_the_export(shen: Person, reviewed: Document) -> None:
    lines = signed_in(shen).get("/journal/export/").getvalue().decode().splitlines()
    entries = [json.loads(line) for line in lines]
    assert len(entries) == Entry.objects.count()
    assert all(chained(entry["prev"], entry["body"]) == entry["hash"] for entry in entries)


def test_a_past_day_shows_what_was_known_then(qin: Person, reviewed: Document) -> None:
    assert "日志还是空的" in signed_in(qin).get("/journal/?on=2025-06-30").text


def test_htmx_gets_the_part_in_few_queries(
    qin: Person, reviewed: Document, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(qin)
    with django_assert_max_num_queries(12):
        part = client.get("/journal/", HTTP_HX_REQUEST="true").text
    assert "<html" not in part


@pytest.mark.browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_an_entry_opens_with_the_keyboard(
    qin: Person, reviewed: Document, open_page: Open, axe: Faults, width: int
) -> None:
    checks.run()
    page = open_page("/journal/", by=qin, width=width)
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    page.wait_for_selector("text=这一件事的链")
    assert "entry=" in page.url
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
