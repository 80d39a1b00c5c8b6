"""The list of documents: uploading, what is refused, how far the reading is, what a document is, its original."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import F
from people import TEXT, signed_in
from pytest_django import DjangoAssertNumQueries, Settings

from duixian.accounts.models import Person
from duixian.ledger.actions.documents import progress, refuse_document
from duixian.ledger.jobs import read_document
from duixian.ledger.models import Document

REPORT = "清河湾县2025年政府工作报告.txt"


def file(name: str = REPORT, content: bytes = TEXT.encode()) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def sent(person: Person, *files: SimpleUploadedFile) -> Any:
    return signed_in(person).post("/documents/upload/", {"files": list(files)}, follow=True)


def test_an_uploaded_file_waits_and_is_then_read(qin: Person) -> None:
    page = sent(qin, file()).text
    assert "收到 1 份文件" in page
    assert "可以离开本页" in page
    document = Document.objects.get()
    assert (document.state, document.title) == ("waiting", "清河湾县2025年政府工作报告")
    read_document.func(document.pk)
    assert f'href="/documents/{document.pk}/desk/"' in signed_in(qin).get("/documents/").text


def test_the_same_file_again_is_told_and_linked(document: Document, qin: Person) -> None:
    page = sent(qin, file("换个名字.txt"), file("新的.txt", "2025年，改造老旧小区9个。".encode())).text
    assert "这份文件已经在了" in page
    assert f'href="/documents/{document.pk}/desk/">打开原来那份' in page
    assert "收到 1 份文件" in page
    assert Document.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("空.txt", b"", "文件是空的"),
        ("清单.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "旧版 Office"),
        ("报告.pdf", b"\x01\x02\x03\x04" * 200, "名字像PDF，内容不是"),
        ("大.txt", b"x" * 2_000_000, "最多传 1 MB"),
    ],
)
def test_a_file_that_cannot_be_taken_is_told_why(
    qin: Person, settings: Settings, name: str, content: bytes, words: str
) -> None:
    settings.LARGEST_UPLOAD = 1 << 20
    response = sent(qin, file(name, content))
    assert words in response.text
    assert "没有收下" in response.text
    assert not Document.objects.exists()


def test_nothing_chosen_says_what_to_do(qin: Person) -> None:
    assert "还没有选文件" in sent(qin).text


def test_a_file_that_cannot_be_read_says_so_on_its_row_and_can_be_tried_again(qin: Person) -> None:
    sent(qin, file("锁.pdf", b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer << /Encrypt 1 0 R >>"))
    document = Document.objects.get()
    read_document.func(document.pk)
    row = signed_in(qin).get(f"/documents/{document.pk}/row/").text
    document.refresh_from_db()
    assert document.state == "failed"
    assert document.problem in row
    assert document.remedy in row
    signed_in(qin).post(f"/documents/{document.pk}/retry/")
    document.refresh_from_db()
    assert (document.state, document.problem) == ("waiting", "")


def test_the_row_tells_how_far_the_reading_is_and_asks_again(qin: Person) -> None:
    sent(qin, file())
    document = Document.objects.get()
    progress(document, step="存页面", done=3, total=4)
    row = signed_in(qin).get(f"/documents/{document.pk}/row/", headers={"HX-Request": "true"}).text
    assert "存页面 3/4" in row
    assert 'hx-trigger="every 2s"' in row


def test_what_a_document_is_can_be_corrected(document: Document, qin: Person) -> None:
    browser = signed_in(qin)
    assert "成文日期" in browser.get(f"/documents/{document.pk}/describe/").text
    said = {
        "title": "工作报告",
        "kind": "plan",
        "year": "2026",
        "issued_on": "2026-01-08",
        "revision": document.revision,
    }
    assert browser.post(f"/documents/{document.pk}/describe/", said).status_code == 302
    document.refresh_from_db()
    assert (document.title, document.kind, document.year) == ("工作报告", "plan", 2026)
    assert browser.post(f"/documents/{document.pk}/describe/", {**said, "title": "别的"}).status_code == 409


def test_the_original_is_only_ever_saved(document: Document, qin: Person, wai: Person) -> None:
    answer = signed_in(qin).get(f"/documents/{document.pk}/original/")
    assert answer.content.decode() == TEXT
    assert answer["Content-Disposition"].startswith("attachment; filename*=UTF-8''%E6%B8%85")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Type"] == "application/octet-stream"
    assert signed_in(wai).get(f"/documents/{document.pk}/original/").status_code == 404


def test_others_read_and_only_keepers_write(document: Document, everyone: dict[str, Person]) -> None:
    for role, person in everyone.items():
        browser = signed_in(person)
        assert browser.get("/documents/").status_code == (403 if role == "auditor" else 200)
        refused = browser.post(f"/documents/{document.pk}/retry/").status_code
        assert refused == {"keeper": 302, "stranger": 404}.get(role, 403)
    assert document.title not in signed_in(everyone["stranger"]).get("/documents/").text
    assert "data-drop" not in signed_in(everyone["leader"]).get("/documents/").text


def test_wrong_methods_are_refused(document: Document, qin: Person) -> None:
    browser = signed_in(qin)
    assert browser.post("/documents/").status_code == 405
    assert browser.get("/documents/upload/").status_code == 405
    assert browser.get(f"/documents/{document.pk}/retry/").status_code == 405


def test_htmx_gets_the_list_alone(document: Document, qin: Person) -> None:
    part = signed_in(qin).get("/documents/", headers={"HX-Request": "true"})
    assert "<html" not in part.text
    assert document.title in part.text


def test_the_number_of_queries_does_not_grow(
    document: Document, qin: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(5):
        sent(qin, file(f"{number}.txt", f"2025年，改造老旧小区{number}个。".encode()))
    browser = signed_in(qin)
    with django_assert_max_num_queries(7):
        browser.get("/documents/")


def test_a_column_sorts_both_ways_and_keeps_the_day(document: Document, qin: Person) -> None:
    for title, year in (("甲.txt", 2024), ("乙.txt", 2026), ("丙.txt", None)):
        Document.objects.create(
            place=document.place, name=title, title=title, sha256=title.ljust(64), size=1, year=year
        )
    up, down = (years(sent_to(qin, f"/documents/?sort={sort}")) for sort in ("year", "-year"))
    assert up == ["2024", "2025", "2026", "未写明"]
    assert down == ["2026", "2025", "2024", "未写明"]
    page = sent_to(qin, "/documents/?sort=year&on=2099-01-01")
    assert '<th scope="col" class="n" aria-sort="ascending"><a href="/documents/?sort=-year&amp;on=2099-01-01">' in page
    for sort in ("title", "place", "kind", "state", "reviewed", "uploaded", "nothing", "%00"):
        assert len(years(sent_to(qin, f"/documents/?sort={sort}"))) == 4


def sent_to(person: Person, address: str) -> str:
    text: str = signed_in(person).get(address).text
    return text


def years(page: str) -> list[str]:
    return re.findall(r'<td class="n">(?:<span class="quiet">)?(\d{4}|未写明)', page)


def test_a_past_day_shows_what_was_there_and_changes_nothing(document: Document, qin: Person) -> None:
    page = signed_in(qin).get("/documents/?on=2020-01-01").text
    assert document.title not in page
    assert "data-drop" not in page


def test_a_full_disk_is_told_and_leaves_nothing(
    qin: Person, monkeypatch: pytest.MonkeyPatch, data_folder: Path
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("duixian.ledger.storage.os.fsync", full)
    page = sent(qin, file()).text
    assert "文件没有存下，什么都没有改动" in page
    assert "腾出磁盘空间" in page
    assert not Document.objects.exists()
    assert not [path for path in (data_folder / "files").rglob("*") if path.is_file()]


def test_a_refusal_by_the_reader_is_kept_with_its_remedy(document: Document, qin: Person) -> None:
    from duixian.errors import FileError

    other = Document.objects.create(
        place=document.place, name="坏.pdf", title="坏", sha256="0" * 64, size=1, uploaded_by=qin
    )
    refuse_document(other, FileError("文件设了密码。", hint="用原密码另存一份不加密的。"))
    assert "用原密码另存一份不加密的。" in signed_in(qin).get("/documents/").text


@pytest.mark.parametrize("address", ["/documents/", "/documents/{}/desk/"])
def test_what_the_reader_noticed_about_a_document_stands_beside_it(
    document: Document, qin: Person, address: str
) -> None:
    address = address.format(document.pk)
    assert "读的时候发现" not in signed_in(qin).get(address).text
    Document.objects.filter(pk=document.pk).update(
        revision=F("revision") + 1, notes=["文件写的是<柳溪县>，放进了清河湾县的账本，请核对。"]
    )
    page = signed_in(qin).get(address).text
    assert "读的时候发现" in page
    assert "文件写的是&lt;柳溪县&gt;，放进了清河湾县的账本，请核对。" in page
