"""English: every word of the pages has one, and the switch keeps the page one is on."""

from __future__ import annotations

import pytest
from assets import translations
from django.test import Client
from django.utils import translation
from people import signed_in

from duixian.accounts.models import Person


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
