"""What a keeper does on the reading desk: each deed is a form; where someone else was first, nothing is lost."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from duixian.accounts.models import Role
from duixian.errors import ConflictError, LedgerError
from duixian.ledger.actions import review
from duixian.ledger.models import Document, ReviewState, Statement
from duixian.ledger.queries import desk as queries
from duixian.ledger.queries.conflicts import conflict
from duixian.web.access import one_of, opens, person_of
from duixian.web.forms.statements import StatementForm, corrections, filled
from duixian.web.pages.desk import read_document_of, show_desk

To = Statement | queries.Mark | None


def _row(request: HttpRequest, key: int, statement: int) -> Statement:
    person = person_of(request)
    document = read_document_of(person, key)
    row = one_of(queries.reviewable(person, key), pk=statement)
    row.document = document
    return row


def _to(request: HttpRequest, document: Document, row: To) -> HttpResponse:
    """Return to the desk, at a statement where one is named; the view that was chosen stays."""
    kept = {"at": str(row.pk) if row is not None else "", "view": request.POST.get("view", "")}
    query = urlencode({name: value for name, value in kept.items() if value})
    place = f"#s{row.pk}" if row is not None else ""
    return redirect(f"{reverse('reading_desk', args=(document.pk,))}?{query}{place}")


def _seen(request: HttpRequest) -> int:
    revision = request.POST.get("revision", "")
    return int(revision) if revision.isdigit() else 0


def _done(request: HttpRequest, row: Statement, deed: Callable[[], To], wanted: Mapping[str, Any]) -> HttpResponse:
    """Do it and move to where it says; a refusal, or what someone else has done meanwhile, is shown on the desk."""
    try:
        following = deed()
    except ConflictError:
        return _differing(request, row, wanted)
    except LedgerError as error:
        return show_desk(request, row.document, at=str(row.pk), problem=error, status=422)
    return _to(request, row.document, following)


def _differing(request: HttpRequest, row: Statement, wanted: Mapping[str, Any]) -> HttpResponse:
    """Show the three columns; where both want the same there is nothing to settle."""
    here = Statement.objects.select_related("document__place").get(pk=row.pk)
    found = conflict(here, seen=_seen(request), mine=wanted)
    deed = request.resolver_match.url_name if request.resolver_match else ""
    if found.agrees and here.review in review.ACCEPTED and deed == "desk_accept":
        messages.info(request, _("%(who)s 先接受了这一条，和您的一样。") % {"who": found.who})
        return _to(request, row.document, _next(row))
    more = {"conflict": found, "deed": deed, "mine": request.POST}
    return show_desk(request, row.document, at=str(row.pk), status=422, **more)


def _next(row: Statement) -> To:
    """Return the next statement that waits, else the same one."""
    desk = queries.desk(row.document, at=str(row.pk))
    return desk.waiting or desk.current


@opens(Role.KEEPER, methods=("POST",))
def desk_accept(request: HttpRequest, key: int, statement: int) -> HttpResponse:
    """Accept a statement with what the form says differently, and move to the next that waits."""
    row = _row(request, key, statement)
    form = filled(row, data=request.POST)
    if not form.is_valid():
        return show_desk(request, row.document, at=str(row.pk), form=form, status=422)
    return _accepted(request, row, corrections(form, row))


def _accepted(request: HttpRequest, row: Statement, wanted: Mapping[str, Any]) -> HttpResponse:
    by, following = person_of(request), _next(row)

    def deed() -> To:
        review.accept(row, by=by, revision=_seen(request), corrections=wanted)
        return following

    return _done(request, row, deed, wanted)


@opens(Role.KEEPER, methods=("POST",))
def desk_reject(request: HttpRequest, key: int, statement: int) -> HttpResponse:
    """Reject a statement, with a reason where one is given, and move to the next that waits."""
    return _rejected(request, _row(request, key, statement))


def _rejected(request: HttpRequest, row: Statement) -> HttpResponse:
    by, following = person_of(request), _next(row)

    def deed() -> To:
        review.reject(row, by=by, reason=request.POST.get("reason", "").strip(), revision=_seen(request))
        return following

    return _done(request, row, deed, {})


@opens(Role.KEEPER, methods=("POST",))
def desk_settle(request: HttpRequest, key: int, statement: int) -> HttpResponse:
    """Settle a difference: mine, theirs, or field by field; what is kept is accepted over what is there now."""
    row = _row(request, key, statement)
    use = request.POST.get("use", "theirs")
    if use == "theirs":
        return _to(request, row.document, _next(row))
    if request.POST.get("deed") == "desk_reject":
        return _rejected(request, row)
    form: StatementForm = filled(row, data=request.POST)
    if not form.is_valid():
        return show_desk(request, row.document, at=str(row.pk), form=form, status=422)
    wanted = corrections(form, row)
    if use == "each":
        wanted = {name: value for name, value in wanted.items() if request.POST.get(f"pick-{name}") != "theirs"}
    return _accepted(request, row, wanted)


@opens(Role.KEEPER, methods=("POST",))
def desk_undo(request: HttpRequest, key: int, statement: int) -> HttpResponse:
    """Take back the last deed on a statement, or on all that were accepted together with it, and go there."""
    row = _row(request, key, statement)
    by = person_of(request)

    def deed() -> Statement:
        if row.origin in ("split", "merge") and row.review == ReviewState.PROPOSED:
            return review.uncut(row, by=by)
        if request.POST.get("together"):
            count = review.undo_many(queries.together_with(row), by=by)
            messages.success(request, _("撤回了 %d 条，都回到待审。") % count)
        else:
            review.undo(row, by=by)
        return row

    return _done(request, row, deed, {})


@opens(Role.KEEPER, methods=("POST",))
def desk_split(request: HttpRequest, key: int, statement: int) -> HttpResponse:
    """Cut a statement in two: `cut` is a place in the document, or `after` how many characters stay left."""
    row = _row(request, key, statement)
    cut, after = request.POST.get("cut", ""), request.POST.get("after", "")
    at = int(cut) if cut.isdigit() else row.start + (int(after) if after.isdigit() else 0)
    by = person_of(request)
    return _done(request, row, lambda: review.split(row, at=at, by=by, revision=_seen(request))[0], {})


@opens(Role.KEEPER, methods=("POST",))
def desk_merge(request: HttpRequest, key: int, statement: int) -> HttpResponse:
    """Join a statement with the one after it."""
    row = _row(request, key, statement)
    by = person_of(request)

    def deed() -> Statement:
        following = queries.desk(row.document, at=str(row.pk)).step(1)
        if following is None:
            raise LedgerError(_("这是最后一条，后面没有可并的。"), where=row.text, hint=_("到前一条再合并。"))
        return review.merge([row, *queries.full(row.document, [following])], by=by)

    return _done(request, row, deed, {})
