"""The reading desk: the statements of a document in order, where one stands among them, who else is there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from duixian.accounts.models import Person
from duixian.exporters.shown import DOUBT
from duixian.journal import clock
from duixian.journal.models import Entry
from duixian.ledger.models import Document, Presence, ReviewState, Statement
from duixian.ledger.queries import scope
from duixian.ledger.queries.documents import standing
from duixian.ledger.words import ChangedField, changes_in_words, deed_in_words, field_in_words, reason_in_words

# Someone who has not moved for so long is no longer there.
GONE = timedelta(minutes=5)
RECENT = 4


@dataclass(frozen=True, slots=True)
class Desk:
    """The standing statements of a document in the order of its text, and the one that is looked at (None: none)."""

    document: Document
    rows: Sequence[Statement]
    at: int | None

    @property
    def current(self) -> Statement | None:
        """The statement that is looked at."""
        return None if self.at is None else self.rows[self.at]

    @property
    def reviewed(self) -> int:
        """How many are reviewed."""
        return sum(row.review != ReviewState.PROPOSED for row in self.rows)

    def step(self, by: int) -> Statement | None:
        """Return the statement before or after, or None at the end."""
        place = -1 if self.at is None else self.at + by
        return self.rows[place] if 0 <= place < len(self.rows) else None

    @property
    def waiting(self) -> Statement | None:
        """The next statement that waits for review, from the current one on and round, itself left out."""
        return self._next(lambda row: row.review == ReviewState.PROPOSED)

    @property
    def doubtful(self) -> Statement | None:
        """The next statement that waits and that the reader was unsure of, or mended."""
        return self._next(is_doubtful)

    def _next(self, wanted: Any) -> Statement | None:
        start = -1 if self.at is None else self.at
        round_from_here = [*self.rows[start + 1 :], *self.rows[: max(start, 0)]]
        return next((row for row in round_from_here if wanted(row)), None)


def is_doubtful(row: Statement) -> bool:
    """Answer whether a statement waits and should be looked at closely."""
    read = row.as_read or {}
    return row.review == ReviewState.PROPOSED and (row.confidence < DOUBT or bool(read.get("repairs")))


def statements(document: Document, *, until: date | None = None) -> list[Statement]:
    """Return the standing statements of a document in the order of its text, with the review of a past day `until`."""
    rows = list(standing(document.statements.all()).order_by("start", "end", "id"))
    for row in rows:
        row.document = document
        if until is not None and row.reviewed_at is not None and timezone.localdate(row.reviewed_at) > until:
            row.review = ReviewState.PROPOSED
    return rows


def desk(document: Document, *, at: str = "", until: date | None = None) -> Desk:
    """Return the desk at the statement with the key `at`, else at the first that waits, else at the first."""
    rows = statements(document, until=until)
    places = {str(row.pk): place for place, row in enumerate(rows)}
    waiting = (place for place, row in enumerate(rows) if row.review == ReviewState.PROPOSED)
    place = places.get(at)
    if place is None:
        place = next(waiting, 0 if rows else None)
    return Desk(document, rows, place)


def sure(rows: Sequence[Statement], *, least: float, kind: str = "") -> list[Statement]:
    """Return the statements that wait and of which the reader was at least so sure."""
    return [
        row
        for row in rows
        if row.review == ReviewState.PROPOSED and row.confidence >= least and (not kind or row.kind == kind)
    ]


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
    moments: dict[Any, list[Statement]] = {}
    for row in desk.rows:
        if row.reviewed_at is not None and row.review != ReviewState.PROPOSED:
            moments.setdefault((row.reviewed_at, row.reviewed_by_id), []).append(row)
    latest = sorted(moments.items(), key=lambda item: item[0][0], reverse=True)[:RECENT]
    last = {entry.subject_id: entry for entry in _last_entries([rows[0] for _, rows in latest])}
    return [Deed(rows[0], last[rows[0].pk], len(rows)) for _, rows in latest if rows[0].pk in last]


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
