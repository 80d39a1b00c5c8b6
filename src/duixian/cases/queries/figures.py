"""Indicators and gates of a program as pages show them, worked out once for each state of the ledger.

What they are follows from the journal's last entry: until another one is written, the same question has the same
answer, however many people ask it.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from threading import Lock
from typing import NamedTuple

from duixian.cases.measuring import Measured, measured, passages
from duixian.cases.tables.shelf import Shelved
from duixian.journal.models import Entry
from duixian.programs import Passage

MOST = 32


class Figures(NamedTuple):
    """Every indicator, and every gate, on a day."""

    measured: list[Measured]
    passages: list[Passage]


_kept: OrderedDict[tuple[str, str, date, int], Figures] = OrderedDict()
_lock = Lock()


def figures(shelved: Shelved, *, day: date) -> Figures:
    """Return the figures of a program over all of its cases on a day; one query where nothing happened since."""
    last = Entry.objects.order_by("-pk").values_list("pk", flat=True).first() or 0
    key = (shelved.program.id, shelved.program.version, day, last)
    with _lock:
        if key in _kept:
            return _kept[key]
    found = Figures(measured(shelved, day=day), passages(shelved, day=day))
    with _lock:
        _kept[key] = found
        while len(_kept) > MOST:
            _kept.popitem(last=False)
    return found
