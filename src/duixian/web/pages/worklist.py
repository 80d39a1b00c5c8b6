"""One's own desk: what to do first, a report in three touches, and what waits for the keeper."""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from duixian.accounts.models import Person, Role
from duixian.cases.queries.calling import calling
from duixian.cases.queries.waiting import waiting_steps
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.ledger.actions import claims
from duixian.ledger.models import Claim
from duixian.ledger.queries import scope
from duixian.ledger.queries import worklist as queries
from duixian.ledger.queries.standing import facts_of
from duixian.ledger.uploads import Upload, papers_of
from duixian.web.access import SIGNED_IN, one_of, opens, person_of
from duixian.web.commitment_forms import ReportForm
from duixian.web.middleware import day_of, is_past

REPORTERS = (Role.OFFICE,)


@opens(*SIGNED_IN)
def desk(request: HttpRequest) -> HttpResponse:
    """Return the desk of whoever is here; an auditor's is the journal."""
    person = person_of(request)
    if person.role == Role.AUDITOR:
        return redirect("journal")
    return render(request, "web/worklist/page.html", context_of(request, person))


def context_of(request: HttpRequest, person: Person, *, problem: str = "", pk: int | None = None) -> dict[str, Any]:
    """Return what the desk shows; `problem` is why a report of the commitment `pk` was refused."""
    found = queries.desk_of(person, day=day_of(request))
    context: dict[str, Any] = {
        "desk": found,
        "links": links_of(request, person),
        "calling": calling(person, day=day_of(request)),
        "waiting": waiting_steps(person, day=day_of(request)),
        "problem": problem,
        "words": request.POST.get("words", ""),
    }
    if person.role == Role.KEEPER:
        waits = queries.waiting(person)
        deeds = waits.deeds(found)
        return {**context, "waits": waits, "deeds": deeds, "count": len(deeds)}
    context["count"] = len(found.first)
    if person.role in REPORTERS and found.items and not is_past(request):
        asked = str(pk or request.GET.get("report", ""))
        chosen = next((each for each in found.items if str(each.row.commitment.pk) == asked), None)
        context["reporting"] = queries.reporting(chosen or _likely(found))
        context["key"] = uuid4().hex
        context["typed"] = request.POST.get("value")
    return context


def links_of(request: HttpRequest, person: Person) -> dict[str, str]:
    """Return the lists behind the counts: of what the person answers for, this year, on the day of the page."""
    mine: dict[str, Any] = {"lead": person.office_id} if person.role == Role.OFFICE else {}
    mine = {"leader": person.pk} if person.role == Role.LEADER else mine
    on = {"on": day_of(request).isoformat()} if is_past(request) else {}
    asked: dict[str, dict[str, Any]] = {
        "overdue": {"year": day_of(request).year, "assessment": "late"},
        "lacking": {"year": day_of(request).year, "only": "lacking"},
        "reddening": {"year": day_of(request).year, "only": "reddening"},
        "earlier": {"year": "all", "assessment": "late,at_risk,unknown,on_track"},
    }
    return {name: f"{reverse('commitments')}?{urlencode({**mine, **each, **on})}" for name, each in asked.items()}


def _likely(found: queries.Desk) -> queries.Item:
    """Return what is most likely reported next: among the first, the most urgent with a number that lacks a paper."""
    return next((each for each in found.first if each.lacks and each.said), found.items[0])


@opens(*REPORTERS, methods=("POST",))
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Report a number with a photo, as of today, and return to the desk."""
    person = person_of(request)
    rows = scope.reportable(person).select_related("statement", "lead", "document", "place")
    commitment = one_of(rows, pk=pk)
    target = facts_of([commitment], day=clock.today())[commitment.pk].target
    sent = request.POST.copy()
    sent["as_of"] = clock.today().isoformat()
    form = ReportForm(sent, target=target)
    try:
        claim = _sent(form, commitment, request)
    except LedgerError as error:
        context = context_of(request, person, problem=f"{error} {error.hint}", pk=pk)
        return render(request, "web/worklist/page.html", context, status=422)
    messages.success(request, _told(claim))
    return redirect("desk")


def _sent(form: ReportForm, commitment: Any, request: HttpRequest) -> Claim:
    """Return the claim that a form makes; raises LedgerError with what is wrong with it."""
    if not form.is_valid():
        raise LedgerError(str(next(iter(form.errors.values()))[0]), hint=_("改好再报。"))
    data = form.cleaned_data
    return claims.report(
        commitment,
        by=person_of(request),
        key=data["key"],
        as_of=data["as_of"],
        value=data.get("value"),
        is_done=data["is_done"],
        words=data["words"],
        papers=papers_of(cast("list[Upload]", request.FILES.getlist("papers"))),
    )


def _told(claim: Claim) -> str:
    number = claim.evidence.count()
    title = claim.commitment.title
    if number:
        return _("报上去了：%(title)s，附 %(number)s 件材料，等督查室确认。") % {"title": title, "number": number}
    return _("报上去了：%(title)s。没有材料，标作“只有填报”，不计入佐证。") % {"title": title}
