"""One case as its page shows it: its way, what the next stage lacks, steps, duties, curves, alerts, what happened."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from duixian.accounts.models import Office
from duixian.cases.models import Case, CaseAlert, CaseEvent, CasePaper
from duixian.cases.past import OFFICE, fields_then
from duixian.cases.queries.ringing import level_then, rang_on
from duixian.cases.queries.shown import Names, Shown, names_of, shown
from duixian.cases.rows import history, there_by
from duixian.cases.tables.shelf import Shelved
from duixian.cases.wording import duty_in_words, said
from duixian.catalogue.calendar import workdays_between
from duixian.journal.days import end_of
from duixian.journal.models import Entry
from duixian.ledger.queries.commitment import PICTURES
from duixian.programs import Case as History
from duixian.programs import Course, Lack, Month, columns_of, course, lacks, months
from duixian.programs.alerts import LEVELS
from duixian.programs.conditions import explain, flips, reading
from duixian.programs.schema import Alert, Curve, Event, Level, Program, Stage
from duixian.programs.steps import held_by, is_over, one_by_one, together
from duixian.programs.versions import on_the_way
from duixian.rules import Explanation, Flip

RECENT, SHOWN = 12, 10
# What a day brings by itself.
GIVEN = frozenset({"opened_on", "days_in_stage", "workdays_in_stage", "stage_limit", "today", "days_left_in_month"})


class Passed(NamedTuple):
    """A stage on the way of a case: `state` is done, here, off (passed by) or ahead; working days spent, the limit."""

    stage: Stage
    state: str
    on: date | None
    days: int

    @property
    def over(self) -> int:
        """How many working days beyond its limit a case stands here."""
        return max(0, self.days - self.stage.limit) if self.state == "here" and self.stage.limit else 0


class Onward(NamedTuple):
    """A stage that may come next, and what is still missing for it."""

    stage: Stage
    lacks: Sequence[Lack]


class Ringing(NamedTuple):
    """An alert that rings: since when, how loudly, its rule with the values of this case, what would end it."""

    alert: Alert
    row: CaseAlert
    level: Level
    parts: Sequence[str]
    ends: Sequence[str]


class Untold(NamedTuple):
    """An alert of which nobody can tell whether it would ring, and the titles of the data that are missing."""

    alert: Alert
    missing: Sequence[str]


class Duty(NamedTuple):
    """A standing duty with its last months."""

    event: Event
    asked: str
    months: Sequence[Month]

    @property
    def missed(self) -> list[Month]:
        """The months in which too little was done, without an excuse."""
        return [each for each in self.months if each.state == "missed"]


class Steps(NamedTuple):
    """Steps side by side: how long together, how long one after the other, who holds them now; whether all are done,
    or the days are expected."""

    listed: Sequence[Course]
    together: int
    one_by_one: int
    held: Sequence[Course]
    is_over: bool

    @property
    def saved(self) -> int:
        """The working days saved."""
        return self.one_by_one - self.together


class Drawn(NamedTuple):
    """Two running totals by day, planned and done, with the unit."""

    curve: Curve
    unit: str
    plan: Sequence[tuple[date, Decimal]]
    actual: Sequence[tuple[date, Decimal]]


class Happened(NamedTuple):
    """An event with its fields in words and its papers; `late` are the days between the deed and its receipt."""

    row: CaseEvent
    event: Event
    fields: Sequence[Shown]
    papers: Sequence[CasePaper]
    late: int


class Wanted(NamedTuple):
    """A kind of paper that a stage asks for, and what there is of it."""

    kind: str
    stage: Stage
    papers: Sequence[CasePaper]
    is_reached: bool
    is_next: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """Everything that the page of a case shows on a day. `own` is what judges it: the version that it began with."""

    case: Case
    office: str
    program: Program
    own: Program
    known: Mapping[str, Any]
    fields: Sequence[Shown]
    way: Sequence[Passed]
    onward: Sequence[Onward]
    steps: Steps | None
    duties: Sequence[Duty]
    drawn: Sequence[Drawn]
    alerts: Sequence[Ringing]
    untold: Sequence[Untold]
    events: Sequence[Happened]
    wanted: Sequence[Wanted]
    papers: Sequence[CasePaper]
    entries: int

    @property
    def pictures(self) -> list[CasePaper]:
        """The latest photos, which the page shows small."""
        return [each for each in self.papers if each.media_type in PICTURES][:SHOWN]

    @property
    def here(self) -> Passed:
        """The stage in which the case stands."""
        return next(each for each in self.way if each.state == "here")


def detail(case: Case, shelved: Shelved, *, day: date) -> Detail:
    """Return what a case's page shows, as it was on a day: a fixed number of queries."""
    program, own, past = shelved.program, shelved.of(case), history(case, of=shelved, day=day)
    columns = columns_of(past, program=own, day=day)
    papers = list(there_by(day, case.papers.all()).select_related("by").order_by("-on", "-id"))
    names = names_of(program.fields, [past.fields])
    return Detail(
        case=case,
        office=_office(case, shelved, day),
        program=program,
        own=own,
        known=past.fields,
        fields=[shown(key, each, past.fields.get(key), names) for key, each in program.living.items()],
        way=_way(past, own, day),
        onward=_onward(past, own, day),
        steps=_steps(past, own, day),
        duties=_duties(past, own, day),
        drawn=[_drawn(each, past, program, day) for each in program.curves],
        alerts=_alerts(case, columns, program, own, day),
        untold=_untold(columns, program, day),
        events=_events(case, own, names, papers, day),
        wanted=_wanted(past, own, papers, day),
        papers=papers,
        entries=_entries(case, day),
    )


