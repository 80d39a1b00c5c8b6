"""Builds a generated county in an empty data folder: `python -m benchmarks.load.building FOLDER SIZE`."""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from heapq import merge
from itertools import islice
from pathlib import Path
from typing import Any

from benchmarks.load.size import ASSESSED, NOW, SEED, SIZES, TODAY, YEARS, Size
from duixian.commands.django import start


def build(folder: Path, size: Size) -> dict[str, int]:
    """Build the county and return how many rows of each kind there are."""
    start(folder, new=True)
    from duixian.journal import clock
    from duixian.server.founding import migrate, prepare

    prepare(folder)
    migrate()
    fill(size)
    with clock.standing_at(NOW):
        follow_up()
    return counted()


def fill(size: Size) -> None:
    """Fill an empty database with the rows of a county."""
    from benchmarks.load import cast, chronicle, papers, promises, series
    from benchmarks.load.bulk import go_on_behind, loading, put
    from duixian.journal.models import Entry
    from duixian.journal.verifying import subject_models

    told, draw = chronicle.Chronicle(), random.Random(SEED)
    with loading():
        who = cast.cast_of(size, told)
        read = papers.papers_of(size, who, told, draw)
        made = promises.Play(who, read, told, draw).run()
        figures = list(series.wanted(size, who, read))
        deeds = _deeds(told, figures, who.keeper, size)
        put(Entry, chronicle.COLUMNS, told.rows(deeds, first=1))
        cast.store_cast(who, told)
        papers.store_papers(read, told)
        promises.store_promises(made, told)
        put(series.MODEL, series.COLUMNS, (series.stored_row(key, row, told) for key, row in enumerate(figures, 1)))
    go_on_behind([*subject_models(), Entry, *promises.DATED])


def _deeds(told: Any, figures: Sequence[tuple[Any, ...]], keeper: tuple[str, int | None], size: Size) -> Iterator[Any]:
    """Yield all deeds in the order of time: those told, and as many of the latest figures as there is room for."""
    from benchmarks.load.series import deed_of

    first = max(0, len(figures) - max(0, size.entries - len(told.deeds)))
    taken = (deed_of(key, row, keeper) for key, row in enumerate(islice(figures, first, None), first + 1))
    return merge(sorted(told.deeds), taken)


def follow_up() -> None:
    """Let the ledger itself do what it does by night: assess the last days, seal; publish last year's report."""
    from duixian.accounts.models import Person, Place
    from duixian.journal import clock
    from duixian.ledger.actions.assessing import assess
    from duixian.ledger.actions.publications import draft, publish

    county, keeper = Place.objects.get(code="990101"), Person.objects.get(username="keeper01")
    _unmentioned(county)
    last_year = TODAY.replace(year=TODAY.year - 1, month=12, day=31)
    with clock.standing_at(NOW - timedelta(days=200)):
        publish(draft(county, year=last_year.year, as_of=last_year, by=keeper), by=keeper)
    for back in range(ASSESSED, 0, -1):
        day = TODAY - timedelta(days=back)
        with clock.standing_at(datetime(day.year, day.month, day.day, 16, 40, tzinfo=UTC)):
            assess(county, on=day)
    _sealed()


def _sealed() -> None:
    """Seal each day in the night after it, from the first entry on."""
    from duixian.journal import clock
    from duixian.journal.models import Entry
    from duixian.journal.seals import GRACE, bounds, seal_finished_days

    first = Entry.objects.order_by("received_at").values_list("received_at", flat=True)[0]
    for day in (first.date() + timedelta(days=at) for at in range((TODAY - first.date()).days)):
        with clock.standing_at(bounds(day)[1] + GRACE):
            seal_finished_days()


def _unmentioned(county: Any) -> None:
    """Let the linker have found promises of earlier years that no later document mentions."""
    from duixian.ledger.models import Finding, Statement

    rows = list(Statement.objects.filter(commitment__year=YEARS[-2]).order_by("pk")[::9])
    found = Finding.objects.bulk_create(
        Finding(
            place=county,
            kind="quiet",
            key=f"quiet-{row.pk}",
            why="此后的文件再没有提起",
            found_at=NOW - timedelta(days=30),
        )
        for row in rows
    )
    through = Finding.statements.through
    through.objects.bulk_create(
        through(finding_id=each.pk, statement_id=row.pk) for each, row in zip(found, rows, strict=True)
    )


def counted() -> dict[str, int]:
    """Return how many rows there are of what the county is known for."""
    from duixian.journal.models import Entry
    from duixian.ledger.models import Claim, Commitment, Document, Evidence, Observation, Statement

    models = (Document, Statement, Commitment, Claim, Evidence, Observation, Entry)
    return {each._meta.model_name or "": each.objects.count() for each in models}


if __name__ == "__main__":
    print(json.dumps(build(Path(sys.argv[1]), SIZES[sys.argv[2]])))  # noqa: T201
