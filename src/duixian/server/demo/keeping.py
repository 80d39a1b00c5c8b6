"""What the demo's keeper does besides reviewing: confirms what clearly belongs together, names tiles, publishes."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from duixian.journal import clock
from duixian.ledger.actions.links import decide, propose
from duixian.ledger.actions.pins import LONGEST, pin
from duixian.ledger.actions.publications import draft, publish
from duixian.ledger.models import Commitment, Link, Publication
from duixian.server.demo.people import Cast

# So sure that a keeper would say yes at a glance; the others wait on 对照.
CLEAR = 0.9
TILES = 12


def confirm_links(cast: Cast) -> int:
    """Confirm two of every three links of which the linker is sure; return how many. The rest is left to decide."""
    propose(cast.place)
    sure = Link.objects.filter(place=cast.place, stale=False, score__gte=CLEAR).order_by("pk")
    chosen = [link for at, link in enumerate(sure) if at % 3]
    for link in chosen:
        decide(link, state="confirmed", by=cast.keeper)
    return len(chosen)


def name_tiles(cast: Cast, *, year: int) -> int:
    """Name the year's commitments with short titles on the wall chart, a few of each theme; return how many."""
    rows = Commitment.objects.filter(place=cast.place, year=year, withdrawn_at=None, value__isnull=False)
    by_theme: dict[str, list[Commitment]] = {}
    for row in rows.order_by("pk"):
        if len(row.title) <= LONGEST:
            by_theme.setdefault(row.theme, []).append(row)
    chosen = [row for themed in by_theme.values() for row in themed[:2]][:TILES]
    for row in chosen:
        pin(row, words=row.title, by=cast.keeper)
    return len(chosen)


def publish_issue(cast: Cast, *, year: int, as_of: date) -> Publication:
    """Publish the report to the people on a year, three weeks after the day that it tells of."""
    moment = timezone.make_aware(datetime.combine(as_of + timedelta(days=21), time(10, 0)))
    with clock.standing_at(moment):
        issue = draft(cast.place, year=year, as_of=as_of, by=cast.keeper)
        return publish(issue, by=cast.keeper)