def _office(case: Case, shelved: Shelved, day: date) -> str:
    """Return the name of the office that had a case on a day."""
    then = fields_then(shelved, day=day, keys=[case.pk]).get(OFFICE, {})
    if case.pk in then:
        return Office.objects.filter(pk=then[case.pk]).values_list("name", flat=True).first() or ""
    return case.office.name if case.office else ""


def _entries(case: Case, day: date) -> int:
    """Return how many entries of the journal there were of a case at the end of a day."""
    return Entry.objects.filter(
        subject_kind=Case.subject_kind(), subject_id=case.pk, received_at__lt=end_of(day)
    ).count()


def _way(past: History, program: Program, day: date) -> list[Passed]:
    entered = [(key, on) for key, on in past.stages if on <= day]
    here = entered[-1][0] if entered else program.stages[0].id
    spent: dict[str, int] = {}
    for (key, on), following in zip(entered, [*[on for _, on in entered[1:]], day], strict=True):
        spent[key] = spent.get(key, 0) + workdays_between(on, following).days
    last = dict(entered)
    stages = on_the_way(program, list(last))
    order = [stage.id for stage in stages]
    found = []
    for stage in stages:
        is_before = order.index(stage.id) < order.index(here)
        state = (
            "here"
            if stage.id == here
            else "done"
            if stage.id in last and is_before
            else "off"
            if is_before
            else "ahead"
        )
        found.append(Passed(stage, state, last.get(stage.id), spent.get(stage.id, 0)))
    return found


def _onward(past: History, program: Program, day: date) -> list[Onward]:
    here = past.stage_on(day)
    onward = program.stage(here[0]).next if here else [program.stages[0].id]
    return [Onward(program.stage(key), said(lacks(past, to=key, program=program, day=day))) for key in onward]


def _steps(past: History, program: Program, day: date) -> Steps | None:
    listed = course(past, program=program, day=day)
    if not any(each.asked_on or each.state == "waived" for each in listed):
        return Steps(listed, 0, 0, (), False) if listed else None
    return Steps(listed, together(listed), one_by_one(listed), held_by(listed), is_over(listed))


