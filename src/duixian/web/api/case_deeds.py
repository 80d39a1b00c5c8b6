"""What a program may do to a case beside moving it: change it, its steps, papers, excused days. As on its page."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal, cast

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Router, Schema
from ninja.files import UploadedFile

from duixian.accounts.models import Office, Person, Role
from duixian.cases.actions import events, opening, steps
from duixian.cases.queries import visible
from duixian.errors import LedgerError
from duixian.ledger.uploads import Upload, papers_of
from duixian.web.api import case_shapes as shapes
from duixian.web.api.bearer import Bearer, person_asking, refuse_past
from duixian.web.api.cases import WRITERS, Fields, Key, one_case, settled_case
from duixian.web.api.words import FAULTS, KEY, Text

router = Router(tags=["业务事项"])


class Changing(Schema):
    """Fields of a case by their ids, null empties one; its office by name; the `revision` that was seen."""

    fields: Fields = Field(default_factory=dict, examples=[{"total_investment": "41000"}])
    office: Text = ""
    revision: int | None = Field(default=None, ge=0, le=KEY, description="看到的 revision；别人先改了就是 409")
    reason: Text = ""


class StepTaken(Schema):
    """What became of a step: asked for, granted, refused, or not needed and why."""

    step: Text
    deed: Literal["ask", "grant", "refuse", "waive"]
    day: date | None = None
    why: Text = ""


class Handed(Schema):
    """What the files are: the word that a stage asks for, and where they were taken."""

    kind: Text = Field(min_length=1, max_length=60)
    taken_at: Text = Field("", max_length=120)


class Excused(Schema):
    """Days on which a standing duty does not count, and why."""

    event: Text
    since: date
    until: date
    why: Text


@router.post(
    "/cases/{key}/changes",
    auth=Bearer("report", *WRITERS),
    response={200: shapes.CaseDetail, **FAULTS},
    summary="改事项",
)
def change(request: HttpRequest, key: Key, told: Changing, on: date | None = None) -> Any:
    """改栏目和责任单位；有一项不对就都不改。"""
    refuse_past(on)
    person = person_asking(request)
    shelved, found = one_case(person, key, "edit")
    office = _office(person, told.office) if told.office else None
    opening.change_fields(
        found, fields=told.fields, by=person, office=office, revision=told.revision, reason=told.reason
    )
    return settled_case(shelved, found)


def _office(person: Person, name: str) -> Office:
    """Return the office of a name to which a person may give a case."""
    found = visible.offices(person).filter(name=name).first()
    if found is None:
        what = _("不能交给“%(name)s”。") % {"name": name}
        raise LedgerError(what, where="office", hint=_("写您能交给的单位的全名；责任单位自己不能转出去。"))
    return found


@router.post(
    "/cases/{key}/steps", auth=Bearer("report", *WRITERS), response={200: shapes.CaseDetail, **FAULTS}, summary="办手续"
)
def take_step(request: HttpRequest, key: Key, told: StepTaken, on: date | None = None) -> Any:
    """一项手续报送、答复（grant 同意，refuse 不同意）或者不需要办；day 不写是今天。手续的单位只能答复自己的。"""
    refuse_past(on)
    person = person_asking(request)
    is_answer = told.deed in ("grant", "refuse")
    shelved, found = one_case(person, key, "see" if is_answer else "edit")
    if is_answer and not visible.may_answer(person, told.step, found, shelved):
        raise Http404
    if told.deed == "ask":
        steps.ask(found, step=told.step, by=person, on=told.day)
    elif told.deed == "waive":
        steps.waive(found, step=told.step, by=person, why=told.why)
    else:
        granted = told.deed == "grant"
        steps.answer(found, step=told.step, by=person, on=told.day, granted=granted, words=told.why)
    return settled_case(shelved, found)


@router.post(
    "/cases/{key}/papers",
    auth=Bearer("report", *WRITERS),
    response={200: shapes.CaseDetail, **FAULTS},
    summary="交材料",
)
def attach(
    request: HttpRequest,
    key: Key,
    told: Form[Handed],
    papers: Annotated[list[UploadedFile] | None, File()] = None,
    on: date | None = None,
) -> Any:
    """交照片或材料；kind 写阶段要的那样材料的名字。"""
    refuse_past(on)
    person = person_asking(request)
    shelved, found = one_case(person, key, "edit")
    kept = papers_of(cast("list[Upload]", papers or []), taken_at=told.taken_at)
    if not kept:
        raise LedgerError(_("没有选文件。"), where="papers", hint=_("选一张照片或一份材料，再交。"))
    events.attach_many([events.Brought(case=found, kind=told.kind, paper=each, by=person) for each in kept])
    return settled_case(shelved, found)


@router.post(
    "/cases/{key}/excuses",
    auth=Bearer("report", Role.KEEPER),
    response={200: shapes.CaseDetail, **FAULTS},
    summary="核减长期职责",
)
def excuse(request: HttpRequest, key: Key, told: Excused, on: date | None = None) -> Any:
    """一项长期职责在哪些天不计，为什么。"""
    refuse_past(on)
    person = person_asking(request)
    shelved, found = one_case(person, key, "edit")
    events.excuse(found, event=told.event, since=told.since, until=told.until, by=person, why=told.why)
    return settled_case(shelved, found)
