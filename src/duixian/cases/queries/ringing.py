"""Which alerts rang on a day, and how loudly.

An alert keeps since when it has rung, the loudest it became and when it ended. The level of a past day is worked out
again from the working days that it had rung by then; it is never louder than the alert ever became.
"""

from __future__ import annotations

from datetime import date
from typing import Any, cast

from django.db.models import Exists, OuterRef, Q, QuerySet

from duixian.cases.models import CaseAlert
from duixian.cases.tables.shelf import Shelved
from duixian.journal import clock
from duixian.journal.among import Keys
from duixian.programs import Program
from duixian.programs.alerts import LEVELS, level_on
from duixian.programs.schema import Level


def rang_on(day: date) -> QuerySet[CaseAlert]:
    """Return the alerts that rang on a day."""
    return CaseAlert.objects.filter(since__lte=day).filter(Q(ended_on=None) | Q(ended_on__gt=day))


def level_then(row: CaseAlert, program: Program, *, day: date) -> Level:
    """Return how loudly an alert called on a day on which it rang."""
    loudest = LEVELS.index(cast(Level, row.level))
    alert = next((each for each in program.alerts if each.id == row.alert), None)
    if alert is not None and day < clock.today():
        loudest = min(loudest, LEVELS.index(level_on(alert, since=row.since, day=day)))
    return LEVELS[loudest]


def with_alert(rows: QuerySet[Any], word: str, shelved: Shelved, *, day: date) -> QuerySet[Any]:
    """Return the rows of cases at which an alert of this id or of this level rang on a day."""
    if day >= clock.today():
        ringing = CaseAlert.objects.filter(case=OuterRef("case_id"), ended_on=None)
        return rows.filter(Exists(ringing.filter(Q(level=word) | Q(alert=word))))
    rang = rang_on(day).filter(case__program=shelved.program.id)
    keys = {row.case_id for row in rang if word in (row.alert, level_then(row, shelved.program, day=day))}
    return rows.filter(pk__among=Keys(keys))
