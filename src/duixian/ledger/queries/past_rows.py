"""Judged rows of past days on disk: what one process has judged serves the others, and the next start of the server.

A file holds one day, as known on one, in one language, with the state of the journal at which it was judged. Whoever
deletes the folder loses time alone.
"""

from __future__ import annotations

import copyreg
import hashlib
import logging
from collections.abc import Collection, Iterable, Mapping
from functools import cache
from pathlib import Path
from threading import Timer
from typing import Any, Generic, NamedTuple, TypeVar

from django.core.cache import caches

import duixian
from duixian.journal.models import Entry
from duixian.journal.state import Mark, written_between
from duixian.ledger.escalation import Escalation, Ladder
from duixian.ledger.forecasting import Forecast
from duixian.ledger.judging import Around, Known, Schedule, Standing, Target
from duixian.ledger.models import Commitment
from duixian.ledger.queries.leading import Given, led_by
from duixian.ledger.queries.rows import Row
from duixian.ledger.queries.standing import Facts

# Fewer rows are judged anew about as quickly.
WORTH = 300
# So many seconds later they are written: whoever has asked for them has got them by then.
LATER = 1.0
ROWS, STATES = "rows", "states"
# What rows are made by: another version of the program does not read what this one has kept.
SOURCES = ("*.py", "*.toml", "*.mo")
_log = logging.getLogger(__name__)


# Values that are unpacked without `dataclasses`, which looks for the names of the fields of each one anew.
PACKED: tuple[Any, ...] = (Around, Escalation, Forecast, Known, Ladder, Schedule, Standing, Target)


def _packed(value: Any) -> tuple[Any, ...]:
    return _unpacked, (type(value), [getattr(value, name) for name in value.__slots__])


def _unpacked(kind: Any, values: Iterable[Any]) -> Any:
    value: Any = object.__new__(kind)
    for name, each in zip(kind.__slots__, values, strict=True):
        object.__setattr__(value, name, each)
    return value


for _kind in PACKED:
    copyreg.pickle(_kind, _packed)


class Stored(NamedTuple):
    """What was judged of a commitment; the commitment itself is asked for anew."""

    key: int
    given: Given
    facts: Facts
    standing: Standing
    escalation: Escalation


Held = TypeVar("Held")


class Day(NamedTuple, Generic[Held]):
    """What is kept of a day, the state of the journal that it holds for, and the hash of its last entry."""

    mark: Mark
    last: str
    held: Held


def put(name: str, mark: Mark, rows: Collection[Row]) -> None:
    """Keep the rows of a day, a moment later and beside what else is done."""
    stored = [
        Stored(
            row.commitment.pk,
            (row.commitment.lead_id, row.commitment.leader_id),
            row.facts,
            row.standing,
            row.escalation,
        )
        for row in rows
    ]
    states = {row.commitment.pk: str(row.standing.assessment) for row in rows}
    last, days = _hash_of(mark.last), caches["days"]
    files = {ROWS: Day(mark, last, stored), STATES: Day(mark, last, states)}
    Timer(LATER, _write, (days, {_file(kind, name): day for kind, day in files.items()})).start()


def rows(name: str, now: Mark) -> tuple[list[Stored], frozenset[int]] | None:
    """Return the rows that are kept of a day and the keys of the entries since; None where they say nothing of now."""
    return _get(caches["days"].get(_file(ROWS, name)), now)


def states(name: str, now: Mark) -> tuple[dict[int, str], frozenset[int]] | None:
    """Return the assessments alone, by the key of their commitment: a small file, read at once."""
    return _get(caches["days"].get(_file(STATES, name)), now)


def _get(day: Day[Held] | None, now: Mark) -> tuple[Held, frozenset[int]] | None:
    if day is None or day.last != _hash_of(day.mark.last):
        return None
    since = written_between(day.mark, now)
    return None if since is None else (day.held, since)


def _file(kind: str, name: str) -> str:
    return f"{_version()}-{kind}-{name}"


def row_again(stored: Iterable[Stored], commitments: Mapping[int, Commitment]) -> list[Row]:
    """Return the rows with their commitments, under whom they were led; without those that are not among them."""
    there = [each for each in stored if each.key in commitments]
    led = led_by([commitments[each.key] for each in there], {each.key: each.given for each in there})
    return [
        Row(commitment=commitment, facts=each.facts, standing=each.standing, escalation=each.escalation)
        for commitment, each in zip(led, there, strict=True)
    ]


def _write(kept: Any, files: Mapping[str, Any]) -> None:
    try:
        kept.set_many(files)
    except OSError as error:
        _log.warning("rows of a past day are not kept: %s", error)


def _hash_of(key: int) -> str:
    """Return the hash of an entry: of another ledger, or of an older copy of it, it is another one."""
    return Entry.objects.filter(pk=key).values_list("hash", flat=True).first() or ""


@cache
def _version() -> str:
    root = Path(duixian.__file__).parent
    digest = hashlib.sha256()
    for pattern in SOURCES:
        for path in sorted(root.rglob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
