"""指标: the list, and one indicator with its chart, its table, its arrivals and its files."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render

from duixian.exporters.labels import MEASURES
from duixian.exporters.plain_table import as_csv
from duixian.ledger.models import Indicator
from duixian.ledger.queries import indicator as queries
from duixian.ledger.queries.indicator_chart import config, frame_of, lines, small
from duixian.ledger.queries.indicators import listing
from duixian.web.access import READERS, one_of, opens, person_of
from duixian.web.commitment_parts import theme_title
from duixian.web.indicator_parts import chips, json_of, steps, table_of
from duixian.web.middleware import day_of
from duixian.web.render import render_page

PAGE = 100


@opens(*READERS)
def indicator_list(request: HttpRequest) -> HttpResponse:
    """Return the indicators of a place, or for HTMX the rows below the search."""
    search, code = request.GET.get("q", "").strip(), request.GET.get("place", "")
    found = listing(person_of(request), day=day_of(request), search=search, code=code)
    lines = Paginator(found.lines, PAGE).get_page(request.GET.get("page"))
    context = {"found": found, "lines": lines, "search": search}
    return render_page(request, "web/indicators/list.html", "web/indicators/_list.html", context)


@opens(*READERS)
def indicator_page(request: HttpRequest, key: str) -> HttpResponse:
    """Return an indicator: its sentence, its chart or its table, when each value arrived, other places."""
    page = _page(request, key)
    frame = frame_of(page)
    context: dict[str, Any] = {
        "page": page,
        "sentence": queries.sentence(page),
        "theme": theme_title(page.indicator.theme),
        "measure": MEASURES.get(page.measure, page.measure),  # type: ignore[call-overload]
        "chart": config(page),
        "lines": lines(page),
        "is_table": bool(request.GET.get("table")),
        "steps": steps(request, page),
        "chips": chips(request, page),
        "frame": frame,
        "smalls": [small(each, frame, page.scale) for each in page.others] if len(page.others) > 1 else [],
    }
    return render(request, "web/indicators/one.html", context)


def _page(request: HttpRequest, key: str) -> queries.Page:
    indicator = one_of(Indicator.objects.all(), pk=key)
    asked = request.GET
    ask = queries.Ask(
        place=asked.get("place", ""),
        measure=asked.get("measure", ""),
        kind=asked.get("kind", "total"),
        span=asked.get("span", "5"),
        known=_day(asked.get("known", "")),
        everywhere="all" in asked,
    )
    return queries.page_of(person_of(request), indicator, ask, day=day_of(request))


def _day(asked: str) -> date | None:
    try:
        return date.fromisoformat(asked) if asked else None
    except ValueError:
        return None


@opens(*READERS)
def export(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Return exactly what the page shows as CSV or JSON."""
    if form not in ("csv", "json"):
        raise Http404
    page = _page(request, key)
    name = f"{key}-{page.day:%Y%m%d}.{form}"
    response: HttpResponse
    if form == "csv":
        response = HttpResponse(as_csv(table_of(page)), content_type="text/csv; charset=utf-8")
    else:
        response = JsonResponse(json_of(page), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
