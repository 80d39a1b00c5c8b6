"""Every address as every role: what is not in access.toml is open to nobody, and a foreign row is a 404."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from installing import PROGRAMS, Install
from people import signed_in
from PIL import Image

from duixian.accounts.actions.tokens import make_token
from duixian.accounts.models import Office, Person, Place
from duixian.cases.actions.events import happen
from duixian.cases.actions.opening import open_case
from duixian.cases.models import Tie
from duixian.journal import clock
from duixian.ledger import storage
from duixian.ledger.actions.claims import Paper, report
from duixian.ledger.actions.publications import draft
from duixian.ledger.actions.tasks import assign
from duixian.ledger.models import Commitment, Document, Finding, Link, SavedView, Task

TABLE = tomllib.loads(Path(__file__).with_name("access.toml").read_text(encoding="utf-8"))
METHODS = frozenset({"GET", "POST", "PUT", "PATCH", "DELETE"})
# Rows of an office: another office of the same county must not find them.
OWNED = frozenset({"task", "commitment", "claim", "evidence", "case"})
REFUSED = frozenset({401, 403, 404, 405, 500})
ROWS = OWNED | {
    "document", "statement", "person", "office", "view", "publication", "link", "finding", "token", "paper", "tie",
    "case_event",
}  # fmt: skip
# Who may do what follows from a program's file: in this one, everyone who may anywhere.
OPEN = "\n".join(["[access]", *(f'{deed} = ["keeper", "office", "leader"]' for deed in ("create", "edit", "move"))])


@dataclass(frozen=True)
class Address:
    """A row of the table; `post` are those who may also write, where they are fewer."""

    name: str
    roles: frozenset[str]
    post: frozenset[str]
    methods: tuple[str, ...] = ("GET",)
    args: dict[str, Any] = field(default_factory=dict)
    query: dict[str, Any] = field(default_factory=dict)
    own: int = 0
    bare: int = 0
    only: str = ""
    django: bool = False

    def path(self, keys: dict[str, int]) -> str:
        args, query = (
            {arg: word if arg == "kind" else keys.get(str(word), word) for arg, word in each.items()}
            for each in (self.args, self.query)
        )
        return reverse(self.name, kwargs=args) + (f"?{urlencode(query)}" if query else "")

    def may(self, method: str) -> frozenset[str]:
        return self.roles if method == "GET" else self.post

    @property
    def rows(self) -> frozenset[str]:
        return frozenset(self.args.values()) & ROWS | frozenset(self.query.values()) & ROWS


def read_table() -> list[Address]:
    groups = {name: frozenset(roles) for name, roles in TABLE["groups"].items()}
    return [
        Address(name, **{**row, "roles": groups[row["roles"]], "post": groups[row.get("post", row["roles"])]})
        for name, row in TABLE["urls"].items()
    ]


ADDRESSES = read_table()
WALKED = [(each, method) for each in ADDRESSES for method in each.methods]
WRITING = [each for each in ADDRESSES if "POST" in each.methods]


def views(resolver: URLResolver) -> Iterator[URLPattern]:
    for each in resolver.url_patterns:
        if isinstance(each, URLResolver):
            yield from views(each)
        else:
            yield each


def picture() -> bytes:
    made = BytesIO()
    Image.new("RGB", (8, 8), "white").save(made, "PNG")
    return made.getvalue()


@pytest.fixture
def keys(
    reviewed: Document, everyone: dict[str, Person], housing: Office, fang: Person, liang: Person, served: Install
) -> dict[str, int]:
    """The key of one row of each kind of the county: led by its office of housing, answered for by 方."""
    qin, xu = everyone["keeper"], everyone["office"]
    promise = Commitment.objects.filter(value__gt=1, task__isnull=False)[0]
    assign(list(Task.objects.filter(commitments=promise)), by=qin, lead=housing, leader=fang)
    digest, size = storage.keep([picture()])
    papers = [Paper(sha256=digest, size=size, name="照片.png", media_type="image/png")]
    claim = report(promise, by=xu, key="k", as_of=clock.today(), value=promise.value, papers=papers)
    view = SavedView.objects.create(person=qin, page="commitments", name="我的", query="")
    two, now = list(reviewed.statements.all()[:2]), clock.now()
    said = {"relation": "figure", "met": "yes", "why": "—", "score": 1, "proposed_at": now}
    link = Link.objects.create(place=reviewed.place, earlier=two[0], later=two[1], **said)
    finding = Finding.objects.create(place=reviewed.place, kind="total", key="k", why="—", found_at=now)
    return {
        **case_rows(served, reviewed.place, qin, housing, papers, promise),
        "link": link.pk,
        "finding": finding.pk,
        "document": reviewed.pk,
        "statement": promise.statement_id,
        "task": promise.task_id or 0,
        "commitment": promise.pk,
        "claim": claim.pk,
        "evidence": claim.evidence.get().pk,
        "view": view.pk,
        "publication": draft(reviewed.place, year=2025, as_of=clock.today(), by=qin).pk,
        "person": xu.pk,
        "token": make_token(qin, name="平台", scopes=["read"], expires_on=clock.today() + timedelta(1), by=qin)[0].pk,
        "office": housing.pk,
    }


def case_rows(
    served: Install, place: Place, by: Person, office: Office, papers: list[Paper], promise: Commitment
) -> dict[str, int]:
    """The keys of a case of the office, of an event with a paper, and of a tie to a commitment."""
    served("major_projects", (PROGRAMS / "major_projects" / "program.toml").read_text(encoding="utf-8") + OPEN)
    case = open_case("major_projects", fields={"name": "南环路改线", "kind": "new"}, place=place, by=by, office=office)
    row = happen(case, event="site_visit", by=by, key="v", papers=[("现场照片", papers[0])])
    tie = Tie.objects.create(commitment=promise, program="major_projects", indicator="projects")
    return {"case": case.number, "case_key": case.pk, "case_event": row.pk, "paper": row.papers.get().pk, "tie": tie.pk}


def logged_in(person: Person | None) -> Callable[[], Client]:
    """Return what makes a fresh browser in which a person is logged in; the login itself is done once."""
    kept = {name: morsel.value for name, morsel in signed_in(person).cookies.items()} if person else {}

    def fresh() -> Client:
        client = Client()
        for name, value in kept.items():
            client.cookies[name] = value
        return client

    return fresh


def finished(response: Any) -> None:
    """Read a file or stream to its end, which closes it; closing it by hand would close the database's connection."""
    if response.streaming:
        response.getvalue()


