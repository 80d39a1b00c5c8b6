"""Assessing from the command line: every place that has commitments, day by day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duixian.accounts.models import Place
from duixian.ledger.actions.assessing import Turns, assess
from duixian.ledger.models import Commitment


def run(on: date | None) -> Iterator[tuple[str, Turns]]:
    """Assess up to a day; yield the name of each place with what turned."""
    held = Commitment.objects.order_by().values("place").distinct()
    for place in Place.objects.filter(pk__in=held).order_by("path"):
        yield place.name, assess(place, on=on)