def _duties(past: History, program: Program, day: date) -> list[Duty]:
    told = [(event, months(past, event, program=program, day=day)[-RECENT:]) for event in program.events]
    # A duty that no stage of this case has asked for yet is not shown.
    return [
        Duty(event, duty_in_words(event.at_least), listed)
        for event, listed in told
        if any(each.due or each.done or each.others for each in listed)
    ]


def _drawn(curve: Curve, past: History, program: Program, day: date) -> Drawn:
    event, _, name = curve.plan.partition(".")
    unit = program.event(event).fields[name].unit
    # A plan runs on beyond the day.
    return Drawn(curve, unit, _running(curve.plan, past, None, program), _running(curve.actual, past, day, program))


def _running(text: str, past: History, day: date | None, program: Program) -> list[tuple[date, Decimal]]:
    event, _, name = text.partition(".")
    total, points = Decimal(0), []
    for on, each in past.happenings(event, day=day or date.max, program=program):
        if each.fields.get(name) is not None:
            total += Decimal(each.fields[name])
            points.append((on, total))
    return points


def _alerts(case: Case, columns: Mapping[str, Any], program: Program, own: Program, day: date) -> list[Ringing]:
    rows = rang_on(day).filter(case=case)
    known = {alert.id: alert for alert in program.alerts}
    found = []
    for row in rows:
        if (alert := known.get(row.alert)) is not None:
            told = explain(alert.when, columns, program=program, day=day)
            parts = [str(part) for part in _leaves(told) if part.answer]
            found_ends = flips(alert.when, columns, program=program, day=day)
            ends = [each for each in found_ends if _can_be(each, columns, own)]
            level = level_then(row, program, day=day)
            found.append(Ringing(alert, row, level, parts, [str(each) for each in ends[:3]]))
    return sorted(found, key=lambda each: -LEVELS.index(each.level))


def _untold(columns: Mapping[str, Any], program: Program, day: date) -> list[Untold]:
    read = [(each, reading(each.when, program=program, day=day)) for each in program.alerts]
    return [
        Untold(alert, [column.title for column in rule.missing(columns)])
        for alert, rule in read
        if rule.value(columns) is None
    ]


def _leaves(told: Explanation) -> Iterator[Explanation]:
    """Yield the questions of which a rule is made, without the words that bind them."""
    if not told.parts:
        yield told
    for part in told.parts:
        yield from _leaves(part)


def _can_be(flip: Flip, columns: Mapping[str, Any], program: Program) -> bool:
    """Answer whether someone can bring a change about: the past does not change, and a stage leads only onward."""
    key = flip.column.id
    if key == "stage":
        return flip.value in program.stage(columns["stage"]).next
    return key not in GIVEN and not key.startswith("reached_")


def _events(case: Case, program: Program, names: Names, papers: Sequence[CasePaper], day: date) -> list[Happened]:
    rows = list(case.events.filter(on__lte=day).select_related("by").prefetch_related("amounts").order_by("-on", "-id"))
    kinds = {event.id: event for event in program.events}
    found = []
    for row in rows:
        if (event := kinds.get(row.event)) is None:
            continue
        values = {**row.fields, **{each.name: each.value for each in row.amounts.all()}}
        known = {**names, **names_of(event.fields, [values])}
        fields = [shown(key, each, values.get(key), known) for key, each in event.fields.items()]
        own = [paper for paper in papers if paper.event_id == row.pk]
        late = (row.received_at.date() - row.on).days
        found.append(Happened(row, event, [each for each in fields if each.value], own, late if late > 1 else 0))
    return found


def _wanted(past: History, program: Program, papers: Sequence[CasePaper], day: date) -> list[Wanted]:
    reached, here = {key for key, on in past.stages if on <= day}, past.stage_on(day)
    onward = program.stage(here[0]).next[:1] if here else []
    return [
        Wanted(kind, stage, [paper for paper in papers if paper.kind == kind], stage.id in reached, stage.id in onward)
        for stage in on_the_way(program, list(reached))
        for kind in stage.evidence
    ]
