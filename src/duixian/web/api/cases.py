"""The county's programs: their cases, what happens to them, and their figures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from hashlib import sha256
from typing import Annotated, Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Path, Router, Schema

from duixian.accounts.models import Person, Role
from duixian.cases.actions import events, moving, opening
from duixian.cases.measuring import Measured
from duixian.cases.models import Case
from duixian.cases.queries import visible
from duixian.cases.queries.case import Detail, detail
from duixian.cases.queries.figures import figures
from duixian.cases.queries.listing import CHOSEN, choices_in, filters_of, listing
from duixian.cases.queries.shown import Names, names_of
from duixian.cases.rows import columns_by_field, history
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.errors import LedgerError, UsageError
from duixian.programs import Program
from duixian.statement import plain
from duixian.web.access import one_of
from duixian.web.api import case_shapes as shapes
from duixian.web.api.bearer import READ, Bearer, day_meant, person_asking, refuse_past
from duixian.web.api.words import FAULTS, KEY, Limit, Offset, Text
from duixian.web.pages.case import settled

router = Router(tags=["业务事项"])
Key = Annotated[int, Path(ge=1, le=KEY)]
WRITERS = (Role.KEEPER, Role.OFFICE, Role.LEADER)
Fields = dict[str, str | int | float | bool | None]


class Opening(Schema):
    """A case that is to be opened; `fields` by their ids, people and offices by name; `place` by its code."""

    program: Text
    place: Text = Field(default="", description="地方的区划代码；不写就是您所在的地方", examples=["990101100"])
    fields: Fields = Field(examples=[{"name": "南环路改线", "kind": "new"}])


class Event(Schema):
    """Something that happened. The same `key` again changes nothing."""

    key: Text = Field(min_length=8, max_length=40, description="您起的编号，重发时不变")
    event: Text
    day: date | None = None
    fields: Fields = Field(default_factory=dict)


class Move(Schema):
    """A stage that a case is to enter."""

    to: Text
    day: date | None = None
    reason: Text = ""


@router.get("/programs", auth=Bearer("read", *READ), response={200: shapes.Programs, **FAULTS}, summary="事项模板")
def programs(request: HttpRequest) -> Any:
    """装着的模板：栏目、阶段、能记的事。"""
    return {"items": [_program(each) for each in visible.programs(person_asking(request))]}


@router.get("/cases", auth=Bearer("read", *READ), response={200: shapes.Cases, **FAULTS}, summary="事项列表")
def cases(
    request: HttpRequest,
    program: Text,
    q: Text = "",
    stage: Text = "",
    alert: Text = "",
    on: date | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """一个模板的事项，各在哪个阶段；筛选和列表页的一样，选择项的栏目也能筛，写它的代号：kind=new。"""
    shelved, day = _shelved(person_asking(request), program), day_meant(on)
    chosen = _chosen(request, shelved.program)
    filters = filters_of(shelved.program, {**chosen, "q": q, "stage": stage, "alert": alert})
    found = listing(person_asking(request), shelved, filters, day=day, most=limit, start=offset)
    columns = columns_by_field(shelved)
    fields = [{key: getattr(each.row, column) for key, column in columns.items()} for each in found.rows]
    numbers = _numbers(shelved.program, fields)
    items = [
        _case(each.row.case, shelved, known, each.stage.id, numbers)
        for each, known in zip(found.rows, fields, strict=True)
    ]
    return {"count": found.count, "offset": offset, "items": items}


def _numbers(program: Program, rows: Sequence[Mapping[str, Any]]) -> Names:
    """Return the numbers of the other cases to which these rows point."""
    return names_of({key: each for key, each in program.living.items() if each.type == "case"}, rows)


def _chosen(request: HttpRequest, program: Program) -> dict[str, str]:
    """Return the choices by which an address narrows; one that a field does not have is a UsageError."""
    fields = {key: each for key, each in program.living.items() if each.type in CHOSEN and key in request.GET}
    for key, each in fields.items():
        if request.GET[key] not in choices_in(each):
            known = _("、").join(choices_in(each))
            what = _("“%(title)s”没有“%(value)s”这一项。") % {"title": each.title, "value": request.GET[key][:40]}
            raise UsageError(what, where=key, hint=_("有：%(known)s") % {"known": known})
    return {key: request.GET[key] for key in fields}


@router.get("/cases/{key}", auth=Bearer("read", *READ), response={200: shapes.CaseDetail, **FAULTS}, summary="一件事项")
def case(request: HttpRequest, key: Key, on: date | None = None) -> Any:
    """一件事项在那一天：阶段、记的事、在响的提醒，往下走还缺什么。"""
    shelved, found = one_case(person_asking(request), key)
    day = day_meant(on)
    if found.opened_on > day:
        raise Http404
    return _detail(shelved, found, day)


@router.post("/cases", auth=Bearer("report", *WRITERS), response={200: shapes.CaseDetail, **FAULTS}, summary="登记")
def open_case(request: HttpRequest, told: Opening, on: date | None = None) -> Any:
    """登记一件，从第一个阶段走起。"""
    refuse_past(on)
    person = person_asking(request)
    shelved = _shelved(person, told.program, "create")
    place = one_of(visible.places(person), code=told.place) if told.place else person.place
    made = opening.open_case(shelved.program.id, fields=told.fields, place=place, by=person, office=person.office)
    return settled_case(shelved, made)


@router.post(
    "/cases/{key}/events", auth=Bearer("report", *WRITERS), response={200: shapes.CaseDetail, **FAULTS}, summary="记事"
)
def happen(request: HttpRequest, key: Key, told: Event, on: date | None = None) -> Any:
    """记一件发生的事；发生在 day，收到在此刻，都留着。"""
    refuse_past(on)
    person = person_asking(request)
    shelved, found = one_case(person, key)
    kinds = shelved.of(found).events
    kind = next((each for each in kinds if each.id == told.event), None)
    if kind is None:
        known = _("、").join(each.id for each in kinds)
        raise LedgerError(
            _("没有“%(event)s”这种事。") % {"event": told.event},
            where="event",
            hint=_("可以记：%(known)s") % {"known": known},
        )
    if not visible.may_record(person, kind, found, history(found, of=shelved).fields, shelved):
        raise Http404
    mine = sha256(f"{person.pk} {key} {told.key}".encode()).hexdigest()[:40]
    events.happen(found, event=told.event, by=person, key=mine, fields=told.fields, on=told.day)
    return settled_case(shelved, found)


@router.post(
    "/cases/{key}/moves", auth=Bearer("report", *WRITERS), response={200: shapes.CaseDetail, **FAULTS}, summary="移阶段"
)
def move(request: HttpRequest, key: Key, told: Move, on: date | None = None) -> Any:
    """移到下一个阶段；缺什么，错误里逐样说明。"""
    refuse_past(on)
    person = person_asking(request)
    shelved, found = one_case(person, key, "move")
    if told.to not in {stage.id for stage in shelved.program.stages}:
        known = _("、").join(stage.id for stage in shelved.program.stages)
        raise LedgerError(
            _("没有“%(to)s”这个阶段。") % {"to": told.to}, where="to", hint=_("有：%(known)s") % {"known": known}
        )
    moving.move(found, to=told.to, by=person, on=told.day, reason=told.reason)
    return settled_case(shelved, found)


@router.get("/figures", auth=Bearer("read", *READ), response={200: shapes.Figures, **FAULTS}, summary="事项的指标")
def program_figures(request: HttpRequest, program: Text, place: Text = "", on: date | None = None) -> Any:
    """一个模板的全部指标和门槛；算不出来的值是 null，缺数的件数另给。place 是区划代码：只算那里和它下面的。"""
    day = day_meant(on)
    person = person_asking(request)
    asked = visible.places(person)
    within = asked.filter(path__startswith=one_of(asked, code=place).path) if place else asked
    found = figures(_shelved(person, program), day=day, within=list(within.values_list("pk", flat=True)))
    return {
        "day": day,
        "figures": [_figure(each) for each in found.measured],
        "gates": [
            {"title": each.gate.title, "by": each.by, "value": plain(each.value), "state": each.state}
            for each in found.passages
        ],
    }  # fmt: skip


def _figure(each: Measured) -> dict[str, Any]:
    return {
        "id": each.indicator.id,
        "title": each.indicator.title,
        "choice": each.choice,
        "value": plain(each.figure.value),
        "unit": each.unit,
        "of": each.figure.of,
        "unknown": each.figure.unknown,
    }


def _shelved(person: Person, program: str, deed: visible.Deed = "see") -> Shelved:
    if program not in shelf or not visible.may(person, deed, shelf.get(program)):
        raise Http404
    return shelf.get(program)


def one_case(person: Person, key: int, deed: visible.Deed = "see") -> tuple[Shelved, Case]:
    """Return a case that a person may see, and with which they may do this; else 404."""
    row = Case.objects.filter(pk=key).first()
    if row is None:
        raise Http404
    shelved = _shelved(person, row.program, deed)
    return shelved, one_of(visible.cases(person, shelved, deed).select_related("place", "office"), pk=key)


def settled_case(shelved: Shelved, case: Case) -> dict[str, Any]:
    """Bring what depends on a case up to now, and return it as it then is."""
    settled(shelved, case)
    return _detail(shelved, Case.objects.select_related("place", "office").get(pk=case.pk), day_meant(None))


def _program(each: Shelved) -> dict[str, Any]:
    program = each.program
    return {
        "id": program.id,
        "title": program.title,
        "version": program.version,
        "fields": [
            {"id": key, "title": field.title, "type": field.type, "unit": field.unit, "required": field.required,
             "choices": field.choices}
            for key, field in program.living.items()
        ],
        "stages": [{"id": stage.id, "title": stage.title, "next": stage.next} for stage in program.stages],
        "events": [{"id": event.id, "title": event.title} for event in program.events],
    }  # fmt: skip


def _case(case: Case, shelved: Shelved, fields: Mapping[str, Any], stage: str, numbers: Names) -> dict[str, Any]:
    return {
        "id": case.pk,
        "program": case.program,
        "number": case.number,
        "title": case.title,
        "stage": stage,
        "opened_on": case.opened_on,
        "is_synthetic": case.is_synthetic,
        "fields": {
            key: _plain(fields.get(key) if each.type != "case" else numbers.get(("case", fields.get(key) or 0)))
            for key, each in shelved.program.living.items()
        },
    }


def _plain(value: Any) -> str | None:
    """Return a value as text: exact numbers as they are, days in ISO; what is not known is null."""
    if value is None:
        return None
    if isinstance(value, list | tuple):
        return ",".join(map(str, value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _detail(shelved: Shelved, case: Case, day: date) -> dict[str, Any]:
    found: Detail = detail(case, shelved, day=day)
    return {
        **_case(case, shelved, found.known, found.here.stage.id, _numbers(shelved.program, [found.known])),
        "office": found.office,
        "revision": case.revision,
        "since": found.here.on,
        "workdays": found.here.days,
        "alerts": [
            {"id": each.alert.id, "title": each.alert.title, "level": each.level, "since": each.row.since}
            for each in found.alerts
        ],
        "lacks": [
            {"stage": each.stage.id, "lacks": [lack.words for lack in each.lacks]} for each in found.onward
        ],
        "events": [
            {"id": each.row.pk, "event": each.event.id, "day": each.row.on, "received_at": each.row.received_at,
             "by": each.row.by.name, "withdrawn": each.row.withdrawn_at is not None}
            for each in found.events
        ],
        "steps": [
            {"id": each.step.id, "title": each.step.title, "state": each.state, "asked_on": each.asked_on,
             "done_on": each.done_on}
            for each in (found.steps.listed if found.steps else ())
        ],
        "papers": [
            {"kind": each.kind, "name": each.name, "sha256": each.sha256, "day": each.on} for each in found.papers
        ],
    }  # fmt: skip
