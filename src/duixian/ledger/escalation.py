"""三色督办: how loudly a commitment is called in, by the working days since its deadline. Its thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from duixian.catalogue.calendar import workdays_between
from duixian.ledger.judging import Assessment

LEVELS = ("", "blue", "orange", "red")


@dataclass(frozen=True, slots=True)
class Ladder:
    """From which working day past the deadline in force each colour is lit; what is at risk before it is blue."""

    blue: int = 1
    orange: int = 6
    red: int = 16

    def level(self, workdays: int) -> str:
        """Return the colour after so many working days, empty below the first step."""
        steps = ((self.red, "red"), (self.orange, "orange"), (self.blue, "blue"))
        return next((level for least, level in steps if workdays >= least), "")


LADDER = Ladder()


@dataclass(frozen=True, slots=True)
class Escalation:
    """The colour, empty for none; working days overdue; how many bars are lit."""

    level: str
    workdays: int = 0

    @property
    def bars(self) -> int:
        """How many of the three bars are lit."""
        return LEVELS.index(self.level)


def escalate(assessment: Assessment, *, due: date | None, day: date, ladder: Ladder = LADDER) -> Escalation:
    """Return the colour of a commitment on a day; only what is late or at risk has one."""
    if assessment is Assessment.AT_RISK:
        return Escalation("blue")
    if assessment is not Assessment.LATE or due is None:
        return Escalation("")
    overdue = _overdue(due, day)
    # The first working day past the deadline may still be to come: late on a Saturday is blue at once.
    return Escalation(ladder.level(max(overdue, 1)), overdue)


@lru_cache(maxsize=4096)
def _overdue(due: date, day: date) -> int:
    return workdays_between(due, day).days
