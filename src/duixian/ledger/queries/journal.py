"""The journal for its page: the days, the list under its filters, one entry with its neighbours, the export."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby
from operator import itemgetter

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from duixian.accounts.models import Person
from duixian.journal.days import known_on
from duixian.journal.entries import SYSTEM, canonical, chained
from duixian.journal.models import Entry, Seal
from duixian.journal.seals import bounds
from duixian.ledger import words
from duixian.ledger.queries import scope

PAGE = 30
# The two clocks differ by more than this: the entry was written down later, 补记.
LATE = timedelta(hours=1)
TERMS = ("commitment.amend", "commitment.withdraw")
# What says little by itself: one after the other of the same person is one row.
FOLDED = frozenset({"person.login"})
LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Search:
    """What is looked for, as the address says it; empty means anything."""

    q: str = ""
    who: str = ""
    deed: str = ""
    kind: str = ""
    start: date | None = None
    end: date | None = None
    only: str = ""

    @property
    def is_any(self) -> bool:
        """Whether nothing narrows the list."""
        return self == Search()


@dataclass(frozen=True, slots=True)
class Row:
    """An entry in words, or the seals that stand between entries; `folded` are the others that it stands for too."""

    entry: Entry | None
    deed: str
    kind: str = ""
    change: str = ""
    reason: str = ""
    delay: timedelta | None = None
    holds: bool = True
    seals: tuple[Seal, ...] = ()
    folded: tuple[Row, ...] = ()

    @property
    def sealed(self) -> int:
        """How many entries the seals of this row hold."""
        return sum(seal.entries for seal in self.seals)


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the strip: how many entries came in, and whether its seal holds (None: not sealed yet)."""

    day: date
    entries: int
    holds: bool | None


def search_from(given: Mapping[str, str]) -> Search:
    """Return what an address asks for; what cannot be meant is left out."""
    day = _day(given.get("day", ""))
    return Search(
        q=given.get("q", "").strip()[:LONGEST],
        who=given.get("who", "")[:LONGEST],
        deed=given.get("deed", "") if given.get("deed", "") in words.words().deeds else "",
        kind=given.get("kind", "") if given.get("kind", "") in words.words().kinds else "",
        start=day or _day(given.get("from", "")),
        end=day or _day(given.get("to", "")),
        only=given.get("only", "") if given.get("only", "") in ("terms", "late") else "",
    )


def _day(given: str) -> date | None:
    try:
        return date.fromisoformat(given)
    except ValueError:
        return None


def known(person: Person, day: date) -> QuerySet[Entry]:
    """Return the entries that a person may see and that had come in by the end of a day."""
    return scope.entries(person).filter(received_at__lt=bounds(known_on(day))[1])


def found(rows: QuerySet[Entry], search: Search) -> QuerySet[Entry]:
    """Return those of `rows` that are looked for, newest first."""
    if search.who:
        rows = rows.filter(actor=search.who)
    if search.deed:
        rows = rows.filter(action=search.deed)
    if search.kind:
        rows = rows.filter(subject_kind=search.kind)
    if search.start:
        rows = rows.filter(received_at__gte=bounds(search.start)[0])
    if search.end:
        rows = rows.filter(received_at__lt=bounds(search.end)[1])
    if search.only == "terms":
        rows = rows.filter(action__in=TERMS)
    if search.only == "late":
        rows = rows.filter(at__lt=F("received_at") - LATE)
    return rows.filter(_says(search.q)) if search.q else rows


def _says(text: str) -> Q:
    deeds = [deed for deed, word in words.words().deeds.items() if text in word]
    says = Q(title__icontains=text) | Q(actor__icontains=text) | Q(action__in=deeds)
    number = text.replace(",", "").removeprefix("#")
    return says | Q(pk=int(number)) if number.isdecimal() and len(number) < 19 else says


