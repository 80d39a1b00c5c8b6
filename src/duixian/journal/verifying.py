"""Checking the journal: every chain, every head, every seal. `verify` says what it found and where it is broken."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.apps import apps
from django.utils import timezone

from duixian.journal import clock
from duixian.journal.entries import chained
from duixian.journal.models import Entry, Seal, Subject
from duixian.journal.seals import digest_of, hashes_of, seal_body


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One place where the journal does not hold: which entry, seal or subject, and what is wrong, in Chinese."""

    where: str
    what: str
    entry: int | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Verification:
    """What a check of the whole journal found; `faults` come in the order of the chains, then heads, then seals."""

    entries: int
    subjects: int
    seals: int
    faults: tuple[Fault, ...]
    at: datetime

    @property
    def is_whole(self) -> bool:
        """Whether nothing is broken."""
        return not self.faults


def verify() -> Verification:
    """Check all chains, heads and seals; reads the table once, in constant memory for the entries."""
    heads: dict[tuple[str, int], tuple[int, str]] = {}
    faults = [*_chain_faults(heads), *_head_faults(heads), *_seal_faults()]
    return Verification(
        entries=sum(seq for seq, _ in heads.values()),
        subjects=len(heads),
        seals=Seal.objects.count(),
        faults=tuple(faults),
        at=clock.now(),
    )


def _chain_faults(heads: dict[tuple[str, int], tuple[int, str]]) -> Iterator[Fault]:
    """Yield each entry that does not continue its chain, and fill `heads` with the last of each."""
    rows = Entry.objects.order_by("subject_kind", "subject_id", "seq")
    for entry in rows.iterator(chunk_size=5_000):
        key = (entry.subject_kind, entry.subject_id)
        seq, head = heads.get(key, (0, ""))
        what = _broken(entry, seq, head)
        if what:
            yield Fault(where=str(entry), what=what, entry=entry.pk, day=timezone.localdate(entry.received_at))
        heads[key] = (entry.seq, entry.hash)


def _broken(entry: Entry, seq: int, head: str) -> str:
    """Return what is wrong with an entry that follows number `seq` with hash `head`, or nothing."""
    if entry.seq != seq + 1:
        return f"第 {seq} 条之后应是第 {seq + 1} 条，表里却是第 {entry.seq} 条：中间少了 {entry.seq - seq - 1} 条"
    if entry.prev != head:
        return "前一条的校验码对不上：前一条被改过，或者被换过"
    if chained(entry.prev, entry.body) != entry.hash:
        return "内容与校验码不符：这一条在记下之后被改过"
    if _said(entry) != _columns(entry):
        return "列里写的与正文不一致：检索用的列被改过"
    return ""


def _said(entry: Entry) -> tuple[object, ...]:
    body = json.loads(entry.body)
    times = tuple(datetime.fromisoformat(body[name]) for name in ("at", "received_at"))
    return (body["subject"], body["id"], body["seq"], body["action"], body["actor"], body["actor_id"], *times)


def _columns(entry: Entry) -> tuple[object, ...]:
    named = (entry.subject_kind, entry.subject_id, entry.seq, entry.action, entry.actor, entry.actor_id)
    return (*named, entry.at, entry.received_at)


def _head_faults(heads: dict[tuple[str, int], tuple[int, str]]) -> Iterator[Fault]:
    """Yield each subject whose row says another head than its last entry: a tail was cut, or a row was swapped."""
    left = set(heads)
    for model in subject_models():
        for pk, revision, head in model._default_manager.values_list("pk", "revision", "head").iterator():
            key = (model.subject_kind(), pk)
            left.discard(key)
            seq, last = heads.get(key, (0, ""))
            if (seq, last) != (revision, head):
                yield Fault(where=f"{key[0]} {pk}", what=_head_words(seq, revision))
    yield from (Fault(where=f"{kind} {pk}", what="日志里有它的记录，表里却没有它了") for kind, pk in sorted(left))


def _head_words(seq: int, revision: int) -> str:
    if seq < revision:
        return f"应有 {revision} 条记录，日志里只有 {seq} 条：末尾被删去了"
    return f"记着 {revision} 条记录，日志里却有 {seq} 条，或者最后一条的校验码不同"


def subject_models() -> list[type[Subject]]:
    """Return every model that has a history, in a fixed order."""
    return sorted(
        (each for each in apps.get_models() if issubclass(each, Subject)), key=lambda each: each.subject_kind()
    )


def _seal_faults() -> Iterator[Fault]:
    """Yield each sealed day whose entries are not those that were sealed."""
    prev, total = "", 0
    for seal in Seal.objects.order_by("day"):
        hashes = list(hashes_of(seal.day))
        total += seal.entries
        body = seal_body(seal.day, entries=seal.entries, total=seal.total, digest=seal.digest)
        if seal.prev != prev or seal.total != total or chained(prev, body) != seal.hash:
            yield Fault(where=f"{seal.day} 的封存", what="封存本身被改过，或者前一天的封存被换过", day=seal.day)
        elif len(hashes) != seal.entries:
            what = f"封存时有 {seal.entries} 条，现在有 {len(hashes)} 条"
            yield Fault(where=f"{seal.day} 的封存", what=what, day=seal.day)
        elif digest_of(hashes) != seal.digest:
            yield Fault(where=f"{seal.day} 的封存", what="当天的记录与封存时不同", day=seal.day)
        prev = seal.hash
