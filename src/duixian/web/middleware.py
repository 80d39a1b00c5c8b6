"""Between the server and the views: who is asking, which day is meant, and how an error is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from duixian.accounts.backend import has_second_factor
from duixian.accounts.models import Person
from duixian.errors import ConflictError, DuixianError
from duixian.journal import clock
from duixian.journal.days import DayAsKnown
from duixian.web.access import EVERYONE
from duixian.web.failures import refused, told, wrong_method

Respond = Callable[[HttpRequest], HttpResponse]
PASSWORD, SECOND_FACTOR, LOGOUT = "password", "second_factor", "logout"
# Views of other people's packages that are open to everyone.
API = "/api/"
FOREIGN = frozenset({"django.views.i18n.set_language"})


class ChineseFirst:
    """Leaves the language to the switch on the page: what a browser prefers by itself is not asked."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on without the browser's languages."""
        request.META.pop("HTTP_ACCEPT_LANGUAGE", None)
        return self.respond(request)


class ClosedByDefault:
    """Refuses a view that does not say who may open it, a person of another role, and a method it does not know."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; `process_view` decides."""
        return self.respond(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        """Return a refusal, or nothing where the view may run."""
        if f"{view.__module__}.{view.__name__}" in FOREIGN or getattr(view, "is_api", False):
            return None
        roles: frozenset[str] = getattr(view, "roles", frozenset())
        if request.method not in getattr(view, "methods", frozenset()):
            return wrong_method(request, getattr(view, "methods", frozenset()))
        return None if EVERYONE in roles else _refusal(request, roles)


def _refusal(request: HttpRequest, roles: frozenset[str]) -> HttpResponse | None:
    person = request.user
    if not isinstance(person, Person):
        return _to_login(request)
    first, here = _first(request, person), getattr(request.resolver_match, "url_name", None)
    if first and here not in (first, LOGOUT):
        return _to(request, reverse(first))
    if person.role not in roles:
        return refused(request)
    if request.method == "POST" and is_past(request):
        hint = _("按上面的“回到今天”再改。")
        return told(request, what=_("现在看的是过去的一天，只能看，不能改。"), hint=hint, status=409)
    return None


def _first(request: HttpRequest, person: Person) -> str | None:
    """Return the page that someone has to pass before any other: the second factor, then a password of their own."""
    if has_second_factor(person) and not person.is_verified():  # type: ignore[attr-defined]
        return SECOND_FACTOR
    return PASSWORD if person.must_change_password else None


def _to_login(request: HttpRequest) -> HttpResponse:
    return _to(request, f"{reverse('login')}?{urlencode({'next': request.get_full_path()})}")


def _to(request: HttpRequest, address: str) -> HttpResponse:
    """Send the whole page there, also where only a part of it was asked for."""
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)


class AsOf:
    """Reads the day that is meant, `?on=2025-06-30`, into `request.as_of`; `&known=2025-09-01` as known later."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Set the day, then pass on; a day that is none, or is still to come, is told and today is shown."""
        today = clock.today()
        request.as_of = today  # type: ignore[attr-defined]
        asked = request.GET.get("on", "")
        # The form without script sends an empty day where none is meant: such an address is not handed on.
        if request.method == "GET" and request.GET.get("known") == "" and not request.path.startswith(API):
            return redirect(_without(request, "known"))
        # The API reads the day itself: a wrong one is an error there, and it knows no messages.
        if asked and not request.path.startswith(API):
            day = _day(asked)
            if day is None or day > today:
                messages.warning(request, _("“%(day)s”不是过去的一天，照今天显示。写成 2025-06-30。") % {"day": asked})
            else:
                request.as_of = _as_known(day, request.GET.get("known", ""), today)  # type: ignore[attr-defined]
        return self.respond(request)


def _without(request: HttpRequest, name: str) -> str:
    asked = request.GET.copy()
    del asked[name]
    return f"{request.path}?{asked.urlencode()}" if asked else request.path


def _as_known(day: date, asked: str, today: date) -> date:
    """Return the day, as known on the later one that is asked for; on itself where none is, or one that cannot be."""
    known = _day(asked) if asked else None
    return DayAsKnown.of(day, known) if known is not None and day < known <= today else day


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked)
    except ValueError:
        return None


def day_of(request: HttpRequest) -> date:
    """Return the day that the page is about."""
    day: date = request.as_of  # type: ignore[attr-defined]
    return day


def is_past(request: HttpRequest) -> bool:
    """Answer whether the page is about a past day, and so only for reading."""
    return day_of(request) < clock.today()


class Told:
    """Turns an error that a person can mend into a page that says where, what, and what to do."""

    def __init__(self, respond: Respond) -> None:
        self.respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on."""
        return self.respond(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Return the page of a DuixianError; other errors are bugs and stay loud."""
        if not isinstance(error, DuixianError):
            return None
        status = 409 if isinstance(error, ConflictError) else 400
        context = {"what": error.what, "where": error.where, "hint": error.hint, "code": error.code}
        page = "web/_problem.html" if request.headers.get("HX-Request") else "web/error.html"
        return render(request, page, context, status=status)
