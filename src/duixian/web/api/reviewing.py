"""What a program says of a statement, checked as the page's form is; and both versions where somebody was first."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any

from django.utils.translation import gettext as _
from ninja import Field, Schema

from duixian.errors import ConflictError, LedgerError
from duixian.ledger.models import Statement
from duixian.ledger.queries.conflicts import conflict
from duixian.web.api.rows import statement_out
from duixian.web.api.words import Text
from duixian.web.commitment_forms import first_error
from duixian.web.forms.statements import corrections, filled, shown

Number = Annotated[Decimal, Field(max_digits=18, decimal_places=4)]


class Corrections(Schema):
    """What the statement should say differently; what is left out stays, null empties a field."""

    kind: Text | None = None
    status: Text | None = None
    subject: Text | None = None
    event: Text | None = None
    indicator_id: Text | None = None
    measure: Text | None = None
    comparator: Text | None = None
    value: Number | None = None
    value_high: Number | None = None
    unit: Text | None = None
    year: int | None = None
    due: date | None = None
    place_name: Text | None = None
    place_code: Text | None = None
    lead: Text | None = None


class Acceptance(Schema):
    """The revision that was seen, and corrections where there are any."""

    revision: int = Field(ge=0)
    corrections: Corrections = Field(default_factory=Corrections)


class Rejection(Schema):
    """The revision that was seen, and why."""

    revision: int = Field(ge=0)
    reason: Text = ""


def wanted_of(row: Statement, said: Mapping[str, Any]) -> dict[str, Any]:
    """Return the corrections for the action, checked by the form of the page."""
    if not said:
        return {}
    form = filled(row, data={**shown(row), **said})
    if not form.is_valid():
        hint = _("对照 /api/openapi.json 改；没有写的字段不变。")
        raise LedgerError(first_error(form), where=row.text, hint=hint)
    return {name: value for name, value in corrections(form, row).items() if name in said}


def conflict_out(key: int, error: ConflictError, *, seen: int, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return what somebody else has made of a statement meanwhile, beside what was wanted."""
    now = Statement.objects.select_related("document__place").get(pk=key)
    fault = {"where": error.where, "what": error.what, "hint": error.hint, "code": error.code}
    if seen > now.revision:
        return {**fault, "who": "", "now": statement_out(now), "differences": []}
    found = conflict(now, seen=seen, mine=wanted)
    differences = [
        {name: getattr(each, name) for name in ("name", "title", "was", "theirs", "mine", "differs")}
        for each in found.differences
    ]
    return {**fault, "who": found.who, "now": statement_out(now), "differences": differences}
