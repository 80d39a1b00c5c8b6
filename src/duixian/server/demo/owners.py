"""Giving the demo's tasks to offices and leaders: by the text, by words of the title, by theme."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time, timedelta

from django.utils import timezone

from duixian.accounts.models import Person
from duixian.journal import clock
from duixian.ledger.actions.tasks import assign
from duixian.ledger.models import Document, Task
from duixian.server.demo.county import OfficeRow
from duixian.server.demo.people import Cast


def assign_tasks(cast: Cast, document: Document) -> None:
    """Give each task of a document to its office, a week after it was issued; some of the last year to nobody yet."""
    if document.issued_on is None:
        return
    given: dict[str, list[Task]] = defaultdict(list)
    for task in document.tasks.filter(retired=False).select_related("statement"):
        row = owner(cast, task)
        if row is not None:
            given[row.name].append(task)
    moment = timezone.make_aware(datetime.combine(document.issued_on, time(10, 5))) + timedelta(days=8)
    for at, (name, tasks) in enumerate(sorted(given.items())):
        with clock.standing_at(moment + timedelta(minutes=4 * at)):
            assign(tasks, by=cast.keeper, lead=cast.offices[name], leader=leader_of(cast, name), reason="年度任务分解")


def owner(cast: Cast, task: Task) -> OfficeRow | None:
    """Return the office that a task falls to, or None where nobody has decided yet."""
    rows = cast.county.offices
    title = task.title
    if task.document.year == cast.county.today.year and any(word in title for word in cast.county.unassigned):
        return None
    said = task.statement.lead or ""
    themes = {each.theme for each in task.commitments.all()}
    found = [row for row in rows if row.name and row.name in said]
    found += [row for row in rows if any(word in title for word in row.words)]
    found += [row for row in rows if themes & set(row.themes)]
    return found[0] if found else None


def leader_of(cast: Cast, office: str) -> Person | None:
    """Return the leader that an office answers to."""
    row = next(row for row in cast.county.offices if row.name == office)
    return cast.accounts.get(row.leader)
