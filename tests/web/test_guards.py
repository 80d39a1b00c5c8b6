"""What stands between the web and the ledger: the lock after too many tries, and files that no address serves."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from axes.models import AccessAttempt
from django.conf import settings
from django.test import Client
from django.utils import timezone
from people import PASSWORD, signed_in

from duixian import web
from duixian.accounts.models import Person
from duixian.ledger import storage
from duixian.ledger.models import Document


def tried(client: Client, password: str, name: str = "xu") -> int:
    return client.post("/login/", {"username": name, "password": password}).status_code


def test_five_wrong_passwords_lock_an_account_for_a_quarter_of_an_hour(xu: Person) -> None:
    client = Client()
    answers = [tried(client, "猜的密码") for _ in range(settings.AXES_FAILURE_LIMIT)]
    assert answers[-1] == 429
    assert tried(client, PASSWORD) == 429
    assert "_auth_user_id" not in client.session
    long_ago = timezone.now() - timedelta(minutes=16)
    AccessAttempt.objects.update(attempt_time=long_ago)
    assert tried(client, PASSWORD) == 302


def test_another_account_is_not_locked_with_it(xu: Person, fang: Person) -> None:
    client = Client()
    for _ in range(settings.AXES_FAILURE_LIMIT):
        tried(client, "猜的密码")
    assert tried(client, PASSWORD, "fang") == 302


def test_a_right_password_forgets_the_wrong_ones(xu: Person) -> None:
    client = Client()
    for _ in range(2):
        for _ in range(settings.AXES_FAILURE_LIMIT - 1):
            tried(client, "猜的密码")
        assert tried(client, PASSWORD) == 302


def test_kept_files_lie_outside_what_is_served(document: Document, qin: Person) -> None:
    path = storage.path_of(document.sha256)
    assert path.is_file()
    served = [Path(web.__file__).parent / "static", *map(Path, settings.STATICFILES_DIRS)]
    assert not any(path.is_relative_to(folder) for folder in served)
    for address in (
        f"/static/{document.sha256}",
        f"/files/{document.sha256[:2]}/{document.sha256}",
        "/static/../files/",
    ):
        assert Client().get(address).status_code == 404
        assert signed_in(qin).get(address).status_code == 404


def test_a_kept_file_comes_as_a_download(document: Document, qin: Person) -> None:
    response = signed_in(qin).get(f"/documents/{document.pk}/original/")
    assert response.getvalue()
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["X-Content-Type-Options"] == "nosniff"


def test_pages_carry_the_headers_that_browsers_heed(qin: Person) -> None:
    headers = signed_in(qin).get("/journal/").headers
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
