"""Gates: whether an indicator has reached, by its day of the year, what the county asks for (首季开门红)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from duixian.catalogue.calendar import workdays_between
from duixian.programs.schema import Gate


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """How a gate stands on a day: `state` is met, short (time is left), missed or unknown; working days left."""

    gate: Gate
    by: date
    value: Decimal | None
    state: str
    workdays_left: int


def passage(gate: Gate, value: Decimal | None, *, day: date) -> Passage:
    """Return how a gate stands; `value` is its indicator on the day, or on the gate's own day where that is over."""
    by = date(day.year, *map(int, gate.by.split("-")))
    left = max(0, workdays_between(day, by).days)
    return Passage(gate=gate, by=by, value=value, state=_state(gate, value, day > by), workdays_left=left)


def _state(gate: Gate, value: Decimal | None, is_over: bool) -> str:
    if value is None:
        return "unknown"
    enough = gate.at_least is None or value >= gate.at_least
    within = gate.at_most is None or value <= gate.at_most
    return "met" if enough and within else "missed" if is_over else "short"
