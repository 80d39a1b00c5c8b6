"""What is kept is Chinese and the same to the byte, in whatever language the page is that asked for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from assets import translations
from django.db import transaction
from django.utils import translation
from people import read_into

from duixian.accounts.models import Person, Place
from duixian.journal import clock
from duixian.journal.models import Entry
from duixian.ledger.actions.assessing import assess
from duixian.ledger.actions.publications import draft, publish
from duixian.ledger.actions.review import accept_many
from duixian.ledger.models import Commitment, Document, Step
from duixian.ledger.queries.standing import standings

LANGUAGES = ("zh-hans", "en")


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def year(county: Place, qin: Person) -> Iterator[Document]:
    """A year of promises of which nobody has reported; the English is compiled."""
    translations.compile_catalogue()
    translation.trans_real._translations.clear()  # type: ignore[attr-defined]
    with clock.standing_at(at("2025-02-11T09:00")):
        document = read_into(county, qin)
        accept_many(list(document.statements.all()), by=qin)
    with clock.standing_at(at("2025-09-26T18:00")):
        yield document


def undone(language: str, county: Place, qin: Person) -> tuple[str, str, list[str], list[str]]:
    """Return what is kept when one works in a language; all of it is undone again."""
    with transaction.atomic(), translation.override(language):
        issue = publish(draft(county, year=2025, as_of=date(2025, 9, 26), by=qin), by=qin)
        assess(county)
        steps = [f"{step.words}{step.missing}" for step in Step.objects.all()]
        bodies = list(Entry.objects.filter(action="commitment.turn").values_list("body", flat=True))
        transaction.set_rollback(True)
    return issue.draft, issue.content, steps, bodies


def test_what_is_kept_under_english_is_the_same_bytes(year: Document, county: Place, qin: Person) -> None:
    chinese, english = (undone(each, county, qin) for each in LANGUAGES)
    assert [len(part) > 0 for part in chinese] == [True] * 4
    for kept, under_english in zip(chinese, english, strict=True):
        assert under_english == kept


def test_what_is_shown_does_follow_the_language(year: Document) -> None:
    rows = Commitment.objects.filter(title__startswith="改造老旧小区").select_related("lead")
    said = []
    for language in LANGUAGES:
        with translation.override(language):
            said += [each.words for each in standings(rows, day=date(2025, 6, 1)).values()]
    assert said == ["还没有填报，也没有佐证", "nothing reported, and no evidence"]
