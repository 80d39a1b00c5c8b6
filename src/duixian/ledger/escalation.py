"""三色督办: how loudly a commitment is called in, by the working days since its deadline. Its thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from duixian.catalogue.calendar import workdays_between
from duixian.ledger.judging import Assessment

# From which working day past the deadline in force; what is at risk before it is blue at once.
STEPS = ((16, "red"), (6, "orange"), (1, "blue"))
LEVELS = ("", "blue", "orange", "red")


@dataclass(frozen=True, slots=True)
class Escalation:
    """The colour, empty for none; working days overdue; how many bars are lit."""

    level: str
    workdays: int = 0

    @property
    def bars(self) -> int:
        """How many of the three bars are lit."""
        return LEVELS.index(self.level)


def escalate(assessment: Assessment, *, due: date | None, day: date) -> Escalation:
    """Return the colour of a commitment on a day; only what is late or at risk has one."""
    if assessment is Assessment.AT_RISK:
        return Escalation("blue")
    if assessment is not Assessment.LATE or due is None:
        return Escalation("")
    overdue = _overdue(due, day)
    return Escalation(next((level for least, level in STEPS if overdue >= least), "blue"), overdue)


@lru_cache(maxsize=4096)
def _overdue(due: date, day: date) -> int:
    return workdays_between(due, day).days
