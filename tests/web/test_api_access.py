"""Every operation of the API as every role: what is not in api_access.toml fails, and a foreign row is a 404."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from programs_asking import ROOT, Program, key_of, program
from test_access import keys  # noqa: F401

from duixian.accounts.models import Person, Role
from duixian.web.api.bearer import Bearer
from duixian.web.api.service import operations

TABLE = tomllib.loads(Path(__file__).with_name("api_access.toml").read_text(encoding="utf-8"))
ROWS: dict[str, dict[str, Any]] = TABLE["operations"]
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")


@pytest.fixture(autouse=True)
def nothing_asked_yet() -> None:
    """Begin each test as its tokens' first: they have the keys of those of the test before, whose questions count."""
    cache.clear()


def asked(who: Program, name: str, known: dict[str, int]) -> int:
    """Return the status of an operation; a form without its file is a 422, which is no refusal."""
    row = ROWS[name]
    method, path = name.split()
    path = path.replace("{key}", str(known.get(row.get("key", ""), 0))) + (f"?{row['query']}" if "query" in row else "")
    answer = who.get(path) if method == "GET" else who.post(path, row.get("body"), form=row.get("form"))
    assert answer.headers["Content-Type"].startswith("application/json")
    return int(answer.status_code)


def test_every_operation_has_a_row_with_its_scope_and_roles() -> None:
    there = {
        f"{method} {route}": each
        for route, listed in operations().items()
        for each in listed
        for method in each.methods
    }
    assert set(there) == set(ROWS)
    for name, operation in there.items():
        said = [each for each in operation.auth_callbacks if isinstance(each, Bearer)]
        assert [each.scope for each in said] == ([ROWS[name]["scope"]] if ROWS[name]["scope"] else [])
        assert all(set(each.roles) == set(TABLE["groups"][ROWS[name]["roles"]]) for each in said), name


@pytest.mark.parametrize("role", list(Role.values))
def test_each_role_may_ask_what_is_its_own(
    role: str,
    everyone: dict[str, Person],
    keys: dict[str, int],  # noqa: F811
) -> None:
    wrong, who = [], program(everyone[role])
    for name, row in ROWS.items():
        may = role in TABLE["groups"][row["roles"]]
        status = asked(who, name, keys)
        if (status == 403) == may or status >= 500 or (may and status == 404):
            wrong.append(f"{name}: {status}")
    assert not wrong, "\n".join(wrong)


def test_without_a_token_that_holds_nothing_opens(qin: Person, keys: dict[str, int]) -> None:  # noqa: F811
    cookie = Client()
    cookie.force_login(qin, backend="duixian.accounts.backend.PersonBackend")
    for who in (Program(""), Program("dx_wrong")):
        who.client.cookies = cookie.cookies
        closed = {name for name in ROWS if asked(who, name, keys) == 401}
        assert closed == {name for name, row in ROWS.items() if row["scope"]}


def test_a_row_of_another_county_or_office_is_not_there(
    everyone: dict[str, Person],
    liang: Person,
    keys: dict[str, int],  # noqa: F811
) -> None:
    stranger, farming = program(everyone["stranger"]), program(liang)
    for name, row in ROWS.items():
        if "key" in row:
            assert asked(stranger, name, keys) == 404, name
        if row.get("owned"):
            assert asked(farming, name, keys) == 404, name


def test_a_wrong_method_is_refused_and_the_past_is_only_for_reading(
    qin: Person,
    keys: dict[str, int],  # noqa: F811
) -> None:
    who, known = program(qin), {name.split()[1]: row for name, row in ROWS.items()}
    for route, row in known.items():
        path = ROOT + route.replace("{key}", str(keys.get(row.get("key", ""), 0)))
        for method in METHODS:
            if f"{method} {route}" not in ROWS:
                assert who.client.generic(method, path, headers=who.headers).status_code == 405, (method, route)
    for name, row in ROWS.items():
        method, route = name.split()
        if method == "POST" and "key" in row:
            path = f"{route.replace('{key}', str(keys[row['key']]))}?on=2020-01-01"
            assert who.post(path, row.get("body"), form=row.get("form")).status_code == 409, name


def test_a_token_never_does_more_than_its_scope(qin: Person, keys: dict[str, int]) -> None:  # noqa: F811
    who = Program(key_of(qin, "read"))
    refused = {name for name in ROWS if asked(who, name, keys) == 403}
    assert refused == {name for name, row in ROWS.items() if row["scope"] not in ("", "read")}
