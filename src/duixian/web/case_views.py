"""Figures and gates of a program in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from duixian.cases.measuring import Measured
from duixian.cases.queries.case import Drawn
from duixian.cases.queries.places import AtPlace
from duixian.cases.queries.shown import TEN_THOUSAND, amount, told
from duixian.cases.tables.shelf import Shelved
from duixian.programs import Passage

ICONS = {"met": "delivered", "short": "at_risk", "missed": "missed", "unknown": "unknown"}


class FigureRow(NamedTuple):
    """An indicator: its name in an address, title, value, unit, of how many cases, how many could not be told."""

    key: str
    title: str
    value: str
    unit: str
    of: int
    unknown: int


class GateRow(NamedTuple):
    """A gate: the name of its indicator and the day that it is told of, what has to be reached by when, what is, and
    how it stands."""

    key: str
    day: date
    title: str
    value: str
    unit: str
    bound: str
    by: str
    state: str
    icon: str
    words: str


def figure_rows(measured: Sequence[Measured]) -> list[FigureRow]:
    """Return the indicators as a page shows them; a choice without any case is left out."""
    return [_figure_row(each) for each in measured if not each.choice or each.figure.of]


def _figure_row(each: Measured) -> FigureRow:
    value, unit = _number(each.figure.value, each.unit)
    return FigureRow(
        key=each.key, title=each.title, value=value, unit=unit, of=each.figure.of, unknown=each.figure.unknown
    )


class PlaceTable(NamedTuple):
    """Figures place by place: the heads (key, title, unit), and the rows, each with its figures in that order."""

    heads: list[FigureRow]
    rows: list[tuple[AtPlace, list[FigureRow]]]


def place_table(places: Sequence[AtPlace]) -> PlaceTable:
    """Return figures place by place as a page shows them; a choice that no case has is left out."""
    if not places:
        return PlaceTable([], [])
    shown = [at for at, each in enumerate(places[0].figures) if not each.choice or each.figure.of]
    rows = [(place, [_figure_row(place.figures[at]) for at in shown]) for place in places]
    return PlaceTable(rows[0][1], rows)


def _number(value: Decimal | None, unit: str) -> tuple[str, str]:
    return ("", "") if value is None else told(value, unit)


def gate_rows(shelved: Shelved, passages: Sequence[Passage], *, day: date) -> list[GateRow]:
    """Return the gates as a page shows them."""
    return [_gate(each, shelved, day) for each in passages]


def _gate(found: Passage, shelved: Shelved, day: date) -> GateRow:
    gate, indicator = found.gate, shelved.program.indicator(found.gate.indicator)
    bound = gate.at_least if gate.at_least is not None else gate.at_most
    value, unit = _number(found.value, indicator.unit)
    words = {
        "met": _("达到"),
        "missed": _("没有达到"),
        "unknown": _("无法判定：还没有可算的事项"),
        "short": _("差 %(gap)s，剩 %(days)s 个工作日")
        % {"gap": _gap(found, indicator.unit), "days": found.workdays_left},
    }[found.state]
    limit = f"{bound:f} {indicator.unit}".strip() if bound is not None else ""
    return GateRow(
        gate.indicator, min(day, found.by), gate.title, value, unit, limit, f"{found.by:%m-%d}", found.state,
        ICONS[found.state], words,
    )  # fmt: skip


def _gap(found: Passage, unit: str) -> str:
    gate, value = found.gate, found.value
    if value is None:
        return ""
    bound = gate.at_least if gate.at_least is not None and value < gate.at_least else gate.at_most
    gap = abs((bound or Decimal(0)) - value)
    return f"{round(gap, 1).normalize() + 0:f} {_('个百分点') if unit == '%' else unit}"


def drawn_for(drawn: Drawn, day: date) -> dict[str, Any] | None:
    """Return two running totals as a page draws them: the points, the last values, the gap on the day in words."""
    if not drawn.plan and not drawn.actual:
        return None
    unit = drawn.unit
    factor = TEN_THOUSAND if unit == "万元" else Decimal(1)
    shown = "亿元" if unit == "万元" else unit
    done = drawn.actual[-1] if drawn.actual else None
    by = done[0] if done else day
    planned = max((value for on, value in drawn.plan if on <= by), default=None)
    gap = None if done is None or planned is None else planned - done[1]
    return {
        "title": drawn.curve.title,
        "unit": shown,
        "done": amount(done[1], unit) if done else None,
        "planned": amount(planned, unit) if planned is not None else None,
        "by": by,
        "gap": amount(abs(gap), unit) if gap else None,
        "is_behind": gap is not None and gap > 0,
        "config": {
            "unit": shown,
            "plan": [[on.isoformat(), float(value / factor)] for on, value in drawn.plan],
            "actual": [[on.isoformat(), float(value / factor)] for on, value in drawn.actual],
            "day": day.isoformat(),
            "words": {"plan": _("计划"), "actual": _("实际"), "today": _("今天")},
        },
        "rows": _table(drawn, factor),
    }


def _table(drawn: Drawn, factor: Decimal) -> list[tuple[date, str, str]]:
    plan, actual = dict(drawn.plan), dict(drawn.actual)
    return [
        (on, _point(plan.get(on), factor), _point(actual.get(on), factor)) for on in sorted(plan.keys() | actual.keys())
    ]


def _point(value: Decimal | None, factor: Decimal) -> str:
    return "" if value is None else f"{round(value / factor, 2):,f}"
