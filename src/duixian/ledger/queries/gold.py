"""What people made of a document, as gold rows in the form of the reader's contract: the reader is measured on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from duixian.ledger.actions.review import ACCEPTED
from duixian.ledger.models import Document, ReviewState, Statement
from duixian.ledger.pure import as_read
from duixian.ledger.queries.documents import standing

# What says how sure the reader was, or where the words stand, is no correction.
_ASIDE = frozenset({"confidence", "repairs", "task", "box", "page", "repeats", "sentence", "section", "text"})


@dataclass(frozen=True, slots=True)
class Gold:
    """A document's text and the rows that a person stands for; `ranges` where only parts are reviewed, else None."""

    name: str
    title: str
    text: str
    rows: tuple[dict[str, Any], ...]
    ranges: tuple[tuple[int, int], ...] | None

    @property
    def corrected(self) -> int:
        """How many rows differ from what was read, or were not read at all."""
        return sum("read" in row for row in self.rows)


def golds() -> Iterator[Gold]:
    """Yield every document of which something is reviewed, in the order in which they came."""
    for document in Document.objects.filter(state=Document.State.READY).select_related("place").order_by("pk"):
        rows = list(standing(document.statements.all()).select_related("repeats").order_by("start", "end", "id"))
        if any(row.review != ReviewState.PROPOSED for row in rows):
            yield _gold(document, rows)


def _gold(document: Document, rows: Sequence[Statement]) -> Gold:
    kept = tuple(_row(row) for row in rows if row.review in ACCEPTED)
    waiting = any(row.review == ReviewState.PROPOSED for row in rows)
    name = f"{document.pk:03d}_{document.sha256[:16]}"
    return Gold(name, document.title, document.text, kept, _ranges(rows) if waiting else None)


def _row(row: Statement) -> dict[str, Any]:
    """Return a row of the contract; `read` has what the reader had said of the fields that a person changed."""
    fields = {**as_read(row).as_dict(), "repeats": row.repeats.start if row.repeats else None}
    if row.as_read is None:
        return {**fields, "read": None}
    changed = {name: row.as_read.get(name) for name, value in fields.items() if row.as_read.get(name) != value}
    changed = {name: value for name, value in changed.items() if name not in _ASIDE}
    return {**fields, "read": changed} if changed else fields


def _ranges(rows: Sequence[Statement]) -> tuple[tuple[int, int], ...]:
    """Return the sentences all of whose statements are reviewed, joined where they touch."""
    waiting = [(row.sentence_start, row.sentence_end) for row in rows if row.review == ReviewState.PROPOSED]
    done = sorted({(row.sentence_start, row.sentence_end) for row in rows if row.review != ReviewState.PROPOSED})
    joined: list[tuple[int, int]] = []
    for start, end in done:
        if any(start < other_end and other_start < end for other_start, other_end in waiting):
            continue
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return tuple(joined)
