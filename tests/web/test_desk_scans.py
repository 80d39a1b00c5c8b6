"""A scanned document on the desk: text, page or both; the picture has boxes and is for those who may see it."""

from __future__ import annotations

import struct
import zlib

import pytest
from looking import Open
from people import TEXT, signed_in
from playwright.sync_api import expect

from duixian.accounts.models import Person, Place
from duixian.ledger import papers
from duixian.ledger.actions.catalogue import load_catalogue
from duixian.ledger.actions.documents import add_document, store_reading
from duixian.ledger.models import Document
from duixian.paper import Box, Page, Paper, Run
from duixian.reading import read_text
from duixian.statement import on_paper


def white(width: int = 40, height: int = 60) -> bytes:
    """Return a white PNG."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(b"".join(b"\0" + b"\xff" * width for _ in range(height)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


@pytest.fixture
def scan(county: Place, qin: Person) -> Document:
    """A report of two pages, a line of the text a run."""
    load_catalogue()
    runs, start = [], 0
    lines = TEXT.splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.strip():
            top = (number % 8) / 10
            run = Run(start, start + len(line.rstrip()), 1 + number // 8, Box(0.1, top, 0.9, top + 0.05))
            runs.append(run)
        start += len(line)
    pages = tuple(Page(number=number, width=40, height=60, picture=white) for number in (1, 2))
    paper = Paper(pages=pages, runs=tuple(runs), scanned=True)
    document = add_document([white()], name="专刊.png", place=county, by=qin)
    kept = papers.kept(paper, document.sha256, said=lambda *_: None)
    return store_reading(document, on_paper(read_text(TEXT, name="专刊.png"), paper), pages=kept)


def test_text_and_page_stand_beside_each_other(scan: Document, qin: Person) -> None:
    browser = signed_in(qin)
    both = browser.get(f"/documents/{scan.pk}/desk/").text
    assert "扫描件 第 1 页，共 2 页" in both
    assert f'src="/documents/{scan.pk}/pages/1/"' in both
    assert both.count('class="b ') >= scan.statements.filter(page=1).count() > 0
    assert 'id="desk-text"' in both
    assert 'id="desk-text"' not in browser.get(f"/documents/{scan.pk}/desk/?view=page").text
    assert "/pages/1/" not in browser.get(f"/documents/{scan.pk}/desk/?view=text").text


def test_the_view_stays_from_one_statement_to_the_next(scan: Document, qin: Person) -> None:
    row = scan.statements.order_by("start")[0]
    answer = signed_in(qin).post(f"/documents/{scan.pk}/desk/{row.pk}/reject/", {"revision": 0, "view": "page"})
    assert "view=page" in answer["Location"]


def test_a_page_is_served_to_those_who_may_see_it(scan: Document, everyone: dict[str, Person]) -> None:
    answer = signed_in(everyone["keeper"]).get(f"/documents/{scan.pk}/pages/2/")
    assert (answer.content, answer["Content-Type"]) == (white(), "image/png")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert signed_in(everyone["keeper"]).get(f"/documents/{scan.pk}/pages/3/").status_code == 404
    assert signed_in(everyone["stranger"]).get(f"/documents/{scan.pk}/pages/1/").status_code == 404
    assert signed_in(everyone["office"]).get(f"/documents/{scan.pk}/pages/1/").status_code == 403


def test_a_document_without_pages_has_no_pictures(document: Document, qin: Person) -> None:
    assert signed_in(qin).get(f"/documents/{document.pk}/pages/1/").status_code == 404
    assert "原页" not in signed_in(qin).get(f"/documents/{document.pk}/desk/?view=page").text


@pytest.mark.browser
def test_a_box_on_the_page_leads_to_its_statement(scan: Document, qin: Person, open_page: Open) -> None:
    page = open_page(f"/documents/{scan.pk}/desk/?view=page", by=qin)
    page.locator(".photo .b:not(.on)").first.click()
    expect(page.locator(".side-head")).to_contain_text("第 2 条")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
