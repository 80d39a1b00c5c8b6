"""The monthly figures of a generated county's places, and the entries of those that were imported with a journal."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from typing import Any

from benchmarks.load.cast import Cast
from benchmarks.load.chronicle import Chronicle, Deed
from benchmarks.load.papers import Papers
from benchmarks.load.size import TODAY, YEARS, Size
from duixian.catalogue import indicators
from duixian.ledger.models import Observation

INDICATORS = 300
KIND = "ledger.observation"
COLUMNS = (
    "id", "revision", "head", "indicator_id", "subject", "place_id", "period_start", "period_end", "measure", "value",
    "unit", "comparator", "obs_status", "source", "statement_id", "known_at",
)  # fmt: skip
# Values are stored in ten-thousandths.
TENTHS = 1000


def _month_ends() -> Iterator[date]:
    for year in (YEARS[0] - 1, *YEARS):
        for month in range(1, 13):
            end = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
            if end < TODAY - timedelta(days=24):
                yield end


def monthly(cast: Cast) -> Iterator[tuple[Any, ...]]:
    """Yield figures in the order in which they arrived: each month every place sends its own on a day of its own."""
    chosen = list(islice(indicators().values(), INDICATORS))
    for end in _month_ends():
        for at, place in enumerate(cast.below):
            known = datetime(end.year, end.month, end.day, 2, tzinfo=UTC) + timedelta(days=8 + at % 14, seconds=at)
            for number, each in enumerate(chosen):
                share = end.month * (1000 + (number * 37 + at * 11) % 400)
                start = date(end.year, 1, 1)
                status = "A" if end.year < TODAY.year else "P"
                level = 20 + (number * 7919) % 9000
                yield each, place, start, end, "level", level * share * 10 // 12, each.unit, status, known
                rate = 20 + (number * 13 + at * 7 + end.month + end.year) % 70
                yield each, place, start, end, "growth", rate * TENTHS, "%", status, known


def wanted(size: Size, cast: Cast, papers: Papers) -> Iterator[tuple[Any, ...]]:
    """Yield all observations without key and head: what documents report, then the monthly figures of places."""
    reported = list(_reported(papers, cast))
    months = len(list(_month_ends()))
    most = months * len(cast.below) * INDICATORS * 2
    left = size.observations - len(reported)
    if left > most:
        raise ValueError(f"{most} monthly figures are too few")
    # The latest ones: a ledger is dense where it is young.
    yield from sorted([*reported, *islice(monthly(cast), most - left, None)], key=lambda row: row[-1])


def _reported(papers: Papers, cast: Cast) -> Iterator[tuple[Any, ...]]:
    for row in papers.statements:
        if row.status == "result" and row.review == "accepted" and row.value is not None and row.year:
            start, end = date(row.year, 1, 1), date(row.year, 12, 31)
            value = int(row.value * 10_000)
            yield row, cast.county, start, end, row.measure, value, row.unit, "A", row.reviewed_at


def deed_of(key: int, row: tuple[Any, ...], keeper: tuple[str, int | None]) -> Deed:
    """Return the entry of an observation."""
    what, place, _, end, _, value, unit, _, known = row
    title = f"{getattr(what, 'title', None) or what.subject} {end:%Y}"[:80]
    after = {"value": str(value / 10_000), "unit": unit, "period": end}
    return Deed(known, key, KIND, key, "observation.take", keeper, place.path, title, {}, after, "")


def stored_row(key: int, row: tuple[Any, ...], chronicle: Chronicle) -> tuple[Any, ...]:
    """Return an observation as its table holds it; the journal is written by now."""
    what, place, start, end, measure, value, unit, status, known = row
    revision, head = chronicle.heads.pop((KIND, key), (0, ""))
    is_said = not hasattr(what, "good")
    indicator = what.indicator_id if is_said else what.id
    source, statement = ("statement", what.pk) if is_said else ("import", None)
    subject = what.subject if is_said else what.title
    return (
        key, revision, head, indicator, subject, place.pk, start, end, measure, value, unit, "eq", status, source,
        statement, known,
    )  # fmt: skip


MODEL = Observation
