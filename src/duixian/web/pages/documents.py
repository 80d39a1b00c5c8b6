"""Documents: the list, uploading, how far the reading is, what a document is, its original."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duixian.accounts.models import Role
from duixian.ledger import storage
from duixian.ledger.actions.documents import describe_document, read_again
from duixian.ledger.jobs import start_reading
from duixian.ledger.queries import documents as queries
from duixian.ledger.queries import scope
from duixian.ledger.queries.ordering import in_order
from duixian.reader.formats import suffixes
from duixian.web.access import READERS, one_of, opens, person_of
from duixian.web.forms.documents import DescribeForm, describing
from duixian.web.heads import heads
from duixian.web.middleware import day_of, is_past
from duixian.web.render import render_page
from duixian.web.uploads import Outcome, take_in

PAGE = 50
LIST, LIST_PART = "web/documents/list.html", "web/documents/_list.html"


@opens(*READERS)
def documents(request: HttpRequest) -> HttpResponse:
    """Return the list of documents, and above it the place to drop files on."""
    return render_page(request, LIST, LIST_PART, _listed(request))


def _listed(request: HttpRequest, outcomes: list[Outcome] | None = None) -> dict[str, Any]:
    person = person_of(request)
    listed = queries.all_listed(person, until=day_of(request) if is_past(request) else None)
    sort = request.GET.get("sort", "")
    rows: list[Any] = in_order(listed, sort, by=queries.SORTS)
    may_upload = person.role == Role.KEEPER and not is_past(request)
    return {
        "documents": Paginator(rows, PAGE).get_page(request.GET.get("page")),
        "total": len(rows),
        "heads": heads(queries.SORTS, sort=sort, address=partial(_sorted_by, request)),
        "waiting": sum(row.found - row.reviewed for row in rows),
        "places": list(queries.uploadable(person)) if may_upload else [],
        "may_upload": may_upload,
        "outcomes": outcomes or [],
        "endings": ",".join(suffixes()),
    }


def _sorted_by(request: HttpRequest, sort: str) -> str:
    """Return the address of the list in another order, on the same day."""
    asked = request.GET.copy()
    asked["sort"] = sort
    asked.pop("page", None)
    return f"{reverse('documents')}?{asked.urlencode()}"


@opens(Role.KEEPER, methods=("POST",))
def upload(request: HttpRequest) -> HttpResponse:
    """Take in the files; return to the list, or show it with what was refused."""
    person = person_of(request)
    files = request.FILES.getlist("files")
    if not files:
        messages.warning(request, _("还没有选文件。选一份报告、专刊或任务清单，再上传。"))
        return redirect("documents")
    place = one_of(queries.uploadable(person), pk=request.POST.get("place") or person.place_id)
    outcomes = list(take_in(files, place=place, by=person))
    taken = sum(outcome.document is not None for outcome in outcomes)
    if taken:
        messages.success(request, ngettext("收到 %d 份文件，正在读。", "收到 %d 份文件，正在读。", taken) % taken)
    if taken == len(outcomes):
        return redirect("documents")
    return render_page(request, LIST, LIST_PART, _listed(request, outcomes))


@opens(*READERS)
def document_row(request: HttpRequest, key: int) -> HttpResponse:
    """Return one row of the list; HTMX asks for it again while the document is being read."""
    row = one_of(queries.listed(person_of(request)), pk=key)
    return render(request, "web/documents/_row.html", {"document": row})


@opens(Role.KEEPER, methods=("POST",))
def document_retry(request: HttpRequest, key: int) -> HttpResponse:
    """Read a document that failed once more."""
    person = person_of(request)
    start_reading(read_again(one_of(scope.documents(person), pk=key), by=person))
    return redirect("documents")


@opens(Role.KEEPER, methods=("GET", "POST"))
def document_describe(request: HttpRequest, key: int) -> HttpResponse:
    """Show or store what a document is: title, kind, year, day of issue."""
    person = person_of(request)
    document = one_of(scope.documents(person).defer(*queries.HEAVY), pk=key)
    form = DescribeForm(request.POST) if request.method == "POST" else describing(document)
    if form.is_bound and form.is_valid():
        describe_document(document, by=person, **form.cleaned_data)
        messages.success(request, _("改好了。"))
        return redirect("documents")
    context = {"document": document, "form": form}
    return render_page(request, "web/documents/describe.html", "web/documents/_describe.html", context)


@opens(*READERS)
def document_original(request: HttpRequest, key: int) -> HttpResponse:
    """Return the file as it was uploaded, to be saved and never shown in place."""
    document = one_of(scope.documents(person_of(request)).defer(*queries.HEAVY), pk=key)
    response = HttpResponse(storage.read(document.sha256), content_type="application/octet-stream")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(document.name)}"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response
