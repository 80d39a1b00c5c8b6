"""A standing duty month by month: shown, only reported, fallen short, nothing heard, still to come."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from duixian.ledger.judging import Known
from duixian.ledger.queries.rows import Row
from duixian.ledger.reaching import in_unit, meets

State = Literal["shown", "reported", "short", "unheard", "ahead"]


@dataclass(frozen=True, slots=True)
class DutyMonth:
    """A month of a duty, and how it stands."""

    number: int
    state: State


@dataclass(frozen=True, slots=True)
class Duty:
    """A standing duty and its twelve months."""

    row: Row
    months: tuple[DutyMonth, ...]

    def count(self, state: State) -> int:
        """Return how many months stand so."""
        return sum(month.state == state for month in self.months)

    @property
    def shown(self) -> int:
        """How many months are shown."""
        return self.count("shown")

    @property
    def passed(self) -> int:
        """How many months are over or have something."""
        return len(self.months) - self.count("ahead")


def duty_of(row: Row, *, year: int, day: date) -> Duty:
    """Return the months of a duty in a year, as known on a day; the running month is not held against it."""
    return Duty(row, tuple(DutyMonth(number, _state(row, year, number, day)) for number in range(1, 13)))


def _state(row: Row, year: int, month: int, day: date) -> State:
    proofs, claims = _in(row.facts.proofs, year, month), _in(row.facts.claims, year, month)
    if proofs:
        return "short" if any(_falls_short(row, known) for known in proofs) else "shown"
    if claims:
        return "short" if any(_falls_short(row, known) for known in claims) else "reported"
    return "ahead" if (year, month) >= (day.year, day.month) else "unheard"


def _in(known: Iterable[Known], year: int, month: int) -> list[Known]:
    return [each for each in known if (each.as_of.year, each.as_of.month) == (year, month)]


def _falls_short(row: Row, known: Known) -> bool:
    value, _ = in_unit(known, row.facts.target)
    return value is not None and row.facts.target.value is not None and not meets(row.facts.target, value)
