"""Two people on one statement: what it was, what the other made of it, what I wanted."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from duixian.journal.models import Entry
from duixian.ledger.models import Statement
from duixian.ledger.pure import CORRECTABLE, fields_of
from duixian.ledger.words import deed_in_words, field_in_words, said


@dataclass(frozen=True, slots=True)
class Difference:
    """One field in three columns, in words; `differs` where the two do not agree."""

    name: str
    title: str
    was: str
    theirs: str
    mine: str
    differs: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """Who moved a statement since it was seen, when, by which deed, and the fields that somebody changed."""

    row: Statement
    who: str
    when: datetime
    deed: str
    differences: tuple[Difference, ...]

    @property
    def agrees(self) -> bool:
        """Whether both want the same."""
        return not any(each.differs for each in self.differences)


def conflict(row: Statement, *, seen: int, mine: Mapping[str, Any]) -> Conflict:
    """Return how the statement has moved since revision `seen`; `mine` are the fields that I wanted."""
    entries = list(_entries(row).filter(seq__gt=seen).order_by("-seq"))
    theirs = fields_of(row)
    was = dict(theirs)
    for entry in entries:
        before = json.loads(entry.body)["before"]
        was |= {name: value for name, value in before.items() if name in CORRECTABLE}
    wanted = {**was, **mine}
    rows = [_difference(name, was[name], theirs[name], wanted[name]) for name in CORRECTABLE]
    changed = tuple(each for each in rows if len({each.was, each.theirs, each.mine}) > 1)
    last = entries[0]
    return Conflict(row, last.actor, last.received_at, deed_in_words(last), changed)


def _entries(row: Statement) -> Any:
    return Entry.objects.filter(subject_kind=Statement.subject_kind(), subject_id=row.pk)


def _difference(name: str, was: Any, theirs: Any, mine: Any) -> Difference:
    before, there, here = (said(name, _plain(value)) for value in (was, theirs, mine))
    return Difference(name, field_in_words(name), before, there, here, there != here)


def _plain(value: Any) -> Any:
    """Return a value as the journal keeps it, so that 3600 and 3600.00 are one."""
    text = str(value)
    if value is not None and "." in text and text.replace(".", "").lstrip("-").isdigit():
        return text.rstrip("0").rstrip(".")
    return value
