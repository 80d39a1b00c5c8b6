"""The report to the people: drafted by the keeper, read by anyone, every number traced; nothing is published bare."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from people import signed_in
from playwright.sync_api import Browser, expect
from pytest_django import DjangoAssertNumQueries
from pytest_django.live_server_helper import LiveServer

from duixian.accounts.models import Person, Place
from duixian.journal import clock
from duixian.ledger.actions.publications import draft, publish
from duixian.ledger.models import Document, Publication


@pytest.fixture
def issue(reviewed: Document, county: Place, qin: Person) -> Publication:
    return publish(draft(county, year=2025, as_of=clock.today(), by=qin), by=qin)


def test_anyone_reads_an_issue(issue: Publication, client: Client) -> None:
    page = client.get("/reports/990101/1/").content.decode()
    assert "改造老旧小区" in page
    assert "演示数据" in page
    assert "/reports/990101/1/" in client.get("/reports/").content.decode()


def test_the_json_is_the_published_bytes(issue: Publication, client: Client) -> None:
    response = client.get("/reports/990101/1.json")
    assert response.content.decode() == issue.content
    assert json.loads(response.content)["total"] == len(json.loads(issue.content)["commitments"])


def test_the_csv_has_a_line_a_commitment(issue: Publication, client: Client) -> None:
    lines = client.get("/reports/990101/1.csv").content.decode("utf-8-sig").splitlines()
    assert len(lines) >= json.loads(issue.content)["total"] + 1


def test_a_draft_is_the_keepers_alone(issue: Publication, xu: Person, wai: Person, county: Place, qin: Person) -> None:
    second = draft(county, year=2025, as_of=clock.today(), by=qin)
    address = f"/drafts/{second.pk}/"
    assert signed_in(qin).get(address).status_code == 200
    assert signed_in(xu).get(address).status_code == 403
    assert signed_in(wai).get(address).status_code == 404
    assert Client().get("/reports/990101/2/").status_code == 404


def test_a_bare_number_stops_publishing_and_is_named_on_the_page(reviewed: Document, qin: Person) -> None:
    keeper = signed_in(qin)
    keeper.post("/drafts/", {"year": "2025"})
    made = Publication.objects.get()
    keeper.post(f"/drafts/{made.pk}/", {"draft": f"{made.draft}建成8个。", "revision": made.revision})
    made.refresh_from_db()
    assert "里的“8个”没有出处" in keeper.get(f"/drafts/{made.pk}/").content.decode()
    answer = keeper.post(f"/drafts/{made.pk}/publish/", {"revision": made.revision}, follow=True)
    assert "没有发布" in answer.content.decode()
    assert not Publication.objects.filter(state="published").exists()


def test_an_issue_costs_the_same_queries_however_long(
    issue: Publication, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(3):
        client.get("/reports/990101/1/")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [1440, 390])
def test_a_number_pressed_shows_where_it_comes_from(
    issue: Publication, live_server: LiveServer, browser: Browser, width: int
) -> None:
    page = browser.new_page(viewport={"width": width, "height": 860})
    page.goto(f"{live_server.url}/reports/990101/1/")
    number = page.locator("main .sheet a.ref[data-card]").first
    number.click()
    card = page.locator(".card.floating")
    expect(card).to_contain_text("承诺原句")
    assert not page.evaluate("document.documentElement.scrollWidth > innerWidth")
    page.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(number).to_be_focused()
    page.close()
