"""指标: every indicator of a place with its latest value, what is promised this year, and where else it is known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Exists, F, Func, IntegerField, OuterRef, Q, QuerySet, Subquery

from duixian.accounts.models import Person, Place, Role
from duixian.catalogue import themes
from duixian.journal.days import end_of
from duixian.ledger.models import Commitment, Indicator, Observation
from duixian.ledger.observed import Seen, period_words, scale_of
from duixian.ledger.queries import scope
from duixian.ledger.queries.once import once

SEERS = scope.WIDE | {Role.OFFICE}
WIDE_LEVELS = (Place.Level.CITY, Place.Level.COUNTY)
MARKS = {"A": "original", "P": "provisional"}
COLUMNS = (
    "pk", "place_id", "subject", "measure", "period_start", "period_end", "value", "unit", "obs_status", "comparator",
    "known_at", "withdrawn_at", "revises_id", "statement_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the list: the indicator, its latest value with its mark and period, the promise, places with data."""

    indicator: Indicator
    theme: str
    value: str
    unit: str
    mark: str
    source: int | None
    period: str
    promised: Commitment | None
    promised_words: str
    places: int


@dataclass(frozen=True, kw_only=True)
class Listing:
    """The list of a place; how many indicators it would have without the search."""

    place: Place | None
    places: list[Place]
    lines: list[Line]
    total: int


def seen_of(values: tuple[Any, ...]) -> Seen:
    """Return an observation as a series takes it, from the columns of a query."""
    pk, place, subject, measure, start, end, value, unit, status, comparator, known, withdrawn, revises, row = values
    return Seen(
        pk=pk,
        place=place,
        subject=subject,
        measure=measure or "level",
        start=start,
        end=end,
        value=value,
        unit=unit,
        status=status,
        comparator=comparator,
        known_at=known,
        withdrawn_at=withdrawn,
        revises=revises,
        statement=row,
    )


def places_of(person: Person, indicator: Indicator | None = None) -> list[Place]:
    """Return the place of a person, the cities and counties below it, and what else has figures of an indicator.

    With an indicator each says whether it has any: `has_figures`.
    """
    wanted, rows = Q(level__in=WIDE_LEVELS) | Q(pk=person.place_id), scope.places(person)
    if indicator is not None:
        rows = rows.annotate(has_figures=Exists(Observation.objects.filter(indicator=indicator, place=OuterRef("pk"))))
        wanted |= Q(has_figures=True)
    return list(rows.filter(wanted)) if person.role in SEERS else []


def listing(person: Person, *, day: date, search: str = "", code: str = "") -> Listing:
    """Return the indicators of a place of which something is known or promised, and which a search finds."""
    whole, sought = _listing(person, day=day, code=code), search.lower()
    lines = [
        line
        for line in whole.lines
        if sought in f"{line.indicator.title} {line.theme} {line.indicator.english}".lower()
    ]
    return replace(whole, lines=lines)


@once
def _listing(person: Person, *, day: date, code: str) -> Listing:
    """Return all lines of a place: three queries and one for values."""
    places = places_of(person)
    place = _chosen(person, places, code)
    if place is None:
        return Listing(place=None, places=[], lines=[], total=0)
    rows = _annotated(places, place, day)
    promised = _promised(person, place, day)
    rows = [row for row in rows if row.latest is not None or row.pk in promised]  # type: ignore[attr-defined]
    values = {
        seen.pk: seen
        for seen in map(seen_of, _observed([row.latest for row in rows if row.latest]))  # type: ignore[attr-defined]
    }
    order = {name: theme.order for name, theme in themes().items()}
    lines = [_line(row, values, promised) for row in sorted(rows, key=lambda row: order.get(row.theme, len(order)))]
    return Listing(place=place, places=places, lines=lines, total=len(lines))


def _chosen(person: Person, places: list[Place], code: str) -> Place | None:
    """Return the place that is asked for; else a person's own, or of a city the first county with documents."""
    asked = next((each for each in places if each.code == code), None)
    if asked is not None or not places:
        return asked
    counties = [each for each in places if each.level == Place.Level.COUNTY]
    with_papers = set(scope.documents(person).order_by().values_list("place_id", flat=True).distinct())
    return next((each for each in counties if each.pk in with_papers), (counties or places)[0])


def _annotated(places: Iterable[Place], place: Place, day: date) -> list[Indicator]:
    """Return all indicators with the key of the latest value at a place, and the number of places with any."""
    known = Observation.objects.filter(
        indicator=OuterRef("pk"), place=place, known_at__lt=end_of(day), value__isnull=False
    )
    known = standing_at(known, day).exclude(measure__in=("rank", "change"))
    there = Observation.objects.filter(
        indicator=OuterRef(OuterRef("pk")), place=OuterRef("pk"), known_at__lt=end_of(day)
    )
    counted = Place.objects.filter(pk__in=[each.pk for each in places]).filter(Exists(there)).order_by()
    number = counted.annotate(number=Func(F("pk"), function="COUNT", output_field=IntegerField())).values("number")
    latest = Subquery(known.order_by("-period_end", "-known_at", "-pk").values("pk")[:1])
    return list(Indicator.objects.annotate(latest=latest, places_known=Subquery(number)).order_by("theme", "title"))


def standing_at(rows: QuerySet[Observation], day: date) -> QuerySet[Observation]:
    """Return the observations that stood at the end of a day: neither withdrawn nor revised by then."""
    end = end_of(day)
    later = Observation.objects.filter(revises=OuterRef("pk"), known_at__lt=end)
    later = later.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gte=end))
    return rows.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gte=end)).filter(~Exists(later))


def _observed(keys: list[int]) -> Iterable[tuple[Any, ...]]:
    return Observation.objects.filter(pk__in=keys).values_list(*COLUMNS)


def _promised(person: Person, place: Place, day: date) -> dict[str, Commitment]:
    """Return what is promised for the year of a day, by indicator; of several the first of the latest document."""
    rows = promises(person, [place], day=day).filter(year=day.year).order_by("document_id", "-pk")
    return {row.indicator_id: row for row in rows if row.indicator_id is not None}


def promises(person: Person, places: Iterable[Place], *, day: date) -> QuerySet[Commitment]:
    """Return the promises with a number that stood on a day."""
    end = end_of(day)
    rows = scope.commitments(person).filter(place__in=[each.pk for each in places], value__isnull=False)
    return rows.filter(accepted_at__lt=end, indicator__isnull=False).filter(
        Q(withdrawn_at=None) | Q(withdrawn_at__gte=end)
    )


def _line(row: Any, values: dict[int, Seen], promised: dict[str, Commitment]) -> Line:
    seen, promise = values.get(row.latest), promised.get(row.pk)
    scale = scale_of([seen.value], seen.unit) if seen and seen.value is not None else None
    theme = themes().get(row.theme)
    return Line(
        indicator=row,
        theme=theme.title if theme else "",
        value=scale.number(seen.value) if scale and seen and seen.value is not None else "",
        unit=scale.unit if scale else row.unit,
        mark=MARKS.get(seen.status, "reported") if seen else "",
        source=seen.pk if seen else None,
        period=period_words(seen.start, seen.end) if seen else "",
        promised=promise,
        promised_words=promise.title.rsplit(" ", 1)[-1] if promise else "",
        places=row.places_known or 0,
    )
