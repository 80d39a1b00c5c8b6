"""A month of a program: what falls on each day, of the fields that are dates and of what has a limit."""

from __future__ import annotations

import calendar
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from duixian.accounts.models import Person
from duixian.cases.models import Case, CaseStep
from duixian.cases.past import column_then
from duixian.cases.queries.limits import limits_of
from duixian.cases.queries.listing import Rows, rows_on
from duixian.cases.tables.shelf import Shelved
from duixian.catalogue.calendar import add_workdays, is_workday
from duixian.catalogue.periods import period_around
from duixian.rules.workdays import FIRST, LAST

SHOWN = 4


class Item(NamedTuple):
    """What falls on a day: of which case, what it is, whether it is over and still not done."""

    number: int
    title: str
    words: str
    is_over: bool


class Day(NamedTuple):
    """A day of the month's weeks; `more` items are not shown."""

    day: date
    is_inside: bool
    is_workday: bool
    items: Sequence[Item]
    more: int


class Month(NamedTuple):
    """A month in weeks that begin on Monday, with the months beside it."""

    first: date
    before: date
    after: date
    weeks: Sequence[Sequence[Day]]
    many: int


def month_asked(text: str, day: date) -> date:
    """Return the first day of the month that an address asks for, else of the day's own; both lie in the years of
    which working days are known."""
    own = min(max(day, FIRST), LAST).replace(day=1)
    try:
        first = date.fromisoformat(f"{text}-01")
    except ValueError:
        return own
    return first if FIRST <= first <= LAST else own


def month(person: Person, shelved: Shelved, *, first: date, day: date) -> Month:
    """Return a month: a query for each field that is a date, one for the stages, one for the steps."""
    last = period_around("month", first)[1]
    rows = rows_on(person, shelved, day=day)
    items: dict[date, list[Item]] = defaultdict(list)
    for on, item in [*_dates(rows, shelved, first, last, day), *_limits(rows, shelved, first, last, day)]:
        items[on].append(item)
    for on, item in _steps(rows, shelved, first, last, day):
        items[on].append(item)
    weeks = [
        [
            Day(
                each,
                first <= each <= last,
                bool(is_workday(each)),
                items[each][:SHOWN],
                max(0, len(items[each]) - SHOWN),
            )
            for each in week
        ]
        for week in calendar.Calendar().monthdatescalendar(first.year, first.month)
    ]
    before, after = first - timedelta(days=1), last + timedelta(days=1)
    return Month(first, before.replace(day=1), after, weeks, sum(map(len, items.values())))


def _dates(rows: Rows, shelved: Shelved, first: date, last: date, day: date) -> Iterator[tuple[date, Item]]:
    for key, field in shelved.program.living.items():
        if field.type == "date":
            of, column = column_then(rows, key, shelved, day=day)
            told = of.filter(**{f"{column}__range": (first, last)}).order_by(column)
            for on, number, title in told.values_list(column, "case__number", "case__title"):
                yield on, Item(number, title, field.title, False)


def _limits(rows: Rows, shelved: Shelved, first: date, last: date, day: date) -> Iterator[tuple[date, Item]]:
    """Yield the day on which each case's time in its stage is up."""
    for stage, limit, whose in limits_of(shelved):
        begun = (add_workdays(first, -limit - 1).day, last)
        told = rows.filter(whose, stage_then=stage.id, since_then__range=begun)
        for since, number, title in told.values_list("since_then", "case__number", "case__title"):
            due = add_workdays(since, limit).day
            if first <= due <= last:
                yield due, Item(number, title, _("“%(stage)s”到时限") % {"stage": stage.title}, due < day)


def _steps(rows: Rows, shelved: Shelved, first: date, last: date, day: date) -> Iterator[tuple[date, Item]]:
    """Yield the last day of each step that an office had on the day; one deemed since is with nobody any more."""
    titles = {step.id: step.title for version in shelved.versions for step in version.steps}
    if not titles:
        return
    asked = CaseStep.objects.filter(asked_on__lte=day, waived_why="")
    again = asked.filter(case=OuterRef("case"), step=OuterRef("step"), attempt__gt=OuterRef("attempt"))
    whose = Case.objects.filter(pk__in=rows.values("pk"))
    waiting = asked.filter(Q(answered_on=None) | Q(answered_on__gt=day), ~Exists(again), case__in=whose)
    told = waiting.filter(deadline__range=(first, last)).exclude(deemed=True, deadline__lt=day).order_by("deadline")
    for due, step, number, title in told.values_list("deadline", "step", "case__number", "case__title"):
        if due is not None:
            yield due, Item(number, title, _("%(step)s应答复") % {"step": titles.get(step, step)}, due < day)
