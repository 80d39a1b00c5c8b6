"""One indicator: its series at a place as known on a day, what was promised, the same at other places."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from duixian.accounts.models import Person, Place
from duixian.exporters.labels import SIGNS
from duixian.journal.days import end_of
from duixian.ledger.judging import Standing
from duixian.ledger.models import Commitment, Indicator, Observation
from duixian.ledger.observed import Known, Scale, Seen, in_unit, known_by, period_words, scale_of
from duixian.ledger.queries.indicators import COLUMNS, places_of, promises, seen_of
from duixian.ledger.queries.kept import rows_of

SPANS = {"2": 2, "5": 5, "all": 0}
# So many values of an indicator, the newest first, are drawn; more no chart can show.
MOST = 6000
LEVEL = "level"
# So many places are drawn beside each other, unless all are asked for.
FEW = 12
# What no row of a commitment shows.
HEAVY = ("baseline", "document__text", "document__pages", "document__notes")
RATES = frozenset({"growth", "share", "change"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """What the address asks for; what it does not name is chosen."""

    place: str = ""
    measure: str = ""
    kind: str = "total"
    span: str = "5"
    known: date | None = None
    everywhere: bool = False


class Arrival(NamedTuple):
    """A value that arrived: the day, the value, and the one that it replaced."""

    day: date
    seen: Seen
    before: Seen | None


class Promise(NamedTuple):
    """What was promised for a year, in the unit of the series, and how it is written: ≤34微克/立方米."""

    commitment: Commitment
    year: int
    value: Decimal
    words: str

    @property
    def is_ceiling(self) -> bool:
        """Whether more would be a breach."""
        return self.commitment.comparator in ("le", "lt") or self.commitment.target_kind == "ceiling"


class Series(NamedTuple):
    """A place: what is known of it and what it promised; when it will have figures, as far as anybody said."""

    place: Place
    known: Known
    promised: list[Promise]
    awaited: str


@dataclass(frozen=True, kw_only=True)
class Page:
    """All that the page of an indicator shows; its chart, table and files are made of it alone."""

    indicator: Indicator
    place: Place | None
    places: list[Place]
    elsewhere: int
    measure: str
    measures: list[str]
    kind: str
    kinds: list[str]
    span: str
    day: date
    series: Series | None
    others: list[Series]
    scale: Scale
    unit: str
    unfit: list[Seen]
    arrivals: list[Arrival]
    promised: list[tuple[Commitment, Standing]]
    is_cut: bool

    @property
    def days(self) -> list[date]:
        """The days on which something arrived, in order."""
        return sorted({each.day for each in self.arrivals})


class Chosen(NamedTuple):
    """What of all rows is drawn: one measure, one kind of period, one unit; and what else there would be."""

    measure: str
    measures: list[str]
    kind: str
    kinds: list[str]
    rows: list[Seen]
    unit: str
    unfit: list[Seen]


def page_of(person: Person, indicator: Indicator, ask: Ask, *, day: date) -> Page:
    """Return an indicator as a person may see it: in as many queries for many places and values as for one."""
    everywhere = places_of(person, indicator)
    places = everywhere if ask.everywhere else _near(person, everywhere, ask.place)
    until = min(day, ask.known) if ask.known else day
    wanted = promises(person, places, day=until).filter(indicator=indicator)
    wanted = wanted.select_related("lead", "leader", "place", "document").defer(*HEAVY)
    promised = list(wanted.order_by("year", "pk"))
    place = _place(person, places, promised, ask.place)
    key = place.pk if place else None
    here = [row for row in promised if row.place_id == key]
    mine = _rows(indicator, [key] if key else [], ask, day)
    measures = _measures(mine, here, indicator)
    measure = ask.measure if ask.measure in measures else _measure(measures, here, indicator)
    # Of the other places only what is drawn beside this one.
    rows = [*mine, *_rows(indicator, [each.pk for each in places if each.pk != key], ask, day, measure=measure)]
    chosen = _chosen(rows, here, measures, measure, ask, key)
    scale = scale_of([row.value for row in chosen.rows if row.value is not None], chosen.unit)
    found = _all_series(places, chosen, promised, scale, until)
    return Page(
        indicator=indicator,
        place=place,
        places=places,
        elsewhere=len(everywhere) - len(places),
        measure=chosen.measure,
        measures=chosen.measures,
        kind=chosen.kind,
        kinds=chosen.kinds,
        span=ask.span if ask.span in SPANS else "5",
        day=until,
        series=next((each for each in found if each.place.pk == key), None),
        others=found,
        scale=scale,
        unit=chosen.unit,
        unfit=[row for row in chosen.unfit if row.place == key],
        arrivals=_arrivals([row for row in chosen.rows if row.place == key]),
        promised=_judged(here, until),
        is_cut=len(rows) >= MOST,
    )


def _near(person: Person, places: list[Any], code: str) -> list[Place]:
    """Return the places that are shown where not all are asked for: the one named, one's own, those with figures."""
    first = sorted(places, key=lambda each: (each.code != code, each.pk != person.place_id, not each.has_figures))
    chosen = {each.pk for each in first[:FEW]}
    return [each for each in places if each.pk in chosen]


