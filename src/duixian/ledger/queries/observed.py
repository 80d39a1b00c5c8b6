"""What the ledger has observed that bears on many commitments, in one query: of themselves, of the other indicator,
of earlier years."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from functools import reduce
from operator import or_
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils.translation import gettext as _

from duixian.catalogue.units import convert
from duixian.journal.among import Keys
from duixian.ledger.forecasting import shares_by
from duixian.ledger.judging import Around, Known, Target
from duixian.ledger.levels import grown
from duixian.ledger.models import Commitment, Observation
from duixian.ledger.queries.wordings import PLAIN, Wording

# How well an observation proves, by its status.
GRADES = {"A": "甲", "P": "乙"}
# From how many earlier years a season is taken.
BEFORE = 3
ADDING_UP = frozenset({"count", "level"})
COLUMNS = (
    "pk", "commitment", "indicator", "place", "period_end", "measure", "value", "unit", "obs_status", "comparator",
    "statement__document",
)  # fmt: skip
Key = tuple[str | None, int, int | None, str | None]


class Seen(NamedTuple):
    """An observation with the document that it stands in."""

    document: int | None
    known: Known


class Observed(NamedTuple):
    """Observations by the commitment that a person has linked them to, and by what they measure; what is said.

    A printed result that is linked to one commitment goes on to measure its indicator for all others.
    """

    own: dict[int, list[Seen]]
    alike: dict[Key, list[Seen]]
    said: Mapping[int, Wording]


def observed(rows: Sequence[Commitment], said: Mapping[int, Wording], *, day: date, end: datetime) -> Observed:
    """Return the observations of periods up to a day, as known before `end`, that may bear on the commitments."""
    wanted = Observation.objects.filter(known_at__lt=end, period_end__lte=day, value__isnull=False)
    wanted = wanted.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gte=end))
    # A revision that was withdrawn later still stood on that day.
    revised = Q(revised_by__known_at__lt=end) & (
        Q(revised_by__withdrawn_at=None) | Q(revised_by__withdrawn_at__gte=end)
    )
    wanted = wanted.exclude(revised).order_by().values_list(*COLUMNS)
    # Each half by an index of its own: of one condition with "or" databases read the whole table.
    own, alike = wanted.filter(commitment__among=Keys(row.pk for row in rows)), wanted.filter(_alike(rows, said, day))
    return _sorted_out(own.union(alike).order_by("period_end", "pk"), said)


def _alike(rows: Sequence[Commitment], said: Mapping[int, Wording], day: date) -> Q:
    """Return which observations measure what a commitment measures: in its year; at year's ends before; by its season.

    Of earlier years only what a growth, a streak or a season needs: a table of two million is not read for it.
    """
    measured = [row for row in rows if row.indicator_id and row.year]
    years = {row.year for row in measured if row.year}
    if not years:
        return Q(pk__in=())
    ids = {row.indicator_id for row in measured} | {each.relation.other for each in said.values() if each.relation}
    longest = max((each.years or 0 for each in said.values()), default=0)
    ends = {date(year - back, 12, 31) for year in years for back in range(max(BEFORE, longest) + 1)}
    season = reduce(or_, (_by_then(year, day) for year in range(min(years) - BEFORE, max(years))))
    seasonal = {row.indicator_id for row in measured if row.target_kind in ADDING_UP}
    within = Q(period_end__gte=date(min(years), 1, 1), period_end__lte=date(max(years), 12, 31))
    when = within | Q(period_end__in=ends) | (season & Q(indicator__in=seasonal))
    return Q(indicator__in=ids, place__in={row.place_id for row in measured}) & when


def _by_then(year: int, day: date) -> Q:
    """Return what was observed in the month of a day and in the one before, in an earlier year."""
    last = date(year, day.month, monthrange(year, day.month)[1])
    return Q(period_end__gte=(last.replace(day=1) - timedelta(days=1)).replace(day=1), period_end__lte=last)


def _sorted_out(rows: Iterable[Any], said: Mapping[int, Wording]) -> Observed:
    found = Observed(defaultdict(list), defaultdict(list), said)
    for row in rows:
        seen, own, key = _seen(*row)
        if own is not None:
            found.own[own].append(seen)
        if own is None or seen.document is not None:
            found.alike[key].append(seen)
    return found


def _seen(
    pk: int, own: int | None, indicator: str | None, place: int, period_end: date, measure: str | None,
    value: Decimal, unit: str, status: str, comparator: str, document: int | None,
) -> tuple[Seen, int | None, Key]:  # fmt: skip
    known = Known(
        as_of=period_end,
        value=value,
        unit=unit,
        grade=GRADES.get(status, "丙"),
        comparator=comparator,
        source="observation",
        id=pk,
    )
    return Seen(document, known), own, (indicator, place, period_end.year, measure)


def proofs_of(row: Commitment, seen: Observed) -> list[Known]:
    """Return what is observed of a commitment: its own, else the same indicator's in another document.

    Of the same indicator only what is measured in the same unit, or in one that converts: 户 says nothing of 个.
    """
    own = seen.own.get(row.pk, [])
    if own or not row.indicator_id:
        return [each.known for each in own]
    measure = "growth" if seen.said.get(row.pk, PLAIN).relation else row.measure
    found = _elsewhere(row, seen, measure)
    if found or measure != "growth":
        return [each for each in found if _fits(each, row.unit)] if measure != "growth" else _told(found)
    return _grown(row, seen, _elsewhere(row, seen, "level"))


def _elsewhere(row: Commitment, seen: Observed, measure: str | None) -> list[Known]:
    alike = seen.alike.get((row.indicator_id, row.place_id, row.year, measure), [])
    return [each.known for each in alike if each.document != row.document_id]


def _told(found: Iterable[Known]) -> list[Known]:
    return [replace(each, how=_("照公布的增速")) for each in found]


def _grown(row: Commitment, seen: Observed, levels: Iterable[Known]) -> list[Known]:
    """Return the growth from the level of the year before, where nobody gives it as a rate."""
    last_year = (row.year or 0) - 1
    before = seen.alike.get((row.indicator_id, row.place_id, last_year, "level"), [])
    base = max((each.known for each in before if _is_end(each.known)), key=lambda each: each.id, default=None)
    if base is None:
        return []
    found = (grown(each, base) for each in levels if _is_end(each))
    return [each for each in found if each is not None]


def _is_end(known: Known) -> bool:
    return (known.as_of.month, known.as_of.day) == (12, 31)


def _fits(known: Known, unit: str) -> bool:
    return known.unit == unit or (known.value is not None and convert(known.value, known.unit, to=unit) is not None)


def around_of(row: Commitment, target: Target, seen: Observed, *, day: date) -> Around:
    """Return what else bears on a commitment: the other indicator, a streak's years, earlier years' shares."""
    if target.relation is not None:
        key = (target.relation.other, row.place_id, row.year, "growth")
        return Around(other=tuple(_told(each.known for each in seen.alike.get(key, ()))))
    if target.condition is not None and target.years:
        return Around(years=tuple(_years(row, target, seen)))
    if target.kind in ADDING_UP and row.indicator_id and row.year == day.year:
        return Around(seasons=tuple(_seasons(row, seen, day)))
    return Around()


def _years(row: Commitment, target: Target, seen: Observed) -> Iterable[Known]:
    last, measure = (
        target.due.year if target.due else row.year or 0,
        target.condition.measure if target.condition else "",
    )
    for year in range(last - (target.years or 0) + 1, last + 1):
        alike = seen.alike.get((row.indicator_id, row.place_id, year, measure), ())
        yield from (each.known for each in alike if _is_end(each.known))


def _seasons(row: Commitment, seen: Observed, day: date) -> list[Decimal]:
    years = range(day.year - BEFORE, day.year)
    alike = [seen.alike.get((row.indicator_id, row.place_id, year, row.measure), ()) for year in years]
    points = [
        (each.known.as_of, each.known.value)
        for year in alike
        for each in year
        if each.known.value is not None and each.known.unit == row.unit
    ]
    return shares_by(points, day=day)
