"""Tasks as they were on a past day: what later entries of the journal say was there before them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from duixian.accounts.models import Office, Person
from duixian.journal.models import Entry
from duixian.ledger.models import Task

FIELDS = ("lead", "leader", "due", "remark", "supporting")


def entries_of(tasks: Iterable[Task]) -> Iterable[Entry]:
    """Return what happened to tasks, oldest first."""
    keys = [task.pk for task in tasks]
    return Entry.objects.filter(subject_kind=Task.subject_kind(), subject_id__in=keys).order_by("subject_id", "seq")


def before(entries: Iterable[Entry]) -> dict[str, Any]:
    """Return what fields were before the first of `entries` (oldest first) that changed each; others are not named."""
    was: dict[str, Any] = {}
    for entry in entries:
        if entry.action == "task.assign":
            was = {**json.loads(entry.body)["before"], **was}
    return was


def as_known(tasks: Sequence[Task], day: date) -> list[Task]:
    """Return the tasks that there were on `day`, with offices, leaders and deadlines of that day; not to be saved."""
    end = timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
    later: dict[int, list[Entry]] = {}
    for entry in entries_of(tasks):
        if entry.received_at >= end:
            later.setdefault(entry.subject_id, []).append(entry)
    there = [task for task in tasks if not any(each.action == "task.make" for each in later.get(task.pk, ()))]
    for task in there:
        _turn_back(task, before(later.get(task.pk, ())))
    return there


def _turn_back(task: Task, was: dict[str, Any]) -> None:
    """Set what was; names stand for the offices and people of that day."""
    if "lead" in was:
        task.lead = Office(name=was["lead"], place=task.place) if was["lead"] else None
    if "leader" in was:
        task.leader = Person(name=was["leader"]) if was["leader"] else None
    if "due" in was:
        task.due = date.fromisoformat(was["due"]) if was["due"] else None
    if "supporting" in was:
        cache = {**getattr(task, "_prefetched_objects_cache", {})}
        cache["supporting"] = [Office(name=name, place=task.place) for name in was["supporting"]]
        task._prefetched_objects_cache = cache  # type: ignore[attr-defined]
