"""The plan as a workbook: out as it is shown, back with errors by cell, in whole or not at all.

What was uploaded is kept by its SHA-256, for a week, or for good once it is imported; a signed key in the address names
it, and the mends that were chosen stand behind it as parameters: each mend is a link, and going back takes it back.
"""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from duixian.accounts.models import Role
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.ledger.actions.task_imports import import_tasks
from duixian.ledger.models import Document
from duixian.ledger.queries import scope
from duixian.ledger.queries import tasks as queries
from duixian.ledger.sheets import waiting
from duixian.ledger.sheets.checking import check
from duixian.ledger.sheets.export import write_rows
from duixian.ledger.sheets.findings import Checked, Mends
from duixian.ledger.sheets.marking import marked
from duixian.ledger.sheets.opening import MOST_BYTES
from duixian.web.access import READERS, one_of, opens, person_of
from duixian.web.middleware import day_of, is_past
from duixian.web.pages.task_problems import changes_of, grid_of, told
from duixian.web.pages.tasks import page_of

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SALT = "duixian.tasks.import"
# From so many mends on they are packed into one parameter.
PACK_FROM = 8


class Kept(NamedTuple):
    """An uploaded workbook: its SHA-256, its name, whose plan it is for, who brought it and when."""

    digest: str
    name: str
    document: int
    by: str
    at: str

    @property
    def when(self) -> datetime:
        """The moment of the upload."""
        return datetime.fromisoformat(self.at)


@opens(*READERS)
def export(request: HttpRequest) -> HttpResponse:
    """The rows shown, as a workbook."""
    person, document, day = person_of(request), _document(request, request.GET.get("document", "")), day_of(request)
    plan = queries.outline(document, person, tab=request.GET.get("tab", "all"), day=day if is_past(request) else None)
    file = BytesIO()
    write_rows(file, document, plan.rows, day=day, offices=queries.offices(person), leaders=queries.leaders(person))
    return workbook(file.getvalue(), f"任务分解-{document.place.name}{document.year or ''}-{day:%m%d}.xlsx")


@opens(Role.KEEPER, methods=("GET", "POST"))
def upload(request: HttpRequest) -> HttpResponse:
    """The form for a filled-in workbook; a workbook that is ours is kept and leads to what was found in it."""
    document = _document(request, request.GET.get("document") or request.POST.get("document", ""))
    context = {**page_of(request, document), "pending": True, "most": MOST_BYTES // 1_000_000}
    if request.method != "POST":
        return render(request, "web/tasks/list.html", context)
    try:
        kept = _kept(request, document)
        checked_of(request, kept, document)
    except LedgerError as error:
        return render(request, "web/tasks/list.html", {**context, "refused": error}, status=400)
    return redirect("tasks_pending", key=signing.dumps(kept, salt=SALT, compress=True))


def _document(request: HttpRequest, key: str | int) -> Document:
    return one_of(scope.documents(person_of(request)), pk=key if str(key).isdecimal() else None)


def _kept(request: HttpRequest, document: Document) -> Kept:
    """Keep what was uploaded, unless it is far too large."""
    file = request.FILES.get("file")
    if file is None:
        raise LedgerError(_("还没有选文件。"), hint=_("选填好的那份 .xlsx，再传。"))
    if (file.size or 0) > MOST_BYTES:
        raise LedgerError(_("文件太大了，不像任务分解表。"), where=file.name or "", hint=_("10 MB 以内。"))
    digest = waiting.keep(file.chunks())
    name = (file.name or "")[-120:]
    return Kept(digest, name, document.pk, person_of(request).name, clock.now().isoformat(timespec="minutes"))


def _pending(request: HttpRequest, key: str) -> tuple[Kept, Document]:
    """Return what a key names; 404 for a key that is not ours, or names a document of another place."""
    try:
        kept = Kept(*signing.loads(key, salt=SALT))
    except (signing.BadSignature, TypeError):
        raise Http404 from None
    return kept, _document(request, kept.document)


def mends_of(request: HttpRequest) -> Mends:
    """Return the mends that were chosen so far: those that were packed, then those that stand in the address."""
    try:
        packed = signing.loads(request.GET["mended"], salt=SALT) if "mended" in request.GET else []
    except signing.BadSignature:
        raise Http404 from None
    return Mends([*packed, *request.GET.getlist("mend")])


def _packed(request: HttpRequest) -> HttpResponse | None:
    """Return the way to a shorter address where many mends were chosen: servers refuse long ones."""
    if len(request.GET.getlist("mend")) < PACK_FROM:
        return None
    mended = signing.dumps(list(mends_of(request).chosen), salt=SALT, compress=True)
    return redirect(f"{request.path}?{urlencode({'mended': mended})}")


def checked_of(request: HttpRequest, kept: Kept, document: Document) -> Checked:
    """Return what is found in a kept workbook."""
    data, person = waiting.read(kept.digest), person_of(request)
    return check(data, name=kept.name, document=document, by=person, mends=mends_of(request))


@opens(Role.KEEPER, methods=("GET", "POST"))
def pending(request: HttpRequest, key: str) -> HttpResponse:
    """What is wrong with a workbook and what it would change; when nothing is wrong, it is taken in."""
    kept, document = _pending(request, key)
    if request.method == "POST":
        mends = mends_of(request)
        count = import_tasks(document, digest=kept.digest, name=kept.name, mends=mends, by=person_of(request))
        messages.success(request, _("导入了 %(name)s：%(count)s 项任务有改动。") % {"name": kept.name, "count": count})
        return redirect(f"{reverse('tasks')}?{urlencode({'document': document.pk})}")
    if shorter := _packed(request):
        return shorter
    checked = checked_of(request, kept, document)
    found: dict[str, Any] = {
        "pending": True,
        "kept": kept,
        "key": key,
        "checked": checked,
        "problems": told(checked, request.get_full_path(), document),
        "grid": grid_of(checked, year=document.year),
        "changes": changes_of(checked),
        "chosen": request.GET.urlencode(),
    }
    return render(request, "web/tasks/list.html", {**page_of(request, document), **found})


@opens(Role.KEEPER)
def marked_workbook(request: HttpRequest, key: str) -> HttpResponse:
    """The workbook with what is wrong marked in its cells."""
    kept, document = _pending(request, key)
    checked = checked_of(request, kept, document)
    data = marked(waiting.read(kept.digest), checked.sheet, checked.problems)
    return workbook(data, f"{kept.name.removesuffix('.xlsx')}-标好错.xlsx")


def workbook(data: bytes, name: str) -> HttpResponse:
    """Return a workbook as a download."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
