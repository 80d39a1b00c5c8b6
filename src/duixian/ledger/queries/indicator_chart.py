"""The chart of an indicator as data, its table, and other places as small drawings on one scale."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from duixian.ledger.models import Observation
from duixian.ledger.observed import MONTHS, Scale, Seen, gaps, period_words, runs, step_of
from duixian.ledger.queries.indicator import Page, Promise, Series

# A small drawing: its width, its height, and the room above and below.
WIDE, HIGH, ROOM = 180, 64, 6


class Line(NamedTuple):
    """A row of the table: the period, the value, its status, since when it is known, what became of it."""

    seen: Seen
    period: str
    value: str
    unit: str
    status: str
    known: date
    fate: str
    is_open: bool


class Small(NamedTuple):
    """A place as a small drawing: paths, promised lines, boxes round gaps, the last point and its value."""

    series: Series
    paths: list[str]
    promised: list[tuple[str, str, str]]
    boxes: list[tuple[str, str]]
    last: tuple[str, str, str, str] | None
    words: str
    promise: str


def lines(page: Page) -> list[Line]:
    """Return what the chart shows as rows, the newest period first."""
    if page.series is None:
        return []
    known = page.series.known
    found = [(row, "") for row in known.points]
    found += [(row, _("后来改过")) for row in known.replaced] + [(row, _("另有一说")) for row in known.others]
    ordered = sorted(found, key=lambda pair: (pair[0].end, not pair[1], pair[0].known_at), reverse=True)
    return [_line(row, page.scale, fate) for row, fate in ordered]


def _line(row: Seen, scale: Scale, fate: str) -> Line:
    return Line(
        seen=row,
        period=period_words(row.start, row.end),
        value=scale.number(row.value) if row.value is not None else "",
        unit=scale.unit,
        status=str(Observation.Status(row.status).label),
        known=timezone.localtime(row.known_at).date(),
        fate=fate,
        is_open=row.withdrawn_at is None,
    )


class Axis(NamedTuple):
    """The slots along the time axis: months, or years where there are no months."""

    first: int
    last: int
    step: int

    def slot(self, year: int, month: int = MONTHS) -> int:
        """Return the slot of a month, or of its year."""
        return year - self.first if self.step == MONTHS else (year - self.first) * MONTHS + month - 1

    @property
    def size(self) -> int:
        """How many slots there are."""
        return self.slot(self.last) + 1

    def labels(self) -> list[str]:
        """Return a word a slot; January has none, 1—2月 stands with its year."""
        if self.step == MONTHS:
            return [_("%(year)s年") % {"year": year} for year in range(self.first, self.last + 1)]
        return [self._month(year, month) for year in range(self.first, self.last + 1) for month in range(1, MONTHS + 1)]

    def _month(self, year: int, month: int) -> str:
        if month == 2:
            return _("1—2月\n%(year)s年") % {"year": year}
        return _("%(month)s月") % {"month": month} if month in (5, 8, 11) else ""


def axis_of(all_series: Iterable[Series], day: date) -> Axis:
    """Return the axis on which all of these find room."""
    known = [row for each in all_series for row in (*each.known.points, *each.known.replaced)]
    years = [row.end.year for row in known] + [each.year for one in all_series for each in one.promised]
    return Axis(min(years, default=day.year), max(years, default=day.year), step_of(known))


def config(page: Page) -> dict[str, Any] | None:
    """Return what the script draws; None where nothing is known or promised."""
    if page.series is None or not (page.series.known.points or page.series.promised):
        return None
    known, axis = page.series.known, axis_of([page.series], page.day)
    return {
        "labels": axis.labels(),
        "monthly": axis.step != MONTHS,
        "unit": page.scale.unit,
        "runs": [[_at(row, axis, page.scale) for row in run] for run in runs(known.points)],
        "points": [_drawn(row, axis, page.scale) for row in known.points],
        "replaced": [_drawn(row, axis, page.scale) for row in known.replaced],
        "others": [_drawn(row, axis, page.scale) for row in known.others],
        "gaps": [[axis.slot(gap.year, gap.first), axis.slot(gap.year, gap.last)] for gap in gaps(known.points)],
        "promised": [_level(each, axis, page.scale) for each in page.series.promised],
        "words": {"gap": _("缺"), "value": page.indicator.title, "known": _("起已知")},
    }


def _number(value: Decimal | None, scale: Scale) -> float | None:
    return None if value is None else float(value / scale.factor)


def _at(row: Seen, axis: Axis, scale: Scale) -> list[Any]:
    return [axis.slot(row.end.year, row.end.month), _number(row.value, scale)]


def _drawn(row: Seen, axis: Axis, scale: Scale) -> dict[str, Any]:
    line = _line(row, scale, "")
    return {
        "at": _at(row, axis, scale),
        "status": row.status,
        "words": f"{line.period} {line.value}{line.unit} · {line.status}",
        "known": line.known.isoformat(),
        "source": reverse("source", args=("observation", row.pk)) if line.is_open else "",
    }


def _level(promise: Promise, axis: Axis, scale: Scale) -> dict[str, Any]:
    first, last = axis.slot(promise.year, 1), axis.slot(promise.year)
    words = _("%(year)s 答应 %(value)s") % {"year": promise.year, "value": promise.words}
    return {"from": first, "to": last, "value": _number(promise.value, scale), "words": words}


class Frame(NamedTuple):
    """The scale that all small drawings share."""

    axis: Axis
    low: Decimal
    high: Decimal

    def x(self, slot: float) -> str:
        """Return where a slot lies."""
        return f"{ROOM + (WIDE - 44 - ROOM) * (slot + 0.5) / self.axis.size:.1f}"

    def y(self, value: Decimal) -> str:
        """Return where a value lies."""
        share = float((value - self.low) / (self.high - self.low)) if self.high > self.low else 0.5
        return f"{HIGH - ROOM - (HIGH - 2 * ROOM) * share:.1f}"


def frame_of(page: Page) -> Frame:
    """Return the one scale of all places: of what is known and promised anywhere."""
    known = [row.value for each in page.others for row in each.known.points if row.value is not None]
    values = known + [promise.value for each in page.others for promise in each.promised]
    return Frame(axis_of(page.others, page.day), min(values, default=Decimal(0)), max(values, default=Decimal(0)))


def small(series: Series, frame: Frame, scale: Scale) -> Small:
    """Return a place as a small drawing."""
    points, axis = series.known.points, frame.axis
    paths = [
        "M"
        + " L".join(
            f"{frame.x(axis.slot(row.end.year, row.end.month))} {frame.y(row.value or Decimal(0))}" for row in run
        )
        for run in ([row for row in each if row.value is not None] for each in runs(points))
        if len(run) > 1
    ]
    missing = gaps(points)
    words = "、".join(
        _("缺 %(year)s年%(months)s月") % {"year": gap.year, "months": _months(gap.first, gap.last)} for gap in missing
    )
    promise = series.promised[-1].words if series.promised else ""
    last = _last(points[-1], frame, scale) if points else None
    return Small(
        series, paths, [_dash(each, frame) for each in series.promised], _boxes(series, frame), last, words, promise
    )


def _months(first: int, last: int) -> str:
    return str(first) if first == last else f"{first}—{last}"


def _last(row: Seen, frame: Frame, scale: Scale) -> tuple[str, str, str, str] | None:
    if row.value is None:
        return None
    at = frame.axis.slot(row.end.year, row.end.month)
    return frame.x(at), frame.y(row.value), scale.number(row.value), row.status


def _dash(promise: Promise, frame: Frame) -> tuple[str, str, str]:
    first, last = frame.axis.slot(promise.year, 1), frame.axis.slot(promise.year)
    return frame.x(first - 0.4), frame.x(last + 0.4), frame.y(promise.value)


def _boxes(series: Series, frame: Frame) -> list[tuple[str, str]]:
    found = []
    for gap in gaps(series.known.points):
        left = frame.x(frame.axis.slot(gap.year, gap.first) - 0.5)
        right = frame.x(frame.axis.slot(gap.year, gap.last) + 0.5)
        found.append((left, f"{float(right) - float(left):.1f}"))
    return found
