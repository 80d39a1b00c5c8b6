"""Standing duties of a case, month by month: 每月至少两次, with substitutes and excused days.

A month in which the duty held only for a part, because the case entered its stage late or days were excused, asks for
that part: the times, by the share of working days, rounded half up. What someone else did is shown and not counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal

from duixian.catalogue.calendar import is_workday
from duixian.catalogue.periods import period_around
from duixian.programs.case import Case, Excuse, Happening, counted_on
from duixian.programs.schema import ROLES, AtLeast, Event, Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """One month (or quarter) of a duty: how often it was due and done; `state` is met, missed, open or none."""

    first: date
    last: date
    due: int
    done: int
    others: int
    state: str
    excused: tuple[str, ...] = ()

    @property
    def lacking(self) -> int:
        """How many are missing."""
        return max(0, self.due - self.done)


def months(case: Case, event: Event, *, program: Program, day: date) -> list[Month]:
    """Return each period of an event's duty from the opening to a day; nothing where it is no duty in any stage."""
    duty = event.at_least
    if duty is None or not duty.during:
        return []
    return [_judged(case, event, duty, first, last, day) for first, last in _periods(case.opened_on, day, duty.per)]


def this_period(case: Case, event: Event, *, program: Program, day: date) -> Month:
    """Return the period of a duty in which a day is."""
    duty = event.at_least
    if duty is None:
        raise ValueError(event.id)
    return _judged(case, event, duty, *period_around(duty.per, day), day)


def _judged(case: Case, event: Event, duty: AtLeast, first: date, last: date, day: date) -> Month:
    due = _due(case, event, duty, first, last, day)
    came = [each for each in case.events if each.event == event.id and first <= _on(each, event) <= min(last, day)]
    done = sum(_is_theirs(each, case, event, duty) for each in came)
    excuses = tuple(each.reason for each in _excuses(case, event, first, last))
    state = "none" if due == 0 else "met" if done >= due else "open" if last >= day else "missed"
    return Month(first=first, last=last, due=due, done=done, others=len(came) - done, state=state, excused=excuses)


def _due(case: Case, event: Event, duty: AtLeast, first: date, last: date, today: date) -> int:
    """Return how often it is due: days to come are in the stage of today."""
    workdays = [day for day in _days(first, last) if is_workday(day)]
    free = {day for each in _excuses(case, event, first, last) for day in _days(each.since, each.until)}
    on_duty = [day for day in workdays if day not in free and _is_during(case, duty, min(day, today))]
    if not workdays:
        return 0
    return int((Decimal(duty.times * len(on_duty)) / len(workdays)).quantize(Decimal(1), ROUND_HALF_UP))


def _is_during(case: Case, duty: AtLeast, day: date) -> bool:
    here = case.stage_on(day)
    return here is not None and here[0] in duty.during


def _is_theirs(each: Happening, case: Case, event: Event, duty: AtLeast) -> bool:
    """Answer whether whoever came is the one who has to, or a substitute; an event of a role counts."""
    if event.by is None or event.by in ROLES:
        return True
    return each.by in {str(case.fields[key]) for key in (event.by, *duty.substitutes) if case.fields.get(key)}


def _on(each: Happening, event: Event) -> date:
    return counted_on(each, event.counts_on)


def _excuses(case: Case, event: Event, first: date, last: date) -> list[Excuse]:
    return [each for each in case.excuses if each.event == event.id and each.since <= last and each.until >= first]


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _periods(since: date, until: date, per: str) -> Iterator[tuple[date, date]]:
    first, last = period_around(per, since)
    while first <= until:
        yield first, last
        first, last = period_around(per, last + timedelta(days=1))
