"""Naming a commitment on the wall chart, and taking the name down again; both stay on the record."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from duixian.accounts.models import Person
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record
from duixian.ledger.actions.locking import actor, locked
from duixian.ledger.models import Commitment, Pin

LONGEST = 16


@transaction.atomic
def pin(commitment: Commitment, *, words: str, by: Person) -> Pin:
    """Name a commitment on the wall chart by a short title; another title takes the place of the one before."""
    words = words.strip()
    if not 1 <= len(words) <= LONGEST:
        hint = _("写 1 到 %(longest)s 个字，比如“老旧小区 9 个”。") % {"longest": LONGEST}
        raise LedgerError(_("挂图上的短名不合适。"), where=commitment.title, hint=hint)
    commitment = locked(commitment)
    now, last = clock.now(), Pin.objects.filter(commitment=commitment, ended_at=None).first()
    if last is not None and last.words == words:
        return last
    if last is not None:
        last.ended_at = now
        last.save(update_fields=["ended_at"])
    made = Pin.objects.create(commitment=commitment, words=words, at=now, by=by)
    before = {"pinned_as": last.words} if last else {}
    _record(commitment, "commitment.pin", before=before, after={"pinned_as": words}, by=by)
    return made


@transaction.atomic
def unpin(commitment: Commitment, *, by: Person) -> None:
    """Take the name of a commitment off the wall chart; it stays on it as a small mark."""
    commitment = locked(commitment)
    last = Pin.objects.filter(commitment=commitment, ended_at=None).first()
    if last is not None:
        last.ended_at = clock.now()
        last.save(update_fields=["ended_at"])
        _record(commitment, "commitment.unpin", before={"pinned_as": last.words}, after={}, by=by)


def _record(commitment: Commitment, action: str, *, before: dict[str, str], after: dict[str, str], by: Person) -> None:
    place = commitment.place.path
    record(Change(subject=commitment, action=action, before=before, after=after, place=place), by=actor(by))
