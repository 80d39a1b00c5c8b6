"""比各县: counties beside each other, graded by what can be compared."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duixian.accounts.models import Role
from duixian.catalogue import themes
from duixian.ledger.comparability import Grade
from duixian.ledger.queries.counties import Counties, counties_of
from duixian.web.access import opens, person_of
from duixian.web.county_table import table_of
from duixian.web.middleware import day_of
from duixian.web.render import table_file

ROLES = (Role.KEEPER, Role.LEADER, Role.REVIEWER)
SIGNS = {"same": "＝", "converted": "≈", "not": "≠"}


@opens(*ROLES)
def counties(request: HttpRequest) -> HttpResponse:
    """Return what several counties have of each indicator in a year."""
    page = _page(request)
    context = {
        "page": page,
        "same": page.count(Grade.SAME),
        "converted": page.count(Grade.CONVERTED),
        "choices": _choices(page),
        "themes": themes().values(),
        "theme": request.GET.get("theme", ""),
        "signs": SIGNS,
    }
    return render(request, "web/counties/page.html", context)


def _page(request: HttpRequest) -> Counties:
    asked = request.GET
    year, theme = asked.get("year", ""), asked.get("theme", "")
    return counties_of(
        person_of(request),
        codes=asked.getlist("c"),
        year=int(year) if year.isascii() and year.isdigit() and len(year) == 4 else None,
        theme=theme if theme in themes() else "",
        day=day_of(request),
    )


@opens(*ROLES)
def export(request: HttpRequest, form: str) -> HttpResponse:
    """Return what the page shows as .xlsx or .csv, each value with the sentence that it stands in."""
    day = day_of(request)
    return table_file(table_of(_page(request), day=day), form=form, name=f"counties-{day:%Y%m%d}")


def _choices(page: Counties) -> list[tuple[str, str, bool]]:
    """Return each county with the counties that its chip leaves on, as an address."""
    shown = [column.place.code for column in page.columns]
    return [
        (each.name, "&".join(f"c={code}" for code in _turned(shown, each.code)), each.code in shown)
        for each in page.places
    ]


def _turned(shown: list[str], code: str) -> list[str]:
    return [each for each in shown if each != code] if code in shown else [*shown, code]
