"""Writing the journal: `record` one change, `record_many` at once, in the transaction of the change itself."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import connection, models

from duixian.journal import clock
from duixian.journal.models import Entry, Subject
from duixian.journal.rows import store_fields

BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who does something: a person's key and name, or the system; `via` names the token of a program."""

    name: str
    id: int | None = None
    via: str = ""


SYSTEM = Actor(name="系统")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happened to a subject: which deed, what was before and after, and why. `at` is None for now.

    `by` is who did it, where changes of several people are written at once.
    """

    subject: Subject
    action: str
    before: Mapping[str, Any] = field(default_factory=dict)
    after: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    place: str = ""
    at: datetime | None = None
    by: Actor | None = None


def record(change: Change, *, by: Actor) -> Entry:
    """Write one entry and move the subject's head; the subject must be saved, and its row locked by the caller."""
    return record_many([change], by=by)[0]


def record_many(changes: Iterable[Change], *, by: Actor = SYSTEM) -> list[Entry]:
    """Write an entry for each change, in order; several changes of one subject chain to each other.

    `by` did each change that does not say who did it.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the journal is written in the transaction of the change itself")
    now = clock.now()
    moved: dict[tuple[type[Subject], Any], Subject] = {}
    entries = []
    for change in changes:
        subject = moved.setdefault((type(change.subject), change.subject.pk), change.subject)
        entries.append(_entry(change, subject, change.by or by, now))
        change.subject.revision, change.subject.head = subject.revision, subject.head
    Entry.objects.bulk_create(entries, batch_size=BATCH)
    _move_heads(list(moved.values()))
    return entries


def _entry(change: Change, subject: Subject, by: Actor, now: datetime) -> Entry:
    subject.revision += 1
    at = change.at or now
    body = canonical(
        {
            "subject": subject.subject_kind(),
            "id": subject.pk,
            "seq": subject.revision,
            "action": change.action,
            "actor": by.name,
            "actor_id": by.id,
            "place": change.place,
            "at": at,
            "received_at": now,
            "before": change.before,
            "after": change.after,
            "reason": change.reason,
            **({"via": by.via} if by.via else {}),
        }
    )
    prev, subject.head = subject.head, chained(subject.head, body)
    return Entry(
        subject_kind=subject.subject_kind(),
        subject_id=subject.pk,
        seq=subject.revision,
        action=change.action,
        actor=by.name,
        actor_id=by.id,
        place=change.place,
        title=str(subject)[:200],
        at=at,
        received_at=now,
        body=body,
        prev=prev,
        hash=subject.head,
    )


def _move_heads(subjects: Sequence[Subject]) -> None:
    """Store the new revision and head of each subject."""
    by_model: dict[type[Subject], list[Subject]] = {}
    for subject in subjects:
        by_model.setdefault(type(subject), []).append(subject)
    for rows in by_model.values():
        store_fields(rows, ["revision", "head"])


def chained(prev: str, body: str) -> str:
    """Return the hash of an entry: SHA-256 over the hash before it and the entry's canonical text."""
    return sha256(f"{prev}\n{body}".encode()).hexdigest()


def canonical(value: Mapping[str, Any]) -> str:
    """Return `value` as JSON with sorted keys and no spaces: the same value gives the same bytes."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)


def _plain(value: object) -> object:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, models.Model):
        return value.pk
    raise TypeError(f"the journal has no form for {type(value).__name__}")
