"""What is said when a page is not there, not allowed, too old or broken; and the headers of every page."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import path
from people import PASSWORD, signed_in
from pytest_django import Settings

from duixian.accounts.models import Person, Role
from duixian.server import urls as site
from duixian.web.access import opens
from duixian.web.failures import broken


# The site with one more page, which only the keeper may open.
@opens(Role.KEEPER)
def keepers_only(request: HttpRequest) -> HttpResponse:
    return HttpResponse("ok")


urlpatterns = [path("keepers/", keepers_only), *site.urlpatterns]
handler403, handler404, handler500 = site.handler403, site.handler404, site.handler500


@pytest.fixture
def with_keepers_page(settings: Settings) -> None:
    settings.ROOT_URLCONF = __name__


def test_an_address_that_leads_nowhere_says_what_to_do(qin: Person) -> None:
    answer = signed_in(qin).get("/nowhere/")
    assert answer.status_code == 404
    assert "没有这一页" in answer.text
    assert "从左边的导航进去找" in answer.text
    assert Client().get("/nowhere/").status_code == 404


def test_the_wrong_role_is_told_whom_to_ask(xu: Person, qin: Person, with_keepers_page: None) -> None:
    assert signed_in(qin).get("/keepers/").status_code == 200
    answer = signed_in(xu).get("/keepers/")
    assert answer.status_code == 403
    assert "请督查室的管理员改您的角色" in answer.text


def test_for_htmx_a_refusal_is_a_note_and_not_a_page(xu: Person, with_keepers_page: None) -> None:
    answer = signed_in(xu).get("/keepers/", headers={"HX-Request": "true"})
    assert answer.status_code == 403
    assert "<html" not in answer.text
    assert 'role="alert"' in answer.text


def test_an_old_form_is_refused_in_chinese(qin: Person) -> None:
    client = Client(enforce_csrf_checks=True)
    answer = client.post("/login/", {"username": "qin", "password": "x"})
    assert answer.status_code == 403
    assert "这张表单过期了，没有保存任何内容" in answer.text


def test_the_wrong_method_names_the_right_ones(qin: Person) -> None:
    answer = signed_in(qin).delete("/overview/")
    assert answer.status_code == 405
    assert "GET" in answer["Allow"]


def test_a_fault_of_ours_is_told_without_database_or_person() -> None:
    answer = broken(RequestFactory().get("/"))
    assert answer.status_code == 500
    assert "没有留下做了一半的内容" in answer.text


def test_a_past_day_cannot_be_written_to(qin: Person) -> None:
    answer = signed_in(qin).post("/account/keys/?on=2025-06-30", {"off": "1"})
    assert answer.status_code == 409
    assert "只能看，不能改" in answer.text


@pytest.mark.parametrize("address", ["/login/", "/overview/", "/nowhere/"])
def test_every_page_has_secure_headers(qin: Person, address: str) -> None:
    headers = signed_in(qin).get(address).headers if address != "/login/" else Client().get(address).headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"


def test_cookies_are_closed_to_scripts_and_other_sites(qin: Person) -> None:
    client = Client()
    client.post("/login/", {"username": "qin", "password": PASSWORD})
    cookie = client.cookies["sessionid"]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
