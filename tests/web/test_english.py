"""English: every word of the pages has one, and the switch keeps the page one is on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal

import pytest
from assets import translations
from django.test import Client
from django.utils import timezone, translation
from people import signed_in

from duixian.accounts.models import Office, Person, Place
from duixian.catalogue import themes
from duixian.journal import clock
from duixian.ledger.actions.claims import Paper, confirm_evidence, report
from duixian.ledger.actions.tasks import assign
from duixian.ledger.models import Commitment, Document, Evidence, Indicator

CHINESE = re.compile(r"[^<>\"\n]*[\u3400-\u9fff。；，：（）][^<>\"\n]*")


@pytest.fixture
def english() -> None:
    """The words compiled, as set-up does it."""
    translations.compile_catalogue()
    translation.trans_real._translations.clear()  # type: ignore[attr-defined]


def test_messages_are_found_in_templates_and_code() -> None:
    text = '{% translate "登录" %}{% blocktranslate with n=x %}还有 {{ n }} 分钟{% endblocktranslate %}'
    assert set(translations.in_template(text)) == {("登录", None, None), ("还有 %(n)s 分钟", None, None)}
    found = {said for said, _, _ in translations.messages()}
    assert {"我的办公桌", "已兑现", "生成承诺"} <= found


def test_the_switch_changes_the_language_and_keeps_the_page(qin: Person, english: None) -> None:
    client = signed_in(qin)
    answer = client.post("/i18n/setlang/", {"language": "en", "next": "/account/?x=1"})
    assert answer["Location"] == "/account/?x=1"
    page = client.get("/account/").text
    assert '<html lang="en">' in page


def test_a_browser_set_to_english_still_opens_in_chinese(db: None) -> None:
    assert "登录" in Client().get("/login/", headers={"Accept-Language": "en-US,en"}).text


def test_every_word_of_the_pages_has_its_english() -> None:
    catalogue = translations.updated()
    assert translations.missing(catalogue) == [], "run `python -m assets.translations`, then fill in the English"


def test_the_english_keeps_the_same_gaps_to_fill() -> None:
    assert [message.id for message in translations.kept() if list(message.check())] == []


@pytest.fixture
def told(reviewed: Document, qin: Person, xu: Person, housing: Office, english: None) -> Iterator[Document]:
    """A year of which one promise is shown, one only reported, one given to an office, the rest silent."""
    with clock.standing_at(timezone.make_aware(datetime(2026, 12, 20))):
        assign(list(reviewed.tasks.filter(retired=False)), by=qin, lead=housing)
        estates, lifts = (Commitment.objects.get(title__startswith=each) for each in ("改造老旧小区", "加装电梯"))
        paper = Paper(sha256="0" * 64, size=1, name="验收单.pdf", media_type="application/pdf")
        shown = report(estates, by=xu, key="a", as_of=date(2025, 12, 1), value=Decimal(6), papers=[paper])
        confirm_evidence(shown.evidence.get(), by=qin, grade="甲", value=Decimal(6))
        report(lifts, by=xu, key="b", as_of=date(2025, 12, 1), value=Decimal(20))
        yield reviewed


def data_of(place: Place) -> list[str]:
    """Return what a page quotes: names, titles, the document itself, file names, units; the longest first."""
    rows = Commitment.objects.all()
    said = {text for row in rows for text in (row.title, row.unit)}
    said |= {*Office.objects.values_list("name", flat=True), *Office.objects.values_list("short", flat=True)}
    said |= {*Person.objects.values_list("name", flat=True), *Person.objects.values_list("title", flat=True)}
    said |= {name[0] for name in Person.objects.values_list("name", flat=True)}
    said |= {
        *Indicator.objects.values_list("title", flat=True),
        place.name,
        "中文",
        "验收单.pdf",
        *Evidence.Grade.values,
        "万",
        "亿",
    }
    said |= {theme.title for theme in themes().values()}
    said |= {document.title for document in Document.objects.all()}
    return sorted(filter(None, said), key=len, reverse=True)


def test_a_commitment_in_english_has_no_chinese_but_names_and_quotations(told: Document, qin: Person) -> None:
    client, data = signed_in(qin), data_of(told.place)
    client.post("/i18n/setlang/", {"language": "en"})
    left = set()
    for row in Commitment.objects.all():
        page = client.get(f"/commitments/{row.pk}/").text
        left |= {line for line in CHINESE.findall(page) if not quoted(line, data, told.text)}
    assert left == set()


def quoted(line: str, data: list[str], text: str) -> bool:
    """Answer whether nothing Chinese is left of a line once what it quotes is taken away."""
    if "".join(line.strip("… \u2060").split()) in "".join(text.split()):
        return True
    for said in data:
        line = line.replace(said, "")
    return not CHINESE.search(line)
