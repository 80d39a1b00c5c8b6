"""The page of a commitment: what it says, who may do what to it, and what is refused in words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from given import jpeg, office_file, photo, promise, upload
from moments import at
from people import signed_in
from pytest_django import DjangoAssertNumQueries

from duixian.accounts.models import Office, Person
from duixian.journal import clock
from duixian.ledger.actions import claims
from duixian.ledger.actions.review import accept_many
from duixian.ledger.models import Claim, Commitment, Document, Evidence
from duixian.ledger.queries.kept import forget

MOST_QUERIES = 24


@pytest.fixture
def works(document: Document, qin: Person, housing: Office) -> Iterator[Commitment]:
    """Nine estates to be rebuilt, given to 许; it is September 2025."""
    with clock.standing_at(at(1, 20)):
        accept_many(list(document.statements.all()), by=qin)
    with clock.standing_at(at(9, 26)):
        yield promise("老旧小区", lead=housing)


def page(person: Person, commitment: Commitment, query: str = "") -> str:
    response = signed_in(person).get(f"/commitments/{commitment.pk}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def sent(client: Client, commitment: Commitment, *files: SimpleUploadedFile, **fields: str) -> int:
    data = {"key": "k1", "as_of": "2025-09-22", "value": "8", **fields, "papers": list(files)}
    return client.post(f"/commitments/{commitment.pk}/report/", data).status_code


def test_the_page_shows_the_sentence_and_says_that_nobody_has_reported(works: Commitment, qin: Person) -> None:
    html = page(qin, works)
    assert re.search(r'改造老旧小区<mark class="st st-target is-sure">9个</mark>，加装电梯', html)
    assert "为什么判为“无法判定”" in html
    assert "缺进度数，请县住建局填报" in html
    assert "还没有单位填报" in html


def test_an_office_reports_and_a_keeper_confirms(works: Commitment, xu: Person, qin: Person) -> None:
    assert sent(signed_in(xu), works, photo(), words="六个已竣工") == 302
    paper = Evidence.objects.get()
    assert "还没有认定，不计入佐证" in page(xu, works)
    confirmed = {"grade": "甲", "value": "6"}
    assert signed_in(qin).post(f"/evidence/{paper.pk}/confirm/", confirmed).status_code == 302
    html = page(qin, works)
    assert "申报比佐证多 2个" in html
    assert '<dd class="large"><span class="over">' in html
    words = re.sub(r"<[^>]+>|\u2060", "", html)
    assert "佐证 6 ÷ 目标 9 = 66.7%" in words
    assert "为什么判为“" in html


def test_a_double_click_reports_once(works: Commitment, xu: Person) -> None:
    client = signed_in(xu)
    assert [sent(client, works, photo()), sent(client, works, photo())] == [302, 302]
    assert Claim.objects.count() == Evidence.objects.count() == 1


def test_a_number_is_written_in_the_units_of_the_sentence(works: Commitment, qin: Person, farming: Office) -> None:
    fields = promise("高标准农田", lead=farming)
    assert sent(signed_in(qin), fields, value="2.4") == 302
    assert Claim.objects.get().value == Decimal(24000)
    assert "2.4" in page(qin, fields)


def test_what_is_refused_keeps_what_was_typed(works: Commitment, xu: Person) -> None:
    client = signed_in(xu)
    data = {"key": "k", "as_of": "2025-12-30", "value": "7", "words": "七个"}
    response = client.post(f"/commitments/{works.pk}/report/", data)
    html = response.content.decode()
    assert response.status_code == 400
    assert "还没有到" in html
    assert 'value="7"' in html
    assert ">七个</textarea>" in html
    assert not Claim.objects.exists()


def test_a_number_that_is_none_is_told(works: Commitment, xu: Person) -> None:
    assert sent(signed_in(xu), works, value="八个") == 400
    assert sent(signed_in(xu), works, value="", words="") == 400
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    "file",
    [
        upload("照片.jpg", b"\xff\xd8\xff\xe0 not a photo"),
        upload("照片.jpg", b""),
        upload("表.xlsx", office_file("word/document.xml")),
        upload("宏.xlsx", office_file("xl/workbook.xml", "xl/vbaProject.bin")),
        upload("页.html", b"<script>alert(1)</script>"),
        upload("图.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
        upload("假.pdf", b"%PDF-1.4 cut off"),
    ],
    ids=["no photo", "empty", "other content", "macros", "html", "svg", "cut pdf"],
)
def test_a_file_that_is_not_what_it_says_is_refused(works: Commitment, xu: Person, file: SimpleUploadedFile) -> None:
    file.seek(0)
    assert sent(signed_in(xu), works, file) == 400
    assert not Claim.objects.exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("验收单.pdf", b"%PDF-1.4\n%%EOF"),
        ("台账.xlsx", office_file("xl/workbook.xml")),
        ("说明.DOCX", office_file("word/document.xml")),
        ("照片.JPEG", jpeg(size=(20, 20))),
    ],
)
def test_documents_and_photos_are_taken(works: Commitment, xu: Person, name: str, data: bytes) -> None:
    assert sent(signed_in(xu), works, upload(name, data)) == 302
    assert Evidence.objects.get().name == name


def test_a_file_too_large_is_refused(works: Commitment, xu: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("duixian.ledger.uploads.LARGEST", 1000)
    assert sent(signed_in(xu), works, photo()) == 400
    assert not Evidence.objects.exists()


def test_only_its_own_office_reports(works: Commitment, liang: Person, fang: Person, ping: Person, wai: Person) -> None:
    assert [sent(signed_in(person), works) for person in (liang, fang, ping, wai)] == [404, 404, 403, 404]
    Commitment.objects.filter(pk=works.pk).update(leader=fang)
    assert sent(signed_in(fang), works) == 302


def test_a_supporting_office_reads_and_does_not_report(works: Commitment, liang: Person, farming: Office) -> None:
    works.supporting.add(farming)
    assert 'id="report"' not in page(liang, works)
    assert sent(signed_in(liang), works) == 404


def test_nobody_else_opens_it(works: Commitment, liang: Person, wai: Person, shen: Person) -> None:
    codes = [signed_in(each).get(f"/commitments/{works.pk}/").status_code for each in (liang, wai, shen)]
    assert codes == [404, 404, 403]


def test_only_a_keeper_confirms_returns_moves_and_withdraws(works: Commitment, xu: Person, wai: Person) -> None:
    claim = claims.report(works, by=xu, key="1", as_of=date(2025, 9, 1), value=Decimal(8))
    deeds = (f"/claims/{claim.pk}/return/", f"/commitments/{works.pk}/due/", f"/commitments/{works.pk}/withdraw/")
    assert [signed_in(xu).post(deed).status_code for deed in deeds] == [403] * 3
    assert [signed_in(wai).post(deed).status_code for deed in deeds] == [404] * 3
    assert [signed_in(wai).get(deed).status_code for deed in deeds] == [405] * 3


def test_a_claim_is_returned_with_a_reason(works: Commitment, xu: Person, qin: Person) -> None:
    claim = claims.report(works, by=xu, key="1", as_of=date(2025, 9, 1), value=Decimal(8))
    client = signed_in(qin)
    assert client.post(f"/claims/{claim.pk}/return/", {"why": " "}).status_code == 400
    assert client.post(f"/claims/{claim.pk}/return/", {"why": "缺验收单"}).status_code == 302
    assert "已退回：缺验收单" in page(xu, works)


def test_what_was_sent_back_does_not_wait_for_the_keeper(works: Commitment, xu: Person, qin: Person) -> None:
    sent(signed_in(xu), works, photo())
    assert "等您认定" in page(qin, works)
    claims.return_claim(Claim.objects.get(), by=qin, why="缺验收单")
    html = page(qin, works)
    assert "等您认定" not in html
    assert "随申报退回" in html


def test_a_changed_deadline_keeps_the_original(works: Commitment, qin: Person) -> None:
    client = signed_in(qin)
    asked = {"due": "2026-01-31", "reason": "图纸不符", "revision": str(works.revision)}
    assert client.post(f"/commitments/{works.pk}/due/", asked).status_code == 302
    html = page(qin, works)
    assert "2026-01-31" in html
    assert re.search(r"<s class=\"quiet\">原 2025-12-31</s>", html)
    assert "图纸不符" in html
    assert client.post(f"/commitments/{works.pk}/due/", asked).status_code == 409


def test_withdrawing_wants_a_reason_and_stays_on_the_record(works: Commitment, qin: Person) -> None:
    client = signed_in(qin)
    assert client.post(f"/commitments/{works.pk}/withdraw/", {"why": ""}).status_code == 400
    assert client.post(f"/commitments/{works.pk}/withdraw/", {"why": "省里另行部署"}).status_code == 302
    assert "已撤销：省里另行部署" in page(qin, works)
    assert sent(client, works) == 404


def test_a_past_day_is_only_for_reading(works: Commitment, xu: Person, qin: Person) -> None:
    with clock.standing_at(at(9, 20)):
        claims.report(works, by=xu, key="1", as_of=date(2025, 9, 18), value=Decimal(8), words="八个了")
    html = page(qin, works, "?on=2025-09-10")
    assert "八个了" not in html
    assert "改期限" not in html
    assert signed_in(xu).post(f"/commitments/{works.pk}/report/?on=2025-09-10").status_code == 409


def test_the_chart_has_a_table_and_a_sentence(works: Commitment, xu: Person, qin: Person) -> None:
    claims.report(works, by=xu, key="1", as_of=date(2025, 9, 1), value=Decimal(8))
    html = page(qin, works)
    assert 'id="chart-data" type="application/json"' in html
    assert "目标 9个，申报到 09-01 为 8个" in html
    assert re.search(r"2025-09-01</th><td>申报</td>", html)


def test_the_page_costs_a_bounded_number_of_queries(
    works: Commitment, xu: Person, qin: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(qin)
    client.get(f"/commitments/{works.pk}/")
    forget()
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        client.get(f"/commitments/{works.pk}/")
        least = len(few)
    for number in range(1, 9):
        sent(signed_in(xu), works, photo(), key=f"k{number}", as_of=f"2025-0{number}-05", value=str(number))
    with django_assert_max_num_queries(least + 1):
        client.get(f"/commitments/{works.pk}/")
