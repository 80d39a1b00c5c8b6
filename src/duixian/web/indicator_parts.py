"""Switches, steps through arrivals, and files of the page of an indicator."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duixian.exporters.labels import MEASURES
from duixian.exporters.plain_table import Table
from duixian.ledger.queries.indicator import SPANS, Page, sentence
from duixian.ledger.queries.indicator_chart import lines
from duixian.statement import plain

KINDS = {"total": gettext_lazy("累计"), "single": gettext_lazy("当月")}
# So many days with arrivals are shown on either side; the others are reached by stepping.
AROUND = 6
SPAN_WORDS = {"2": gettext_lazy("两年"), "5": gettext_lazy("五年"), "all": gettext_lazy("全部")}


class Chip(NamedTuple):
    """A switch of the page: its words, its address, whether it is on."""

    words: Any
    href: str
    is_on: bool


class Steps(NamedTuple):
    """The days on which something arrived, and where `[` and `]` lead; empty where there is no such day."""

    days: list[tuple[date, str, bool]]
    before: str
    after: str
    latest: str
    is_latest: bool


def _with(request: HttpRequest, **changes: str) -> str:
    kept = request.GET.copy()
    for name, value in changes.items():
        kept.pop(name, None)
        if value:
            kept[name] = value
    return f"?{kept.urlencode()}"


def chips(request: HttpRequest, page: Page) -> list[list[Chip]]:
    """Return the switches: measure, kind of period, years; those with one way only are left out."""
    measures = [
        Chip(MEASURES[name], _with(request, measure=name), name == page.measure)  # type: ignore[index]
        for name in page.measures
    ]
    kinds = [Chip(KINDS[name], _with(request, kind=name), name == page.kind) for name in page.kinds]
    spans = [Chip(SPAN_WORDS[name], _with(request, span=name), name == page.span) for name in SPANS]
    return [each for each in (measures, kinds, spans) if len(each) > 1]


def steps(request: HttpRequest, page: Page) -> Steps:
    """Return the steps through arrivals, each the page as it was known that day."""
    days = page.days
    here = max((day for day in days if day <= page.day), default=None)
    at = days.index(here) if here else -1
    links = [(day, _with(request, known=day.isoformat()), day == here) for day in days]
    before = links[at - 1][1] if at > 0 else ""
    after = links[at + 1][1] if at + 1 < len(links) else ""
    near = links[max(at - AROUND, 0) : at + AROUND]
    return Steps(near, before, after, _with(request, known=""), at + 1 == len(links))


def table_of(page: Page) -> Table:
    """Return what is shown as a table: a row a value, with what was promised for its year."""
    heads = (
        _("地方"), _("指标"), _("量度"), _("时段"), _("起"), _("止"), _("数值"), _("单位"), _("状态"), _("已知自"),
        _("备注"), _("全年答应"),
    )  # fmt: skip
    rows = [[value if isinstance(value, str) else str(value) for value in row.values()] for row in _rows(page)]
    note = _("按 %(day)s 已知") % {"day": page.day.isoformat()}
    return Table(page.indicator.title, note, heads, rows)


def _rows(page: Page) -> list[dict[str, Any]]:
    promised = {each.year: each.words for each in (page.series.promised if page.series else [])}
    return [
        {
            "place": page.place.name if page.place else "",
            "indicator": page.indicator.title,
            "measure": page.measure,
            "period": line.period,
            "start": line.seen.start.isoformat(),
            "end": line.seen.end.isoformat(),
            "value": plain(line.seen.value) or "",
            "unit": line.seen.unit,
            "status": line.seen.status,
            "known": line.known.isoformat(),
            "note": line.fate,
            "promised": promised.get(line.seen.end.year, ""),
        }
        for line in lines(page)
    ]


def json_of(page: Page) -> dict[str, Any]:
    """Return what is shown as JSON: values are strings, so that no digit is lost."""
    promised = page.series.promised if page.series else []
    return {
        "indicator": page.indicator.pk,
        "title": page.indicator.title,
        "sentence": sentence(page),
        "known": page.day.isoformat(),
        "rows": _rows(page),
        "promised": [
            {
                "year": each.year,
                "value": plain(each.value),
                "unit": page.unit,
                "comparator": each.commitment.comparator,
                "commitment": each.commitment.pk,
            }
            for each in promised
        ],
    }
