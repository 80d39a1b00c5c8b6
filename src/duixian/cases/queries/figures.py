"""Indicators and gates of a program, and its cases by stage, as pages show them: worked out once for each state of the
ledger.

What they are follows from the journal: until something is written, the same question has the same answer, however many
people ask it. Of a program so large that they take long, the last figures also serve for a while after an entry; `at`
says from when they are. The counts of the stages never lag: who moves a case sees it move.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import NamedTuple

from duixian.accounts.models import Person, Role
from duixian.cases.measuring import Measured, measured, passages
from duixian.cases.queries.listing import InStage, figures_of, in_stages, rows_on
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.journal import clock
from duixian.journal.keeping import Keeping
from duixian.programs import Passage
from duixian.programs.schema import Indicator


class Figures(NamedTuple):
    """Every indicator, and every gate, on a day; `at` is when they were worked out."""

    measured: list[Measured]
    passages: list[Passage]
    at: datetime


_figures: Keeping[Figures] = Keeping(most=32, may_lag=True)
_stages: Keeping[list[InStage]] = Keeping(most=64)


def figures(shelved: Shelved, *, day: date, within: Collection[int]) -> Figures:
    """Return the figures of a program over its cases at some places on a day; one query where they are known."""

    def made() -> Figures:
        found = measured(shelved, day=day, within=within)
        return Figures(found, passages(shelved, day=day, within=within), clock.now())

    return _figures.get((shelved.program.id, shelved.program.version, day, frozenset(within)), made)


def stages(person: Person, shelved: Shelved, *, day: date) -> list[InStage]:
    """Return each stage with the number of cases that a person may see in it; one query where they are known."""
    own = person.pk if person.role == Role.OFFICE else None
    question = (shelved.program.id, shelved.program.version, day, person.role, person.place_id, own)
    return _stages.get(question, lambda: in_stages(rows_on(person, shelved, day=day), shelved, day=day))


def made_by(key: str) -> tuple[Shelved, Indicator, str] | None:
    """Return the program, the indicator and the choice that an observation was made by; None where they are gone."""
    program, _, figure = key.partition("/")
    if program not in shelf:
        return None
    shelved = shelf.get(program)
    found = figures_of(shelved.program).get(figure)
    return None if found is None else (shelved, *found)


def forget() -> None:
    """Forget all figures: for tests, whose ledgers come and go under the same keys."""
    _figures.forget()
    _stages.forget()
