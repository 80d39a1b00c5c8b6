"""Pages that are worked out once show what they would show if they were worked out anew, whatever was written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from difflib import unified_diff

import pytest
from deeds import written
from django.core.cache import caches
from people import signed_in

from duixian.accounts.models import Office, Person, Role
from duixian.journal import clock
from duixian.ledger.models import Document
from duixian.ledger.queries import kept, once, scope

PAGES = (
    "/",
    "/overview/",
    "/overview/?by=lead",
    "/wall/",
    "/commitments/",
    "/commitments/?only=mine",
    "/tasks/",
    "/documents/",
    "/indicators/",
)
# Of each answer its own: tokens, the key of a form that is sent once, the minute.
OWN = re.compile(r'name="(?:csrfmiddlewaretoken|key)" value="[^"]*"|name="csrf-token" content="[^"]*"|\d\d:\d\d 打印')


# What an office sees otherwise than a keeper, and what of a day before.
OFFICE = ("/", "/overview/", "/commitments/?only=mine", "/tasks/")
BEFORE = ("/overview/", "/wall/", "/commitments/", "/tasks/")


def seen(person: Person) -> list[str]:
    yesterday, client = clock.today() - timedelta(days=1), signed_in(person)
    today = PAGES if person.role == Role.KEEPER else OFFICE
    addresses = [*today, *(f"{page}?on={yesterday}" for page in BEFORE)]
    return [OWN.sub("", client.get(address).content.decode()) for address in addresses]


def differing(kept_pages: list[str], fresh: list[str]) -> Iterator[str]:
    for one, other in zip(kept_pages, fresh, strict=True):
        yield from (line for line in unified_diff(one.split("\n"), other.split("\n"), n=0, lineterm=""))


def forget() -> None:
    once.forget()
    kept.forget()
    caches["template_fragments"].clear()


@pytest.mark.once
def test_pages_follow_each_deed(reviewed: Document, qin: Person, housing: Office, xu: Person) -> None:
    people = (qin, xu)
    before, changed = [seen(each) for each in people], []
    for deed in written(reviewed, qin, housing, xu):
        for at, person in enumerate(people):
            person.refresh_from_db()
            now = seen(person)
            forget()
            assert [*differing(now, seen(person))] == [], (deed, person)
            changed += [deed] if now != before[at] else []
            before[at] = now
    assert len(set(changed)) >= 8, changed


def test_one_office_does_not_see_what_another_was_shown(reviewed: Document, qin: Person, xu: Person) -> None:
    assert signed_in(qin).get("/commitments/").text != signed_in(xu).get("/commitments/").text
    assert scope.sight(qin) != scope.sight(xu)
