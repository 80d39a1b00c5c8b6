"""On paper source marks are footnotes: document, page and day, or who reported; what one may not see has none."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pypdfium2
import pytest
from given import promise
from people import signed_in
from playwright.sync_api import Page

from duixian.accounts.models import Office, Person
from duixian.journal import clock
from duixian.ledger.actions.claims import report
from duixian.ledger.actions.observations import Given, take
from duixian.ledger.models import Claim, Document, Indicator
from duixian.ledger.queries.footnotes import asked_for

Open = Callable[..., Page]


@pytest.fixture
def claim(reviewed: Document, housing: Office, xu: Person) -> Claim:
    return report(promise("小区", lead=housing), by=xu, key="a", as_of=clock.today(), value=Decimal(3))


def test_each_source_is_a_line(claim: Claim, qin: Person) -> None:
    one = claim.commitment
    asked = f"claim-{claim.pk},commitment-{one.pk},observation-999,nonsense,claim-x"
    found = signed_in(qin).get(f"/sources/notes/?of={asked}").json()
    assert found == {
        f"claim-{claim.pk}": f"许澄 申报，{claim.as_of}，还没有佐证认定",
        f"commitment-{one.pk}": f"《{one.document.title}》",
    }


def test_a_figure_that_stands_in_no_document_says_how_it_came(reviewed: Document, qin: Person) -> None:
    today = clock.today()
    given = Given(start=today.replace(month=1, day=1), end=today, value=Decimal("4.2"), unit="%", measure="growth")
    seen = take(given, indicator=Indicator.objects.get(pk="gdp"), place=reviewed.place, by=qin)
    found = signed_in(qin).get(f"/sources/notes/?of=observation-{seen.pk}").json()
    assert found == {f"observation-{seen.pk}": f"{seen.subject}，截至 {today}，填报"}


def test_what_one_may_not_see_has_no_line(claim: Claim, liang: Person) -> None:
    assert signed_in(liang).get(f"/sources/notes/?of=claim-{claim.pk}").json() == {}


def test_what_cannot_be_meant_is_left_out() -> None:
    assert asked_for("claim-3,claim-,-4,evidence-²,claim-99999999999999999999") == [("claim", 3), ("", 4)]


@pytest.mark.browser
def test_a_printed_list_has_its_notes_below(claim: Claim, qin: Person, open_page: Open) -> None:
    page = open_page("/commitments/", by=qin)
    printed = pypdfium2.PdfDocument(page.pdf())
    words = "".join(sheet.get_textpage().get_text_range() for sheet in printed)
    assert "许澄 申报" in words
    assert page.locator(".footnotes").count() == 0, "the page on the screen is as before"
