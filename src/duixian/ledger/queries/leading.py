"""Who led a commitment on a past day: the last assignment up to it."""

from __future__ import annotations

from copy import copy
from datetime import date

from duixian.journal import clock
from duixian.journal.days import over_by
from duixian.ledger.models import Assignment, Commitment


def as_led(rows: list[Commitment], *, day: date) -> list[Commitment]:
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
    return [_led(row, held[row.pk]) if row.pk in held else row for row in rows]


def _led(row: Commitment, last: Assignment | None) -> Commitment:
    """Return the commitment under whom it was given to; the row itself stays: another day may show it as well."""
    lead, leader = (last.lead_id, last.leader_id) if last else (None, None)
    if (lead, leader) == (row.lead_id, row.leader_id):
        return row
    then = copy(row)
    then.lead, then.leader = (last.lead, last.leader) if last else (None, None)
    return then
