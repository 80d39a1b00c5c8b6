"""Nobody is told of in what is published: every output is searched for what was planted in the ledger."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from people import read_into, signed_in

from duixian.accounts.models import Person, Place
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.ledger.actions.claims import Paper, confirm_evidence, report, withdraw
from duixian.ledger.actions.publications import draft, faults_of, hidden_of, publish, rebuilt, rewrite
from duixian.ledger.actions.review import accept_many
from duixian.ledger.models import Document, Publication
from duixian.ledger.reporting.personal import masked, personal_in

ID, PHONE, CARD = "140429199001012345", "13812345678", "6222021234567890123"
NAMES = ("许澄", "方既明", "王建国", "李秀兰")


@pytest.mark.parametrize(
    ("text", "want"),
    [
        ("联系人王建国，电话13812345678。", "联系人王＊＊，电话138＊＊＊＊＊＊＊＊。"),
        ("电话138 1234 5678", "电话138＊＊＊＊＊＊＊＊＊＊"),
        ("身份证140429199001012345", "身份证140＊＊＊＊＊＊＊＊＊＊＊＊＊＊＊"),
        ("咨询0355-6381234", "咨询035＊＊＊＊＊＊＊＊＊"),
        ("李秀兰同志负责", "李＊＊同志负责"),
        ("许澄报8个", "许＊报8个"),
    ],
)
def test_what_tells_of_a_person_is_masked_at_full_length(text: str, want: str) -> None:
    assert masked(text, ["许澄"]) == want
    assert len(want) == len(text)


@pytest.mark.parametrize(
    "text",
    [
        "贫困户黄牛养殖2000头",
        "村民文明公约",
        "居民人均可支配收入23410元",
        "投资13812345678.5元",
        "a" * 20 + "13812345678",
    ],
)
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert personal_in(text) == []


def planted(seed: int) -> str:
    """Return a report of a county in whose sentences persons stand."""
    draw = random.Random(seed)
    who = draw.choice(("联系人王建国", "户主李秀兰", "许澄", "方既明同志"))
    number = draw.choice((PHONE, ID, CARD, "138 1234 5678"))
    lines = [
        f"改造老旧小区{draw.randint(2, 99)}个（{who}，{number}）。",
        "加装电梯24部。",
        f"由{who}牵头新建冷库14座。",
    ]
    draw.shuffle(lines)
    return f"清河湾县2025年政府工作报告\n\n二、2025年工作安排\n（一）办好民生实事（{PHONE}）\n{''.join(lines)}\n"


def played(county: Place, by: Person, seed: int) -> Publication:
    document = read_into(county, by, planted(seed), f"清河湾县2025年政府工作报告 {NAMES[3]} {PHONE}.txt")
    accept_many(list(document.statements.all()), by=by)
    first, *rest = document.commitments.all()
    paper = Paper(sha256="0" * 64, size=1, name=f"王建国{ID}.pdf", media_type="application/pdf")
    words = f"户主王建国 {PHONE}"
    told = report(first, by=by, key=f"k{seed}", as_of=clock.today(), value=Decimal(1), words=words, papers=[paper])
    confirm_evidence(told.evidence.get(), by=by, grade="甲", value=Decimal(1))
    withdraw(rest[0], by=by, why=f"许澄来电{PHONE}说不做了")
    return publish(draft(county, year=2025, as_of=clock.today(), by=by), by=by)


def outputs(issue: Publication) -> list[str]:
    public, address = Client(), f"/reports/{issue.place.code}/{issue.number}"
    return [
        public.get(each).content.decode() for each in ("/reports/", f"{address}/", f"{address}.json", f"{address}.csv")
    ]


def test_every_publication_is_searched_and_nobody_is_found(
    county: Place, qin: Person, xu: Person, fang: Person
) -> None:
    planted_words = (*NAMES, ID, PHONE, CARD, "138 1234 5678")
    for seed in range(6):
        for text in outputs(played(county, qin, seed)):
            assert [word for word in planted_words if word in text] == []
            assert personal_in(text, NAMES) == []


def test_the_draft_says_what_will_be_masked_and_where(county: Place, qin: Person, xu: Person) -> None:
    issue = played(county, qin, 3)
    assert any("手机号“138＊" in each and each.startswith("第 ") for each in hidden_of(issue))
    second = draft(county, year=2025, as_of=clock.today(), by=qin)
    assert "处个人信息，发布时遮去" in signed_in(qin).get(f"/drafts/{second.pk}/").text


def test_a_person_in_the_words_of_a_draft_stops_publishing(reviewed: Document, county: Place, qin: Person) -> None:
    issue = draft(county, year=2025, as_of=clock.today(), by=qin)
    rewrite(issue, draft=f"{issue.draft}多亏联系人王建国。", by=qin)
    issue.refresh_from_db()
    assert any("写了姓名“王＊＊”" in fault for fault in faults_of(issue))
    with pytest.raises(LedgerError, match="没有发布"):
        publish(issue, by=qin)


def test_someone_who_comes_later_changes_no_byte(reviewed: Document, county: Place, qin: Person) -> None:
    issue = publish(draft(county, year=2025, as_of=clock.today(), by=qin), by=qin)
    Person.objects.create(
        username="new",
        name="改造",
        role="leader",
        place=county,
        created_at=clock.now().replace(year=clock.today().year + 1),
    )
    assert rebuilt(issue) == issue.content
    assert issue.as_of >= date(2020, 1, 1)
