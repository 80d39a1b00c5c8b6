"""The report to the people: drafted from the ledger, stopped by a number without a source, the same bytes for good."""

from __future__ import annotations

import json
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from django.db import IntegrityError, connection, transaction
from people import read_into

from duixian.accounts.models import Person, Place
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.verifying import Fault
from duixian.ledger import checks
from duixian.ledger.actions.claims import Paper, confirm_evidence, report
from duixian.ledger.actions.publications import draft, faults_of, publish, rebuilt, rewrite
from duixian.ledger.actions.review import accept_many
from duixian.ledger.models import Commitment, Document, Publication
from duixian.ledger.reporting.content import check_code_of
from duixian.ledger.verifying import verify

DAY = date(2025, 9, 26)


def at(day: str) -> datetime:
    return datetime.fromisoformat(day).replace(tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def year(county: Place, qin: Person) -> Document:
    with clock.standing_at(at("2025-02-11T09:00")):
        document = read_into(county, qin)
        accept_many(list(document.statements.all()), by=qin)
    return document


@pytest.fixture
def homes(year: Document, qin: Person) -> Commitment:
    """A commitment of which eight are claimed and six are shown."""
    commitment = year.commitments.get(title__startswith="改造老旧小区")
    paper = Paper(sha256="0" * 64, size=1, name="验收单.pdf", media_type="application/pdf")
    with clock.standing_at(at("2025-09-20T09:00")):
        shown = report(commitment, by=qin, key="a", as_of=date(2025, 9, 19), value=Decimal(6), papers=[paper])
        confirm_evidence(shown.evidence.get(), by=qin, grade="甲", value=Decimal(6))
    with clock.standing_at(at("2025-09-22T09:00")):
        report(commitment, by=qin, key="b", as_of=date(2025, 9, 22), value=Decimal(8))
    return commitment


@pytest.fixture
def issue(homes: Commitment, county: Place, qin: Person) -> Publication:
    with clock.standing_at(at("2025-09-26T18:00")):
        return draft(county, year=2025, as_of=DAY, by=qin)


def test_a_first_draft_has_no_stray_number(issue: Publication) -> None:
    assert faults_of(issue) == []
    assert "本报告按佐证计" in issue.draft


@pytest.mark.parametrize("words", ["今年建成8个。", "做完六个，说成八个。", "去年增长百分之五。"])
def test_a_number_without_a_source_stops_publishing_and_is_named(issue: Publication, qin: Person, words: str) -> None:
    rewrite(issue, draft=f"{issue.draft}{words}", by=qin)
    issue.refresh_from_db()
    with pytest.raises(LedgerError, match="没有出处"):
        publish(issue, by=qin)
    issue.refresh_from_db()
    assert issue.state == "draft"


def test_a_reference_to_nothing_is_named(issue: Publication, qin: Person) -> None:
    rewrite(issue, draft="已完成{999999 佐证}。", by=qin)
    issue.refresh_from_db()
    assert faults_of(issue) == ["{999999 佐证}：2025 年没有第 999999 项承诺"]


def test_every_number_leads_to_its_sentence(issue: Publication, homes: Commitment, qin: Person) -> None:
    content = json.loads(publish(issue, by=qin).content)
    told = next(each for each in content["commitments"] if each["id"] == homes.pk)
    assert (told["target"], told["reported"], told["evidenced"], told["short"]) == ("9个", "8个", "6个", "3个")
    sentence = told["sentence"]
    assert sentence["text"][sentence["start"] : sentence["end"]] == homes.statement.text
    assert told["proof"]["sha256"] == "0" * 64


def test_publishing_again_gives_the_same_bytes(issue: Publication, homes: Commitment, qin: Person) -> None:
    first = publish(issue, by=qin)
    report(homes, by=qin, key="later", as_of=date(2025, 12, 1), value=Decimal(9))
    assert publish(first, by=qin).content == first.content == rebuilt(first)
    assert first.check_code == check_code_of(first.content)


def test_a_published_issue_is_never_rewritten(issue: Publication, qin: Person) -> None:
    published = publish(issue, by=qin)
    with pytest.raises(LedgerError, match="不能改"):
        rewrite(published, draft="别的", by=qin)
    with pytest.raises(IntegrityError), transaction.atomic():
        Publication.objects.filter(pk=published.pk).update(content="{}")


def test_no_person_is_named_in_what_is_published(issue: Publication, everyone: dict[str, Person], qin: Person) -> None:
    content = publish(issue, by=qin).content
    assert [person.name for person in Person.objects.all() if person.name in content] == []


def test_a_changed_issue_is_found_by_its_check_code(issue: Publication, qin: Person) -> None:
    published = publish(issue, by=qin)
    assert issue_faults() == []
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER ledger_publication_content_frozen")
        else:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("ALTER TABLE ledger_publication DISABLE TRIGGER USER")
        cursor.execute("UPDATE ledger_publication SET content = %s WHERE id = %s", ["{}", published.pk])
    assert issue_faults() == ["《向人民报告》清河湾县 第 1 期"]


def issue_faults() -> list[str]:
    return [fault.where for fault in verify().faults if "期" in fault.where]


def test_a_broken_journal_stops_publishing(issue: Publication, qin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = checks.Check(at=clock.now(), faults=(Fault(where="ledger.task 1", what="末尾被删去了"),))
    monkeypatch.setattr(checks, "last", lambda: broken)
    with pytest.raises(LedgerError, match="日志有 1 处不符"):
        publish(issue, by=qin)