def _rows(indicator: Indicator, places: Sequence[int], ask: Ask, day: date, *, measure: str = "") -> list[Seen]:
    """Return all that had arrived by a day, also what was replaced or withdrawn since; of one measure, or of all."""
    rows = Observation.objects.filter(indicator=indicator, place__in=places, known_at__lt=end_of(day))
    if measure:
        rows = rows.filter(Q(measure=measure) | Q(measure=None) if measure == LEVEL else Q(measure=measure))
    years = SPANS.get(ask.span, 5)
    if years:
        rows = rows.filter(period_end__gte=date(day.year - years + 1, 1, 1))
    return [seen_of(each) for each in rows.order_by("-period_end", "-known_at").values_list(*COLUMNS)[:MOST]]


def _place(person: Person, places: list[Any], promised: list[Commitment], code: str) -> Place | None:
    """Return the place asked for; else a person's own or the first of which something is known or promised."""
    there = {each.pk for each in places if each.has_figures} | {row.place_id for row in promised}
    ranked = sorted(places, key=lambda each: (each.code != code, each.pk not in there, each.pk != person.place_id))
    return ranked[0] if ranked else None


def _measures(mine: Iterable[Seen], promised: Iterable[Commitment], indicator: Indicator) -> list[str]:
    """Return what is measured of an indicator at a place, or promised: what is usually said of it first."""
    counted = {row.measure for row in mine if row.value is not None} or {row.measure or LEVEL for row in promised}
    return sorted(counted, key=lambda name: (name != indicator.measure, name))


def _measure(measures: Sequence[str], promised: Sequence[Commitment], indicator: Indicator) -> str:
    """Return which of the measures is shown unasked: the one promised last."""
    said = [row.measure for row in promised[::-1] if row.measure in measures]
    return next((each for each in (*said, *measures) if each), indicator.measure)


def _chosen(
    rows: list[Seen], promised: list[Commitment], measures: list[str], measure: str, ask: Ask, place: int | None
) -> Chosen:
    drawn = [row for row in rows if row.measure == measure]
    totals = {row.is_total for row in drawn if row.place == place}
    kinds = [name for name, is_total in (("total", True), ("single", False)) if is_total in totals]
    kind = ask.kind if ask.kind in kinds else next(iter(kinds), "total")
    drawn = [row for row in drawn if row.is_total is (kind == "total")]
    unit = next((row.unit for row in drawn if row.place == place), next((row.unit for row in drawn), ""))
    unit = unit or next((row.unit for row in promised[::-1] if row.measure == measure), "")
    unfit = [row for row in drawn if row.value is not None and in_unit(row.value, row.unit, to=unit) is None]
    apart = {row.pk for row in unfit}
    fit = [_in(row, unit) for row in drawn if row.pk not in apart]
    return Chosen(measure, measures, kind, kinds, fit, unit, unfit)


def _in(row: Seen, unit: str) -> Seen:
    if row.value is None or row.unit == unit:
        return row
    return replace(row, value=in_unit(row.value, row.unit, to=unit), unit=unit)


