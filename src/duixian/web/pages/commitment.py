"""One commitment: its page, and what may be done to it: report, confirm, return, change the deadline, withdraw."""

from __future__ import annotations

from typing import Any, cast
from uuid import uuid4

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from duixian.accounts.models import Person, Role
from duixian.cases.queries.ties import ties_of
from duixian.errors import LedgerError
from duixian.ledger.actions import claims
from duixian.ledger.judging import Target
from duixian.ledger.models import Claim, Commitment, Evidence
from duixian.ledger.queries import scope
from duixian.ledger.queries.charts import chart_of
from duixian.ledger.queries.commitment import ADDING_UP, PICTURES, detail, formula, time_formula, visible
from duixian.ledger.queries.standing import facts_of
from duixian.ledger.queries.wall import pin_of
from duixian.ledger.uploads import Upload, papers_of
from duixian.web.access import READERS, one_of, opens, person_of
from duixian.web.commitment_forms import WITH_NUMBER, ConfirmForm, DueForm, ReasonForm, ReportForm, first_error
from duixian.web.commitment_parts import statuses, theme_title
from duixian.web.middleware import day_of, is_past

KEEPERS = (Role.KEEPER,)
REPORTERS = (Role.KEEPER, Role.OFFICE, Role.LEADER)


@opens(*READERS)
def commitment_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Return the page of a commitment."""
    commitment = one_of(visible(person_of(request), day_of(request)), pk=pk)
    return _page(request, commitment)


def _page(request: HttpRequest, commitment: Commitment, *, form: ReportForm | None = None) -> HttpResponse:
    """Return the page; with a form that was refused it says why and keeps what was typed."""
    person, day = person_of(request), day_of(request)
    found = detail(person, commitment, day=day)
    target = found.row.facts.target
    chart = chart_of(found.row, day=day)
    may_keep = person.role == Role.KEEPER and not is_past(request)
    context = {
        "commitment": commitment,
        "detail": found,
        "row": found.row,
        "target": target,
        "statuses": statuses(found),
        "formula": formula(found.row),
        "time_formula": time_formula(found.row, day),
        "chart": chart,
        "report": form or ReportForm(target=target, initial={"key": uuid4().hex, "as_of": day}),
        "adds_up": target.kind in ADDING_UP,
        "has_number": target.kind in WITH_NUMBER,
        "theme": theme_title(commitment.theme),
        "pictures": PICTURES,
        "grades": Evidence.Grade.choices,
        "may_report": found.may_report and not is_past(request),
        "may_keep": may_keep,
        "ties": ties_of(commitment),
        "pinned": pin_of(commitment, day) if may_keep else "",
    }
    return render(request, "web/commitments/one.html", context, status=400 if form else 200)


def _target(commitment: Commitment, request: HttpRequest) -> Target:
    return facts_of([commitment], day=day_of(request))[commitment.pk].target


@opens(*REPORTERS, methods=("POST",))
def report(request: HttpRequest, pk: int) -> HttpResponse:
    """Report progress with papers; what is refused comes back with the form as it was typed."""
    rows = scope.reportable(person_of(request)).select_related("statement", "lead", "leader", "document", "place")
    commitment = one_of(rows, pk=pk)
    form = ReportForm(request.POST, target=_target(commitment, request))
    if form.is_valid():
        try:
            _report(commitment, form, request)
        except LedgerError as error:
            form.add_error(None, f"{error} {error.hint}")
    if form.errors:
        return _page(request, commitment, form=form)
    messages.success(request, _("报好了。督查室认定佐证以后，佐证数才会变。"))
    return redirect("commitment", pk)


def _report(commitment: Commitment, form: ReportForm, request: HttpRequest) -> Claim:
    said = form.cleaned_data
    files = cast("list[Upload]", request.FILES.getlist("papers"))
    papers = papers_of(files, taken_at=request.POST.get("place_words", "")[:120])
    return claims.report(
        commitment,
        by=person_of(request),
        key=said["key"],
        as_of=said["as_of"],
        value=said.get("value"),
        is_done=said["is_done"],
        words=said["words"],
        papers=papers,
    )


@opens(*KEEPERS, methods=("POST",))
def confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a paper with its grade and what it proves."""
    evidence = _evidence(person_of(request), pk)
    form = ConfirmForm(request.POST, target=_target(evidence.commitment, request))
    said = _said(form, where=evidence.name)
    claims.confirm_evidence(
        evidence, by=person_of(request), grade=said["grade"], value=said.get("value"), is_done=said["is_done"]
    )
    messages.success(request, _("认定了，已经计入佐证。"))
    return redirect("commitment", evidence.commitment_id)


def _evidence(person: Person, pk: int) -> Evidence:
    return one_of(scope.evidence(person).select_related("commitment__statement", "commitment__lead"), pk=pk)


def _said(form: forms.Form, *, where: str) -> dict[str, Any]:
    """Return what a form says; one that does not hold is refused with its first fault."""
    if not form.is_valid():
        raise LedgerError(first_error(form), where=where, hint=_("回到上一页补上，再提交。"))
    said: dict[str, Any] = form.cleaned_data
    return said


@opens(*KEEPERS, methods=("POST",))
def return_claim(request: HttpRequest, pk: int) -> HttpResponse:
    """Send a claim back with a reason."""
    person = person_of(request)
    claim = one_of(Claim.objects.filter(commitment__in=scope.commitments(person).values("pk")), pk=pk)
    claims.return_claim(claim, by=person, why=request.POST.get("why", ""))
    messages.success(request, _("退回了，不再计入申报；理由已记下。"))
    return redirect("commitment", claim.commitment_id)


@opens(*KEEPERS, methods=("POST",))
def change_due(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the deadline with a reason; the original stays."""
    person = person_of(request)
    commitment = one_of(scope.commitments(person), pk=pk)
    said = _said(DueForm(request.POST), where=commitment.title)
    claims.change_due(commitment, by=person, **said)
    messages.success(request, _("期限改了，原期限和理由都留着。"))
    return redirect("commitment", pk)


@opens(*KEEPERS, methods=("POST",))
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a commitment with a reason."""
    person = person_of(request)
    commitment = one_of(scope.commitments(person), pk=pk)
    said = _said(ReasonForm(request.POST), where=commitment.title)
    claims.withdraw(commitment, by=person, why=said["why"])
    messages.success(request, _("撤销了；它留在记录和合计里。"))
    return redirect("commitment", pk)
