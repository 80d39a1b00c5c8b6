"""Holding many cases at once: each as it is in the table, with its place, until the transaction ends."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import prefetch_related_objects

from duixian.accounts.locking import all_locked
from duixian.cases.models import Case

BATCH = 500


def held(cases: Iterable[Case]) -> dict[int, Case]:
    """Return these cases as they are in the table, by their keys."""
    rows = all_locked(Case, {case.pk for case in cases})
    prefetch_related_objects(rows, "place")
    return {row.pk: row for row in rows}