def _all_series(
    places: list[Place], chosen: Chosen, promised: list[Commitment], scale: Scale, until: date
) -> list[Series]:
    rows: dict[int, list[Seen]] = defaultdict(list)
    for row in chosen.rows:
        rows[row.place].append(row)
    said: dict[int, list[Promise]] = defaultdict(list)
    for each in promised:
        promise = _promise(each, chosen, scale)
        if promise is not None:
            said[each.place_id].append(promise)
    end = end_of(until)
    return [
        Series(each, known_by(rows[each.pk], end), said[each.pk], _awaited(rows[each.pk], until)) for each in places
    ]


def _promise(row: Commitment, chosen: Chosen, scale: Scale) -> Promise | None:
    """Return a promise on the scale of the series; None where it is of another measure or unit."""
    if row.value is None or row.year is None or row.measure != chosen.measure or chosen.kind != "total":
        return None
    value = in_unit(row.value, row.unit, to=chosen.unit)
    sign = SIGNS.get(row.comparator, "") if row.comparator in SIGNS else ""
    return None if value is None else Promise(row, row.year, value, f"{sign}{scale.say(value)}")


def _awaited(rows: Iterable[Seen], until: date) -> str:
    """Return when a place without figures will have some, as far as an entry 缺 says so."""
    ends = [row.end for row in rows if row.status == "M" and row.end >= until and row.known_at < end_of(until)]
    return _("%(day)s 以后才有") % {"day": min(ends).isoformat()} if ends else _("什么时候有，没有人知道")


def _arrivals(rows: Iterable[Seen]) -> list[Arrival]:
    """Return what has arrived, the newest first."""
    found = {row.pk: row for row in rows if row.value is not None}
    ordered = sorted(found.values(), key=lambda row: (row.known_at, row.end, row.pk), reverse=True)
    return [
        Arrival(timezone.localtime(row.known_at).date(), row, found.get(row.revises) if row.revises else None)
        for row in ordered
    ]


def _judged(promised: list[Commitment], until: date) -> list[tuple[Commitment, Standing]]:
    return [(row.commitment, row.standing) for row in rows_of(promised[::-1], day=until)]


def sentence(page: Page) -> str:
    """Return the sentence that opens the page: the latest value, and how it stands to what was promised."""
    points = page.series.known.points if page.series else []
    if not points or points[-1].value is None:
        return _("%(title)s：还没有一个数") % {"title": page.indicator.title}
    last = points[-1]
    said = f"{page.indicator.title} {period_words(last.start, last.end)}{value_words(last, page.scale)}"
    promise = (
        next((each for each in page.series.promised[::-1] if each.year == last.end.year), None) if page.series else None
    )
    return said if promise is None else f"{said}，{_against(last, promise, page.scale)}"


def value_words(seen: Seen, scale: Scale) -> str:
    """Return a value in words: 增长6.1%, 下降0.4%, 为3.2亿元."""
    value = seen.value or Decimal(0)
    if seen.measure in ("growth", "change"):
        return (_("下降%(value)s") if value < 0 else _("增长%(value)s")) % {"value": scale.say(abs(value))}
    if seen.measure == "rank":
        return _("排第%(value)s") % {"value": scale.number(value)}
    return _("为%(value)s") % {"value": scale.say(value)}


def _against(last: Seen, promise: Promise, scale: Scale) -> str:
    """Compare with the promise; an amount of a running year is not measured against a full one."""
    if not last.is_year and last.measure not in RATES:
        return _("全年答应%(promise)s，年没过完，不比") % {"promise": promise.words}
    gap = (last.value or Decimal(0)) - promise.value
    unit = _("个百分点") if last.measure in RATES and scale.unit == "%" else scale.unit
    words = (
        _("与答应的%(promise)s一样")
        if not gap
        else _("比答应的%(promise)s高%(gap)s")
        if gap > 0
        else _("比答应的%(promise)s低%(gap)s")
    )
    said = words % {"promise": promise.words, "gap": f"{scale.number(abs(gap))}{unit}"}
    return said if last.is_year else _("%(said)s，年没过完") % {"said": said}
