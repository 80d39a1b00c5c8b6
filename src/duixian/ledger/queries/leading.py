"""Who led a commitment on a past day: the last assignment up to it."""

from __future__ import annotations

from collections.abc import Mapping
from copy import copy
from datetime import date, datetime

from duixian.accounts.models import Office, Person
from duixian.journal import clock
from duixian.journal.among import Keys
from duixian.journal.days import over_by
from duixian.ledger.models import Assignment, Commitment

# An office and a leader.
Given = tuple[int | None, int | None]


def as_led(rows: list[Commitment], *, day: date) -> list[Commitment]:
    """Return the commitments with the office and the leader that they had on a day; today they are as they are."""
    if day >= clock.today() or not rows:
        return rows
    return led_by(rows, _held([row.pk for row in rows], over_by(day)))


def led_by(rows: list[Commitment], held: Mapping[int, Given]) -> list[Commitment]:
    """Return the commitments under the office and the leader that are given for each; others stay as they are."""
    changed = {row.pk: held[row.pk] for row in rows if row.pk in held and held[row.pk] != (row.lead_id, row.leader_id)}
    offices = Office.objects.in_bulk({lead for lead, _ in changed.values() if lead})
    people = Person.objects.in_bulk({leader for _, leader in changed.values() if leader})
    return [_led(row, changed[row.pk], offices, people) if row.pk in changed else row for row in rows]


def _held(keys: list[int], end: datetime) -> dict[int, Given]:
    """Return the office and the leader before `end` of each commitment that was ever given to anyone."""
    held: dict[int, Given] = {}
    given = Assignment.objects.filter(commitment__among=Keys(keys)).order_by("at", "id")
    for key, lead, leader, at in given.values_list("commitment_id", "lead_id", "leader_id", "at"):
        if at < end:
            held[key] = (lead, leader)
        else:
            held.setdefault(key, (None, None))
    return held


def _led(row: Commitment, given: Given, offices: Mapping[int, Office], people: Mapping[int, Person]) -> Commitment:
    """Return the commitment under whom it was given to; the row itself stays: another day may show it as well."""
    then = copy(row)
    then.lead, then.leader = offices.get(given[0] or 0), people.get(given[1] or 0)
    return then
