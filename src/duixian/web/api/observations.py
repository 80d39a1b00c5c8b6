"""Observations: values of indicators with where they are printed."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest
from ninja import Router

from duixian.journal.days import end_of
from duixian.ledger.queries import scope
from duixian.web.api import shapes
from duixian.web.api.bearer import READ, Bearer, day_meant, person_asking
from duixian.web.api.rows import observation_out
from duixian.web.api.words import FAULTS, Limit, Offset, Text, paged

router = Router(tags=["观测值"])


@router.get(
    "/observations", auth=Bearer("read", *READ), response={200: shapes.Observations, **FAULTS}, summary="观测值列表"
)
def observations(
    request: HttpRequest, indicator: Text = "", on: date | None = None, limit: Limit = 50, offset: Offset = 0
) -> Any:
    """现在有效的观测值；on 只留那一天已经知道的。"""
    rows = scope.observations(person_asking(request)).filter(known_at__lt=end_of(day_meant(on)))
    rows = rows.filter(indicator=indicator) if indicator else rows
    rows = rows.select_related("place", "statement").order_by("period_end", "known_at", "pk")
    return paged(rows, observation_out, limit=limit, offset=offset)
