"""A past day is kept by every link and filter of a page, and left only on purpose."""

from __future__ import annotations

import re

import pytest
from people import signed_in

from duixian.accounts.models import Person
from duixian.ledger.models import Document
from duixian.web.keeping import with_day

DAY = "2025-06-30"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('<a href="/tasks/">', '<a href="/tasks/?on=2025-06-30">'),
        ('<a class="x" href="?a=1#b">', '<a class="x" href="?a=1&amp;on=2025-06-30#b">'),
        ('<a href="/x/?on=2024-01-01">', '<a href="/x/?on=2024-01-01">'),
        ('<a href="/x/?a=1&amp;on=2024-01-01">', '<a href="/x/?a=1&amp;on=2024-01-01">'),
        ('<a href="/x/?person=3">', '<a href="/x/?person=3&amp;on=2025-06-30">'),
        ('<a href="#part">', '<a href="#part">'),
        ('<a href="https://example.org/">', '<a href="https://example.org/">'),
        ('<a href="//example.org/">', '<a href="//example.org/">'),
        ('<a href="/x/" data-today>', '<a href="/x/" data-today>'),
        ('<tr hx-get="/row/3/">', '<tr hx-get="/row/3/?on=2025-06-30">'),
        ('<link rel="stylesheet" href="/static/a.css">', '<link rel="stylesheet" href="/static/a.css">'),
        ('<form method="post" action="/x/">', '<form method="post" action="/x/">'),
        ('<form method="get">', '<form method="get"><input type="hidden" name="on" value="2025-06-30">'),
    ],
)
def test_links_and_filters_keep_the_day(before: str, after: str) -> None:
    assert with_day(before, DAY) == after


@pytest.mark.parametrize("address", ["/", "/overview/", "/commitments/", "/documents/", "/tasks/", "/journal/"])
def test_no_page_of_a_past_day_leads_back_to_today_unasked(qin: Person, reviewed: Document, address: str) -> None:
    page = signed_in(qin).get(f"{address}?on={DAY}").text
    links = re.findall(r'<a\b[^>]*href="[/?][^>]*>', page)
    assert len(links) > 5
    assert [link for link in links if f"on={DAY}" not in link and "data-today" not in link] == []


def test_today_s_page_is_left_alone(qin: Person) -> None:
    assert "on=" not in "".join(re.findall(r'href="[^"]*"', signed_in(qin).get("/account/").text))
