"""Behind proxies: whose address the lock counts and the journal keeps, and what a browser cannot pretend."""

from __future__ import annotations

import json

import pytest
from axes.models import AccessAttempt
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from people import PASSWORD, signed_in
from pytest_django import Settings

from duixian.accounts.models import Person
from duixian.journal.models import Entry
from duixian.server.environment import count
from duixian.web.proxies import client_address

PROXY, OTHER, CLIENT = "10.0.0.2", "10.0.0.3", "203.0.113.7"


def tried(person: Person, forwarded: str = "", password: str = "不是这个密码") -> int:
    """Try to log in through a proxy; return the status."""
    headers = {"X-Forwarded-For": forwarded} if forwarded else None
    form = {"username": person.username, "password": password}
    return int(Client(REMOTE_ADDR=PROXY).post("/login/", form, headers=headers).status_code)


def journalled(action: str) -> str:
    return str(json.loads(Entry.objects.filter(action=action).latest("id").body)["after"]["address"])


@pytest.mark.parametrize(
    ("forwarded", "proxies", "wanted"),
    [
        ("", 0, ""),
        (CLIENT, 0, ""),
        ("", 1, ""),
        (CLIENT, 1, CLIENT),
        (f"6.6.6.6, {CLIENT}", 1, CLIENT),
        (f"6.6.6.6,{CLIENT} , {OTHER}", 2, CLIENT),
        (CLIENT, 2, ""),
        (f"{CLIENT}, unknown", 1, ""),
        ("<script>", 1, ""),
        ("2001:db8::7", 1, "2001:db8::7"),
    ],
)
def test_only_what_our_proxies_wrote_is_believed(forwarded: str, proxies: int, wanted: str) -> None:
    assert client_address(forwarded, proxies=proxies) == wanted


@pytest.mark.parametrize(("proxies", "wanted"), [(0, PROXY), (1, CLIENT)])
def test_the_lock_and_the_journal_see_the_same_address(
    qin: Person, settings: Settings, proxies: int, wanted: str
) -> None:
    settings.TRUSTED_PROXIES = proxies
    assert tried(qin, f"6.6.6.6, {CLIENT}") == 422
    assert AccessAttempt.objects.get().ip_address == wanted
    assert journalled("person.login_failed") == wanted
    assert tried(qin, f"6.6.6.6, {CLIENT}", PASSWORD) == 302
    assert journalled("person.login") == wanted
    assert f"来自：{wanted}" in signed_in(qin).get("/journal/").text


def test_a_stranger_locks_an_account_for_himself_alone(qin: Person, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 1
    assert [tried(qin, "198.51.100.9") for _ in range(5)][-1] == 429
    assert tried(qin, "198.51.100.9", PASSWORD) == 429
    assert tried(qin, "203.0.113.7, 198.51.100.9", PASSWORD) == 429
    assert tried(qin, CLIENT, PASSWORD) == 302


def test_without_the_setting_a_new_address_a_try_opens_no_lock(qin: Person, settings: Settings) -> None:
    settings.TRUSTED_PROXIES = 0
    assert [tried(qin, f"198.51.100.{number}") for number in range(5)][-1] == 429


@pytest.mark.parametrize("given", ["-1", "viele", "10", "1.5", "２"])
def test_a_number_that_cannot_be_meant_stops_the_start(given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIXIAN_TRUSTED_PROXIES", given)
    with pytest.raises(ImproperlyConfigured, match="写 0 到 9 的一个数"):
        count("DUIXIAN_TRUSTED_PROXIES", most=9)


@pytest.mark.parametrize(("given", "wanted"), [("", 0), (" 2 ", 2), ("9", 9)])
def test_a_number_is_read(given: str, wanted: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DUIXIAN_TRUSTED_PROXIES", given)
    assert count("DUIXIAN_TRUSTED_PROXIES", most=9) == wanted
