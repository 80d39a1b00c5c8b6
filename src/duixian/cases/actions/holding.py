"""Holding many cases at once: each as it is in the table, with its place, until the transaction ends."""

from __future__ import annotations

from collections.abc import Iterable

from duixian.cases.models import Case

BATCH = 500


def held(cases: Iterable[Case]) -> dict[int, Case]:
    """Return these cases as they are in the table, by their keys; locked in the order of their keys."""
    keys = {case.pk for case in cases}
    rows = Case.objects.select_for_update(of=("self",)).select_related("place").filter(pk__in=keys).order_by("pk")
    return {row.pk: row for row in rows}
