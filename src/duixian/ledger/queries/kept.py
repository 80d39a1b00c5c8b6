"""Rows of commitments, judged once for each state of the ledger and kept in the process: `rows_of`.

An assessment is computed and never part of the ledger. It follows from what was written by then, so it holds until the
journal has an entry that bears on it: entries of a commitment drop that one, an observation those that it may prove,
what this module does not know drops all. What a person may see is asked anew every time; only rows are kept.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import Lock
from typing import NamedTuple

from django.db.models import Prefetch, QuerySet
from django.utils.translation import get_language

from duixian.journal import clock
from duixian.journal.among import Keys
from duixian.journal.days import known_on
from duixian.journal.models import Entry
from duixian.journal.state import Mark, mark, written_between
from duixian.ledger.models import Commitment, Document, Observation
from duixian.ledger.phrases import one_language
from duixian.ledger.queries import past_rows
from duixian.ledger.queries.leading import as_led
from duixian.ledger.queries.rows import Row, row_of
from duixian.ledger.queries.standing import facts_of

# So many rows are kept, of about 16 kB each; the days that nobody asked for longest go first.
MOST = 15_000
COMMITMENT, OBSERVATION = Commitment.subject_kind(), Observation.subject_kind()
# Kinds and deeds that change nothing that a row shows. Whatever stands in neither drops all rows.
QUIET_KINDS = frozenset({"cases.case", "ledger.finding", "ledger.publication", "ledger.task"})
QUIET_DEEDS = frozenset(
    {
        "document.add",
        "document.read",
        "document.refused",
        "document.retry",
        "person.keys",
        "person.login",
        "person.login_failed",
        "person.no_second_factor",
        "person.no_token",
        "person.own_password",
        "person.password",
        "person.second_factor",
        "person.token",
        "person.unlock",
        "statement.accept",
        "statement.mark",
        "statement.reject",
    }
)
# Few documents stand behind many commitments: each is fetched once, without its text.
DOCUMENTS = Prefetch("document", Document.objects.defer("text", "pages", "notes"))


class _Asked(NamedTuple):
    """What rows are of: a day, as known on a day, seen from that day or later, in a language."""

    day: date
    known: date
    is_past: bool
    language: str


@dataclass(slots=True)
class _Kept:
    mark: Mark
    rows: dict[int, Row] = field(default_factory=dict)


_kept: OrderedDict[_Asked, _Kept] = OrderedDict()
_lock = Lock()


def rows_of(commitments: QuerySet[Commitment] | Sequence[Commitment], *, day: date) -> list[Row]:
    """Return the rows of commitments on a day, in their order. Rows are shared: nobody may change them."""
    is_nothing = not isinstance(commitments, QuerySet) and not commitments
    return [] if is_nothing else _rows(commitments, _asked(day), day, mark())


def _rows(commitments: QuerySet[Commitment] | Sequence[Commitment], asked: _Asked, day: date, now: Mark) -> list[Row]:
    given = {} if isinstance(commitments, QuerySet) else {each.pk: each for each in commitments}
    keys = list(given) or _keys(commitments)
    rows = _standing(asked, now)
    lacking = [key for key in keys if key not in rows]
    is_much = asked.is_past and len(lacking) >= past_rows.WORTH
    if is_much:
        read = _read_back(asked, lacking, now)
        rows, lacking = {**rows, **read}, [key for key in lacking if key not in read]
        _keep(asked, now, read)
    if lacking:
        listed = [given[key] for key in lacking] if given else _found(lacking, now)
        with one_language():
            found = {row.commitment.pk: row for row in _judged(listed, day)}
        rows = {**rows, **found}
        _keep(asked, now, found)
        if is_much:
            past_rows.put(_name(asked), now, rows.values())
    # One that was taken away between two queries is gone.
    return [rows[key] for key in keys if key in rows]


def states_of(commitments: Sequence[Commitment], *, day: date) -> dict[int, str]:
    """Return the assessments of commitments on a day, by their key: of a past day also without its rows."""
    asked, now, keys = _asked(day), mark(), [each.pk for each in commitments]
    if asked.is_past and not _standing(asked, now):
        found = past_rows.states(_name(asked), now)
        if found is not None and not _bearing(found[1]) and all(key in found[0] for key in keys):
            return {key: found[0][key] for key in keys}
    return {row.commitment.pk: str(row.standing.assessment) for row in _rows(commitments, asked, day, now)}


def _asked(day: date) -> _Asked:
    return _Asked(date(*day.timetuple()[:3]), known_on(day), day < clock.today(), get_language() or "")


def _keys(commitments: QuerySet[Commitment] | Sequence[Commitment]) -> list[int]:
    return list(commitments.values_list("pk", flat=True)) if isinstance(commitments, QuerySet) else []


def _name(asked: _Asked) -> str:
    return f"{asked.day}-{asked.known}-{asked.language}"


def _read_back(asked: _Asked, keys: Sequence[int], now: Mark) -> Mapping[int, Row]:
    """Return the rows of a past day that another process, or an earlier one, has kept on disk, as far as they hold."""
    found = past_rows.rows(_name(asked), now)
    if found is None:
        return {}
    wanted = frozenset(keys)
    stored = [each for each in found[0] if each.key in wanted]
    commitments = {each.pk: each for each in _found([each.key for each in stored], now)}
    rows = {row.commitment.pk: row for row in past_rows.row_again(stored, commitments)}
    return _untouched(rows, found[1])


def forget() -> None:
    """Forget all rows: for tests, whose ledgers come and go under the same keys."""
    with _lock:
        _kept.clear()


def _standing(asked: _Asked, now: Mark) -> Mapping[int, Row]:
    """Return the kept rows of a day that still hold."""
    with _lock:
        kept = _kept.get(asked)
    if kept is None:
        return {}
    rows = kept.rows if kept.mark == now else _untouched(kept.rows, written_between(kept.mark, now))
    with _lock:
        _kept[asked] = _Kept(now, dict(rows))
        _kept.move_to_end(asked)
    return rows


def _keep(asked: _Asked, now: Mark, found: Mapping[int, Row]) -> None:
    """Keep rows, unless somebody has written meanwhile and another thread saw that first."""
    with _lock:
        kept = _kept.setdefault(asked, _Kept(now))
        if kept.mark == now:
            kept.rows = {**kept.rows, **found}
        while len(_kept) > 1 and sum(len(each.rows) for each in _kept.values()) > MOST:
            _kept.popitem(last=False)


def _found(keys: Sequence[int], now: Mark) -> list[Commitment]:
    """Return commitments: those of today's rows where they still hold, the others from the database."""
    today = clock.today()
    rows = _standing(_Asked(today, today, is_past=False, language=get_language() or ""), now)
    there = {key: rows[key].commitment for key in keys if key in rows}
    there |= {each.pk: each for each in _loaded([key for key in keys if key not in there])}
    return [there[key] for key in keys if key in there]


