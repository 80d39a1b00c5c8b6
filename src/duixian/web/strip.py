"""The strip at the edge of the desk: a tick a statement, where it stands in the text; pressed, it goes there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from duixian.ledger.models import ReviewState
from duixian.ledger.queries.desk import Mark

HEIGHT = 1000
WIDTH = 16
# Parts of the strip that can be pressed; more would be smaller than a finger and heavy.
BANDS = 100
TICKS = {"figure": 14, "milestone": 10, "task": 7}


class Band(NamedTuple):
    """A part of the strip that leads to its first statement."""

    y: str
    height: str
    row: Mark
    number: int


class Strip(NamedTuple):
    """Paths of the ticks that wait, are accepted and are rejected; where one is; what can be pressed."""

    waiting: str
    done: str
    rejected: str
    here: str
    bands: tuple[Band, ...]


def strip(rows: Sequence[Mark], at: int | None) -> Strip:
    """Return the strip of statements that are in the order of the text; ticks stand at even distances."""
    step = HEIGHT / max(1, len(rows))
    paths: dict[str, list[str]] = {"waiting": [], "done": [], "rejected": []}
    for place, row in enumerate(rows):
        paths[_state(row)].append(f"M0 {place * step + step / 2:.1f}h{TICKS[row.kind]}")
    here = "" if at is None else f"{at * step + step / 2:.1f}"
    waiting, done, rejected = ("".join(paths[state]) for state in ("waiting", "done", "rejected"))
    return Strip(waiting, done, rejected, here, _bands(rows, step))


def _state(row: Mark) -> str:
    if row.review == ReviewState.REJECTED:
        return "rejected"
    return "waiting" if row.waits else "done"


def _bands(rows: Sequence[Mark], step: float) -> tuple[Band, ...]:
    each = max(1, -(-len(rows) // BANDS))
    return tuple(
        Band(f"{place * step:.1f}", f"{each * step:.1f}", rows[place], place + 1) for place in range(0, len(rows), each)
    )
