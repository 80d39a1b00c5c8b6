"""Why a number changed: the journal's entries of the last week behind each commitment that turned."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from duixian.journal.days import end_of
from duixian.journal.models import Entry
from duixian.ledger.models import Commitment
from duixian.ledger.words import deed_in_words

WEEK = timedelta(days=7)
MOST = 3
# What the daily assessing writes is the turn itself, not its reason.
_NO_REASON = ("commitment.turn",)


@dataclass(frozen=True, slots=True)
class Deed:
    """An entry in short: the day, the deed in words, who."""

    day: date
    deed: str
    who: str


def entries_behind(keys: Sequence[int], day: date) -> Mapping[int, Sequence[Deed]]:
    """Return the last entries of a week of each commitment, the newest first, in one query."""
    since, until = end_of(day - WEEK), end_of(day)
    rows = Entry.objects.filter(subject_kind=Commitment.subject_kind(), subject_id__in=keys)
    rows = rows.filter(received_at__gte=since, received_at__lt=until).exclude(action__in=_NO_REASON)
    found: dict[int, list[Deed]] = defaultdict(list)
    for entry in rows.order_by("-at", "-seq"):
        if len(found[entry.subject_id]) < MOST:
            found[entry.subject_id].append(Deed(timezone.localtime(entry.at).date(), deed_in_words(entry), entry.actor))
    return found
