"""Seals: a digest over all entries that were received on a day, chained to the day before."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from hashlib import sha256

from django.db import transaction
from django.utils import timezone

from duixian.journal import clock
from duixian.journal.entries import canonical, chained
from duixian.journal.models import Entry, Seal

# A change that began before midnight is in the table by then.
GRACE = timedelta(minutes=5)


def bounds(day: date) -> tuple[datetime, datetime]:
    """Return the first moment of `day` and of the day after it, in the county's time zone."""
    start = timezone.make_aware(datetime.combine(day, time.min))
    return start, timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def digest_of(hashes: Iterable[str]) -> str:
    """Return SHA-256 over the hashes of a day's entries, which come in the order of subject and number."""
    total = sha256()
    for each in hashes:
        total.update(each.encode())
    return total.hexdigest()


def hashes_of(day: date) -> Iterator[str]:
    """Yield the hashes of a day's entries in the order in which a seal takes them."""
    start, end = bounds(day)
    rows = Entry.objects.filter(received_at__gte=start, received_at__lt=end)
    yield from rows.order_by("subject_kind", "subject_id", "seq").values_list("hash", flat=True).iterator()


def seal_body(day: date, *, entries: int, total: int, digest: str) -> str:
    """Return the canonical text of a seal."""
    return canonical({"day": day, "entries": entries, "total": total, "digest": digest})


@transaction.atomic
def seal_day(day: date) -> Seal:
    """Seal one day that is over; raises ValueError where it is not, or where a later one is sealed already."""
    if clock.now() < bounds(day)[1] + GRACE:
        raise ValueError(f"{day} is not over")
    last = Seal.objects.order_by("-day").first()
    if last is not None and last.day >= day:
        raise ValueError(f"{last.day} is sealed already")
    hashes = list(hashes_of(day))
    total = (last.total if last else 0) + len(hashes)
    digest, prev = digest_of(hashes), last.hash if last else ""
    body = seal_body(day, entries=len(hashes), total=total, digest=digest)
    return Seal.objects.create(
        day=day,
        entries=len(hashes),
        total=total,
        digest=digest,
        prev=prev,
        hash=chained(prev, body),
        sealed_at=clock.now(),
    )


def seal_finished_days() -> list[Seal]:
    """Seal every day that is over and not sealed yet, from the first entry on."""
    last = Seal.objects.order_by("-day").first()
    first = Entry.objects.order_by("received_at").values_list("received_at", flat=True).first()
    if last is None and first is None:
        return []
    day = last.day + timedelta(days=1) if last else timezone.localdate(first)
    sealed = []
    while clock.now() >= bounds(day)[1] + GRACE:
        sealed.append(seal_day(day))
        day += timedelta(days=1)
    return sealed
