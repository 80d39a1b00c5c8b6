"""我的办公桌: what to do first, a report in three touches, what waits for the keeper."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from people import signed_in
from playwright.sync_api import Browser, expect
from pytest_django import DjangoAssertNumQueries

from duixian.accounts.models import Office, Person
from duixian.journal import clock
from duixian.ledger.actions.claims import Paper, report
from duixian.ledger.actions.tasks import assign
from duixian.ledger.models import Claim, Commitment, Document, Evidence

TODAY = timezone.make_aware(datetime(2025, 9, 26, 9, 12))
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63f8cfc000000301010018dd8db0"
    "0000000049454e44ae426082"
)


@pytest.fixture(autouse=True)
def on_that_day() -> object:
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def given(reviewed: Document, housing: Office, farming: Office, qin: Person) -> Document:
    """A plan of which some rows are with the office of housing, most with that of farming, one with nobody."""
    tasks = list(reviewed.tasks.filter(retired=False).order_by("order"))
    home = [task for task in tasks if "小区" in task.title or "电梯" in task.title or "冷库" in task.title]
    assign(home, by=qin, lead=housing)
    assign([task for task in tasks if task not in home][1:], by=qin, lead=farming)
    return reviewed


def estates() -> Commitment:
    return Commitment.objects.get(title__startswith="改造老旧小区")


def test_the_most_urgent_comes_first_and_at_most_five(
    given: Document, xu: Person, farming: Office, liang: Person
) -> None:
    page = signed_in(xu).get("/").content.decode()
    assert "许澄，今天" in page
    assert page.index("冷库 投入使用") < page.index("加装电梯")
    assert "过期 88 天" in page
    mine = signed_in(liang).get("/").content.decode()
    assert "改造老旧小区" not in mine
    assert mine.split('class="rest"')[0].count('class="todo-title"') <= 5


def test_an_office_reports_a_number_with_a_photo(given: Document, xu: Person) -> None:
    client, row = signed_in(xu), estates()
    photo = SimpleUploadedFile("验收单.png", PNG, content_type="image/png")
    answer = client.post(f"/report/{row.pk}/", {"key": "a", "value": "7", "papers": photo}, follow=True)
    assert "报上去了：改造老旧小区 9个，附 1 件材料" in answer.content.decode()
    claim = Claim.objects.get()
    assert (claim.value, claim.as_of, claim.by) == (Decimal(7), TODAY.date(), xu)
    assert claim.evidence.get().media_type == "image/png"


def test_a_second_sending_of_the_same_form_is_one_report(given: Document, xu: Person) -> None:
    client, row = signed_in(xu), estates()
    for _ in range(2):
        client.post(f"/report/{row.pk}/", {"key": "a", "value": "7"})
    assert Claim.objects.count() == 1


def test_a_refused_report_says_why_and_keeps_the_number(given: Document, xu: Person) -> None:
    text = SimpleUploadedFile("照片.png", b"not a picture", content_type="image/png")
    answer = signed_in(xu).post(f"/report/{estates().pk}/", {"key": "a", "value": "7", "papers": text})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "没有报上去，什么都没有改" in page
    assert 'value="7"' in page
    assert not Claim.objects.exists()


def test_only_the_office_itself_reports(given: Document, liang: Person, fang: Person, wai: Person) -> None:
    for person, status in ((liang, 404), (fang, 403), (wai, 403)):
        assert signed_in(person).post(f"/report/{estates().pk}/", {"key": "a", "value": "7"}).status_code == status
    assert Client().get("/").status_code == 302


def test_the_wrong_method_is_refused(given: Document, xu: Person) -> None:
    assert signed_in(xu).get(f"/report/{estates().pk}/").status_code == 405
    assert signed_in(xu).post("/").status_code == 405


def test_the_keeper_sees_what_waits(given: Document, qin: Person, xu: Person) -> None:
    paper = Paper(sha256="0" * 64, size=1, name="验收单.png", media_type="image/png")
    report(estates(), by=xu, key="a", as_of=TODAY.date(), value=Decimal(7), papers=[paper])
    page = signed_in(qin).get("/").content.decode()
    assert "确认 1 份佐证" in page
    assert "派出 1 项没有牵头的任务" in page
    assert Evidence.objects.get().name in page


def test_an_auditor_has_the_journal_for_a_desk(given: Document, shen: Person) -> None:
    assert signed_in(shen).get("/").headers["Location"] == "/journal/"


def test_a_past_day_is_for_reading_only(given: Document, xu: Person) -> None:
    page = signed_in(xu).get("/?on=2025-09-01").content.decode()
    assert "一分钟上报" not in page


def test_the_number_of_queries(
    given: Document, qin: Person, xu: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for person, most in ((xu, 15), (qin, 26)):
        client = signed_in(person)
        with django_assert_max_num_queries(most):
            client.get("/")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_report_from_a_phone_is_three_touches(
    given: Document, xu: Person, live_server: object, browser: Browser
) -> None:
    client = signed_in(xu)
    context = browser.new_context(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    context.add_cookies([{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": str(live_server)}])
    page = context.new_page()
    page.goto(f"{live_server}/?report={estates().pk}")
    form = page.locator(".report-card")
    form.get_by_label("加").tap()
    form.locator("input[type=file]").set_input_files({"name": "验收单.png", "mimeType": "image/png", "buffer": PNG})
    expect(form.locator("[data-said]")).to_have_text("验收单.png")
    form.get_by_role("button", name="上报").tap()
    expect(page.get_by_text("报上去了：改造老旧小区 9个")).to_be_visible()
    assert Claim.objects.get().value == Decimal(1)
    small = page.evaluate(
        "[...document.querySelectorAll('main button, .todo-report, .camera, .below a')]"
        ".filter(e => e.offsetParent && (e.offsetHeight < 48 || e.offsetWidth < 48)).map(e => e.outerHTML)"
    )
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    context.close()
