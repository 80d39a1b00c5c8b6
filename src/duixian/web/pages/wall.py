"""挂图作战: the year on one sheet, for the wall, the projector and A3."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from duixian.ledger.queries import wall as queries
from duixian.web.access import READERS, opens, person_of
from duixian.web.middleware import day_of
from duixian.web.templatetags.marks import ASSESSMENTS


@opens(*READERS)
def wall(request: HttpRequest) -> HttpResponse:
    """Return the wall chart of a year; on a phone, one theme at a time."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    found = queries.wall(person_of(request), day=day_of(request), year=year)
    legend = [(kind, word, found.counts.get(kind, 0)) for kind, word in ASSESSMENTS.items()]
    context = {"found": found, "legend": legend, "is_full": "full" in request.GET}
    return render(request, "web/wall/page.html", context)
