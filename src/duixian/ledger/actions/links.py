"""Links and findings: proposing what the linker sees in a place's documents, and a person's word on each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from duixian.accounts.models import Person, Place
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record
from duixian.ledger.actions.locking import actor, locked
from duixian.ledger.comparing import Rows, comparison_of
from duixian.ledger.models import Commitment, Finding, Link, Observation, Verdict
from duixian.ledger.queries.unmatched import found_in
from duixian.linking import Comparison, End

BATCH = 500


def propose(place: Place) -> tuple[int, int]:
    """Compare all read documents of a place; return how many links and findings there are now.

    Confirmed and rejected links keep their word; what is no longer seen is marked stale, never deleted.
    """
    comparison, rows = comparison_of(place)
    _store(place, comparison, rows)
    fresh = {"place": place, "stale": False}
    return Link.objects.filter(**fresh).count(), Finding.objects.filter(**fresh).count()


@transaction.atomic
def _store(place: Place, comparison: Comparison, rows: Rows) -> None:
    """Store what is seen. A proposal is no deed, so the journal does not hold it: a person's word on it does."""
    now = clock.now()
    _store_links(place, comparison, rows, now)
    _store_findings(place, comparison, rows, now)


def _store_links(place: Place, comparison: Comparison, rows: Rows, now: datetime) -> None:
    there = {(link.earlier_id, link.later_id): link for link in Link.objects.filter(place=place)}
    new: list[Link] = []
    for made in comparison.links:
        earlier, later = rows.of(made.earlier), rows.of(made.later)
        if earlier is None or later is None or earlier == later:
            continue
        fields = {"relation": made.relation, "met": made.met, "why": made.why, "score": made.score}
        link = there.pop((earlier, later), None)
        if link is None:
            reasons = list(made.reasons)
            new.append(
                Link(place=place, earlier_id=earlier, later_id=later, proposed_at=now, reasons=reasons, **fields)
            )
        else:
            Link.objects.filter(pk=link.pk).update(stale=False, reasons=list(made.reasons), **fields)
    Link.objects.filter(pk__in=[link.pk for link in there.values()]).update(stale=True)
    Link.objects.bulk_create(_once(new), batch_size=BATCH)


def _once(links: Sequence[Link]) -> list[Link]:
    return list({(link.earlier_id, link.later_id): link for link in links}.values())


def _store_findings(place: Place, comparison: Comparison, rows: Rows, now: datetime) -> None:
    there = {finding.key: finding for finding in Finding.objects.filter(place=place)}
    new: dict[str, tuple[Finding, list[int]]] = {}
    seen = set()
    seen_by_linker = ((kind, rows.all_of(ends), why, strength) for kind, ends, why, strength in _found(comparison))
    for kind, about, why, strength in (*seen_by_linker, *found_in(place)):
        if not about:
            continue
        key = sha256(f"{kind}:{','.join(map(str, about))}".encode()).hexdigest()
        seen.add(key)
        if key not in there:
            new[key] = (Finding(place=place, kind=kind, key=key, why=why, strength=strength, found_at=now), about)
    Finding.objects.filter(place=place).exclude(key__in=seen).update(stale=True)
    Finding.objects.filter(place=place, key__in=seen).update(stale=False)
    Finding.objects.bulk_create([finding for finding, _ in new.values()], batch_size=BATCH)
    joins = [
        Finding.statements.through(finding_id=finding.pk, statement_id=row)
        for finding, about in new.values()
        for row in about
    ]
    Finding.statements.through.objects.bulk_create(joins, batch_size=BATCH)


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
        raise LedgerError(
            _("没有“%(state)s”这种回答。") % {"state": state}, where=str(link), hint=_("回答“是”或者“不是”。")
        )
    link = locked(link, revision=revision)
    if link.state == state:
        return link
    before, link.state = link.state, state
    link.decided_by, link.decided_at = by, clock.now()
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
        raise LedgerError(_("要写一句结论。"), where=str(finding), hint=_("以哪个数为准，或者为什么两个都留。"))
    finding = locked(finding, revision=revision)
    before = {"answer": finding.answer}
    finding.answer, finding.answered_by, finding.answered_at = words[:300], by, clock.now()
    finding.save()
    change = Change(
        subject=finding, action="finding.answer", before=before, after={"answer": words}, place=finding.place.path
    )
    record(change, by=actor(by))
    return finding
