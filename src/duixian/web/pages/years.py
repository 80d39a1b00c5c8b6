"""对照: promised against reported, year by year; links and findings that wait for a person's word."""

from __future__ import annotations

from datetime import date

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duixian.accounts.models import Place, Role
from duixian.ledger import jobs
from duixian.ledger.actions import links as actions
from duixian.ledger.comparing import NotComparedYet
from duixian.ledger.models import Finding, Link
from duixian.ledger.queries import years as queries
from duixian.web.access import one_of, opens, person_of
from duixian.web.middleware import day_of

ROLES = (Role.KEEPER, Role.LEADER, Role.REVIEWER)
FILTERS = (
    ("", _("能对照的")),
    ("missed", _("只看没做到")),
    ("quiet", _("只看没再提起")),
    ("disputed", _("只看说法不一")),
    ("all", _("全部")),
)
PAGE = 100
SAID_TWICE = (Finding.Kind.CONTRADICTION, Finding.Kind.TOTAL, Finding.Kind.LEDGER)


@opens(*ROLES)
def years(request: HttpRequest) -> HttpResponse:
    """Return what a place promised and what became of it."""
    person, day = person_of(request), day_of(request)
    places = queries.places(person, day=day)
    place = next((each for each in places if each.code == request.GET.get("place")), places[0] if places else None)
    only = request.GET.get("only", "")
    only = only if only in dict(FILTERS) else ""
    context: dict[str, object] = {
        "places": places,
        "place": place,
        "only": only,
        "may_decide": queries.may_decide(person),
    }
    if place is not None:
        try:
            context |= _beside(request, place, only, day)
        except NotComparedYet:
            jobs.start_comparing(place, before=queries.before(day))
            context["is_comparing"] = True
    return render(request, "web/years/page.html", context)


def _beside(request: HttpRequest, place: Place, only: str, day: date) -> dict[str, object]:
    page = queries.years_of(place, day=day, only=only)
    return {
        "page": page,
        "lines": Paginator(page.lines, PAGE).get_page(request.GET.get("page")) if page else (),
        "works": Paginator(page.works, PAGE).get_page(request.GET.get("works")) if page else (),
        "filters": [(name, title, page.counts[name] if page else 0) for name, title in FILTERS],
        "against": queries.findings(place, kinds=SAID_TWICE, day=day),
        **_quiet(place, day),
        "unpromised": queries.findings(place, kinds=(Finding.Kind.UNPROMISED,), day=day),
        "twice": queries.findings(place, kinds=(Finding.Kind.DUPLICATE,), day=day),
        "waiting": queries.waiting_links(place, day=day),
        "links": queries.link_counts(place, day=day),
    }


def _quiet(place: Place, day: date) -> dict[str, object]:
    """Return what was never mentioned again, apart from what only got another target, without a result."""
    told = queries.findings(place, kinds=(Finding.Kind.QUIET,), day=day)
    return {
        "quiet": [each for each in told if each.finding.strength == "hard"],
        "no_result": [each for each in told if each.finding.strength != "hard"],
    }


def _back(place: Place) -> HttpResponse:
    return redirect(f"{reverse('years')}?place={place.code}")


@opens(Role.KEEPER, methods=("POST",))
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a person's word on a proposed link."""
    person = person_of(request)
    link = one_of(Link.objects.filter(place__path__startswith=person.place.path), pk=pk)
    actions.decide(link, state=request.POST.get("state", ""), by=person)
    return _back(link.place)


@opens(Role.KEEPER, methods=("POST",))
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a person's word on a finding."""
    person = person_of(request)
    finding = one_of(Finding.objects.filter(place__path__startswith=person.place.path), pk=pk)
    actions.answer(finding, words=request.POST.get("words", ""), by=person)
    return _back(finding.place)


@opens(Role.KEEPER, methods=("POST",))
def compare_again(request: HttpRequest) -> HttpResponse:
    """Let the linker look at a place again, in the background."""
    person = person_of(request)
    place = one_of(Place.objects.filter(path__startswith=person.place.path), code=request.POST.get("place", ""))
    jobs.compare_place.enqueue(place.pk)
    return _back(place)
