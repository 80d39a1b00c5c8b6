"""The journal: is it whole, what came in when, and one entry beside the list. Start at `journal`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone

from duixian.accounts.models import Person, Role
from duixian.journal.days import known_on
from duixian.journal.models import Entry
from duixian.ledger import checks, words
from duixian.ledger.queries import journal as queries
from duixian.ledger.queries.tallies import Counted, entries_by_day
from duixian.web.access import one_of, opens, person_of
from duixian.web.middleware import day_of
from duixian.web.pages.journal_strip import drawn
from duixian.web.render import render_page

WITNESSES = (Role.KEEPER, Role.AUDITOR)
KEPT = ("q", "who", "deed", "kind", "from", "to", "day", "only", "on")
# Where the thing that an entry is about has a page: the name of its address, and the argument that takes its key.
PAGES = {
    "ledger.commitment": "commitment",
    "ledger.document": "document",
    "ledger.task": "task",
    "accounts.person": "manage_person",
    "accounts.office": "manage_office",
}


@opens(*WITNESSES, Role.REVIEWER)
def journal(request: HttpRequest) -> HttpResponse:
    """The list under its filters, with the verification above it and one entry beside it."""
    person, day = person_of(request), day_of(request)
    rows, search = queries.known(person, day), queries.search_from(request.GET)
    check = checks.last()
    tally = entries_by_day(person)
    page = _pages(queries.found(rows, search), search, tally, day).get_page(request.GET.get("page"))
    shown = queries.rows_of(list(page), broken=check.broken_entries, with_seals=search.is_any)
    rows_shown = shown if search.deed else queries.fold(shown)
    context = {"check": check, "page": page, "rows": rows_shown, "search": search}
    context |= _chosen(request, rows, check) | _filters(request, person)
    bars = drawn(queries.days(tally, until=day, broken=check.broken_days))
    context |= {"bars": bars, "bars_key": hash((*bars, context.get("chosen_day")))} | _of_check(check, rows)
    return render_page(request, "web/journal/page.html", "web/journal/_journal.html", context)


def _pages(rows: QuerySet[Entry], search: queries.Search, tally: Mapping[date, int], day: date) -> Paginator[Entry]:
    """Return the pages of the list; of all entries the number is known already, and need not be counted again."""
    if not search.is_any:
        return Paginator(rows, queries.PAGE)
    return Counted(rows, queries.PAGE, length=sum(n for when, n in tally.items() if when <= known_on(day)))


def _chosen(request: HttpRequest, rows: Any, check: checks.Check) -> dict[str, Any]:
    """Return the entry that the address names, with its neighbours and its seal, or nothing; a strange one is a 404."""
    key = request.GET.get("entry", "")
    if not key:
        return {"chosen": None}
    entry = one_of(rows, pk=key if key.isdecimal() and len(key) < 19 else None)
    return {
        "chosen_day": timezone.localdate(entry.received_at),
        "chosen": queries.row_of(entry, is_broken=entry.pk in check.broken_entries),
        "changes": words.changes_in_words(entry),
        "chain": queries.neighbours(entry),
        "seal": queries.seal_of(entry),
        "seal_holds": timezone.localdate(entry.received_at) not in check.broken_days,
        "subject_href": _href(person_of(request), entry),
    }


def _href(person: Person, entry: Entry) -> str:
    """Return the address of the thing that an entry is about, where it has a page that the person may open."""
    name = PAGES.get(entry.subject_kind)
    try:
        address = reverse(name, args=[entry.subject_id]) if name else ""
    except NoReverseMatch:
        return ""
    return address if address and person.role in getattr(resolve(address).func, "roles", ()) else ""


def _filters(request: HttpRequest, person: Person) -> dict[str, Any]:
    kept = {name: request.GET[name] for name in KEPT if request.GET.get(name)}
    tables = words.words()
    return {
        "query": urlencode(kept),
        "kept": kept,
        "actors": queries.actors(person),
        "deeds": sorted(tables.deeds.items(), key=lambda pair: tuple(tables.kinds).index(_kind(pair[0], tables))),
        "kinds": list(tables.kinds.items()),
        "may_export": person.role in WITNESSES,
        "data_folder": settings.DATA if person.role == Role.KEEPER else "",
    }


def _kind(deed: str, tables: words.Words) -> str:
    return next(
        (kind for kind in tables.kinds if kind.endswith("." + deed.partition(".")[0])), next(iter(tables.kinds))
    )


def _of_check(check: checks.Check, rows: Any) -> dict[str, Any]:
    """Return the first broken entry where the person may see it, and how many entries stand before and after it."""
    mine = {entry.pk: entry for entry in rows.filter(pk__in=list(check.broken_entries)[:100])}
    first = next((fault for fault in check.faults if fault.entry in mine), None)
    context: dict[str, Any] = {"may_check": True, "fault": first, "other_faults": len(check.faults) - bool(first)}
    if first is not None and first.entry is not None:
        context["broken"] = queries.row_of(mine[first.entry], is_broken=True)
        context["before"] = rows.filter(pk__lt=first.entry).count()
        context["after"] = rows.filter(pk__gt=first.entry).count()
    return context


@opens(*WITNESSES, Role.REVIEWER)
def sentence(request: HttpRequest) -> HttpResponse:
    """The verification alone, which the page asks for while a check runs."""
    check = checks.last()
    context = {"check": check, **_of_check(check, queries.known(person_of(request), day_of(request)))}
    return render(request, "web/journal/_sentence.html", context)


@opens(*WITNESSES, methods=("POST",))
def check(request: HttpRequest) -> HttpResponse:
    """Start another check; the page goes on while it runs."""
    checks.start()
    return redirect("journal")


@opens(*WITNESSES, Role.REVIEWER)
def report(request: HttpRequest) -> HttpResponse:
    """The last check as a text to keep."""
    found = checks.last()
    mine = set(
        queries.known(person_of(request), day_of(request))
        .filter(pk__in=list(found.broken_entries))
        .values_list("pk", flat=True)
    )
    context = {"check": found, "mine": mine, "data_folder": settings.DATA}
    response = render(request, "web/journal/report.txt", context, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="duixian-verification.txt"'
    return response


@opens(*WITNESSES)
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The entries under the page's filters as JSON lines."""
    rows = queries.found(queries.known(person_of(request), day_of(request)), queries.search_from(request.GET))
    return _lines(queries.lines(rows), name="journal.jsonl")


@opens(*WITNESSES)
def seals(request: HttpRequest) -> StreamingHttpResponse:
    """All daily seals as JSON lines."""
    return _lines(queries.seal_lines(), name="seals.jsonl")


def _lines(lines: Any, *, name: str) -> StreamingHttpResponse:
    response = StreamingHttpResponse(lines, content_type="application/jsonl; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