def rows_of(entries: list[Entry], *, broken: Mapping[int, object], with_seals: bool) -> list[Row]:
    """Return entries in words, with the seals that were set between them; seals that follow each other are one row."""
    rows = [row_of(entry, is_broken=entry.pk in broken) for entry in entries]
    if not with_seals or not entries:
        return rows
    between = Seal.objects.filter(sealed_at__gt=entries[-1].received_at, sealed_at__lte=entries[0].received_at)
    seals = sorted(between, key=lambda seal: seal.sealed_at, reverse=True)
    mixed: list[Row] = []
    for row, entry in zip(rows, entries, strict=True):
        newer = [seal for seal in seals if seal.sealed_at >= entry.received_at]
        seals = seals[len(newer) :]
        mixed += [Row(None, deed="seal", seals=tuple(newer)), row] if newer else [row]
    return mixed


def fold(rows: list[Row]) -> list[Row]:
    """Return rows with the logins of one person that follow each other as one, the newest; a broken one stays alone."""
    keyed = ((_run_of(row) or at, row) for at, row in enumerate(rows))
    runs = [[row for _, row in run] for _, run in groupby(keyed, key=itemgetter(0))]
    return [replace(run[0], folded=tuple(run)) if len(run) > 1 else run[0] for run in runs]


def _run_of(row: Row) -> tuple[int | None, str, str] | None:
    """Return what the rows of a run have in common, or None for a row that always stands alone."""
    entry = row.entry
    if entry is None or entry.action not in FOLDED or not row.holds:
        return None
    return entry.actor_id, entry.actor, entry.action


def row_of(entry: Entry, *, is_broken: bool = False) -> Row:
    """Return an entry in words; it holds where its hash is that of its text and nobody found it broken."""
    delay = entry.received_at - entry.at
    return Row(
        entry,
        deed=words.deed_in_words(entry),
        kind=words.kind_in_words(entry),
        change=words.change_in_words(entry),
        reason=words.reason_in_words(entry),
        delay=delay if delay > LATE else None,
        holds=not is_broken and chained(entry.prev, entry.body) == entry.hash,
    )


def neighbours(entry: Entry) -> list[Row]:
    """Return the entry before this one in its chain, this one, and the one after, as far as there are."""
    near = Entry.objects.filter(
        subject_kind=entry.subject_kind,
        subject_id=entry.subject_id,
        seq__in=(entry.seq - 1, entry.seq, entry.seq + 1),
    )
    return [row_of(each) for each in near.order_by("seq")]


def seal_of(entry: Entry) -> Seal | None:
    """Return the seal of the day on which an entry came in, or None where the day is not sealed yet."""
    return Seal.objects.filter(day=timezone.localdate(entry.received_at)).first()


def days(counted: Mapping[date, int], *, until: date, broken: frozenset[date]) -> list[Day]:
    """Return each day of the year of `until` up to it, with how many entries came in: `tallies.entries_by_day`."""
    first = date(until.year, 1, 1)
    sealed = set(Seal.objects.filter(day__gte=first, day__lte=until).values_list("day", flat=True))
    listed = [first + timedelta(days=at) for at in range((until - first).days + 1)]
    return [
        Day(day, counted.get(day, 0), False if day in broken else True if day in sealed else None) for day in listed
    ]


def actors(person: Person) -> list[str]:
    """Return who may have done something, for the filter: the people of a person's places, and the system."""
    return [SYSTEM.name, *scope.people(person).order_by("name").values_list("name", flat=True)[:200]]


def lines(rows: QuerySet[Entry]) -> Iterator[str]:
    """Yield entries as JSON lines in the order in which they came in: text and hashes, for another to check."""
    fields = ("id", "subject_kind", "subject_id", "seq", "prev", "hash", "body")
    for entry in rows.order_by("received_at", "id").values(*fields).iterator(chunk_size=2_000):
        yield json.dumps(entry, ensure_ascii=False) + "\n"


def seal_lines() -> Iterator[str]:
    """Yield the daily seals as JSON lines, oldest first: whoever keeps them can tell a journal that was rewritten."""
    fields = ("day", "entries", "total", "digest", "prev", "hash", "sealed_at")
    for seal in Seal.objects.order_by("day").values(*fields).iterator():
        yield canonical(seal) + "\n"
