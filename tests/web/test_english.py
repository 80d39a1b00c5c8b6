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
from installing import Install
from people import signed_in

from duixian.accounts.models import Office, Person, Place
from duixian.cases.actions.events import attach, happen
from duixian.cases.actions.moving import move
from duixian.cases.actions.opening import open_case
from duixian.cases.actions.ringing import ring
from duixian.cases.actions.steps import answer, ask
from duixian.cases.models import Case
from duixian.cases.tables.shelf import shelf
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


@pytest.fixture
def approving(served: Install, qin: Person, english: None) -> Iterator[Case]:
    """A file of approvals with steps asked for, answered and late, an errand, and alerts that ring."""
    served("parallel_approvals")
    fields = {"name": "桥", "applicant": "甲公司", "agent": qin.pk, "standard_land": False, "promised_days": 10}
    with clock.standing_at(timezone.make_aware(datetime(2025, 4, 3, 9))):
        case = open_case("parallel_approvals", fields=fields, place=qin.place, by=qin, opened_on=date(2025, 3, 3))
        attach(
            case,
            kind="申请材料",
            paper=Paper(sha256="0" * 64, size=1, name="验收单.pdf", media_type="application/pdf"),
            by=qin,
        )
        case = move(case, to="approving", by=qin, on=date(2025, 3, 4))
        ask(case, step="filing", by=qin, on=date(2025, 3, 4))
        answer(case, step="filing", by=qin, granted=True, on=date(2025, 3, 5))
        ask(case, step="environment", by=qin, on=date(2025, 3, 5))
        happen(case, event="errand", by=qin, key="a", on=date(2025, 3, 10), fields={"done": "跑"})
        ring(shelf.get("parallel_approvals"), day=clock.today())
        yield case


@pytest.fixture
def building(served: Install, qin: Person, english: None) -> Iterator[Case]:
    """A project that is being planned, with a duty that it missed."""
    served("major_projects")
    fields = {"name": "桥", "kind": "new", "lead": qin.pk, "plan_start": "2025-04-10", "total_investment": "8000"}
    with clock.standing_at(timezone.make_aware(datetime(2025, 4, 3, 9))):
        case = open_case("major_projects", fields=fields, place=qin.place, by=qin, opened_on=date(2025, 1, 6))
        happen(case, event="site_visit", by=qin, key="a", on=date(2025, 2, 3), fields={"found": "漏"})
        case = move(case, to="early", by=qin, on=date(2025, 2, 7))
        ring(shelf.get("major_projects"), day=clock.today())
        yield case


@pytest.mark.parametrize("page", ["case", "", "board/", "calendar/?month=2025-03", "calendar/?month=2025-04"])
@pytest.mark.parametrize("name", ["approving", "building"])
def test_pages_of_cases_in_english_have_no_chinese_but_the_folder_s(
    name: str, page: str, qin: Person, request: pytest.FixtureRequest
) -> None:
    case: Case = request.getfixturevalue(name)
    client, data = signed_in(qin), words_of(shelf.get(case.program).text, case, qin)
    client.post("/i18n/setlang/", {"language": "en"})
    shown = client.get(f"/cases/{case.program}/{f'{case.number}/' if page == 'case' else page}")
    assert shown.status_code == 200
    left = {line for line in CHINESE.findall(shown.text) if not quoted(line, data, "")}
    # A rule worked out is said in the folder's language: 超期的手续 1 项 > 0：是.
    assert {line for line in left if not re.search("：是|从 .* 变为 ", line)} == set()


def words_of(folder: str, case: Case, person: Person) -> list[str]:
    """Return what pages of a case quote: the words of its folder, names, what people wrote; the longest first."""
    said = set(re.findall(r'"([^"\n]*)"', folder)) | {"桥", "甲公司", "跑", "漏", "中文", "验收单.pdf", case.place.name}
    said |= {person.name, person.title, person.name[0], shelf.get(case.program).program.title[0]}
    said |= {each[:7] for each in said}  # a drawing cuts the names of offices
    return sorted(filter(CHINESE.search, said), key=len, reverse=True)


def quoted(line: str, data: list[str], text: str) -> bool:
    """Answer whether nothing Chinese is left of a line once what it quotes is taken away."""
    if "".join(line.strip("… \u2060").split()) in "".join(text.split()):
        return True
    for said in data:
        line = line.replace(said, "")
    return not CHINESE.search(line)
