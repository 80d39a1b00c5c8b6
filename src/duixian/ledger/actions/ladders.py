"""Setting the steps of 三色督办: of a place, or of one commitment, with a reason; earlier ones stay on the record."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from duixian.accounts.models import Person, Place
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record
from duixian.ledger.actions.locking import actor, locked
from duixian.ledger.escalation import Ladder
from duixian.ledger.models import Commitment
from duixian.ledger.models import Ladder as LadderRow
from duixian.ledger.queries.ladders import ladder_of

LONGEST = 250


@transaction.atomic
def set_ladder(of: Place | Commitment, *, ladder: Ladder, by: Person, reason: str) -> LadderRow:
    """Set from which working day each colour is lit; raises LedgerError where the steps do not rise."""
    where = str(of)
    if not 1 <= ladder.blue < ladder.orange < ladder.red <= LONGEST:
        hint = _("蓝、橙、红三个数要一个比一个大，从 1 起，比如 1、6、16。")
        raise LedgerError(_("三色的工作日数不对。"), where=where, hint=hint)
    if not reason.strip():
        raise LedgerError(_("改三色要写明理由。"), where=where, hint=_("写一句为什么改；会记进日志。"))
    subject = locked(of)
    place, one = (subject, None) if isinstance(subject, Place) else (subject.place, subject)
    before = ladder_of(place, one)
    row = LadderRow.objects.create(
        place=place, commitment=one, blue=ladder.blue, orange=ladder.orange, red=ladder.red,
        reason=reason.strip()[:300], at=clock.now(), by=by,
    )  # fmt: skip
    change = Change(
        subject=subject, action="place.ladder" if one is None else "commitment.ladder", before=_said(before),
        after=_said(ladder), reason=reason.strip(), place=place.path,
    )  # fmt: skip
    record(change, by=actor(by))
    return row


def _said(ladder: Ladder) -> dict[str, int]:
    return {"blue": ladder.blue, "orange": ladder.orange, "red": ladder.red}
