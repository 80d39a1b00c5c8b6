"""The years of the cases as acts with their moments: told first, then played in order, many at a time.

What happens at one moment is done with one action of `duixian.cases.actions` for each kind of act.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import IntEnum
from hashlib import sha256
from itertools import groupby
from typing import Any

from django.utils import timezone

from duixian.accounts.models import Office, Person, Place
from duixian.cases.actions.events import Brought, Deed, attach_many, happen_many
from duixian.cases.actions.moving import Move, move_many
from duixian.cases.actions.opening import New, open_many
from duixian.cases.actions.steps import Answer, Asking, answer_many, ask_many
from duixian.cases.models import Case
from duixian.cases.tables.shelf import shelf
from duixian.cases.values import strictly
from duixian.journal import clock
from duixian.ledger.actions.claims import Paper

# When what happened on a day is taken down: at noon and in the evening, each a little earlier or later.
TIMES = (time(11, 40), time(17, 25))


class Kind(IntEnum):
    """The kinds of acts, in the order in which those of one moment are done."""

    OPEN = 0
    ALONE = 1
    PAPER = 2
    EVENT = 3
    ASK = 4
    ANSWER = 5
    MOVE = 6


@dataclass(frozen=True, slots=True, order=True)
class Act:
    """Something done to a case at a moment; `turn` puts what follows from each other at one moment in order."""

    moment: datetime
    turn: int
    kind: Kind
    number: int
    ref: str = field(compare=False)
    made: Callable[[Case], Any] = field(compare=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening:
    """A case that is to be opened: the program, its fields as a person writes them, its office, the day, by whom; its
    place, if not the county's."""

    program: str
    fields: dict[str, Any]
    opened_on: date
    office: Office
    by: Person
    place: Place | None = None


@dataclass(slots=True)
class Timeline:
    """Acts up to a moment, by the names of their cases; the cases are there once they are opened."""

    place: Place
    begun: datetime
    until: datetime
    acts: list[Act] = field(default_factory=list)
    cases: dict[str, Case] = field(default_factory=dict)
    openings: dict[str, Opening] = field(default_factory=dict)
    opened: dict[str, datetime] = field(default_factory=dict)

    def opens(self, ref: str, opening: Opening, *, at: datetime) -> None:
        """Let a case be opened."""
        self.openings[ref] = opening
        self._add(ref, Kind.OPEN, lambda _case: None, at, 0)

    def does(self, ref: str, deed: Callable[[Case], Any], *, at: datetime, turn: int = 0) -> None:
        """Let a deed be done to a case that has no fellows: a field changed, days excused."""
        self._add(ref, Kind.ALONE, deed, at, turn)

    def brings(self, ref: str, kind: str, paper: Paper, *, by: Person, at: datetime, turn: int = 0) -> None:
        """Let a paper be put to a case."""
        self._add(ref, Kind.PAPER, lambda case: Brought(case=case, kind=kind, paper=paper, by=by), at, turn)

    def happens(
        self, ref: str, event: str, *, at: datetime, moment: datetime | None = None, turn: int = 0, **said: Any
    ) -> str:
        """Let an event of a `moment` be taken down; `said` is what else a `Deed` wants. Return its key."""
        key = sha256(f"{ref} {event} {len(self.acts)}".encode()).hexdigest()[:32]
        self._add(ref, Kind.EVENT, lambda case: Deed(case=case, event=event, key=key, at=moment, **said), at, turn)
        return key

    def asks(self, ref: str, step: str, *, by: Person, on: date, at: datetime, turn: int) -> None:
        """Let a step be sent to its office."""
        self._add(ref, Kind.ASK, lambda case: Asking(case=case, step=step, by=by, on=on), at, turn)

    def answers(self, ref: str, step: str, *, at: datetime, turn: int, **said: Any) -> None:
        """Let an office's answer be taken down; `said` is what an `Answer` wants."""
        self._add(ref, Kind.ANSWER, lambda case: Answer(case=case, step=step, **said), at, turn)

    def moves(self, ref: str, to: str, *, by: Person, on: date, at: datetime, turn: int) -> None:
        """Let a case enter a stage."""
        self._add(ref, Kind.MOVE, lambda case: Move(case=case, to=to, by=by, on=on), at, turn)

    def _add(self, ref: str, kind: Kind, made: Callable[[Case], Any], at: datetime, turn: int) -> None:
        """Keep an act, unless it is still to come; nothing is done to a case before it is opened."""
        if at < self.until:
            at = self.opened.setdefault(ref, at) if kind is Kind.OPEN else max(at, self.opened[ref])
            self.acts.append(Act(max(at, self.begun), turn, kind, len(self.acts), ref, made))

    def play(self) -> int:
        """Do all acts in order; return how many there were."""
        for (moment, _turn, kind), acts in groupby(sorted(self.acts), key=lambda act: (act.moment, act.turn, act.kind)):
            with clock.standing_at(moment):
                self._do(kind, list(acts))
        return len(self.acts)

    def _do(self, kind: Kind, acts: Sequence[Act]) -> None:
        if kind is Kind.OPEN:
            self._open(act.ref for act in acts)
            return
        made = [act.made(self.cases[act.ref]) for act in acts]
        if kind in MANY:
            MANY[kind](made)

    def _open(self, refs: Iterable[str]) -> None:
        groups: dict[tuple[str, int], list[str]] = {}
        for ref in refs:
            groups.setdefault((self.openings[ref].program, self.openings[ref].by.pk), []).append(ref)
        for (program, _), group in groups.items():
            news = [self._new(self.openings[ref]) for ref in group]
            opened = open_many(shelf.get(program), news, place=self.place, by=self.openings[group[0]].by)
            self.cases |= dict(zip(group, opened, strict=True))

    def _new(self, opening: Opening) -> New:
        fields = strictly(opening.fields, fields=shelf.get(opening.program).program.living, place=self.place)
        return New(
            fields=fields,
            opened_on=opening.opened_on,
            office=opening.office,
            place=opening.place,
            is_synthetic=True,
        )


MANY: dict[Kind, Callable[[Sequence[Any]], object]] = {
    Kind.PAPER: attach_many,
    Kind.EVENT: happen_many,
    Kind.ASK: ask_many,
    Kind.ANSWER: answer_many,
    Kind.MOVE: move_many,
}


def taken_down(day: date, luck: random.Random) -> datetime:
    """Return when something of a day is taken down on it."""
    at = luck.randrange(len(TIMES))
    shift = random.Random(f"{day} {at}").randrange(-1300, 1300)
    return timezone.make_aware(datetime.combine(day, TIMES[at])) + timedelta(seconds=shift)
