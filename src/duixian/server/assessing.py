"""The work of a night from the command line: places are assessed, alerts ring, what nobody imported is cleared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from duixian.accounts.models import Place
from duixian.cases.actions.observing import observe
from duixian.cases.actions.ringing import Rung, ring
from duixian.cases.actions.ties import feed, propose_ties
from duixian.cases.tables.shelf import shelf
from duixian.journal import clock
from duixian.ledger.actions.assessing import Turns, assess
from duixian.ledger.models import Commitment
from duixian.ledger.sheets import waiting


def run(on: date | None) -> Iterator[tuple[str, Turns]]:
    """Assess up to a day; yield the name of each place with what turned."""
    held = Commitment.objects.order_by().values("place").distinct()
    for place in Place.objects.filter(pk__in=held).order_by("path"):
        yield place.name, assess(place, on=on)


def run_cases(on: date | None) -> Iterator[tuple[str, Rung, int]]:
    """Ring the alerts of every program for a day, yesterday by default, measure what is tied to it, feed the catalogue.

    Yields the title of each program with what rang and how many values are new.
    """
    day = on or clock.today() - timedelta(days=1)
    for shelved in shelf.all():
        propose_ties(shelved)
        told = [*feed(shelved, day=day), *observe(shelved, day=day)]
        yield shelved.program.title, ring(shelved, day=day), len(told)


def clear() -> int:
    """Delete the workbooks that were brought back more than a week ago and never imported; return how many."""
    return waiting.clear()
