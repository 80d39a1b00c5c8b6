"""What operations share: the shapes of errors, and how far one reads at a time."""

from __future__ import annotations

from typing import Annotated, Any

from django.db.models import QuerySet
from ninja import Query
from pydantic import StringConstraints

from duixian.web.api.shapes import Fault

MOST = 200
DEEPEST = 1_000_000
KEY = 2**63 - 1
Limit = Annotated[int, Query(ge=1, le=MOST, description=f"一次几条，最多 {MOST}")]
Offset = Annotated[int, Query(ge=0, le=DEEPEST, description="从第几条起")]
Text = Annotated[str, StringConstraints(max_length=300, pattern=r"^[^\x00]*$")]
FAULTS: dict[Any, Any] = dict.fromkeys((400, 401, 403, 404, 405, 409, 422, 429), Fault)


def paged(rows: QuerySet[Any], write: Any, *, limit: int, offset: int) -> dict[str, Any]:
    """Return a page of rows, with how many there are in all."""
    return {"count": rows.count(), "offset": offset, "items": [write(row) for row in rows[offset : offset + limit]]}
