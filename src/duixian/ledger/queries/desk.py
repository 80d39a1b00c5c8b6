"""The reading desk: the statements of a document in order, where one stands among them, who else is there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any, NamedTuple

from django.db.models import QuerySet
from django.utils import timezone

from duixian.accounts.models import Person
from duixian.exporters.shown import DOUBT
from duixian.journal import clock
from duixian.journal.days import known_on
from duixian.journal.models import Entry
from duixian.ledger.models import Document, Presence, ReviewState, Statement
from duixian.ledger.queries import scope
from duixian.ledger.queries.documents import standing
from duixian.ledger.words import ChangedField, changes_in_words, deed_in_words, field_in_words, reason_in_words

# Someone who has not moved for so long is no longer there.
GONE = timedelta(minutes=5)
RECENT = 4


class Mark(NamedTuple):
    """What the desk needs of every statement of a document, however many there are."""

    pk: int
    start: int
    end: int
    kind: str
    review: str
    confidence: float
    reviewed_at: datetime | None
    reviewed_by: int | None
    repairs: Any

    @property
    def waits(self) -> bool:
        """Whether it waits for review."""
        return self.review == ReviewState.PROPOSED

    @property
    def is_doubtful(self) -> bool:
        """Whether it waits and should be looked at closely: the reader was unsure, or mended something."""
        return self.waits and (self.confidence < DOUBT or bool(self.repairs))


@dataclass(frozen=True, slots=True)
class Desk:
    """The standing statements of a document in the order of its text, and the one that is looked at (None: none)."""

    document: Document
    rows: Sequence[Mark]
    at: int | None
    current: Statement | None

    @property
    def reviewed(self) -> int:
        """How many are reviewed."""
        return sum(not row.waits for row in self.rows)

    def step(self, by: int) -> Mark | None:
        """Return the statement before or after, or None at the end."""
        place = -1 if self.at is None else self.at + by
        return self.rows[place] if 0 <= place < len(self.rows) else None

    @property
    def waiting(self) -> Mark | None:
        """The next statement that waits for review, from the current one on and round, itself left out."""
        return next((row for row in self._round() if row.waits), None)

    @property
    def doubtful(self) -> Mark | None:
        """The next statement that waits and that the reader was unsure of, or mended."""
        return next((row for row in self._round() if row.is_doubtful), None)

    def _round(self) -> Iterator[Mark]:
        start = -1 if self.at is None else self.at
        return chain(self.rows[start + 1 :], self.rows[: max(start, 0)])


def marks(document: Document, *, until: date | None = None) -> list[Mark]:
    """Return the standing statements of a document in the order of its text, with the review of a past day `until`."""
    rows = standing(document.statements.all()).order_by("start", "end", "id")
    columns = ("pk", "start", "end", "kind", "review", "confidence", "reviewed_at", "reviewed_by", "as_read__repairs")
    found = [Mark(*values) for values in rows.values_list(*columns)]
    return found if until is None else [_as_of(mark, until) for mark in found]


def _as_of(mark: Mark, until: date) -> Mark:
    late = mark.reviewed_at is not None and timezone.localdate(mark.reviewed_at) > known_on(until)
    return mark._replace(review=ReviewState.PROPOSED) if late else mark


def full(document: Document, rows: Sequence[Mark]) -> list[Statement]:
    """Return statements with all their fields, in the order of the marks and with their review."""
    found = document.statements.select_related("reviewed_by").in_bulk([row.pk for row in rows])
    statements = [found[row.pk] for row in rows]
    for statement, row in zip(statements, rows, strict=True):
        statement.document, statement.review = document, row.review
    return statements


def desk(document: Document, *, at: str = "", until: date | None = None) -> Desk:
    """Return the desk at the statement with the key `at`, else at the first that waits, else at the first."""
    rows = marks(document, until=until)
    places = {str(row.pk): place for place, row in enumerate(rows)}
    waiting = (place for place, row in enumerate(rows) if row.waits)
    place = places.get(at)
    if place is None:
        place = next(waiting, 0 if rows else None)
    current = None if place is None else full(document, [rows[place]])[0]
    return Desk(document, rows, place, current)


def sure(rows: Sequence[Mark], *, least: float, kind: str = "") -> list[Mark]:
    """Return the statements that wait and of which the reader was at least so sure."""
    return [row for row in rows if row.waits and row.confidence >= least and (not kind or row.kind == kind)]


def others(document: Document, person: Person) -> QuerySet[Presence]:
    """Return where others are in the document right now."""
    lately = document.presences.filter(seen_at__gte=clock.now() - GONE)
    return lately.exclude(person=person).select_related("person").order_by("-seen_at")


@dataclass(frozen=True, slots=True)
class Deed:
    """A review of late: the statement, who did what and when, what it changed; `together` counts a bulk."""

    row: Statement
    entry: Entry
    together: int

    @property
    def words(self) -> str:
        """What was done."""
        return deed_in_words(self.entry)

    @property
    def changes(self) -> list[ChangedField]:
        """What a correction changed."""
        rows = changes_in_words(self.entry) if self.is_correction else []
        return [each for each in rows if each.name != field_in_words("review")]

    @property
    def is_correction(self) -> bool:
        """Whether a person said something else than the reader."""
        return self.entry.action == "statement.correct"

    @property
    def reason(self) -> str:
        """Why it was rejected."""
        return reason_in_words(self.entry)


def recent(desk: Desk) -> list[Deed]:
    """Return the latest reviews of the document, the last one first; those accepted together are one."""
    moments: dict[Any, list[Mark]] = {}
    for row in desk.rows:
        if row.reviewed_at is not None and not row.waits:
            moments.setdefault((row.reviewed_at, row.reviewed_by), []).append(row)
    latest = sorted(moments.values(), key=lambda rows: rows[0].reviewed_at or clock.now(), reverse=True)[:RECENT]
    heads = full(desk.document, [rows[0] for rows in latest])
    last = {entry.subject_id: entry for entry in _last_entries(heads)}
    pairs = zip(heads, latest, strict=True)
    return [Deed(head, last[head.pk], len(rows)) for head, rows in pairs if head.pk in last]


def _last_entries(rows: Sequence[Statement]) -> QuerySet[Entry]:
    """Return the entries of statements, later ones last."""
    keys = [row.pk for row in rows]
    return Entry.objects.filter(subject_kind=Statement.subject_kind(), subject_id__in=keys).order_by("seq")


def together_with(row: Statement) -> list[Statement]:
    """Return the statements that were reviewed in one go with this one, itself among them."""
    if row.reviewed_at is None:
        return [row]
    same = {"reviewed_at": row.reviewed_at, "reviewed_by": row.reviewed_by_id}
    return list(Statement.objects.filter(document=row.document_id, **same))


def reviewable(person: Person, document: int) -> QuerySet[Statement]:
    """Return the statements of a document that a person may see on the desk."""
    return scope.statements(person).filter(document=document).select_related("document__place")
