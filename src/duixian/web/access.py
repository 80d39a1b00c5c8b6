"""Who may open what. Every view says it with `@opens`; a view that says nothing is open to nobody."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.functional import LazyObject

from duixian.accounts.models import Person, Role

View = Callable[..., HttpResponseBase]
Row = TypeVar("Row", bound=Model)
EVERYONE = "everyone"
SIGNED_IN = tuple(Role)
READERS = (Role.KEEPER, Role.LEADER, Role.REVIEWER, Role.OFFICE)


def opens(*roles: str, methods: tuple[str, ...] = ("GET",)) -> Callable[[View], View]:
    """Open a view to these roles (`EVERYONE` needs no login) and methods; HEAD comes with GET."""

    def declared(view: View) -> View:
        view.roles = frozenset(roles)  # type: ignore[attr-defined]
        view.methods = frozenset({*methods, *(("HEAD",) if "GET" in methods else ())})  # type: ignore[attr-defined]
        return view

    return declared


def person_of(request: HttpRequest) -> Person:
    """Return who is asking, as the row itself and not a lazy stand-in; for views that are not open to everyone."""
    found: Any = request.user
    if not isinstance(found, Person):
        raise Http404
    while isinstance(found, LazyObject):
        found = found.__dict__["_wrapped"]
    person: Person = found
    return person


def one_of(rows: QuerySet[Row], **keys: Any) -> Row:
    """Return the row with these keys among those a person may see, else 404: nobody learns that it exists."""
    found = rows.filter(**keys).first()
    if found is None:
        raise Http404
    return found
