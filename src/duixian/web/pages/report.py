"""向人民报告: the issues that anyone may read, and the keeper's desk where one is drafted and published."""

from __future__ import annotations

import csv
import io
import json

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from duixian.accounts.models import Role
from duixian.errors import LedgerError
from duixian.ledger.actions import publications as actions
from duixian.ledger.models import Publication
from duixian.ledger.queries import publications as queries
from duixian.ledger.reporting.layout import issue_of
from duixian.web.access import EVERYONE, one_of, opens, person_of
from duixian.web.middleware import day_of

COLUMNS = (
    "id", "title", "theme", "office", "target", "due", "original_due", "assessment", "why", "reported",
    "reported_as_of", "evidenced", "grade", "short", "missing",
)  # fmt: skip


class NewIssue(forms.Form):
    """Which year an issue reports on, as of which day: that of the page."""

    year = forms.IntegerField(min_value=1949, max_value=2100)
    as_of = forms.DateField(required=False)


@opens(EVERYONE)
def index(request: HttpRequest) -> HttpResponse:
    """Return the list of issues that were published."""
    return render(request, "web/report/index.html", {"issues": queries.published()[:200]})


def _issue(code: str, number: int) -> Publication:
    return one_of(queries.published(), place__code=code, number=number)


@opens(EVERYONE)
def issue(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Return the page of an issue, made from its published content alone, once: nobody can change it."""
    publication = one_of(queries.published().defer("content", "draft"), place__code=code, number=number)
    context = {"publication": publication, "issue": SimpleLazyObject(lambda: issue_of(publication.content))}
    return render(request, "web/report/issue.html", context)


@opens(EVERYONE)
def issue_json(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Return the published bytes."""
    publication = _issue(code, number)
    response = HttpResponse(publication.content, content_type="application/json")
    response["ETag"] = f'"{publication.check_code}"'
    return response


@opens(EVERYONE)
def issue_csv(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """Return the commitments of an issue as CSV, with a byte order mark for Excel and WPS."""
    publication = _issue(code, number)
    file = io.StringIO()
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow([*COLUMNS, "document", "sentence"])
    for each in json.loads(publication.content)["commitments"]:
        sentence = each["sentence"]
        table.writerow([*(each[name] for name in COLUMNS), sentence["document"], sentence["text"]])
    response = HttpResponse(f"\ufeff{file.getvalue()}", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="report-{code}-{number}.csv"'
    return response


@opens(Role.KEEPER, methods=("GET", "POST"))
def desk(request: HttpRequest) -> HttpResponse:
    """Return the keeper's issues; drafts the next one."""
    person = person_of(request)
    year = queries.last_year_of(person, day=day_of(request))
    form = NewIssue(request.POST if request.method == "POST" else None, initial={"year": year})
    if request.method == "POST" and form.is_valid():
        asked = form.cleaned_data
        made = actions.draft(person.place, year=asked["year"], as_of=asked["as_of"] or day_of(request), by=person)
        return redirect("report_draft", pk=made.pk)
    return render(request, "web/report/desk.html", {"issues": queries.issues(person), "form": form})


@opens(Role.KEEPER, methods=("GET", "POST"))
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Return a draft beside what it would look like; keeps what is written."""
    person = person_of(request)
    publication = one_of(queries.issues(person), pk=pk)
    if publication.state == Publication.State.PUBLISHED:
        return redirect("public_report", code=publication.place.code, number=publication.number)
    if request.method == "POST":
        text, revision = request.POST.get("draft", ""), _revision(request)
        actions.rewrite(publication, draft=text, by=person, revision=revision)
        return redirect("report_draft", pk=pk)
    faults = actions.faults_of(publication)
    shown = None if faults else issue_of(actions.rebuilt(publication))
    context = {"publication": publication, "faults": faults, "issue": shown, "hidden": actions.hidden_of(publication)}
    return render(request, "web/report/draft.html", context)


@opens(Role.KEEPER, methods=("POST",))
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """Publish a draft; where a number has no source, say which and publish nothing."""
    person = person_of(request)
    publication = one_of(queries.issues(person), pk=pk)
    try:
        publication = actions.publish(publication, by=person, revision=_revision(request))
    except LedgerError as error:
        messages.error(request, f"{error.what} {error.hint}")
        return redirect("report_draft", pk=pk)
    messages.success(request, _("已发布，校验码 %(code)s。") % {"code": publication.check_code[:12]})
    return redirect("public_report", code=publication.place.code, number=publication.number)


def _revision(request: HttpRequest) -> int:
    given = request.POST.get("revision", "")
    if not given.isdecimal():
        raise Http404
    return int(given)
