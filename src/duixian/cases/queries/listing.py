"""The cases of a program as a list: filters from the address, stages with their counts, order, one page of rows."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as kept
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db import connection
from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery, Sum

from duixian.accounts.models import Office, Person, Place, Role
from duixian.cases.measuring import behind
from duixian.cases.models import CaseAlert, CaseStage
from duixian.cases.past import OFFICE, column_then, fields_then
from duixian.cases.queries.limits import limits_of
from duixian.cases.queries.ringing import level_then, rang_on, with_alert
from duixian.cases.queries.visible import asked_of, may, named_in
from duixian.cases.rows import columns_by_field
from duixian.cases.tables.shelf import Shelved
from duixian.catalogue.calendar import add_workdays, workdays_between
from duixian.journal import clock
from duixian.programs import Program
from duixian.programs.alerts import loudest
from duixian.programs.schema import Field, Indicator, Stage
from duixian.rules.workdays import FIRST, LAST

PAGE = 50
# Rows of a program's own table, which is made at start: no checker knows its columns.
Rows = QuerySet[Any]
SORTS = frozenset({"number", "title", "days", "office"})
# Behind the key of a place in an address: what belongs to it alone, and to no place below it.
OWN = "-own"
# Fields by which a list may be filtered, and by which it may be sorted.
CHOSEN, ORDERED = frozenset({"choice", "boolean"}), frozenset({"integer", "money", "decimal", "share", "area", "date"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What the address asks for; empty strings ask for nothing.

    `fields` are choices of the program's own; `figure` is an indicator, or one of its choices (`opened.new`), whose
    cases are wanted; `place` a place with all below it, or with `-own` behind its key that place alone.
    """

    q: str = ""
    stage: str = ""
    office: str = ""
    place: str = ""
    alert: str = ""
    figure: str = ""
    sort: str = ""
    fields: Mapping[str, str] = kept(default_factory=dict)
    page: int = 1

    def as_query(self, **changed: str) -> str:
        """Return the part of an address that asks for this, with some of it changed; the page starts anew."""
        own = {name: getattr(self, name) for name in ("q", "stage", "office", "place", "alert", "figure", "sort")}
        return urlencode({name: value for name, value in {**own, **self.fields, **changed}.items() if value})

    @property
    def is_any(self) -> bool:
        """Whether anything narrows the list."""
        return bool(self.as_query(sort=""))

    @property
    def narrows(self) -> bool:
        """Whether anything but the stage narrows the list."""
        return bool(self.as_query(sort="", stage=""))


