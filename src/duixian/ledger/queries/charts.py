"""The chart of a commitment as data: what is shown, what is reported, the line of the plan, and the deadlines."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from duixian.exporters.shown import grouped
from duixian.ledger.judging import Known
from duixian.ledger.queries.rows import MARKS, Row
from duixian.ledger.reaching import in_unit, is_ceiling, say
from duixian.statement import plain


class Point(NamedTuple):
    """A row of the chart's table: the day, what kind of thing, its value in words, its grade."""

    day: date
    kind: str
    value: str
    grade: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Chart:
    """A chart with its title, one sentence that says what it shows, its table, and what the script draws."""

    title: str
    summary: str
    points: list[Point]
    config: dict[str, Any]


def chart_of(row: Row, *, day: date) -> Chart | None:
    """Return the chart of a commitment with a number, or None where there is nothing to draw."""
    target = row.facts.target
    if target.value is None or row.commitment.target_kind in ("milestone", "deed", "relative"):
        return None
    proofs, claims = _series(row, row.facts.proofs), _series(row, row.facts.claims)
    unit = target.shown or target.unit
    return Chart(
        title=_("%(title)s：佐证、申报与计划") % {"title": row.commitment.title},
        summary=_summary(row, proofs, claims),
        points=_points(proofs, claims),
        config={
            "unit": unit,
            "from": _first(row, proofs, claims, day).isoformat(),
            "to": _last(row, day).isoformat(),
            "today": day.isoformat(),
            "due": _iso(target.due),
            "original": _iso(target.original_due),
            "target": _scaled(row, target.value),
            "plan": _plan(row),
            "adds": _adds(row),
            "proofs": [_drawn(row, each, value) for each, value in proofs],
            "claims": [_drawn(row, each, value) for each, value in claims],
            "words": {name: str(words) for name, words in _words().items()},
        },
    )


def _words() -> dict[str, str]:
    return {
        "proofs": _("佐证"),
        "claims": _("申报"),
        "plan": _("计划"),
        "today": _("今天"),
        "original": _("原期限"),
        "due": _("期限"),
        "moved": _("改后期限"),
    }


Valued = tuple[Known, Decimal]


def _series(row: Row, known: tuple[Known, ...]) -> list[Valued]:
    found = [(each, in_unit(each, row.facts.target)[0]) for each in known]
    return sorted(((each, value) for each, value in found if value is not None), key=lambda pair: pair[0].as_of)


def _adds(row: Row) -> bool:
    return row.commitment.target_kind in ("count", "level") and not is_ceiling(row.facts.target)


def _plan(row: Row) -> list[list[Any]]:
    """Return the straight line to the planned deadline where works add up, else the level of the target."""
    target = row.facts.target
    if not _adds(row) or target.start is None or target.planned is None:
        return []
    full = _scaled(row, target.value)
    return [[target.start.isoformat(), 0], [target.planned.isoformat(), full]]


def _scaled(row: Row, value: Decimal | None) -> float | None:
    return None if value is None else float(value / row.facts.target.factor)


def _drawn(row: Row, known: Known, value: Decimal) -> dict[str, Any]:
    mark = MARKS.get(known.grade, "reported")
    return {"day": known.as_of.isoformat(), "value": _scaled(row, value), "mark": mark, "grade": known.grade}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _first(row: Row, proofs: list[Valued], claims: list[Valued], day: date) -> date:
    days = [each.as_of for each, _value in (*proofs, *claims)]
    return min([row.facts.target.start or day, *days])


def _last(row: Row, day: date) -> date:
    start, due = row.facts.target.start, row.due or day
    return max(due, day, date(start.year, 12, 31) if start else day)


def _points(proofs: list[Valued], claims: list[Valued]) -> list[Point]:
    words = _words()
    rows = [Point(each.as_of, words["proofs"], _said(value), each.grade) for each, value in proofs]
    rows += [Point(each.as_of, words["claims"], _said(value), "") for each, value in claims]
    return sorted(rows, key=lambda point: (point.day, point.kind))


def _said(value: Decimal) -> str:
    return grouped(plain(value) or "0")


def _summary(row: Row, proofs: list[Valued], claims: list[Valued]) -> str:
    target = row.facts.target
    goal = _("目标 %(value)s") % {"value": say(target, target.value)}
    known = [
        _("%(kind)s到 %(day)s 为 %(value)s")
        % {"kind": kind, "day": f"{rows[-1][0].as_of:%m-%d}", "value": say(target, rows[-1][1])}
        for kind, rows in ((_("佐证"), proofs), (_("申报"), claims))
        if rows
    ]
    return _("，").join([goal, *known]) if known else _("%(goal)s，还没有一个数。") % {"goal": goal}
