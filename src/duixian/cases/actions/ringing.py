"""Ringing alerts: at which cases each rule holds on a day, since when and how loudly; every change in the journal."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db import transaction

from duixian.cases.asked import KEY, Asked
from duixian.cases.frames import frame
from duixian.cases.models import Case, CaseAlert
from duixian.cases.tables.shelf import Shelved
from duixian.journal.entries import SYSTEM, Change, record_many
from duixian.programs.alerts import level_on
from duixian.programs.conditions import reading
from duixian.programs.schema import Alert
from duixian.rules import Reading, screened

BATCH = 500


class Rung(NamedTuple):
    """How many alerts began to ring, rose, and ended."""

    begun: int
    risen: int
    ended: int


class Ringing(NamedTuple):
    """A row of what rings: its key, since when, and its level so far."""

    pk: int
    since: date
    level: str


@transaction.atomic
def ring(shelved: Shelved, *, day: date, keys: Sequence[int] | None = None) -> Rung:
    """Hold each alert of a program against its cases, all or some, and write down what changed since the last time."""
    asked = Asked(shelved, day, keys)
    alerts = {each.id: each for each in shelved.program.alerts}
    holds = _holding(asked, alerts.values())
    there = _ringing(asked)
    begun = [_begun(case, alerts[alert], day) for case, alert in sorted(holds - there.keys())]
    ends = [row.pk for key, row in there.items() if key not in holds]
    loud = _levels(alerts, {(alert, row.since) for (_, alert), row in there.items()}, day)
    rises = [row.pk for key, row in there.items() if key in holds and row.level != loud[key[1], row.since]]
    rows = CaseAlert.objects.select_for_update().filter(ended_on=None).in_bulk([*ends, *rises])
    # Who rang at the same time may have done it already.
    ended = [rows[key] for key in ends if key in rows]
    risen = [rows[key] for key in rises if key in rows and rows[key].level != loud[rows[key].alert, rows[key].since]]
    for row in risen:
        row.level = loud[row.alert, row.since]
    for row in ended:
        row.ended_on = day
    CaseAlert.objects.bulk_create(begun, batch_size=BATCH)
    CaseAlert.objects.bulk_update([*ended, *risen], ["level", "ended_on"], batch_size=BATCH)
    _record([*begun, *risen, *ended], alerts)
    return Rung(len(begun), len(risen), len(ended))


def _ringing(asked: Asked) -> dict[tuple[int, str], Ringing]:
    """Return what rings, by case and alert; most of it will go on as it is, so nothing is made of it yet."""
    rows = asked.of(CaseAlert.objects.filter(ended_on=None), "case")
    told = rows.values_list("case_id", "alert", "pk", "since", "level")
    return {(case, alert): Ringing(*row) for case, alert, *row in told}


def _levels(alerts: Mapping[str, Alert], asked: Iterable[tuple[str, date]], day: date) -> dict[tuple[str, date], str]:
    """Return how loudly each alert calls that has rung since some day."""
    return {(key, since): level_on(alerts[key], since=since, day=day) for key, since in asked if key in alerts}


def _holding(asked: Asked, alerts: Iterable[Alert]) -> set[tuple[int, str]]:
    """Return the pairs of a case and an alert whose rule holds on the day."""
    readings: Mapping[str, Reading] = {
        each.id: reading(each.when, program=asked.program, day=asked.day) for each in alerts
    }
    if not readings:
        return set()
    found = frame(asked, {column.id for each in readings.values() for column in each.rule.columns})
    answers = screened(found, readings)
    return {(case, alert) for alert in readings for case in found.filter(answers[alert].fill_null(False))[KEY]}


def _begun(case: int, alert: Alert, day: date) -> CaseAlert:
    return CaseAlert(case_id=case, alert=alert.id, since=day, level=alert.level)


def _record(rows: Sequence[CaseAlert], alerts: Mapping[str, Alert]) -> None:
    cases = Case.objects.select_for_update(of=("self",)).select_related("place").in_bulk({row.case_id for row in rows})
    changes = [_change(row, cases[row.case_id], alerts) for row in rows]
    record_many(changes, by=SYSTEM)


def _change(row: CaseAlert, case: Case, alerts: Mapping[str, Alert]) -> Change:
    title = alerts[row.alert].title if row.alert in alerts else row.alert
    action = "case.quiet" if row.ended_on else "case.alert"
    return Change(
        subject=case, action=action, after={"alert": title, "level": row.level, "since": row.since},
        place=case.place.path,
    )  # fmt: skip
