"""Where the cases of a program lie, as points of a drawing: longitude and latitude, WGS 84, drawn to scale."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from math import cos, radians
from typing import NamedTuple

from django.db.models import Q

from duixian.accounts.models import Person
from duixian.cases.past import fields_then
from duixian.cases.queries.listing import Row, rows_of, rows_on
from duixian.cases.tables.shelf import Shelved
from duixian.journal.among import Keys

WIDTH, HEIGHT, EDGE = 960.0, 560.0, 24.0
MOST = 2000
# Metres of one degree of latitude.
DEGREE = 111_320.0
ROUND = (100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000)


class Site(NamedTuple):
    """A case at its point of the drawing."""

    row: Row
    x: float
    y: float


class Sites(NamedTuple):
    """The points, how many cases have none, and a bar of so many metres."""

    sites: Sequence[Site]
    without: int
    metres: int
    bar: float

    @property
    def kilometres(self) -> int:
        """The bar's length in kilometres, where it is that long."""
        return self.metres // 1000


def sites(person: Person, shelved: Shelved, *, day: date) -> Sites:
    """Return the cases that have a place, in the drawing's own units (equirectangular about its middle)."""
    key = next((key for key, each in shelved.program.living.items() if each.type == "geometry"), None)
    rows = rows_on(person, shelved, day=day)
    if key is None:
        return Sites((), 0, 0, 0)
    moved = fields_then(shelved, day=day).get(key, {})
    found = rows.filter(~Q(**{key: None}) | Q(pk__among=Keys(moved))).select_related("case")[:MOST]
    told = [row for row in rows_of(list(found), shelved, day=day) if getattr(row.row, key) is not None]
    points = [getattr(row.row, key) for row in told]
    without = rows.filter(**{key: None}).count() if not moved else rows.count() - len(told)
    if not points:
        return Sites((), without, 0, 0)
    middle = (min(y for _, y in points) + max(y for _, y in points)) / 2
    narrow = cos(radians(middle))
    left, top = min(x for x, _ in points), max(y for _, y in points)
    wide = max((max(x for x, _ in points) - left) * narrow, 1e-4)
    high = max(top - min(y for _, y in points), 1e-4)
    scale = min((WIDTH - 2 * EDGE) / wide, (HEIGHT - 2 * EDGE) / high)
    from_left, from_top = (WIDTH - wide * scale) / 2, (HEIGHT - high * scale) / 2
    drawn = [
        Site(row, round(from_left + (x - left) * narrow * scale, 1), round(from_top + (top - y) * scale, 1))
        for row, (x, y) in zip(told, points, strict=True)
    ]
    metres = max((each for each in ROUND if each / DEGREE * scale <= WIDTH / 4), default=ROUND[0])
    return Sites(drawn, without, metres, round(metres / DEGREE * scale, 1))
