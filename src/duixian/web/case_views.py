"""Figures and gates of a program in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.utils.translation import gettext as _

from duixian.cases.measuring import Measured
from duixian.cases.queries.places import AtPlace
from duixian.cases.queries.shown import told
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
