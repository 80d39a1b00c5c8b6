"""What programs do with the API: read figures with their sources, review, report; tokens that come and go."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from given import photo, promise
from people import signed_in
from programs_asking import Program, key_of, program

from duixian.accounts.actions.tokens import make_token, withdraw_token
from duixian.accounts.models import Office, Person, Token
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.models import Entry
from duixian.journal.verifying import verify
from duixian.ledger.models import Claim, Document, Statement
from duixian.web.api import service


def test_a_commitment_says_its_assessment_its_rule_and_where_its_figures_come_from(
    reviewed: Document, qin: Person, xu: Person, housing: Office
) -> None:
    flats = promise("老旧小区", lead=housing)
    form = {"key": "2025-06-flats", "as_of": "2025-01-02", "value": "5", "papers": [photo()]}
    said = program(xu).post(f"commitments/{flats.pk}/reports", form=form).json()
    assert said["target"] == {"value": "9", "high": None, "unit": "个"}
    assert said["reported"]["amount"]["value"] == "5"
    assert said["evidenced"] is None
    assert said["reported"]["source"]["kind"] == "claim"
    assert said["rule"].startswith("count@")
    paper = said["papers"][0]["id"]
    done = program(qin).post(f"evidence/{paper}/confirm", {"grade": "甲", "value": "5"}).json()
    assert done["evidenced"]["amount"]["value"] == "5"
    assert signed_in(qin).get(done["evidenced"]["source"]["url"]).status_code == 200


def test_the_same_key_again_is_one_report_and_other_words_under_it_are_refused(
    reviewed: Document, xu: Person, housing: Office
) -> None:
    path, who = f"commitments/{promise('老旧小区', lead=housing).pk}/reports", program(xu)
    form = {"key": "abcdefgh", "as_of": "2025-01-02", "words": "开工"}
    assert [who.post(path, form=form).status_code for _ in range(2)] == [200, 200]
    assert who.post(path, form={**form, "words": "完工"}).status_code == 409
    assert Claim.objects.count() == 1


def test_the_journal_names_the_person_and_the_token(
    reviewed: Document, xu: Person, qin: Person, housing: Office
) -> None:
    path = f"commitments/{promise('老旧小区', lead=housing).pk}/reports"
    program(xu).post(path, form={"key": "abcdefgh", "as_of": "2025-01-02", "words": "开工"})
    entry = Entry.objects.get(action="commitment.report")
    assert (entry.actor, '"via":"城市平台"' in entry.body) == ("许澄", True)
    seen = program(qin).get("journal", deed="commitment.report").json()["items"][0]
    assert (seen["hash"], seen["holds"]) == (entry.hash, True)
    assert not [fault for fault in verify().faults if fault.entry == entry.pk]


def test_a_correction_is_checked_as_on_the_page(document: Document, qin: Person) -> None:
    who, row = program(qin), document.statements.get(text__contains="24部")
    wrong = {"revision": row.revision, "corrections": {"kind": "song"}}
    assert who.post(f"statements/{row.pk}/accept", wrong).status_code == 400
    right = {"revision": row.revision, "corrections": {"value": "25"}}
    said = who.post(f"statements/{row.pk}/accept", right).json()
    assert (said["review"], said["amount"]["value"]) == ("corrected", "25")


def test_whoever_comes_second_sees_both_versions(document: Document, qin: Person) -> None:
    who, row = program(qin), document.statements.get(text__contains="24部")
    body: dict[str, Any] = {"revision": row.revision, "corrections": {"value": "25"}}
    who.post(f"statements/{row.pk}/accept", body)
    answer = who.post(f"statements/{row.pk}/accept", {**body, "corrections": {"value": "26"}})
    assert answer.status_code == 409
    (value,) = (each for each in answer.json()["differences"] if each["name"] == "value")
    assert (value["was"], value["theirs"], value["mine"]) == ("24", "25", "26")
    assert Statement.objects.get(pk=row.pk).value == 25


def test_a_file_is_taken_in_once_and_waits_to_be_read(qin: Person) -> None:
    def file() -> SimpleUploadedFile:
        return SimpleUploadedFile("2025年报告.txt", "2025年，改造老旧小区9个。".encode())

    who = program(qin)
    first, again = who.post("documents", form={"file": file()}), who.post("documents", form={"file": file()})
    assert (first.status_code, first.json()["state"]) == (202, "waiting")
    assert (again.status_code, again.json()["there"]) == (409, first.json()["id"])
    assert who.get(f"documents/{first.json()['id']}").json()["sha256"] == first.json()["sha256"]


def test_a_day_that_is_to_come_is_refused_and_a_past_one_knows_less(reviewed: Document, qin: Person) -> None:
    who = program(qin)
    assert who.get("commitments", on="2999-01-01").status_code == 400
    assert who.get("commitments", on="2001-01-01").json()["count"] == 0
    assert who.get("commitments").json()["count"] == reviewed.commitments.filter(withdrawn_at=None).count()


def test_a_key_is_kept_nowhere_and_ends_with_its_withdrawal_its_day_and_its_person(qin: Person, xu: Person) -> None:
    key = key_of(xu)
    token = Token.objects.get(person=xu)
    assert key not in str(Token.objects.values()) + str(Entry.objects.values())
    assert Program(key).get("documents").status_code == 200
    Token.objects.filter(pk=token.pk).update(expires_on=clock.today() - timedelta(days=1))
    assert Program(key).get("documents").status_code == 401
    Token.objects.filter(pk=token.pk).update(expires_on=clock.today())
    Person.objects.filter(pk=xu.pk).update(is_active=False)
    assert Program(key).get("documents").status_code == 401
    Person.objects.filter(pk=xu.pk).update(is_active=True)
    withdraw_token(token, by=xu)
    assert Program(key).get("documents").status_code == 401


def test_a_token_has_never_more_than_the_role(qin: Person, shen: Person, liang: Person) -> None:
    for person, scopes in ((shen, ["read"]), (liang, ["review"]), (liang, ["journal"]), (liang, [])):
        with pytest.raises(LedgerError):
            make_token(person, name="x", scopes=scopes, expires_on=clock.today() + timedelta(1), by=qin)
    with pytest.raises(LedgerError):
        make_token(qin, name="x", scopes=["read"], expires_on=date(2999, 1, 1), by=qin)


def test_the_page_shows_the_key_once(qin: Person, xu: Person) -> None:
    browser, path = signed_in(qin), f"/manage/people/{xu.pk}/tokens/"
    form = {"name": "城市平台", "scopes": ["read", "report"], "expires_on": clock.today() + timedelta(days=9)}
    page = browser.post(path, form).text
    key = page.partition("<code>dx_")[2].partition("<")[0]
    assert Program(f"dx_{key}").get("commitments").status_code == 200
    assert key not in browser.get(path).text
    assert "城市平台" in signed_in(xu).get("/account/").text


def test_who_asks_too_often_is_told_when_to_come_back(qin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(service.limit, "num_requests", 2)
    who = program(qin)
    *_, last = [who.get("documents") for _ in range(3)]
    assert (last.status_code, last.json()["code"]) == (429, "throttled")
    assert int(last.headers["Retry-After"]) > 0
