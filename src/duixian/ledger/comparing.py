"""What the linker sees in a place's documents, with the way back from its statements to the rows of the ledger."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.core.cache import caches
from django.db.models import Count, Q, Sum

from duixian.accounts.models import Place
from duixian.ledger.models import Document, ReviewState, Statement
from duixian.ledger.pure import report_of
from duixian.linking import Comparison, End, compare
from duixian.statement import Report

DAY = 24 * 3600
# Up to so many statements a page compares by itself; beyond, that is left to the background.
AT_ONCE = 3_000


class NotComparedYet(Exception):  # noqa: N818  it is no error
    """A comparison that has to be made in the background first."""


@dataclass
class Rows:
    """Finds the key of the row of a statement that the linker speaks of."""

    keys: dict[tuple[Any, ...], int] = field(default_factory=dict)

    def add(self, doc: str, row: Statement) -> None:
        """Remember a row, under its span and its name, and for a second look under the span alone."""
        self.keys.setdefault((doc, row.start, row.end, row.kind, row.subject), row.pk)
        self.keys.setdefault((doc, row.start, row.end), row.pk)

    def of(self, end: End) -> int | None:
        """Return the key of an end's row, or None where the linker speaks of more than one statement holds."""
        read = end.statement
        exact = self.keys.get((end.doc, read.start, read.end, read.kind, read.subject))
        return exact or self.keys.get((end.doc, read.start, read.end))

    def all_of(self, ends: Iterable[End]) -> list[int]:
        """Return the keys of several ends, each once, in their order."""
        return list(dict.fromkeys(key for end in ends if (key := self.of(end)) is not None))


# The comparison that was last asked for: unpacking a large one takes long.
_last: dict[str, tuple[Comparison, Rows]] = {}


def comparison_of(place: Place, *, before: datetime | None = None, may_wait: bool = True) -> tuple[Comparison, Rows]:
    """Return what the read documents of a place say beside each other; rejected statements are left out.

    With `before` only documents that had been read by then, and what had not been rejected by then. What was corrected
    since has the value of today.

    Comparing takes seconds, so it is kept for a day, until a document or a review changes; for other processes too,
    since what is compared in the background is shown by a server. A page, which `may_wait` not, is told NotComparedYet
    where so much is to be compared that nobody would wait for it.
    """
    counts = _counts(place)
    key = _key(place, counts, before)
    if key not in _last:
        found = caches["kept"].get(key)
        if found is None and counts[0] > AT_ONCE and not may_wait:
            raise NotComparedYet
        if found is None:
            found = _compared(place, before)
            caches["kept"].set(key, found, DAY)
        _last.clear()
        _last[key] = found
    return _last[key]


def forget() -> None:
    """Forget the last comparison: for tests, whose ledgers come and go under the same keys."""
    _last.clear()


def _key(place: Place, counts: tuple[int, int], before: datetime | None) -> str:
    return f"comparison-{place.pk}-{counts[0]}-{counts[1]}" + (f"-{before:%Y%m%d}" if before else "")


def _counts(place: Place) -> tuple[int, int]:
    """Return how many statements a place has and how often they were reviewed: every review changes it."""
    rows = Statement.objects.filter(document__place=place).aggregate(rows=Count("pk"), moves=Sum("revision"))
    return rows["rows"], rows["moves"] or 0


def _compared(place: Place, before: datetime | None) -> tuple[Comparison, Rows]:
    rows = Rows()
    documents = Document.objects.filter(place=place, state=Document.State.READY).select_related("place")
    if before is not None:
        documents = documents.filter(read_at__lt=before)
    reports = [_report(document, rows, before) for document in documents.order_by("year", "pk")]
    return compare([report for report, _ in reports], docs=[doc for _, doc in reports]), rows


def _report(document: Document, rows: Rows, before: datetime | None) -> tuple[Report, str]:
    doc, gone = str(document.pk), Q(review=ReviewState.REJECTED)
    gone &= Q(reviewed_at__lt=before) if before is not None else Q()
    listed = list(document.statements.exclude(gone).order_by("start", "end"))
    for row in listed:
        rows.add(doc, row)
    return report_of(document, listed), doc
