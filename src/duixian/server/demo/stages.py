"""On which days a project entered its stages: drawn so that the gates of the year come out as the county told them.

Pure: projects in, days out. `ways` gives each project its way from the reserve to where it stands today.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta

from duixian.catalogue.calendar import is_workday
from duixian.server.demo.casebook import Project

Way = list[tuple[str, date]]
# Of the new projects in hand by the end of March, so many had begun: 17 of 36 are the 47% that the office reported.
BEGUN_BY_MARCH, HELD_BY_MARCH = 17, 36
# How many of those under way rest over the winter.
RESTING = 10
AFTER = ("completed", "producing", "effective")


def ways(projects: tuple[Project, ...], luck: random.Random, *, today: date) -> dict[str, Way]:
    """Return the way of each project by its name."""
    order = list(projects)
    luck.shuffle(order)
    starts = dict(_starts(order, luck))
    late = [each for each in order if each.kind == "new" and each.stage == "started"][HELD_BY_MARCH - 25 :]
    resting = [each for each in order if each.kind == "continued" and each.stage in ("building", "suspended")]
    found = {}
    for each in projects:
        way = _way(each, starts.get(each.name), luck, today=today, is_late=each in late)
        found[each.name] = _rested(way, luck) if each in resting[:RESTING] else way
    return found


def workday(day: date) -> date:
    """Return the day, or the next on which people work."""
    while not is_workday(day):
        day += timedelta(days=1)
    return day


def _between(luck: random.Random, first: date, last: date) -> date:
    return workday(first + timedelta(days=luck.randrange((last - first).days + 1)))


def _starts(order: list[Project], luck: random.Random) -> Iterator[tuple[str, date]]:
    """Yield on which day each new project began: in spring those that are under way by now, since summer the others."""
    new = [each for each in order if each.kind == "new" and each.is_reached]
    under_way = [each for each in new if each.stage != "started" and "started" not in each.days]
    for at, each in enumerate(under_way):
        spring = (
            (date(2025, 2, 12), date(2025, 3, 29)) if at < BEGUN_BY_MARCH else (date(2025, 4, 2), date(2025, 5, 28))
        )
        yield each.name, _between(luck, *spring)
    for each in new:
        if each.stage == "started":
            yield each.name, _between(luck, date(2025, 6, 26), date(2025, 9, 19))


def _way(each: Project, start: date | None, luck: random.Random, *, today: date, is_late: bool) -> Way:
    if each.stage == "reserve":
        return [("reserve", _between(luck, date(2024, 9, 4), today - timedelta(days=9)))]
    if each.stage == "early":
        early = _between(luck, date(2025, 4, 3), today - timedelta(days=6))
        return [("reserve", workday(early - timedelta(days=luck.randrange(40, 210)))), ("early", early)]
    if each.kind == "new":
        return _new(each, each.days.get("started") or start or today, luck, is_late=is_late)
    return _continued(each, luck, today=today)


def _new(each: Project, start: date, luck: random.Random, *, is_late: bool) -> Way:
    """Return the way of a project that began this year; those that were taken in hand late came in spring."""
    first, last = (date(2025, 4, 3), date(2025, 5, 16)) if is_late else (date(2024, 11, 18), date(2025, 3, 20))
    early = _between(luck, first, min(last, start - timedelta(days=12)))
    reserve = workday(early - timedelta(days=luck.randrange(25, 75)))
    way: Way = [("reserve", reserve), ("early", early), ("started", start)]
    if each.stage != "started":
        way.append(("building", workday(start + timedelta(days=luck.randrange(35, 72)))))
    if each.stage == "suspended":
        way.append(("suspended", each.days["suspended"]))
    return way


def _continued(each: Project, luck: random.Random, *, today: date) -> Way:
    """Return the way of a project that began before the ledger of cases did."""
    done = _done(each, luck, today=today)
    last = min(date(2024, 6, 20), done[0][1] - timedelta(days=260)) if done else date(2024, 6, 20)
    start = _between(luck, max(date(2023, 2, 20), last - timedelta(days=330)), last)
    early = workday(start - timedelta(days=luck.randrange(50, 150)))
    way: Way = [("reserve", workday(early - timedelta(days=luck.randrange(20, 90)))), ("early", early)]
    way += [("started", start), ("building", workday(start + timedelta(days=luck.randrange(30, 65))))]
    if each.stage == "suspended":
        way.append(("suspended", each.days["suspended"]))
    return way + done


def _done(each: Project, luck: random.Random, *, today: date) -> Way:
    """Return when a project was completed, produced and took effect, as far as it has come."""
    stages = AFTER[: AFTER.index(each.stage) + 1] if each.stage in AFTER else ()
    latest = {"completed": today - timedelta(days=8), "producing": date(2025, 6, 20), "effective": date(2025, 3, 20)}
    found: Way = []
    for stage in stages:
        if found:
            drawn = workday(found[-1][1] + timedelta(days=luck.randrange(30, 85)))
        else:
            drawn = _between(luck, date(2024, 12, 3), latest[each.stage])
        found.append((stage, each.days.get(stage, drawn)))
    return found


def _rested(way: Way, luck: random.Random) -> Way:
    """Return the way with a rest over the winter: everyone was back at work by the end of February."""
    before = [(stage, day) for stage, day in way if day < date(2024, 12, 1)]
    rest = ("suspended", _between(luck, date(2024, 12, 4), date(2024, 12, 20)))
    back = ("building", _between(luck, date(2025, 2, 8), date(2025, 2, 26)))
    return [*before, rest, back, *way[len(before) :]]
