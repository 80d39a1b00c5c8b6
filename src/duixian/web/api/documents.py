"""Documents and their statements; reviewing a statement with the revision that was seen."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Form, Path, Query, Router, Schema, Status
from ninja.files import UploadedFile

from duixian.accounts.models import Role
from duixian.errors import ConflictError
from duixian.ledger.actions import review
from duixian.ledger.models import ReviewState, Statement
from duixian.ledger.queries import documents as queries
from duixian.ledger.queries import scope
from duixian.web.access import one_of
from duixian.web.api import shapes
from duixian.web.api.bearer import READ, WIDE, Bearer, day_meant, person_asking, refuse_past
from duixian.web.api.reviewing import Acceptance, Rejection, conflict_out, wanted_of
from duixian.web.api.rows import document_out, statement_out
from duixian.web.api.words import FAULTS, KEY, Limit, Offset, Text, paged
from duixian.web.uploads import take_in

router = Router(tags=["文件"])
Key = Annotated[int, Path(ge=1, le=KEY)]


class Where(Schema):
    """For which place a document is."""

    place: Text = Field("", description="地方代码，例如 140429；不写就是令牌的人的地方")


@router.get("/documents", auth=Bearer("read", *READ), response={200: shapes.Documents, **FAULTS}, summary="文件列表")
def documents(request: HttpRequest, on: date | None = None, limit: Limit = 50, offset: Offset = 0) -> Any:
    """令牌的人能看的文件，每份读到哪里、审了几条。"""
    day = day_meant(on)
    rows = queries.listed(person_asking(request), until=day if on else None)
    return paged(rows, document_out, limit=limit, offset=offset)


@router.get(
    "/documents/{key}", auth=Bearer("read", *READ), response={200: shapes.DocumentOut, **FAULTS}, summary="一份文件"
)
def document(request: HttpRequest, key: Key) -> Any:
    """一份文件；state 是 waiting 或 reading 时过几秒再问。"""
    return document_out(one_of(queries.listed(person_asking(request)), pk=key))


@router.get(
    "/documents/{key}/statements",
    auth=Bearer("read", *WIDE),
    response={200: shapes.Statements, **FAULTS},
    summary="文件的条目",
)
def statements(
    request: HttpRequest,
    key: Key,
    review_state: Annotated[ReviewState | None, Query(alias="review")] = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """一份文件里读出的条目，按原文的顺序；start、end 是它在原文里的位置。"""
    found = one_of(queries.listed(person_asking(request)), pk=key)
    rows = queries.standing(scope.statements(person_asking(request)).filter(document=found.pk))
    rows = rows.filter(review=review_state) if review_state else rows
    return paged(rows, statement_out, limit=limit, offset=offset)


@router.post(
    "/documents",
    auth=Bearer("review", Role.KEEPER),
    response={202: shapes.DocumentOut, **FAULTS},
    summary="上传一份文件",
)
def upload(request: HttpRequest, file: UploadedFile, where: Form[Where], on: date | None = None) -> Any:
    """上传一份文件，放进队列读；之后按编号问它，state 到 ready 就读好了。"""
    refuse_past(on)
    person = person_asking(request)
    here = one_of(queries.uploadable(person), code=where.place or person.place.code)
    (outcome,) = take_in([file], place=here, by=person)
    if outcome.problem is not None:
        raise outcome.problem
    made = outcome.document.pk if outcome.document else 0
    return Status(202, document_out(one_of(queries.listed(person), pk=made)))


def _statement(request: HttpRequest, key: int) -> Statement:
    return one_of(scope.statements(person_asking(request)).select_related("document__place"), pk=key)


@router.post(
    "/statements/{key}/accept",
    auth=Bearer("review", Role.KEEPER),
    response={200: shapes.StatementOut, **FAULTS, 409: shapes.Conflict | shapes.Fault},
    summary="接受一条",
)
def accept(request: HttpRequest, key: Key, decision: Acceptance, on: date | None = None) -> Any:
    """接受一条，可以带更正。revision 是您看到的那一版；别人先改过就是 409，两边都给您看，什么都不覆盖。"""
    refuse_past(on)
    row = _statement(request, key)
    wanted = wanted_of(row, decision.corrections.dict(exclude_unset=True))
    try:
        row = review.accept(row, by=person_asking(request), revision=decision.revision, corrections=wanted)
    except ConflictError as error:
        return Status(409, conflict_out(key, error, seen=decision.revision, wanted=wanted))
    return statement_out(row)


@router.post(
    "/statements/{key}/reject",
    auth=Bearer("review", Role.KEEPER),
    response={200: shapes.StatementOut, **FAULTS, 409: shapes.Conflict | shapes.Fault},
    summary="驳回一条",
)
def reject(request: HttpRequest, key: Key, decision: Rejection, on: date | None = None) -> Any:
    """驳回一条，可以写理由。revision 同上。"""
    refuse_past(on)
    row, by = _statement(request, key), person_asking(request)
    try:
        row = review.reject(row, by=by, reason=decision.reason, revision=decision.revision)
    except ConflictError as error:
        return Status(409, conflict_out(key, error, seen=decision.revision, wanted={}))
    return statement_out(row)
