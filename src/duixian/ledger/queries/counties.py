"""比各县: what the counties of a city have of each indicator in a year, graded before anything is drawn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from django.db.models import Count, Max, Q

from duixian.accounts.models import Person, Place
from duixian.catalogue import themes
from duixian.exporters.labels import SIGNS
from duixian.journal.days import end_of
from duixian.ledger.comparability import Comparison, Figure, Grade, compare
from duixian.ledger.judging import Standing
from duixian.ledger.models import Commitment, Document, Indicator, Observation, ReviewState, Statement
from duixian.ledger.observed import Scale, Seen, in_unit, known_by, period_words, scale_of
from duixian.ledger.queries import scope
from duixian.ledger.queries.indicators import COLUMNS, promises, seen_of
from duixian.ledger.queries.kept import rows_of

# Counties beside each other, and values that are looked at, the newest first.
MOST, MOST_VALUES = 4, 8000
REVIEWED = (ReviewState.ACCEPTED, ReviewState.CORRECTED, ReviewState.REJECTED)
Key = tuple[str, int]


class Column(NamedTuple):
    """What is known of a county: its documents, its statements and how many are reviewed, its newest document."""

    place: Place
    documents: int
    statements: int
    reviewed: int
    newest: date | None


class Cell(NamedTuple):
    """A county in a row: value, source, period, the bar and the tick in percent of the row's scale, the promise."""

    value: str
    status: str
    source: int | None
    words: str
    start: float
    width: float
    tick: float | None
    is_ceiling: bool
    promise: Commitment | None
    promised: str
    assessment: str


class Row(NamedTuple):
    """An indicator: the grade first, its words, the unit of the row, a cell a county."""

    indicator: Indicator
    theme: str
    grade: Grade
    words: str
    unit: str
    cells: list[Cell]


@dataclass(frozen=True, kw_only=True)
class Counties:
    """The page: counties to choose from and those shown, what compares, what does not, how many stand alone."""

    places: list[Place]
    columns: list[Column]
    years: list[int]
    year: int
    rows: list[Row]
    apart: list[Row]
    alone: int
    is_cut: bool

    def count(self, grade: Grade) -> int:
        """Return how many rows have a grade."""
        return sum(row.grade == grade for row in (*self.rows, *self.apart))


def counties_of(person: Person, *, codes: Sequence[str], year: int | None, theme: str, day: date) -> Counties:
    """Return the counties beside each other: in as many queries for many indicators as for one."""
    places = list(scope.places(person).filter(level=Place.Level.COUNTY)) if person.role in scope.WIDE else []
    papers = _papers(places, day)
    shown = [each for each in places if each.code in codes][:MOST] or [each for each in places if each.pk in papers][:3]
    years = _years(shown, day)
    chosen = year if year in years else (years or [day.year])[0]
    seen = _seen(shown, chosen, theme, day) if len(shown) > 1 else []
    known = _standing(seen, day)
    wanted = promises(person, shown, day=day).filter(year=chosen).order_by("-document_id", "pk")
    standing = rows_of(wanted, day=day)
    judged = {row.commitment.pk: row.standing for row in standing}
    sides = _Sides(shown, known, [row.commitment for row in standing], judged, chosen)
    indicators = Indicator.objects.filter(pk__in={key for key, _place in known})
    listed = [each for each in indicators.order_by("theme", "title") if not theme or each.theme == theme]
    rows = [row for each in listed if (row := sides.row(each)) is not None]
    return Counties(
        places=places,
        columns=_columns(shown, papers),
        years=years,
        year=chosen,
        rows=sorted((row for row in rows if row.grade is not Grade.NOT), key=lambda row: row.grade is not Grade.SAME),
        apart=[row for row in rows if row.grade is Grade.NOT],
        alone=len(listed) - len(rows),
        is_cut=len(seen) >= MOST_VALUES,
    )


def _papers(places: list[Place], day: date) -> dict[int, tuple[int, date | None]]:
    rows = Document.objects.filter(place__in=places, state=Document.State.READY, uploaded_at__lt=end_of(day))
    counted = rows.order_by().values("place").annotate(number=Count("pk"), newest=Max("issued_on"))
    return {row["place"]: (row["number"], row["newest"]) for row in counted}


def _columns(places: list[Place], papers: dict[int, tuple[int, date | None]]) -> list[Column]:
    rows = Statement.objects.filter(document__place__in=places, document__state=Document.State.READY).order_by()
    counted = rows.values("document__place").annotate(all=Count("pk"), done=Count("pk", filter=Q(review__in=REVIEWED)))
    found = {row["document__place"]: (row["all"], row["done"]) for row in counted}
    return [
        Column(each, papers.get(each.pk, (0, None))[0], *found.get(each.pk, (0, 0)), papers.get(each.pk, (0, None))[1])
        for each in places
    ]


def _years(places: list[Place], day: date) -> list[int]:
    """Return the years that end before a day or run on it and in which any of the counties has a value."""
    rows = Observation.objects.filter(place__in=places, indicator__isnull=False, known_at__lt=end_of(day))
    span = [rows.order_by(way).values_list("period_end", flat=True).first() for way in ("period_end", "-period_end")]
    return [] if span[0] is None or span[1] is None else list(range(span[1].year, span[0].year - 1, -1))


def _seen(places: list[Place], year: int, theme: str, day: date) -> list[tuple[str, Seen]]:
    """Return what the counties have of a year and of the one before, from which growth may be computed."""
    rows = Observation.objects.filter(place__in=places, indicator__isnull=False, known_at__lt=end_of(day))
    rows = rows.filter(period_end__gte=date(year - 1, 1, 1), period_end__lte=date(year, 12, 31))
    if theme:
        rows = rows.filter(indicator__theme=theme)
    values = rows.order_by("-period_end", "-pk").values_list("indicator_id", *COLUMNS)[:MOST_VALUES]
    return [(each[0], seen_of(each[1:])) for each in values]


