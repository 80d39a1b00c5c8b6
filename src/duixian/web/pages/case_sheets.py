"""The cases of a program as a workbook: the template with or without rows, and back."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from duixian.cases.actions.importing import import_cases
from duixian.cases.actions.ringing import ring
from duixian.cases.actions.ties import feed
from duixian.cases.originals import Held, held_of
from duixian.cases.queries import visible
from duixian.cases.queries.listing import filters_of, listing
from duixian.cases.sheets import Checked, check, write_sheet
from duixian.cases.tables.shelf import Shelved
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.ledger.sheets.opening import MOST_BYTES
from duixian.web.access import READERS, opens, person_of
from duixian.web.middleware import day_of
from duixian.web.pages.case import WRITERS
from duixian.web.pages.cases import shelved_of
from duixian.web.pages.task_sheets import XLSX

MOST = 5000


@opens(*READERS)
def sheet(request: HttpRequest, program: str) -> HttpResponse:
    """Return the rows that the list shows as a workbook that may come back; `?empty=1` the template alone."""
    shelved, person = shelved_of(request, program), person_of(request)
    rows: list[Held] = []
    if "empty" not in request.GET:
        filters = filters_of(shelved.program, request.GET.dict())
        found = listing(person, shelved, filters, day=day_of(request), most=MOST)
        rows = held_of([each.row for each in found.rows], shelved)
    file = BytesIO()
    write_sheet(file, shelved, by=person, rows=rows)
    response = HttpResponse(file.getvalue(), content_type=XLSX)
    name = quote(f"{shelved.program.title}-{day_of(request):%m%d}.xlsx")
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
    return response


@opens(*WRITERS, methods=("GET", "POST"))
def upload(request: HttpRequest, program: str) -> HttpResponse:
    """Take a filled-in workbook: what is wrong by cell, or the cases that it opened and changed."""
    shelved = shelved_of(request, program, "create")
    context = {"program": shelved.program, "most": MOST_BYTES // 1_000_000}
    if request.method != "POST":
        return render(request, "web/cases/upload.html", context)
    checked, name = _checked(request, shelved)
    if checked.faults:
        context |= {"faults": checked.faults[:200], "many": len(checked.faults), "name": name}
        return render(request, "web/cases/upload.html", context, status=400)
    person = person_of(request)
    cases = import_cases(checked, shelved=shelved, place=person.place, by=person, name=name)
    ring(shelved, day=clock.today(), keys=[case.pk for case in cases])
    feed(shelved, day=clock.today())
    told = {"new": checked.new, "changed": len(cases) - checked.new}
    messages.success(request, _("导入好了：新登记 %(new)s 件，改了 %(changed)s 件。") % told)
    return redirect("program", program)


def _checked(request: HttpRequest, shelved: Shelved) -> tuple[Checked, str]:
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > MOST_BYTES:
        what = _("还没有选文件。") if file is None else _("文件太大了。")
        raise LedgerError(what, where=shelved.program.title, hint=_("选填好的那份 .xlsx，10 MB 以内，再传。"))
    person, name = person_of(request), (file.name or "")[-120:]
    mine, seen = visible.cases(person, shelved, "edit"), visible.cases(person, shelved)
    return check(file.read(), name=name, shelved=shelved, by=person, own=mine, visible=seen), name
