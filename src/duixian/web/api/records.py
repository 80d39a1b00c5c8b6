"""The journal for those who check it, and the published reports for everyone."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router

from duixian.accounts.models import Role
from duixian.ledger import checks
from duixian.ledger.queries import journal as queries
from duixian.ledger.queries.publications import published
from duixian.web.api import shapes
from duixian.web.api.bearer import Bearer, day_meant, person_asking
from duixian.web.api.rows import entry_out, publication_out
from duixian.web.api.words import FAULTS, Limit, Offset, Text, paged

router = Router(tags=["日志与报告"])


@router.get(
    "/journal",
    auth=Bearer("journal", Role.KEEPER, Role.AUDITOR, Role.REVIEWER),
    response={200: shapes.Entries, **FAULTS},
    summary="日志",
)
def journal(
    request: HttpRequest,
    deed: Text = "",
    kind: Text = "",
    on: date | None = None,
    limit: Limit = 50,
    offset: Offset = 0,
) -> Any:
    """日志，新的在前：正文、前一条和这一条的校验码，holds 是核对的结果。"""
    search = queries.search_from({"deed": deed, "kind": kind})
    rows = queries.found(queries.known(person_asking(request), day_meant(on)), search)
    broken = checks.last().broken_entries
    return paged(rows, lambda each: entry_out(each, broken=broken), limit=limit, offset=offset)


@router.get("/publications", auth=None, response={200: shapes.Publications, **FAULTS}, summary="已发布的报告")
def publications(request: HttpRequest, limit: Limit = 50, offset: Offset = 0) -> Any:
    """向人民报告已发布的各期，不要令牌；json_url 是发布时的原文。"""
    return paged(published(), publication_out, limit=limit, offset=offset)
