"""The plan as a workbook: out as it is shown, back with errors by cell, in whole or not at all."""

from __future__ import annotations

from io import BytesIO
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse

from duixian.ledger.queries import scope
from duixian.ledger.queries import tasks as queries
from duixian.ledger.sheets.export import write_rows
from duixian.web.access import READERS, one_of, opens, person_of
from duixian.web.middleware import day_of, is_past

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@opens(*READERS)
def export(request: HttpRequest) -> HttpResponse:
    """The rows shown, as a workbook."""
    person, key = person_of(request), request.GET.get("document", "")
    document = one_of(scope.documents(person), pk=key if key.isdecimal() else None)
    day = day_of(request)
    plan = queries.outline(document, person, tab=request.GET.get("tab", "all"), day=day if is_past(request) else None)
    file = BytesIO()
    write_rows(file, document, plan.rows, day=day, offices=queries.offices(person), leaders=queries.leaders(person))
    return workbook(file.getvalue(), f"任务分解-{document.place.name}{document.year or ''}-{day:%m%d}.xlsx")


def workbook(data: bytes, name: str) -> HttpResponse:
    """Return a workbook as a download."""
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["X-Content-Type-Options"] = "nosniff"
    return response
