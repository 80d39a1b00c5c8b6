"""A page, or for HTMX the part of it that changes: one address, one view; and a table as a file."""

from __future__ import annotations

import io
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.cache import patch_vary_headers

from duixian.exporters.plain_table import Table, as_csv, write_workbook

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = ("xlsx", "csv")


def render_page(request: HttpRequest, page: str, part: str, context: dict[str, Any], **more: Any) -> HttpResponse:
    """Return `part` where HTMX asks for it, else `page`, which includes it."""
    is_part = bool(request.headers.get("HX-Request")) and not request.headers.get("HX-Boosted")
    response = render(request, part if is_part else page, context, **more)
    patch_vary_headers(response, ("HX-Request",))
    return response


def table_file(table: Table, *, form: str, name: str) -> HttpResponse:
    """Return a table as a file to keep, .xlsx or .csv; of any other form there is none."""
    if form not in FILES:
        raise Http404
    if form == "csv":
        response = HttpResponse(as_csv(table), content_type="text/csv; charset=utf-8")
    else:
        file = io.BytesIO()
        write_workbook(table, file)
        response = HttpResponse(file.getvalue(), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="{name}.{form}"'
    return response
