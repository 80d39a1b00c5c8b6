"""Indicators and gates of a program as pages show them, worked out once for each state of the ledger.

What they are follows from the journal: until something is written, the same question has the same answer, however many
people ask it. Of a program so large that they take long, the last answer also serves for a while after an entry; `at`
says from when it is.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection
from datetime import date, datetime
from threading import Lock
from time import monotonic
from typing import NamedTuple

from duixian.cases.measuring import Measured, measured, passages
from duixian.cases.tables.shelf import Shelved
from duixian.journal import clock
from duixian.journal.state import Mark, mark
from duixian.programs import Passage

MOST = 32
# What takes longer than so many seconds serves for so many times as long.
LONG, TIMES = 0.5, 30


class Figures(NamedTuple):
    """Every indicator, and every gate, on a day; `at` is when they were worked out."""

    measured: list[Measured]
    passages: list[Passage]
    at: datetime


class _Kept(NamedTuple):
    figures: Figures
    mark: Mark
    until: float


_kept: OrderedDict[tuple[str, str, date, frozenset[int]], _Kept] = OrderedDict()
_lock = Lock()


def figures(shelved: Shelved, *, day: date, within: Collection[int]) -> Figures:
    """Return the figures of a program over its cases at some places on a day; one query where they are known."""
    now = mark()
    key = (shelved.program.id, shelved.program.version, day, frozenset(within))
    with _lock:
        kept = _kept.get(key)
        if kept is not None and (kept.mark == now or monotonic() < kept.until):
            return kept.figures
    begun = monotonic()
    found = Figures(measured(shelved, day=day, within=within), passages(shelved, day=day, within=within), clock.now())
    took = monotonic() - begun
    with _lock:
        _kept[key] = _Kept(found, now, monotonic() + took * TIMES if took > LONG else 0)
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found


def forget() -> None:
    """Forget all figures: for tests, whose ledgers come and go under the same keys."""
    with _lock:
        _kept.clear()
