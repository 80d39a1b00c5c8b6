"""Links and findings: proposing what the linker sees in a place's documents, and a person's word on each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils import timezone

from duixian.accounts.models import Person, Place
from duixian.errors import LedgerError
from duixian.journal.entries import Change, record, record_many
from duixian.ledger.actions.locking import actor, locked
from duixian.ledger.models import Commitment, Document, Finding, Link, Observation, ReviewState, Statement, Verdict
from duixian.ledger.pure import report_of
from duixian.linking import Comparison, End, compare
from duixian.statement import Report

BATCH = 500


@dataclass
class _Rows:
    """Finds the row of a statement that the linker speaks of."""

    by_span: dict[tuple[Any, ...], Statement] = field(default_factory=dict)

    def add(self, doc: str, row: Statement) -> None:
        """Remember a row, under its span and its name, and for a second look under the span alone."""
        self.by_span.setdefault((doc, row.start, row.end, row.kind, row.subject), row)
        self.by_span.setdefault((doc, row.start, row.end), row)

    def of(self, end: End) -> Statement | None:
        """Return the row of an end, or None where the linker speaks of more than one statement holds."""
        read = end.statement
        exact = self.by_span.get((end.doc, read.start, read.end, read.kind, read.subject))
        return exact or self.by_span.get((end.doc, read.start, read.end))

    def all_of(self, ends: Iterable[End]) -> list[Statement]:
        """Return the rows of several ends, each once, in their order."""
        found = {row.pk: row for end in ends if (row := self.of(end)) is not None}
        return list(found.values())


def propose(place: Place) -> tuple[int, int]:
    """Compare all read documents of a place; return how many links and findings are proposed now.

    Confirmed and rejected links keep their word; what is no longer seen is marked stale, never deleted.
    """
    rows = _Rows()
    reports = [_report(document, rows) for document in _documents(place)]
    if not reports:
        return 0, 0
    return _store(place, compare([report for report, _ in reports], docs=[doc for _, doc in reports]), rows)


def _documents(place: Place) -> Iterable[Document]:
    return Document.objects.filter(place=place, state=Document.State.READY).select_related("place").order_by("year", "pk")


def _report(document: Document, rows: _Rows) -> tuple[Report, str]:
    doc = str(document.pk)
    listed = list(document.statements.exclude(review=ReviewState.REJECTED).order_by("start", "end"))
    for row in listed:
        row.document = document
        rows.add(doc, row)
    return report_of(document, listed), doc


@transaction.atomic
def _store(place: Place, comparison: Comparison, rows: _Rows) -> tuple[int, int]:
    now = timezone.now()
    links = _links(place, comparison, rows, now)
    findings = _findings(place, comparison, rows, now)
    changes = [Change(subject=each, action="link.propose", after={"score": each.score}, place=place.path) for each in links]
    changes += [Change(subject=each, action="finding.make", after={"why": each.why}, place=place.path) for each in findings]
    record_many(changes, by=actor(None))
    seen = Link.objects.filter(place=place, stale=False).count(), Finding.objects.filter(place=place, stale=False).count()
    return seen


def _links(place: Place, comparison: Comparison, rows: _Rows, now: datetime) -> list[Link]:
    """Store the links; return those that are new."""
    there = {(link.earlier_id, link.later_id): link for link in Link.objects.filter(place=place)}
    new: list[Link] = []
    for made in comparison.links:
        earlier, later = rows.of(made.earlier), rows.of(made.later)
        if earlier is None or later is None or earlier.pk == later.pk:
            continue
        fields = {"relation": made.relation, "met": made.met, "why": made.why, "score": made.score}
        link = there.pop((earlier.pk, later.pk), None)
        if link is None:
            reasons = list(made.reasons)
            new.append(Link(place=place, earlier=earlier, later=later, proposed_at=now, reasons=reasons, **fields))
        else:
            Link.objects.filter(pk=link.pk).update(stale=False, reasons=list(made.reasons), **fields)
    Link.objects.filter(pk__in=[link.pk for link in there.values()]).update(stale=True)
    return Link.objects.bulk_create(_once(new), batch_size=BATCH)


def _once(links: Sequence[Link]) -> list[Link]:
    return list({(link.earlier_id, link.later_id): link for link in links}.values())


def _findings(place: Place, comparison: Comparison, rows: _Rows, now: datetime) -> list[Finding]:
    """Store the findings; return those that are new."""
    there = {finding.key: finding for finding in Finding.objects.filter(place=place)}
    new: dict[str, tuple[Finding, list[Statement]]] = {}
    seen = set()
    for kind, ends, why, strength in _found(comparison):
        about = rows.all_of(ends)
        if not about:
            continue
        key = sha256(f"{kind}:{','.join(str(row.pk) for row in about)}".encode()).hexdigest()
        seen.add(key)
        if key not in there:
            new[key] = (Finding(place=place, kind=kind, key=key, why=why, strength=strength, found_at=now), about)
    Finding.objects.filter(place=place).exclude(key__in=seen).update(stale=True)
    Finding.objects.filter(place=place, key__in=seen).update(stale=False)
    made = Finding.objects.bulk_create([finding for finding, _ in new.values()], batch_size=BATCH)
    joins = [
        Finding.statements.through(finding_id=finding.pk, statement_id=row.pk)
        for finding, about in new.values()
        for row in about
    ]
    Finding.statements.through.objects.bulk_create(joins, batch_size=BATCH)
    return made


def _found(comparison: Comparison) -> Iterable[tuple[str, tuple[End, ...], str, str]]:
    for contradiction in comparison.contradictions:
        yield Finding.Kind.CONTRADICTION, contradiction.ends, contradiction.why, contradiction.strength
    for total in comparison.totals:
        yield Finding.Kind.TOTAL, (total.whole, *total.parts), total.why, "hard"
    for quiet in comparison.quiet:
        yield Finding.Kind.QUIET, (quiet.end,), quiet.why, "soft" if quiet.later == "only a new target" else "hard"
    for duplicate in comparison.duplicates:
        yield Finding.Kind.DUPLICATE, duplicate.ends, "", "soft"


@transaction.atomic
def decide(link: Link, *, state: str, by: Person, revision: int | None = None) -> Link:
    """Confirm or reject a proposed link; a confirmed one lets the result count for the promise's commitment."""
    if state not in Verdict.values:
        raise LedgerError(f"没有“{state}”这种回答。", where=str(link), hint="回答“是”或者“不是”。")
    link = locked(link, revision=revision)
    if link.state == state:
        return link
    before, link.state = link.state, state
    link.decided_by, link.decided_at = by, timezone.now()
    link.save()
    _count(link)
    change = Change(
        subject=link, action="link.decide", before={"state": before}, after={"state": state}, place=link.place.path
    )
    record(change, by=actor(by))
    return link


def _count(link: Link) -> None:
    """Let the observation of the later statement count for the commitment of the earlier one, or no longer."""
    commitment = Commitment.objects.filter(statement_id=link.earlier_id).first()
    if commitment is None:
        return
    seen = Observation.objects.filter(statement_id=link.later_id, withdrawn_at=None)
    if link.state == Verdict.CONFIRMED:
        seen.filter(commitment=None).update(commitment=commitment)
    else:
        seen.filter(commitment=commitment).update(commitment=None)


@transaction.atomic
def answer(finding: Finding, *, words: str, by: Person, revision: int | None = None) -> Finding:
    """Say what became of a finding: which wording holds, or that both stay; nothing in the texts changes."""
    if not words.strip():
        raise LedgerError("要写一句结论。", where=str(finding), hint="以哪个数为准，或者为什么两个都留。")
    finding = locked(finding, revision=revision)
    before = {"answer": finding.answer}
    finding.answer, finding.answered_by, finding.answered_at = words[:300], by, timezone.now()
    finding.save()
    change = Change(
        subject=finding, action="finding.answer", before=before, after={"answer": words}, place=finding.place.path
    )
    record(change, by=actor(by))
    return finding

