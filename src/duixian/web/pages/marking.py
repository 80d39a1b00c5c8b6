"""On the reading desk: marking what the reader missed, and accepting many after a list."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from duixian.accounts.models import Role
from duixian.errors import LedgerError
from duixian.exporters.labels import KINDS as WORDS
from duixian.ledger.actions.documents import mark_statement
from duixian.ledger.actions.links import decide
from duixian.ledger.actions.review import accept_many
from duixian.ledger.queries import desk as queries
from duixian.ledger.queries.marking import around
from duixian.statement import KINDS, STATUSES, Span
from duixian.web.access import one_of, opens, person_of
from duixian.web.desk_fields import quote, value_words
from duixian.web.middleware import day_of, is_past
from duixian.web.pages.desk import REVIEWERS, read_document_of, show_desk
from duixian.web.render import render_page

LEAST = (0.95, 0.9, 0.8, 0.0)
# As many rows as one looks through before pressing the button.
MOST = 500


@opens(Role.KEEPER, methods=("POST",))
def desk_mark(request: HttpRequest, key: int) -> HttpResponse:
    """Mark a stretch of the text as a statement, and go there."""
    person = person_of(request)
    document = read_document_of(person, key)
    said = request.POST
    start, end = (int(said.get(name, "")) if said.get(name, "").isdigit() else 0 for name in ("start", "end"))
    kind = said.get("kind") if said.get("kind") in KINDS else "task"
    status = said.get("status") if said.get("status") in STATUSES else "target"
    try:
        fields = around(document, start, end) | {"kind": kind, "status": status}
        row = mark_statement(document, Span(start, end), fields=fields, by=person)
    except LedgerError as error:
        return show_desk(request, document, problem=error, status=422)
    return redirect(f"{reverse('reading_desk', args=(key,))}?at={row.pk}#s{row.pk}")


@opens(*REVIEWERS)
def desk_bulk(request: HttpRequest, key: int) -> HttpResponse:
    """List the statements of which the reader was so sure: one looks through it before accepting."""
    document = read_document_of(person_of(request), key)
    least, kind = _least(request.GET.get("from", "")), request.GET.get("kind", "")
    rows = queries.marks(document, until=day_of(request) if is_past(request) else None)
    found = queries.sure(rows, least=least, kind=kind if kind in KINDS else "")
    context = {
        "document": document,
        "rows": [(row, quote(row, around=20), value_words(row)) for row in queries.full(document, found[:MOST])],
        "found": len(found),
        "rest": max(0, len(found) - MOST),
        "least": least,
        "kind": kind,
        "kinds": WORDS.items(),
        "choices": [(each, len(queries.sure(rows, least=each))) for each in LEAST],
        "may_review": person_of(request).is_keeper and not is_past(request),
    }
    return render_page(request, "web/desk/bulk.html", "web/desk/_bulk.html", context)


def _least(said: str) -> float:
    try:
        return min(1.0, max(0.0, float(said)))
    except ValueError:
        return LEAST[0]


@opens(Role.KEEPER, methods=("POST",))
def desk_accept_many(request: HttpRequest, key: int) -> HttpResponse:
    """Accept the statements that are ticked and still wait."""
    person = person_of(request)
    document = read_document_of(person, key)
    keys = [said for said in request.POST.getlist("row") if said.isdigit()]
    rows = list(queries.reviewable(person, document.pk).filter(pk__in=keys))
    count = accept_many(rows, by=person)
    messages.success(request, _("一并接受了 %(count)d 条。") % {"count": count})
    if count < len(rows):
        messages.info(request, _("另有 %d 条别人刚刚审过，没有动。") % (len(rows) - count))
    return redirect("reading_desk", key)


@opens(Role.KEEPER, methods=("POST",))
def desk_link(request: HttpRequest, key: int, statement: int) -> HttpResponse:
    """Confirm that a statement answers the earlier promise which the linker proposed."""
    person = person_of(request)
    row = one_of(queries.reviewable(person, key), pk=statement)
    chosen = request.POST.get("link", "")
    decide(one_of(row.links_earlier.all(), pk=chosen if chosen.isdigit() else 0), state="confirmed", by=person)
    messages.success(request, _("记下了：这一条和那项承诺是一回事。"))
    return redirect(f"{reverse('reading_desk', args=(key,))}?at={row.pk}#s{row.pk}")
