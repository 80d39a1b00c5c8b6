"""总览: the sentence and its counts, the table by theme or owner, what turned, what falls due."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db.models import Q
from django.utils import timezone
from people import signed_in
from playwright.sync_api import Browser
from pytest_django import DjangoAssertNumQueries

from duixian.accounts.models import Office, Person
from duixian.journal import clock
from duixian.ledger.actions.claims import Paper, confirm_evidence, report
from duixian.ledger.actions.tasks import assign
from duixian.ledger.models import Commitment, Document

TODAY = timezone.make_aware(datetime(2025, 9, 26, 9, 12))


@pytest.fixture(autouse=True)
def on_that_day() -> Iterator[None]:
    with clock.standing_at(TODAY):
        yield


@pytest.fixture
def older(county: object, qin: Person, request: pytest.FixtureRequest) -> Document:
    """A report that was reviewed in January."""
    with clock.standing_at(TODAY - timedelta(days=250)):
        found: Document = request.getfixturevalue("reviewed")
    return found


@pytest.fixture
def delivered(older: Document, qin: Person, xu: Person, housing: Office) -> Commitment:
    """Nine estates, shown by an acceptance paper two days ago."""
    row = Commitment.objects.get(title__startswith="改造老旧小区")
    assign([row.task], by=qin, lead=housing)  # type: ignore[list-item]
    with clock.standing_at(TODAY - timedelta(days=2)):
        paper = Paper(sha256="0" * 64, size=1, name="验收单.png", media_type="image/png")
        claim = report(row, by=xu, key="a", as_of=date(2025, 9, 20), value=Decimal(9), papers=[paper])
        confirm_evidence(claim.evidence.get(), by=qin, grade="甲", value=Decimal(9))
    return row


def test_the_sentence_holds_the_counts_and_each_opens_its_list(delivered: Commitment, qin: Person) -> None:
    page = signed_in(qin).get("/overview/").content.decode()
    total = Commitment.objects.filter(Q(year=2025) | Q(year=None)).count()
    assert f"{total} 项承诺" in page
    assert "/commitments/?year=2025&amp;assessment=delivered" in page
    assert "/commitments/?year=2025&amp;colour=red" in page
    assert "全年时间已过 73.7%" in page


def test_every_count_is_the_length_of_its_list(delivered: Commitment, qin: Person) -> None:
    client = signed_in(qin)
    page = client.get("/overview/").content.decode()
    found = set(re.findall(r'href="(/commitments/\?[^"]+)"[^>]*>(?:<b>)?(\d+)(?:</b>)?</a>', page))
    assert len(found) > 10
    for address, count in found:
        said = client.get(address.replace("&amp;", "&")).content.decode()
        length = re.search(r"<h1[^>]*>\s*(\d+) 项承诺", said)
        assert int(length[1] if length else 0) == int(count), address


def test_what_turned_this_week_says_why(delivered: Commitment, qin: Person) -> None:
    page = signed_in(qin).get("/overview/").content.decode()
    turned = page.split('id="turned"')[1].split("</section>")[0]
    assert "改造老旧小区 9个" in turned
    assert "佐证9个，达到目标9个" in turned
    assert "+1" in page.split('class="week"')[1].split("</div>")[0]


def test_the_table_is_by_theme_or_owner(delivered: Commitment, qin: Person) -> None:
    client = signed_in(qin)
    assert "住房与城建" in client.get("/overview/").content.decode()
    assert "县住建局</a></th>" in client.get("/overview/?by=lead").content.decode()
    for by in ("leader", "township", "nonsense"):
        assert client.get(f"/overview/?by={by}").status_code == 200


def test_htmx_gets_the_table_alone(delivered: Commitment, qin: Person) -> None:
    part = signed_in(qin).get("/overview/?by=lead", headers={"HX-Request": "true"}).content.decode()
    assert "<table" in part
    assert "<html" not in part


def test_nothing_yet_is_not_nought(qin: Person) -> None:
    page = signed_in(qin).get("/overview/").content.decode()
    assert "还没有一项承诺" in page
    assert "0 项" not in page


def test_a_past_day_shows_what_was_known(delivered: Commitment, qin: Person) -> None:
    page = signed_in(qin).get("/overview/?on=2025-09-01").content.decode()
    assert "on=2025-09-01" in page
    assert 'class="say-delivered" href="/commitments/?year=2025&amp;assessment=delivered&amp;on=2025-09-01">0<' in page


def test_others_see_their_own_or_nothing(delivered: Commitment, xu: Person, wai: Person, shen: Person) -> None:
    assert "2 项承诺" not in signed_in(wai).get("/overview/").content.decode()
    assert "还没有一项承诺" in signed_in(wai).get("/overview/").content.decode()
    assert signed_in(shen).get("/overview/").status_code == 403
    assert "粮食" not in signed_in(xu).get("/overview/").content.decode()


def test_the_wrong_method_is_refused(qin: Person) -> None:
    assert signed_in(qin).post("/overview/").status_code == 405


def test_the_number_of_queries(
    delivered: Commitment, qin: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(qin)
    with django_assert_max_num_queries(30):
        client.get("/overview/")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1440, 390])
def test_it_fits_and_the_switch_works(
    delivered: Commitment, qin: Person, live_server: object, browser: Browser, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900})
    session = signed_in(qin).cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": session, "url": str(live_server)}])
    page = context.new_page()
    page.goto(f"{live_server}/overview/")
    page.get_by_role("link", name="牵头单位").click()
    page.wait_for_url("**by=lead**")
    assert page.locator(".groups tbody tr").first.is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".say-delivered").click()
    page.wait_for_url("**/commitments/**assessment=delivered**")
    context.close()


def test_why_it_changed_lists_the_entries_behind(delivered: Commitment, qin: Person) -> None:
    turned = signed_in(qin).get("/overview/").text.split('id="turned"')[1].split("</section>")[0]
    assert "改造老旧小区" in turned
    assert "09-24 认定佐证 秦若溪；09-24 申报 许澄" in turned
