"""The values of judging: a target, what is known of it, and what holds of it on a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from duixian.ledger.forecasting import Forecast
from duixian.ledger.phrases import gettext as _
from duixian.ledger.wording import Condition, Relation


class Assessment(StrEnum):
    """What is said of a commitment, in the order in which bars and lists show it."""

    DELIVERED = "delivered"
    ON_TRACK = "on_track"
    AT_RISK = "at_risk"
    LATE = "late"
    MISSED = "missed"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


class Pace(StrEnum):
    """Where a commitment is against its original deadline."""

    NONE = "none"
    AHEAD = "ahead"
    IN_TIME = "in_time"
    BEHIND = "behind"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What is promised. `unit` is the unit of all values, `shown` and `factor` how people write it (万亩, 10000).

    `good` is the direction that is good of its indicator; `ask` is who would know. What its words say beyond the
    number: what it is compared with, what each of how many `years` has to show, in which periods a duty is counted,
    from the day of its document (`since`) on.
    """

    kind: str
    value: Decimal | None = None
    value_high: Decimal | None = None
    unit: str = ""
    comparator: str | None = None
    measure: str | None = None
    good: str = "none"
    start: date | None = None
    due: date | None = None
    original_due: date | None = None
    shown: str = ""
    factor: Decimal = Decimal(1)
    ask: str = "督查室"
    withdrawn_on: date | None = None
    withdrawn_why: str = ""
    relation: Relation | None = None
    condition: Condition | None = None
    years: int | None = None
    cadence: str = ""
    since: date | None = None

    @property
    def planned(self) -> date | None:
        """The deadline from which the pace is taken: the original one, or one in force that is earlier.

        Putting a deadline off does not make a promise less late; bringing it forward asks for more.
        """
        return min(self.original_due, self.due) if self.original_due and self.due else self.original_due

    @property
    def planned_words(self) -> str:
        """What the planned deadline is called within a sentence."""
        return (_("提前后的期限") if self.planned != self.original_due else _("原期限")).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One thing that is said or shown: a claim, a confirmed paper or an observation, with the row that it is.

    `closes` says that it is the final result of the period: nothing comes after it. `how` says from what it was
    computed, `doubt` what speaks against taking it as it is.
    """

    as_of: date
    value: Decimal | None = None
    unit: str = ""
    is_done: bool = False
    grade: str = ""
    comparator: str = "eq"
    closes: bool = False
    source: str = ""
    id: int = 0
    how: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What else the ledger holds: the other indicator, the years of a streak, earlier years' shares by the same day."""

    other: tuple[Known, ...] = ()
    years: tuple[Known, ...] = ()
    seasons: tuple[Decimal, ...] = ()


NOTHING = Around()


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """Where it should be by the deadline it is held to (`Target.planned`): `days` left (past: negative), the line, its
    gap."""

    pace: Pace
    words: str
    days: int | None = None
    expected: Decimal | None = None
    gap: Decimal | None = None
    time: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """The three statuses, none mixed with another; the assessment, why, what is missing, and the rule that said so."""

    assessment: Assessment
    reported: Known | None
    evidenced: Known | None
    grade: str
    schedule: Schedule
    words: str
    missing: str
    rule: str
    progress: Decimal | None = None
    excess: Decimal | None = None
    forecast: Forecast | None = None

    @property
    def disputed(self) -> bool:
        """Whether more is reported than is shown."""
        return self.excess is not None or bool(
            self.reported and self.reported.is_done and self.evidenced and self.assessment is not Assessment.DELIVERED
        )
