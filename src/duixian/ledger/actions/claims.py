"""What owners report and what shows it: claims, evidence, confirming and returning them, deadlines, withdrawal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from duixian.accounts.models import Person
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record
from duixian.ledger.actions.locking import actor, locked
from duixian.ledger.actions.tasks import amend
from duixian.ledger.models import Claim, Commitment, Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """A file that was kept already: its SHA-256, size, name, kind, and where it was taken."""

    sha256: str
    size: int
    name: str
    media_type: str
    place_words: str = ""


@transaction.atomic
def report(
    commitment: Commitment,
    *,
    by: Person,
    key: str,
    as_of: date,
    value: Decimal | None = None,
    is_done: bool = False,
    words: str = "",
    papers: Sequence[Paper] = (),
    at: datetime | None = None,
) -> Claim:
    """Report progress, with papers beside it. The same `key` again returns the first claim: a double click is one."""
    there = Claim.objects.filter(key=key).first()
    if there is not None:
        return there
    commitment = locked(commitment)
    _check_report(commitment, value=value, is_done=is_done, words=words, as_of=as_of)
    now = clock.now()
    claim = Claim.objects.create(
        commitment=commitment,
        value=value,
        is_done=is_done,
        words=words[:500],
        as_of=as_of,
        at=at or now,
        received_at=now,
        by=by,
        key=key,
    )
    after = {
        "value": value,
        "done": is_done,
        "words": words,
        "as_of": as_of,
        "papers": [each.sha256 for each in papers],
    }
    _record(commitment, "commitment.report", after=after, by=by, at=at)
    for paper in papers:
        _add_paper(commitment, paper, claim=claim, by=by, now=now)
    return claim


def _check_report(commitment: Commitment, *, value: Decimal | None, is_done: bool, words: str, as_of: date) -> None:
    if commitment.withdrawn_at is not None:
        raise LedgerError(_("这项承诺已经撤销，不再报进度。"), where=commitment.title, hint=_("问问督查室为什么撤销。"))
    if value is None and not is_done and not words.strip():
        raise LedgerError(_("还没有填数，也没有写话。"), where=commitment.title, hint=_("填一个数，或者写一句进展。"))
    if as_of > clock.today():
        raise LedgerError(
            _("%(as_of)s 还没有到。") % {"as_of": as_of}, where=commitment.title, hint=_("填到今天为止的数。")
        )


def _add_paper(commitment: Commitment, paper: Paper, *, claim: Claim, by: Person, now: datetime) -> Evidence:
    return Evidence.objects.create(
        commitment=commitment,
        claim=claim,
        name=paper.name[:200],
        sha256=paper.sha256,
        size=paper.size,
        media_type=paper.media_type[:80],
        value=claim.value,
        is_done=claim.is_done,
        as_of=claim.as_of,
        place_words=paper.place_words[:120],
        by=by,
        at=claim.at,
        received_at=now,
    )


@transaction.atomic
def confirm_evidence(
    evidence: Evidence, *, by: Person, grade: str, value: Decimal | None = None, is_done: bool = False
) -> Evidence:
    """Say what a paper proves and how well; from then on it counts."""
    commitment = locked(evidence.commitment)
    evidence = commitment.evidence.get(pk=evidence.pk)
    if grade not in Evidence.Grade.values:
        raise LedgerError(
            _("没有“%(grade)s”这一等。") % {"grade": grade}, where=evidence.name, hint=_("写甲、乙或丙。")
        )
    before = {"grade": evidence.grade, "value": evidence.value, "done": evidence.is_done}
    evidence.grade, evidence.value, evidence.is_done = grade, value, is_done
    evidence.confirmed_at, evidence.confirmed_by = clock.now(), by
    evidence.save()
    after = {"paper": evidence.sha256, "grade": grade, "value": value, "done": is_done}
    _record(commitment, "commitment.confirm", before=before, after=after, by=by)
    return evidence


@transaction.atomic
def return_claim(claim: Claim, *, by: Person, why: str) -> Claim:
    """Send a claim back with a reason; it stays on the record and no longer counts as reported."""
    if not why.strip():
        raise LedgerError(_("退回要写明理由。"), where=str(claim.commitment), hint=_("写一句缺什么。"))
    commitment = locked(claim.commitment)
    claim = commitment.claims.get(pk=claim.pk)
    if claim.returned_at is None:
        claim.returned_at, claim.returned_why = clock.now(), why[:300]
        claim.save(update_fields=["returned_at", "returned_why"])
        _record(commitment, "commitment.return", after={"claim": claim.pk}, by=by, reason=why)
    return claim


@transaction.atomic
def change_due(
    commitment: Commitment, *, due: date, by: Person, reason: str, revision: int | None = None
) -> Commitment:
    """Change the deadline in force; the original stays, and the reason with it."""
    commitment = locked(commitment, revision=revision)
    if not reason.strip():
        raise LedgerError(_("改期限要写明理由。"), where=commitment.title, hint=_("写一句为什么改；原期限会保留。"))
    if commitment.document.issued_on and due < commitment.document.issued_on:
        raise LedgerError(
            _("期限 %(due)s 早于文件日期。") % {"due": due}, where=commitment.title, hint=_("期限写成文件之后的一天。")
        )
    before = {"due": commitment.due}
    for name, value in amend(commitment, due=due, by=by, reason=reason[:300], now=clock.now()).items():
        setattr(commitment, name, value)
    commitment.save()
    _record(commitment, "commitment.amend", before=before, after={"due": due}, by=by, reason=reason)
    return commitment


@transaction.atomic
def withdraw(commitment: Commitment, *, by: Person, why: str) -> Commitment:
    """End a commitment that is none any more, with a reason; it stays on the record and in every total."""
    if not why.strip():
        raise LedgerError(_("撤销要写明理由。"), where=commitment.title, hint=_("写一句依据哪份文件。"))
    commitment = locked(commitment)
    if commitment.withdrawn_at is None:
        commitment.withdrawn_at, commitment.withdrawn_why = clock.now(), why[:300]
        commitment.save(update_fields=["withdrawn_at", "withdrawn_why"])
        _record(commitment, "commitment.withdraw", after={"why": why}, by=by, reason=why)
    return commitment


def _record(
    commitment: Commitment,
    action: str,
    *,
    after: Mapping[str, object],
    by: Person,
    before: Mapping[str, object] | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> None:
    change = Change(
        subject=commitment,
        action=action,
        before=before or {},
        after=after,
        reason=reason,
        place=commitment.place.path,
        at=at,
    )
    record(change, by=actor(by))