def asked(client: Client, method: str, path: str) -> HttpResponse:
    """Return an answer; what the request has written is taken back."""
    with transaction.atomic():
        response: HttpResponse = getattr(client, method.lower())(path)
        finished(response)
        transaction.set_rollback(True)
    return response


def test_every_address_has_a_row_with_its_roles_and_methods() -> None:
    there = {each.name or str(each.pattern): each.callback for each in views(get_resolver())}
    # Those of the API have a table of their own: test_api_access.py.
    there = {name: view for name, view in there.items() if not getattr(view, "is_api", False)}
    assert set(there) == {each.name for each in ADDRESSES}
    for each in ADDRESSES:
        if not each.django:
            said = frozenset({"everyone"}) if "anonymous" in each.roles else each.roles
            assert (each.name, set(there[each.name].roles)) == (each.name, set(said))  # type: ignore[attr-defined]
            methods = there[each.name].methods - {"HEAD"}  # type: ignore[attr-defined]
            assert (each.name, methods) == (each.name, set(each.methods))


def is_right(address: Address, role: str, method: str, status: int) -> bool:
    if role not in address.may(method):
        return status == 403
    if address.only not in ("", role):
        return status == 404
    known = address.own or (address.bare if method == "POST" else 0)
    return status == known or status not in REFUSED


