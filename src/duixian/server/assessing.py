"""The work of a night from the command line: every place is assessed, what nobody imported is cleared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from duixian.accounts.models import Place
from duixian.ledger.actions.assessing import Turns, assess
from duixian.ledger.models import Commitment
from duixian.ledger.sheets import waiting


def run(on: date | None) -> Iterator[tuple[str, Turns]]:
    """Assess up to a day; yield the name of each place with what turned."""
    held = Commitment.objects.order_by().values("place").distinct()
    for place in Place.objects.filter(pk__in=held).order_by("path"):
        yield place.name, assess(place, on=on)


def clear() -> int:
    """Delete the workbooks that were brought back more than a week ago and never imported; return how many."""
    return waiting.clear()
