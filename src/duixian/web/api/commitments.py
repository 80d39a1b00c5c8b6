"""Commitments as they stand on a day, and reporting progress on one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Annotated, Any, Literal, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, File, Form, Path, Query, Router, Schema
from ninja.files import UploadedFile

from duixian.accounts.models import Person, Role
from duixian.errors import ConflictError, LedgerError
from duixian.journal.days import end_of
from duixian.ledger.actions import claims
from duixian.ledger.models import Commitment
from duixian.ledger.queries import scope
from duixian.ledger.queries.commitment import visible
from duixian.ledger.queries.kept import rows_of
from duixian.ledger.queries.listing import filters_of, listing
from duixian.ledger.uploads import Upload, papers_of
from duixian.web.access import one_of
from duixian.web.api import shapes
from duixian.web.api.bearer import READ, Bearer, day_meant, person_asking, refuse_past
from duixian.web.api.reviewing import Number
from duixian.web.api.rows import commitment_out, paper_out
from duixian.web.api.words import FAULTS, KEY, Limit, Offset, Text
from duixian.web.commitment_forms import WITH_NUMBER

router = Router(tags=["承诺"])
Key = Annotated[int, Path(ge=1, le=KEY)]


class Asked(Schema):
    """The filters of the page 承诺, under the same names."""

    q: Text = ""
    year: Text = Field("all", description="四位年份；all 是各年")
    theme: Text = ""
    lead: Text = ""
    document: Text = ""
    assessment: Text = Field("", description="逗号隔开，例如 late,at_risk")
    kind: Text = ""
    due: Text = ""
    colour: Text = ""


class Progress(Schema):
    """What is reported; `value` is in the unit of the target. The same `key` again changes nothing."""

    key: Text = Field(min_length=8, max_length=40, description="您起的编号，重发时不变")
    as_of: date
    value: Number | None = None
    is_done: bool = False
    words: Text = ""


class Proof(Schema):
    """How well a paper proves, and what: in the unit of the target."""

    grade: Literal["甲", "乙", "丙"]
    value: Number | None = None
    is_done: bool = False


@router.get(
    "/commitments", auth=Bearer("read", *READ), response={200: shapes.Commitments, **FAULTS}, summary="承诺列表"
)
def commitments(
    request: HttpRequest, asked: Query[Asked], on: date | None = None, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """承诺和它们在那一天的判定；筛选和“承诺”页的一样。"""
    day = day_meant(on)
    rows = listing(person_asking(request), filters_of(asked.dict()), day=day).rows
    items = [commitment_out(row, day=day) for row in rows[offset : offset + limit]]
    return {"count": len(rows), "offset": offset, "items": items}


@router.get(
    "/commitments/{key}",
    auth=Bearer("read", *READ),
    response={200: shapes.CommitmentDetail, **FAULTS},
    summary="一项承诺",
)
def commitment(request: HttpRequest, key: Key, on: date | None = None) -> Any:
    """一项承诺在那一天的判定：规则、依据、一句话，缺什么，问谁；还有它的材料。"""
    return _one(person_asking(request), key, day_meant(on))


def _one(person: Person, key: int, day: date) -> dict[str, Any]:
    found = one_of(visible(person, day), pk=key)
    papers = scope.evidence(person).filter(commitment=key, at__lt=end_of(day)).order_by("as_of", "pk")
    listed = [paper_out(each, unit=found.unit, day=day) for each in papers]
    return {**commitment_out(rows_of([found], day=day)[0], day=day), "papers": listed}


@router.post(
    "/commitments/{key}/reports",
    auth=Bearer("report", Role.KEEPER, Role.OFFICE, Role.LEADER),
    response={200: shapes.CommitmentDetail, **FAULTS},
    summary="报进度",
)
def report(
    request: HttpRequest,
    key: Key,
    progress: Form[Progress],
    papers: Annotated[list[UploadedFile] | None, File()] = None,
    on: date | None = None,
) -> Any:
    """报进度：填数、完成或一句话，截至哪一天，可以附材料。这是申报，管理员认定材料以后才算佐证。"""
    refuse_past(on)
    person = person_asking(request)
    promise = one_of(scope.reportable(person), pk=key)
    _check_number(promise, progress.value)
    said = progress.dict(exclude={"key"})
    mine = sha256(f"{person.pk} {key} {progress.key}".encode()).hexdigest()[:40]
    claim = claims.report(promise, by=person, key=mine, papers=papers_of(cast("list[Upload]", papers or [])), **said)
    if any(getattr(claim, name) != value for name, value in said.items()):
        raise ConflictError(_("这个编号已经报过别的内容。"), where=progress.key, hint=_("新的进度换一个 key。"))
    return _one(person, key, day_meant(None))


def _check_number(promise: Commitment, value: Decimal | None) -> None:
    if value is not None and promise.target_kind not in WITH_NUMBER:
        raise LedgerError(
            _("这项承诺没有数，只分完成没完成。"), where=promise.title, hint=_("去掉 value，写 is_done 或 words。")
        )


@router.post(
    "/evidence/{key}/confirm",
    auth=Bearer("review", Role.KEEPER),
    response={200: shapes.CommitmentDetail, **FAULTS},
    summary="认定一件材料",
)
def confirm(request: HttpRequest, key: Key, proof: Proof, on: date | None = None) -> Any:
    """认定一件材料的等级和它证明的数；从此计入佐证。"""
    refuse_past(on)
    person = person_asking(request)
    paper = one_of(scope.evidence(person).select_related("commitment"), pk=key)
    _check_number(paper.commitment, proof.value)
    claims.confirm_evidence(paper, by=person, **proof.dict())
    return _one(person, paper.commitment_id, day_meant(None))
