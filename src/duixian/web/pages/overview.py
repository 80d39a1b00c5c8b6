"""The overview: the answer in a sentence, one bar, and the tables that prove it."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from duixian.ledger.queries import overview as queries
from duixian.ledger.queries.first_steps import first_steps
from duixian.web.access import READERS, opens, person_of
from duixian.web.middleware import day_of, is_past
from duixian.web.render import render_page
from duixian.web.templatetags.marks import ASSESSMENTS

SWITCH = {"theme": _("主题"), "lead": _("牵头单位"), "leader": _("责任领导"), "township": _("乡镇")}


@opens(*READERS)
def overview(request: HttpRequest) -> HttpResponse:
    """Return the overview of a year by theme, office, leader or township; for HTMX the table alone."""
    by = request.GET.get("by", "theme")
    by = by if by in SWITCH else "theme"
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isdecimal() and len(asked) == 4 else None
    found = queries.overview(person_of(request), day=day_of(request), year=year, by=by)
    links = Links(request, found.year)
    context = {"found": found, "by": by, "links": links, "legend": legend(found, links), "table": table(found, links)}
    context |= {"switch": links.switch(by), "years": links.years(found), "soon": links.listed(only="soon")}
    context |= {"steps": None if found.rows else first_steps(person_of(request))}
    return render_page(request, "web/overview/overview.html", "web/overview/_groups.html", context)


class Links:
    """Addresses that keep the year and the day that the page is about."""

    def __init__(self, request: HttpRequest, year: int | None) -> None:
        self.kept = {"on": day_of(request).isoformat()} if is_past(request) else {}
        self.year = {"year": str(year)} if year else {}

    def listed(self, **keys: Any) -> str:
        """Return the address of the list of commitments that meet these."""
        return f"{reverse('commitments')}?{urlencode({**self.year, **keys, **self.kept})}"

    def here(self, **keys: Any) -> str:
        """Return the address of the overview with these."""
        asked = {name: value for name, value in {**self.year, **keys, **self.kept}.items() if value}
        return f"{reverse('overview')}?{urlencode(asked)}" if asked else reverse("overview")

    def switch(self, by: str) -> list[dict[str, Any]]:
        """Return the ways of grouping, and which is this one."""
        return [{"title": title, "href": self.here(by=name), "is_here": name == by} for name, title in SWITCH.items()]

    def years(self, found: queries.Overview) -> list[dict[str, Any]]:
        """Return the years that have promises."""
        return [
            {"year": year, "href": self.here(year=year), "is_here": year == found.year}
            for year in reversed(found.years)
            if year <= (found.year or year) or year - 1 in found.years
        ]

    @property
    def by_assessment(self) -> dict[str, str]:
        """Return the list of each assessment."""
        return {kind: self.listed(assessment=kind) for kind in ASSESSMENTS}

    @property
    def by_colour(self) -> dict[str, str]:
        """Return the list of each of the three colours."""
        return {level: self.listed(colour=level) for level in ("blue", "orange", "red")}

    @property
    def reddening(self) -> str:
        """Return the list of those that will be red within a week."""
        return self.listed(only="reddening")

    @property
    def quiet(self) -> str:
        """Return the list of those that no later document mentions."""
        return self.listed(only="quiet", year="all")


def legend(found: queries.Overview, links: Links) -> list[dict[str, Any]]:
    """Return the seven assessments with their counts and lists."""
    return [
        {"kind": kind, "word": word, "count": found.counts.get(kind, 0), "href": links.listed(assessment=kind)}
        for kind, word in ASSESSMENTS.items()
    ]


def table(found: queries.Overview, links: Links) -> list[dict[str, Any]]:
    """Return the rows of the table, every count with its list."""
    return [
        {
            "group": each,
            "href": links.listed(**each.keys),
            "delivered": links.listed(**each.keys, assessment="delivered"),
            "at_risk": links.listed(**each.keys, assessment="at_risk"),
            "late": links.listed(**each.keys, assessment="late,missed"),
            "unknown": links.listed(**each.keys, assessment="unknown"),
        }
        for each in found.groups
    ]
