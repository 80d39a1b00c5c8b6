"""Which indicators of programs measure a commitment, or may."""

from __future__ import annotations

from typing import NamedTuple

from duixian.cases.models import Tie
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.ledger.models import Commitment, Observation


class Tied(NamedTuple):
    """A tie with its program and indicator in words, and the last value that was measured."""

    tie: Tie
    program: Shelved
    indicator: str
    last: Observation | None

    @property
    def figure(self) -> str:
        """The name by which the program's list shows the cases behind it."""
        return f"{self.tie.indicator}.{self.tie.choice}" if self.tie.choice else self.tie.indicator


def ties_of(commitment: Commitment) -> list[Tied]:
    """Return the ties of a commitment whose programs are installed, confirmed ones first; refused ones are left out."""
    rows = Tie.objects.filter(commitment=commitment).exclude(state=Tie.State.REFUSED).order_by("state", "pk")
    listed = [row for row in rows if row.program in shelf]
    if not listed:
        return []
    own = Observation.objects.filter(commitment=commitment, source=Observation.Source.PROGRAM)
    last = own.order_by("-period_end", "-known_at").first()
    values = {Tie.State.CONFIRMED.value: last}
    return [Tied(row, shelf.get(row.program), _named(row), values.get(row.state)) for row in listed]


def _named(tie: Tie) -> str:
    program = shelf.get(tie.program).program
    indicator = next((each for each in program.indicators if each.id == tie.indicator), None)
    if indicator is None:
        return tie.indicator
    choices = program.fields[indicator.split].choices if indicator.split else {}
    return f"{indicator.title} · {choices[tie.choice]}" if tie.choice in choices else indicator.title
