"""Who led a commitment on a past day: the last assignment up to it."""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from duixian.journal import clock
from duixian.journal.days import over_by
from duixian.ledger.models import Assignment, Commitment

Rows = TypeVar("Rows", bound="list[Commitment]")


def as_led(rows: Rows, *, day: date) -> Rows:
    """Return the commitments with the office and the leader that they had on a day; today they are as they are."""
    if day >= clock.today() or not rows:
        return rows
    given = Assignment.objects.filter(commitment__in=[row.pk for row in rows]).order_by("at", "id")
    held: dict[int, Assignment | None] = {}
    for each in given.select_related("lead", "leader"):
        if each.at < over_by(day):
            held[each.commitment_id] = each
        else:
            held.setdefault(each.commitment_id, None)
    for row in rows:
        if row.pk in held:
            last = held[row.pk]
            row.lead, row.leader = (last.lead, last.leader) if last else (None, None)
    return rows
