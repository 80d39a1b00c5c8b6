"""Which indicators of programs measure a commitment, or may."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Q

from duixian.accounts.models import Person
from duixian.cases.measuring import has_part
from duixian.cases.models import Case, Tie
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.ledger.models import Commitment, Observation
from duixian.ledger.queries import scope


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


class Serving(NamedTuple):
    """A commitment that a case serves: its tie, the indicator in words, whether the case is behind its figure yet."""

    tie: Tie
    indicator: str
    is_counted: bool


def served_by(case: Case, shelved: Shelved, person: Person, *, known: Mapping[str, Any], day: date) -> list[Serving]:
    """Return the commitments of the year, at a case's place or above, that its program measures: those a person may
    see, and of an indicator that splits those of the case's own choice; `known` are its fields on the day."""
    above = [case.place.path[:at] for at, sign in enumerate(case.place.path, 1) if sign == "/"]
    rows = Tie.objects.filter(program=case.program, state=Tie.State.CONFIRMED, commitment__place__path__in=above)
    rows = rows.filter(commitment__in=scope.commitments(person).values("pk"))
    rows = rows.filter(Q(commitment__year=day.year) | Q(commitment__year=None))
    indicators = {each.id: each for each in shelved.program.indicators}
    ties = [
        row for row in rows.select_related("commitment").defer("commitment__baseline") if row.indicator in indicators
    ]
    ties = [row for row in ties if not row.choice or known.get(indicators[row.indicator].split or "") == row.choice]
    if not ties:
        return []
    counted = has_part(case.pk, shelved, [(indicators[row.indicator], row.choice) for row in ties], day=day)
    return [Serving(row, _named(row), is_in) for row, is_in in zip(ties, counted, strict=True)]


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
