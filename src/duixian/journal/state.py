"""The state of the journal: what is worked out from the ledger holds until something is written."""

from __future__ import annotations

from typing import NamedTuple

from duixian.journal.models import Entry

# So many of the last entries tell one state from another. Not the last one alone: on PostgreSQL entries become
# visible in the order of their commits, which need not be that of their keys.
WINDOW = 200
# Beyond so many entries working out anew is as quick as looking at each.
MANY = 3000


class Mark(NamedTuple):
    """A state of the journal: its last entry (0 where there is none), and those near it."""

    last: int
    near: frozenset[int]


def mark() -> Mark:
    """Return the state that the journal is in: one small query."""
    near = list(Entry.objects.order_by("-pk").values_list("pk", flat=True)[:WINDOW])
    return Mark(near[0] if near else 0, frozenset(near))


def written_between(before: Mark, now: Mark) -> frozenset[int] | None:
    """Return the keys of the entries that `now` has and `before` had not; None where that cannot be told: too many."""
    new = now.near - before.near
    if (before.last in now.near or not before.near) and len(new) <= WINDOW // 2:
        return new
    if not before.last < now.last:
        return None
    later = Entry.objects.filter(pk__gte=min(before.near), pk__lte=now.last).order_by("pk")
    keys = frozenset(later.values_list("pk", flat=True)[: MANY + WINDOW])
    return keys - before.near if before.near <= keys and len(keys) < MANY + WINDOW else None
