"""The list of documents: how far each is read and reviewed, and which may be opened."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from duixian.accounts.models import Person, Place
from duixian.journal.days import end_of
from duixian.ledger.actions.review import REPLACED
from duixian.ledger.models import Document, ReviewState, Statement
from duixian.ledger.queries import scope
from duixian.ledger.queries.once import once

HEAVY = ("text", "pages")


def listed(person: Person, *, until: date | None = None) -> QuerySet[Document]:
    """Return the documents that a person sees, with `found` and `reviewed` statements; `until` names a past day."""
    rows = _bare(person, until).select_related("place", "uploaded_by")
    return rows.annotate(found=_counted(Q()), reviewed=_counted(~Q(review=ReviewState.PROPOSED)))


def _bare(person: Person, until: date | None) -> QuerySet[Document]:
    rows = scope.documents(person).defer(*HEAVY)
    return rows if until is None else rows.filter(uploaded_at__lt=end_of(until))


def all_listed(person: Person, *, until: date | None = None) -> list[Any]:
    """Return the same as a list, also with those `left`; statements are counted once for each state of the journal."""
    counted = reviews_of(person)
    rows: list[Any] = list(_bare(person, until).select_related(None).prefetch_related("place", "uploaded_by"))
    for row in rows:
        row.found, row.reviewed = found, reviewed = counted.get(row.pk, (0, 0))
        row.left = found - reviewed
    return rows


@once
def reviews_of(person: Person) -> Mapping[int, tuple[int, int]]:
    """Return how many statements of each document stand, and how many of them are reviewed."""
    rows = standing(Statement.objects.filter(document__in=scope.documents(person).values("pk")))
    reviewed = Count("pk", filter=~Q(review=ReviewState.PROPOSED))
    counted = rows.order_by().values("document").annotate(found=Count("pk"), reviewed=reviewed)
    return {key: (found, reviewed) for key, found, reviewed in counted.values_list("document", "found", "reviewed")}


def _counted(which: Q) -> Coalesce:
    """Return how many statements of a document stand and meet a condition: a subquery, no text is grouped by."""
    rows = standing(Statement.objects.filter(which, document=OuterRef("pk")))
    return Coalesce(Subquery(rows.order_by().values("document").annotate(number=Count("pk")).values("number")), 0)


def standing(rows: QuerySet[Statement]) -> QuerySet[Statement]:
    """Return the statements that stand: without those that were cut in two or joined, whose parts stand for them."""
    return rows.exclude(review=ReviewState.REJECTED, review_reason__in=REPLACED)


def uploadable(person: Person) -> QuerySet[Place]:
    """Return the places for which a person may upload: their own and those below it, villages left out."""
    return scope.places(person).exclude(level=Place.Level.VILLAGE)


def _share_reviewed(row: Any) -> float | None:
    """Return how much of a listed document is reviewed, from 0 to 1; None where nothing is read or found."""
    return row.reviewed / row.found if row.state == Document.State.READY and row.found else None


KINDS, STATES = tuple(Document.Kind), tuple(Document.State)
SORTS: Mapping[str, Callable[[Any], Any]] = {
    "title": lambda row: row.title,
    "place": lambda row: row.place.code,
    "year": lambda row: row.year,
    "kind": lambda row: KINDS.index(row.kind),
    "state": lambda row: STATES.index(row.state),
    "reviewed": _share_reviewed,
    "uploaded": lambda row: row.uploaded_at,
}