def _loaded(keys: Collection[int]) -> list[Commitment]:
    rows = Commitment.objects.filter(pk__among=Keys(keys)).defer("baseline")
    return list(rows.prefetch_related("lead", "leader", "place", DOCUMENTS))


def _judged(rows: list[Commitment], day: date) -> Iterable[Row]:
    listed = as_led(rows, day=day)
    facts = facts_of(listed, day=day)
    return (row_of(each, facts[each.pk], day=day) for each in listed)


def _untouched(rows: Mapping[int, Row], entries: Collection[int] | None) -> Mapping[int, Row]:
    """Return the rows on which none of the entries bears."""
    if entries is None:
        return {}
    told = _bearing(entries)
    if any(kind not in (COMMITMENT, OBSERVATION) for kind, _, _ in told):
        return {}
    touched = {key for kind, key, _ in told if kind == COMMITMENT}
    seen = _measured([key for kind, key, _ in told if kind == OBSERVATION])
    return {key: row for key, row in rows.items() if key not in touched and not _is_proved(row, seen)}


def _bearing(entries: Collection[int]) -> list[tuple[str, int, str]]:
    """Return kind, key and deed of those entries that may change what a row shows."""
    told = Entry.objects.filter(pk__among=Keys(entries)).values_list("subject_kind", "subject_id", "action")
    return [each for each in told if each[0] not in QUIET_KINDS and each[2] not in QUIET_DEEDS]


def _measured(keys: Collection[int]) -> frozenset[tuple[object, ...]]:
    """Return of which commitments, and of which indicators at which places, observations are."""
    if not keys:
        return frozenset()
    found = Observation.objects.filter(pk__in=keys).values_list("commitment_id", "indicator_id", "place_id")
    return frozenset(each for own, *alike in found for each in ((own,), tuple(alike)))


def _is_proved(row: Row, seen: frozenset[tuple[object, ...]]) -> bool:
    """Answer whether an observation may bear on a row: its own, its indicator's, the one that it is compared with."""
    if not seen:
        return False
    one, relation = row.commitment, row.facts.target.relation
    other = (relation.other if relation else None, one.place_id)
    return (one.pk,) in seen or (one.indicator_id, one.place_id) in seen or other in seen
