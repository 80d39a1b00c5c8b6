"""Long lists come in pages, whose links keep what else the address asks for."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core.paginator import Paginator
from django.template.loader import render_to_string
from django.test import RequestFactory
from django_tasks_db.models import DBTaskResult
from people import read_into, signed_in

from duixian.accounts.models import Person
from duixian.journal import clock
from duixian.ledger import comparing, jobs
from duixian.ledger.actions.links import propose
from duixian.ledger.models import Document
from duixian.web.pages import documents, indicators, years

LAST_YEAR = "清河湾县2024年政府工作报告\n\n二、2024年工作安排\n改造老旧小区7个。新建公厕12座。地区生产总值增长6%。\n"


def of_nav(html: str) -> list[str]:
    found = re.search(r'<nav class="pages".*?</nav>', html, re.S)
    return re.findall(r'href="([^"]+)"', found[0]) if found else []


@pytest.fixture
def two_documents(reviewed: Document, qin: Person) -> Document:
    return read_into(reviewed.place, qin, LAST_YEAR, name="去年.txt")


def test_documents(two_documents: Document, qin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "PAGE", 1)
    client = signed_in(qin)
    first = client.get("/documents/?sort=-year").content.decode()
    assert "2 份文件" in first
    (after,) = of_nav(first)
    assert after == "?sort=-year&amp;page=2"
    second = client.get("/documents/" + after.replace("&amp;", "&")).content.decode()
    assert ("清河湾县2024年" in first, "清河湾县2024年" in second) == (False, True)


def test_indicators(reviewed: Document, qin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indicators, "PAGE", 1)
    assert of_nav(signed_in(qin).get("/indicators/").content.decode()) == ["?page=2"]


def test_years(two_documents: Document, qin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(years, "PAGE", 1)
    client = signed_in(qin)
    assert "?only=all&amp;page=2" in of_nav(client.get("/years/?only=all").content.decode())


def test_each_of_two_tables_turns_its_own_pages() -> None:
    asked = RequestFactory().get("/years/?only=all&page=3&works=2")
    works = {"pages": Paginator(range(9), 3).get_page(2), "key": "works"}
    found = of_nav(render_to_string("web/_pages.html", works, request=asked))
    assert found == ["?only=all&amp;page=3&amp;works=1", "?only=all&amp;page=3&amp;works=3"]


def test_many_documents_are_compared_in_the_background(
    two_documents: Document, qin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(comparing, "AT_ONCE", 0)
    DBTaskResult.objects.all().delete()
    client = signed_in(qin)
    for _ in range(2):
        assert "正在对照" in client.get("/years/").content.decode()
    assert DBTaskResult.objects.filter(task_path__endswith="compare_place").count() == 1
    propose(two_documents.place)
    comparing.forget()  # another process did it
    assert "正在对照" not in client.get("/years/").content.decode()


def test_a_past_day_of_many_documents_is_compared_in_the_background(
    two_documents: Document, qin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    Document.objects.update(read_at=clock.now() - timedelta(days=9))
    propose(two_documents.place)
    monkeypatch.setattr(comparing, "AT_ONCE", 0)
    DBTaskResult.objects.all().delete()
    client, address = signed_in(qin), f"/years/?on={clock.today() - timedelta(days=3)}"
    assert "正在对照" in client.get(address).content.decode()
    (job,) = DBTaskResult.objects.filter(task_path__endswith="compare_place")
    jobs.compare_place.func(*job.args_kwargs["args"])
    comparing.forget()  # another process did it
    assert "正在对照" not in client.get(address).content.decode()