@dataclass(frozen=True, slots=True, kw_only=True)
class InStage:
    """A stage with how many cases stand in it, how many beyond its limit, and the board's sum over them."""

    stage: Stage
    count: int
    over: int
    total: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A case as a list shows it: its own row, working days in its stage, the loudest alert with its title."""

    row: Any
    stage: Stage
    days: int
    level: str = ""
    alert: str = ""

    @property
    def over(self) -> int:
        """How many working days it is beyond its stage's limit."""
        return max(0, self.days - self.stage.limit) if self.stage.limit else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """A page of rows, with everything that stands around it."""

    filters: Filters
    rows: Sequence[Row]
    stages: Sequence[InStage]
    count: int
    whole: int

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return -(-self.count // PAGE)

    @property
    def start(self) -> int:
        """How many rows come before this page."""
        return (self.filters.page - 1) * PAGE

    @property
    def end(self) -> int:
        """The number of the last row of this page."""
        return self.start + len(self.rows)


def filters_of(program: Program, asked: Mapping[str, str]) -> Filters:
    """Return the filters that an address asks for; what is no filter, or no choice, asks for nothing."""
    fields = {
        key: asked[key]
        for key, each in program.living.items()
        if each.type in CHOSEN and asked.get(key) in choices_in(each)
    }
    stages, alerts = {each.id for each in program.stages}, {each.id for each in program.alerts}
    page = asked.get("page", "1")
    return Filters(
        q=asked.get("q", "").strip()[:80],
        stage=asked.get("stage", "") if asked.get("stage") in stages else "",
        office=asked.get("office", "") if asked.get("office", "").isdigit() else "",
        place=asked.get("place", "") if asked.get("place", "").removesuffix(OWN).isdigit() else "",
        alert=asked.get("alert", "") if asked.get("alert") in alerts | {"blue", "orange", "red"} else "",
        figure=asked.get("figure", "") if asked.get("figure") in figures_of(program) else "",
        sort=asked.get("sort", "") if _is_sort(asked.get("sort", ""), program) else "",
        fields=fields,
        page=min(int(page), 10**6) if page.isdigit() and int(page) else 1,
    )


def choices_in(field: Field) -> Collection[str]:
    """Return what a list may be narrowed to by a field."""
    return ("0", "1") if field.type == "boolean" else field.choices


def figures_of(program: Program) -> dict[str, tuple[Indicator, str]]:
    """Return the indicators of a program and the choices of those that split, by the words that an address has."""
    found = {each.id: (each, "") for each in program.indicators}
    for each in program.indicators:
        choices = program.fields[each.split].choices if each.split else {}
        found |= {f"{each.id}.{choice}": (each, choice) for choice in choices}
    return found


def _is_sort(sort: str, program: Program) -> bool:
    key = sort.removeprefix("-")
    return key in SORTS or (key in program.living and program.living[key].type in ORDERED | CHOSEN)


def listing(
    person: Person,
    shelved: Shelved,
    filters: Filters,
    *,
    day: date,
    whole: Sequence[InStage] | None = None,
    most: int = PAGE,
    start: int | None = None,
) -> Listing:
    """Return a page of the cases that a person may see, as they stood in their stages on a day.

    `whole` are the stages of all that the person may see, where they are known.
    """
    base = rows_on(person, shelved, day=day)
    narrowed = _narrowed(base, filters, shelved, day)
    if filters.figure:
        indicator, choice = figures_of(shelved.program)[filters.figure]
        narrowed = narrowed.filter(pk__in=behind(shelved, indicator, day=day, choice=choice, within=person.places))
    whole = in_stages(base, shelved, day=day) if whole is None else whole
    stages = in_stages(narrowed, shelved, day=day) if filters.narrows else whole
    own = narrowed.filter(stage_then=filters.stage) if filters.stage else narrowed
    count = (
        next((each.count for each in stages if each.stage.id == filters.stage), 0)
        if filters.stage
        else sum(each.count for each in stages)
    )
    start = (filters.page - 1) * most if start is None else start
    if not filters.is_any and not filters.sort:
        own = rows_on(person, shelved, day=day, in_order_of_keys=True)
    # The keys of the page first: whole rows of a long list are not sorted.
    keys = list(_ordered(own, filters, shelved, day).values_list("pk", flat=True)[start : start + most])
    every = _as_of(shelved.model._default_manager.filter(pk__in=keys), day)
    found = every.select_related("case", "place_of", "office_of").in_bulk()
    return Listing(
        filters=filters,
        rows=rows_of([found[key] for key in keys if key in found], shelved, day=day),
        stages=stages,
        count=count,
        whole=sum(each.count for each in whole),
    )


def rows_on(person: Person, shelved: Shelved, *, day: date, in_order_of_keys: bool = False) -> Rows:
    """Return the rows of a program that a person may see and that were open on a day, each with `stage_then`,
    `since_then`: where it stood on that day.

    Asked for `in_order_of_keys`, SQLite reads the latest by their keys and stops when a page is full; by the index of
    places it would collect all of them first. PostgreSQL sees that by itself.
    """
    every, own = shelved.model._default_manager, person.places
    by_keys = in_order_of_keys and connection.vendor == "sqlite"
    rows: Rows = (
        every.annotate(at=F("place_of_id") + 0).filter(at__in=own) if by_keys else every.filter(place_of__in=own)
    )
    if not may(person, "see", shelved):
        return rows.none()
    if person.role == Role.OFFICE:
        asked = asked_of(person, shelved, day=day)
        rows = rows.filter(Q(office_of=person.office) | Q(pk__in=asked.values("case")) | named_in(person, shelved))
    return _as_of(rows, day)


def _as_of(rows: Rows, day: date) -> Rows:
    """Return those of the rows that were open on a day, with the stage in which each stood, and since when."""
    if day >= clock.today():
        now: Rows = rows.annotate(stage_then=F("stage"), since_then=F("stage_since"))
        return now
    entered = CaseStage.objects.filter(case=OuterRef("case_id"), on__lte=day).order_by("-on", "-id")
    then: Rows = rows.filter(opened_on__lte=day).annotate(
        stage_then=Subquery(entered.values("stage")[:1]), since_then=Subquery(entered.values("on")[:1])
    )
    return then


def _narrowed(rows: Rows, filters: Filters, shelved: Shelved, day: date) -> Rows:
    for key, value in filters.fields.items():
        rows, column = column_then(rows, key, shelved, day=day)
        rows = rows.filter(**{column: value == "1" if value in "01" else value})
    if filters.office:
        rows, column = column_then(rows, OFFICE, shelved, day=day)
        rows = rows.filter(**{column: int(filters.office)})
    if filters.place:
        place = int(filters.place.removesuffix(OWN))
        is_own = filters.place.endswith(OWN)
        rows = rows.filter(place_of=place) if is_own else rows.filter(place_of__in=_at_or_below(place))
    if filters.alert:
        rows = with_alert(rows, filters.alert, shelved, day=day)
    if filters.q:
        number = filters.q.rsplit("-", 1)[-1]
        by_number = Q(case__number=int(number)) if number.isdecimal() and len(number) < 9 else Q()
        rows = rows.filter(
            Q(case__title__icontains=filters.q) | by_number if by_number else Q(case__title__icontains=filters.q)
        )
    return rows


def _at_or_below(key: int) -> QuerySet[Place]:
    path = Place.objects.filter(pk=key).values_list("path", flat=True).first()
    return Place.objects.none() if path is None else Place.objects.filter(path__startswith=path)


def _ordered(rows: Rows, filters: Filters, shelved: Shelved, day: date) -> Rows:
    key = filters.sort.removeprefix("-")
    down = filters.sort.startswith("-")
    columns = {"number": "case_id", "title": "case__title", "days": "since_then", "office": "office_of__name"}
    if not key:
        return rows.order_by("since_then", "case_id") if filters.stage else rows.order_by("-case_id")
    rows, own = (rows, columns[key]) if key in columns else column_then(rows, key, shelved, day=day)
    column = F(own)
    # The longest in its stage is the one that entered it first.
    down = not down if key == "days" else down
    return rows.order_by(column.desc(nulls_last=True) if down else column.asc(nulls_last=True), "case_id")


def in_stages(rows: Rows, shelved: Shelved, *, day: date) -> list[InStage]:
    """Return each stage with its count, in one query; none is over on a day of which working days are not known."""
    program = shelved.program
    over = Q()
    for each in limits_of(shelved) if FIRST <= day <= LAST else ():
        over |= Q(each.whose, stage_then=each.stage.id, since_then__lt=add_workdays(day, -each.limit).day)
    asked: dict[str, Any] = {"many": Count("pk")}
    asked |= {"late": Count("pk", filter=over)} if over else {}
    if program.board.sum:
        rows, column = column_then(rows, program.board.sum, shelved, day=day)
        asked["total"] = Sum(column)
    found = {row["stage_then"]: row for row in rows.order_by().values("stage_then").annotate(**asked)}
    return [
        InStage(
            stage=stage,
            count=found.get(stage.id, {}).get("many", 0),
            over=found.get(stage.id, {}).get("late", 0),
            total=found.get(stage.id, {}).get("total"),
        )
        for stage in program.stages
    ]


def rows_of(shown: Sequence[Any], shelved: Shelved, *, day: date) -> list[Row]:
    """Return these rows with their alerts: one query; on a past day another, for the fields as they stood."""
    _take_back(shown, shelved, day)
    ringing: dict[int, list[CaseAlert]] = {}
    for each in rang_on(day).filter(case__in=[row.pk for row in shown]):
        ringing.setdefault(each.case_id, []).append(each)
    return [_row(row, ringing.get(row.pk, []), shelved.of(row.case), day) for row in shown]


def _take_back(shown: Sequence[Any], shelved: Shelved, day: date) -> None:
    """Set the fields of rows, and their office, to what they were on a day."""
    rows, columns = {row.pk: row for row in shown}, {**columns_by_field(shelved), OFFICE: f"{OFFICE}_id"}
    for key, values in fields_then(shelved, day=day, keys=list(rows)).items():
        for case, value in values.items():
            setattr(rows[case], columns[key], value)


def _row(row: Any, ringing: Sequence[CaseAlert], program: Program, day: date) -> Row:
    levels = {each.alert: level_then(each, program, day=day) for each in ringing}
    level = loudest(levels.values()) if levels else ""
    titles = {alert.id: alert.title for alert in program.alerts}
    words = next((titles.get(alert, alert) for alert in levels if levels[alert] == level), "")
    days = workdays_between(row.since_then, day).days
    return Row(row=row, stage=program.stage(row.stage_then), days=days, level=level, alert=words)


def choices_of(person: Person) -> tuple[list[Office], list[Place]]:
    """Return the offices and places among which a list may be narrowed."""
    offices = Office.objects.filter(place__path__startswith=person.place.path, is_active=True).order_by("name")
    return list(offices), list(Place.objects.filter(pk__in=person.places).order_by("path")[:400])