OTHERS = ("office", "leader", "reviewer", "auditor")
ROLES = ("keeper", *(pytest.param(role, marks=pytest.mark.once) for role in OTHERS))


@pytest.mark.parametrize("role", ROLES)
def test_each_role_opens_what_is_its_own(role: str, everyone: dict[str, Person], keys: dict[str, int]) -> None:
    wrong, fresh = [], logged_in(everyone[role])
    for address, method in WALKED:
        status = asked(fresh(), method, address.path(keys)).status_code
        if not is_right(address, role, method, status):
            wrong.append(f"{method} {address.name}: {status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.once
def test_whoever_is_not_logged_in_is_sent_to_the_login(keys: dict[str, int]) -> None:
    wrong = []
    for address, method in WALKED:
        response = asked(Client(), method, address.path(keys))
        is_sent = response.status_code == 302 and response.headers["Location"].startswith("/login/?next=")
        if is_sent == ("anonymous" in address.roles):
            wrong.append(f"{method} {address.name}: {response.status_code}")
    assert not wrong, "\n".join(wrong)


def test_a_row_of_another_county_is_not_there(everyone: dict[str, Person], keys: dict[str, int]) -> None:
    wrong = []
    nowhere, keeper, stranger = (
        dict.fromkeys(keys, 10**9),
        *(logged_in(everyone[each]) for each in ("keeper", "stranger")),
    )
    for address, method in WALKED:
        if address.rows and "keeper" in address.may(method):
            foreign = asked(stranger(), method, address.path(keys)).status_code
            missing = asked(keeper(), method, address.path(nowhere)).status_code
            if (foreign, missing) != (404, 404):
                wrong.append(f"{method} {address.name}: {foreign}, {missing}")
    assert not wrong, "\n".join(wrong)


def test_a_row_of_another_office_is_not_there(liang: Person, keys: dict[str, int]) -> None:
    wrong, fresh = [], logged_in(liang)
    for address, method in WALKED:
        if address.rows & OWNED and "office" in address.may(method):
            status = asked(fresh(), method, address.path(keys)).status_code
            if status != 404:
                wrong.append(f"{method} {address.name}: {status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.once
def test_a_wrong_method_is_refused(qin: Person, keys: dict[str, int]) -> None:
    wrong, clients = [], (logged_in(qin)(), Client())
    for address in ADDRESSES:
        for method in () if address.django else sorted(METHODS - set(address.methods)):
            for client in clients:
                status = asked(client, method, address.path(keys)).status_code
                if status != 405:
                    wrong.append(f"{method} {address.name}: {status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.once
def test_the_past_is_only_for_reading(everyone: dict[str, Person], keys: dict[str, int]) -> None:
    wrong, fresh = [], {role: logged_in(person) for role, person in everyone.items()}
    for address in WRITING:
        for role in sorted(address.post) if "anonymous" not in address.roles else ():
            path = address.path(keys)
            past = f"{path}{'&' if '?' in path else '?'}on=2020-01-01"
            status = asked(fresh[role](), "POST", past).status_code
            if status != 409:
                wrong.append(f"{role} {address.name}: {status}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.once
def test_a_form_of_another_site_changes_nothing(qin: Person, keys: dict[str, int]) -> None:
    wrong = []
    for address in WRITING:
        client = Client(enforce_csrf_checks=True)
        client.force_login(qin, backend="django.contrib.auth.backends.ModelBackend")
        if asked(client, "POST", address.path(keys)).status_code != 403:
            wrong.append(address.name)
    assert not wrong, "\n".join(wrong)


def test_an_unknown_address_is_a_404_for_everyone(everyone: dict[str, Person]) -> None:
    for client in (Client(), *map(signed_in, everyone.values())):
        assert client.get("/nothing/here/").status_code == 404
