"""What tests of the API share: a program with a token of somebody."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.test import Client

from duixian.accounts.actions.tokens import make_token, scopes_for
from duixian.accounts.models import Person, Role
from duixian.journal import clock

ROOT = "/api/v1/"


def keeper_for(person: Person) -> Person:
    """Return a keeper who may make tokens for a person."""
    found = Person.objects.filter(role=Role.KEEPER, place=person.place).first()
    return found or Person.objects.create(
        username=f"keeper-{person.pk}", name="管令牌的", role=Role.KEEPER, place=person.place
    )


def key_of(person: Person, *scopes: str) -> str:
    """Return the key of a new token of a person, with these scopes or with all that their role may have."""
    wanted = scopes or tuple(scopes_for(person))
    expires = clock.today() + timedelta(days=30)
    return make_token(person, name="城市平台", scopes=wanted, expires_on=expires, by=keeper_for(person))[1]


class Program:
    """A program that asks with a key."""

    def __init__(self, key: str) -> None:
        self.headers = {"Authorization": f"Bearer {key}"}
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=True)

    def get(self, path: str, **query: Any) -> Any:
        return self.client.get(ROOT + path, query, headers=self.headers)

    def post(self, path: str, body: Any = None, *, form: Any = None) -> Any:
        if form is not None:
            return self.client.post(ROOT + path, form, headers=self.headers)
        return self.client.post(ROOT + path, body, content_type="application/json", headers=self.headers)


def program(person: Person, *scopes: str) -> Program:
    """Return a program that asks in a person's name."""
    return Program(key_of(person, *scopes))
