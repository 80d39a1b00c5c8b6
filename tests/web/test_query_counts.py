"""How often each page asks the database (query_counts.toml): as often for a ledger ten times as large."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from installing import Install
from people import read_into, signed_in
from test_access import ADDRESSES, Address, finished

from duixian.accounts.models import Office, Person, Place
from duixian.cases.actions.events import happen
from duixian.cases.actions.opening import open_case
from duixian.cases.actions.ringing import ring
from duixian.cases.models import Tie
from duixian.cases.tables.shelf import shelf
from duixian.journal import clock
from duixian.ledger.actions.claims import report
from duixian.ledger.actions.review import accept_many
from duixian.ledger.actions.tasks import assign
from duixian.ledger.models import Commitment, Document, Task
from duixian.ledger.queries import once

TABLE = tomllib.loads(Path(__file__).with_name("query_counts.toml").read_text(encoding="utf-8"))
SMALL, TIMES = 2, 10
REPORT = """清河湾县2025年第{number}号工作报告

（一）办好实事
改造第{number}号小区{flats}个。建成第{number}号公路{roads}公里。
"""
# Answers of a row at a time, files, and addresses that only send on.
PAGES = [each for each in ADDRESSES if "GET" in each.methods and "keeper" in each.roles and not each.own]


def grown(place: Place, by: Person, lead: Office, *, start: int, end: int) -> None:
    """Add reports to a county, each with other figures, all accepted, assigned and reported on; and cases."""
    for number in range(start, end):
        fields = {"name": f"第{number}号项目", "kind": "new", "lead": str(by.pk), "total_investment": "900"}
        case = open_case(
            "major_projects", fields={**fields, "site": f"112.{number},36.5"}, place=place, by=by, office=lead
        )
        happen(case, event="site_visit", by=by, key=f"v{number}")
        ring(shelf.get("major_projects"), day=clock.today())
        text = REPORT.format(number=number, flats=number + 3, roads=number + 5)
        document = read_into(place, by, text, name=f"第{number}号.txt")
        accept_many(list(document.statements.all()), by=by)
        assign(list(Task.objects.filter(document=document, retired=False)), by=by, lead=lead)
        for promise in Commitment.objects.filter(document=document, value__isnull=False, withdrawn_at=None):
            report(promise, by=by, key=f"{number}-{promise.pk}", as_of=clock.today(), value=promise.value)


def counted(person: Person, keys: dict[str, int]) -> dict[str, int]:
    """Return how often each page asks, after one request that fills what is kept between requests."""
    found = {}
    for address in PAGES:
        client, path = signed_in(person), address.path(keys)
        finished(client.get(path))
        once.forget()  # what the page asks, not that it need not ask again
        with CaptureQueriesContext(connection) as asked:
            response = client.get(path)
            finished(response)
        assert response.status_code in (200, 302), (address.name, response.status_code)
        found[address.name] = len(asked)
    return found


@pytest.fixture
def keys(reviewed: Document, qin: Person, xu: Person, housing: Office, served: Install) -> dict[str, Any]:
    shelved = served("major_projects")
    grown(reviewed.place, qin, housing, start=0, end=SMALL)
    Tie.objects.create(commitment=Commitment.objects.all()[0], program=shelved.program.id, indicator="projects")
    promise = Commitment.objects.filter(document=reviewed, value__gt=1, task__isnull=False)[0]
    report(promise, by=qin, key="k", as_of=clock.today(), value=promise.value)
    return {
        "document": reviewed.pk,
        "statement": promise.statement_id,
        "task": promise.task_id,
        "commitment": promise.pk,
        "person": xu.pk,
        "office": housing.pk,
        "case": 1,
    }


def has_all(address: Address, keys: dict[str, Any]) -> bool:
    return address.rows <= set(keys)


@pytest.mark.once
def test_pages_ask_as_often_for_ten_times_as_much(
    reviewed: Document, qin: Person, housing: Office, keys: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("test_query_counts.PAGES", [each for each in PAGES if has_all(each, keys)])
    small = counted(qin, keys)
    grown(reviewed.place, qin, housing, start=SMALL, end=SMALL * TIMES)
    large = counted(qin, keys)
    assert [f"{name}: {small[name]} → {large[name]}" for name in small if large[name] > small[name]] == []
    more = {name: count for name, count in large.items() if count > TABLE["keeper"].get(name, 0)}
    assert not more, "\n".join(f"{name} = {count}" for name, count in more.items())