def _standing(seen: list[tuple[str, Seen]], day: date) -> dict[Key, list[Seen]]:
    """Return what stood on a day, by indicator and county, the newest first; ranks compare nothing."""
    found: dict[tuple[str, int, str], list[Seen]] = defaultdict(list)
    for key, row in seen:
        if row.measure not in ("rank", "change") and row.is_total:
            found[key, row.place, row.measure].append(row)
    stood: dict[Key, list[Seen]] = defaultdict(list)
    for (key, place, _measure), rows in sorted(found.items()):
        stood[key, place] += known_by(rows, end_of(day)).points
    return {key: sorted(rows, key=lambda row: row.end, reverse=True) for key, rows in stood.items() if rows}


@dataclass(frozen=True)
class _Sides:
    """The counties with what they reported and promised; makes a row of an indicator."""

    places: list[Place]
    known: dict[Key, list[Seen]]
    promised: list[Commitment]
    judged: dict[int, Standing]
    year: int

    def row(self, indicator: Indicator) -> Row | None:
        """Return the row of an indicator that two counties or more have in the year, else None."""
        figures = {each.pk: self._figures(indicator, each) for each in self.places}
        having = [each for each in figures.values() if any(row.end.year == self.year for row in each)]
        if len(having) < 2:
            return None
        found = compare([_preferred(each, indicator.measure) for each in having], title=indicator.title, year=self.year)
        beside = {figure.place: figure for figure in found.figures}
        scale = _scale(found)
        pairs = [(beside.get(each.name), self._promise(indicator, each, beside.get(each.name))) for each in self.places]
        low, high = _span(pairs)
        cells = [self._cell(figure, promise, scale, low, high) for figure, promise in pairs]
        theme = themes().get(indicator.theme)
        return Row(indicator, theme.title if theme else "", found.grade, found.words, scale.unit, cells)

    def _figures(self, indicator: Indicator, place: Place) -> list[Figure]:
        return [_figure(row, place) for row in self.known.get((indicator.pk, place.pk), ()) if row.value is not None]

    def _promise(self, indicator: Indicator, place: Place, figure: Figure | None) -> tuple[Commitment, Decimal] | None:
        """Return what a county promised of it, in the unit and measure of what it is laid beside."""
        for row in self.promised:
            if row.indicator_id != indicator.pk or row.place_id != place.pk or row.value is None:
                continue
            if figure is not None and row.measure == figure.measure:
                value = in_unit(row.value, row.unit, to=figure.unit)
                if value is not None:
                    return row, value
        return None

    def _cell(
        self,
        figure: Figure | None,
        promise: tuple[Commitment, Decimal] | None,
        scale: Scale,
        low: Decimal,
        high: Decimal,
    ) -> Cell:
        own = (
            scale_of([figure.value], figure.unit)
            if figure and figure.unit != scale.unit and scale.factor == 1
            else scale
        )
        row, value = promise if promise else (None, None)
        sign = SIGNS.get(row.comparator, "") if row is not None and row.comparator in SIGNS else ""
        zero = _share(Decimal(0), low, high)
        end = _share(figure.value, low, high) if figure else zero
        standing = self.judged.get(row.pk) if row is not None else None
        return Cell(
            value=own.number(figure.value) if figure else "",
            status=figure.status if figure else "",
            source=figure.pk if figure else None,
            words=_words(figure, own) if figure else "",
            start=min(zero, end),
            width=abs(end - zero),
            tick=None if value is None else _share(value, low, high),
            is_ceiling=row is not None and (row.comparator in ("le", "lt") or row.target_kind == "ceiling"),
            promise=row,
            promised="" if value is None else f"{sign}{own.say(value)}",
            assessment=str(standing.assessment) if standing else "",
        )


def _preferred(figures: list[Figure], measure: str) -> list[Figure]:
    """Return the figures with those in the usual measure of the indicator first, the newest first in each."""
    return sorted(figures, key=lambda row: (row.measure != measure, -row.end.toordinal()))


def _figure(row: Seen, place: Place) -> Figure:
    return Figure(
        place=place.name,
        subject=row.subject,
        value=row.value or Decimal(0),
        unit=row.unit,
        start=row.start,
        end=row.end,
        measure=row.measure,
        status=row.status,
        comparator=row.comparator,
        pk=row.pk,
    )


def _words(figure: Figure, scale: Scale) -> str:
    """Return a figure as words: 旅游总收入 2024年 8.4亿元."""
    number = scale.say(figure.value)
    if figure.measure == "growth":
        number = f"+{number}" if figure.value > 0 else number
    return f"{figure.subject} {period_words(figure.start, figure.end)} {number}"


def _scale(found: Comparison) -> Scale:
    units = {figure.unit for figure in found.figures}
    if len(units) > 1:
        return Scale("、".join(sorted(units)), Decimal(1))
    return scale_of([figure.value for figure in found.figures], units.pop())


def _span(pairs: list[tuple[Figure | None, tuple[Commitment, Decimal] | None]]) -> tuple[Decimal, Decimal]:
    values = [figure.value for figure, _ in pairs if figure] + [promise[1] for _, promise in pairs if promise]
    return min([Decimal(0), *values]), max([Decimal(0), *values])


def _share(value: Decimal, low: Decimal, high: Decimal) -> float:
    """Return where a value lies on the scale of its row, in percent; some room is left at the end."""
    return 0.0 if high == low else round(float((value - low) / (high - low)) * 94, 1)
