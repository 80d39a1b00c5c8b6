"""The journal of what is generated: entries in the order of time, each chained to the one before of its subject."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple

from duixian.journal.entries import canonical, chained
from duixian.journal.models import Subject

COLUMNS = (
    "id", "subject_kind", "subject_id", "seq", "action", "actor", "actor_id", "place", "title", "at", "received_at",
    "body", "prev", "hash",
)  # fmt: skip
SYSTEM = ("系统", None)


class Deed(NamedTuple):
    """What happened to a subject and when; sorts by its moment."""

    at: datetime
    order: int
    kind: str
    key: int
    action: str
    actor: tuple[str, int | None]
    place: str
    title: str
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    reason: str


class Chronicle:
    """Gathers deeds, and turns them into rows of the journal; holds revision and head of every subject."""

    def __init__(self) -> None:
        self.deeds: list[Deed] = []
        self.heads: dict[tuple[str, int], tuple[int, str]] = {}

    def tell(
        self, subject: Subject, action: str, *, at: datetime, by: tuple[str, int | None] = SYSTEM, place: str,
        before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None, reason: str = "",
    ) -> None:  # fmt: skip
        """Remember a deed."""
        kind, title = subject.subject_kind(), str(subject)[:200]
        deed = Deed(at, len(self.deeds), kind, subject.pk, action, by, place, title, before or {}, after or {}, reason)
        self.deeds.append(deed)

    def rows(self, deeds: Iterable[Deed], *, first: int) -> Iterator[tuple[Any, ...]]:
        """Yield the entries of deeds that come in the order of time, keys from `first` on."""
        for number, deed in enumerate(deeds, first):
            subject = (deed.kind, deed.key)
            seq, prev = self.heads.get(subject, (0, ""))
            body = _body(deed, seq + 1)
            head = chained(prev, body)
            self.heads[subject] = (seq + 1, head)
            yield (
                number, deed.kind, deed.key, seq + 1, deed.action, *deed.actor, deed.place, deed.title, deed.at,
                deed.at, body, prev, head,
            )  # fmt: skip

    def set_heads(self, rows: Iterable[Subject]) -> None:
        """Give each row the revision and head that its entries left."""
        for row in rows:
            row.revision, row.head = self.heads.get((row.subject_kind(), row.pk), (0, ""))


def _body(deed: Deed, seq: int) -> str:
    return canonical(
        {
            "subject": deed.kind, "id": deed.key, "seq": seq, "action": deed.action, "actor": deed.actor[0],
            "actor_id": deed.actor[1], "place": deed.place, "at": deed.at, "received_at": deed.at,
            "before": deed.before, "after": deed.after, "reason": deed.reason,
        }
    )  # fmt: skip
