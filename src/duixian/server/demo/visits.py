"""Who was on the site of a project: its leader mostly twice a month, now and then the deputy, now and then nobody."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from duixian.accounts.models import Person
from duixian.cases.actions.events import excuse, take_back
from duixian.cases.models import Case, CaseEvent
from duixian.catalogue.calendar import add_workdays, is_workday
from duixian.catalogue.periods import period_around
from duixian.server.demo.timeline import taken_down
from duixian.server.demo.told import Told

EVENT, PHOTO = "site_visit", "现场照片"
# How often someone comes in a month, of a hundred; every eighth leader comes less.
OFTEN, SELDOM = {2: 78, 3: 8, 1: 11, 0: 3}, {2: 36, 3: 2, 1: 44, 0: 18}
SELDOM_ARE = 8
# Around the Spring Festival nobody goes to those that rest; a leader is away at school in May.
FESTIVAL = (date(2025, 1, 20), date(2025, 2, 7))
SCHOOL = (date(2025, 5, 12), date(2025, 5, 30))
AT_SCHOOL = 5
# Since when nobody came to the projects that were left alone.
LEFT_SINCE = date(2025, 8, 1)
# So many visits of a thousand are taken back.
WRONG = 3


def tell_visits(told: Told) -> None:
    """Add the visits of each month while the duty holds, and the days on which it did not."""
    excused = list(_excused(told))
    for since, until, why in excused:
        at = max(taken_down(add_workdays(since, -2).day, told.luck), told.scene.timeline.begun)
        told.scene.timeline.does(told.ref, _excuse(told, since, until, why), at=at)
    for days, whole in _months(told):
        free = [day for day in days if not any(since <= day <= until for since, until, _ in excused)]
        for day in _drawn(told, free, len(free) / whole):
            _visit(told, day)


def _months(told: Told) -> Iterator[tuple[list[date], int]]:
    """Yield the working days of each month on which the duty held, and how many the whole month has."""
    last = (told.over or told.scene.today) - timedelta(days=1)
    since = max(told.start, told.scene.book.begun)
    if told.is_left:
        last = LEFT_SINCE
    while since <= last:
        first, end = period_around("month", since)
        workdays = [day for at in range((end - first).days + 1) if is_workday(day := first + timedelta(days=at))]
        yield [day for day in workdays if since <= day <= last], len(workdays)
        since = end + timedelta(days=1)


def _drawn(told: Told, days: Sequence[date], share: float) -> Iterator[date]:
    """Yield the days on which someone came, spread over the month."""
    seldom = sum(map(ord, told.lead.name)) % SELDOM_ARE == 0
    odds = SELDOM if seldom else OFTEN
    times = told.luck.choices(list(odds), list(odds.values()))[0]
    times = min(round(times * share + told.luck.uniform(-0.2, 0.2)), len(days))
    for at in range(times):
        part = days[len(days) * at // times : len(days) * (at + 1) // times]
        yield told.luck.choice(part)


def _visit(told: Told, day: date) -> None:
    """Let someone come: what they found, where they stood, often a photo; some take it down days later."""
    luck, timeline = told.luck, told.scene.timeline
    lag = luck.choices((0, 1, luck.randrange(2, 11)), (76, 16, 8))[0]
    received = taken_down(add_workdays(day, lag).day, luck)
    at = timezone.make_aware(datetime.combine(day, time(luck.randrange(8, 17), luck.randrange(60), luck.randrange(60))))
    by: Person = luck.choices((told.lead, told.deputy, told.clerk), (88, 10, 2))[0]
    papers = [(PHOTO, told.scene.papers.one(PHOTO, day, luck, town=told.project.town))] if luck.random() < 0.6 else []
    at = min(at, received - timedelta(minutes=5))
    key = timeline.happens(told.ref, EVENT, by=by, on=day, fields=_seen(told), papers=papers, at=received, moment=at)
    if luck.randrange(1000) < WRONG:
        wrong = taken_down(add_workdays(timezone.localdate(received), 2).day, luck)
        timeline.does(told.ref, lambda _case: _take_back(told, key), at=wrong)


def _seen(told: Told) -> dict[str, Any]:
    luck = told.luck
    east, north = told.site
    found = luck.choice(told.scene.book.said["found"]) if luck.random() < 0.55 else None
    near = [round(east + luck.uniform(-0.0012, 0.0012), 5), round(north + luck.uniform(-0.0009, 0.0009), 5)]
    return {"found": found, "position": near if luck.random() < 0.7 else None}


def _excused(told: Told) -> Iterator[tuple[date, date, str]]:
    """Yield the days on which the duty does not count for this project."""
    before = told.scene.book.begun - timedelta(days=1)
    if told.start <= before:
        yield told.start, min(before, told.over or before), "台账从2024年9月记起，此前的督导没有入账"
    if told.stage_on(FESTIVAL[0]) == "suspended":
        yield *FESTIVAL, "春节前后全线停工，值班人员每日报平安"
    held = told.start < SCHOOL[0] and (told.over is None or told.over > SCHOOL[1])
    if held and told.lead_number == AT_SCHOOL:
        yield *SCHOOL, "责任领导在市委党校学习"


def _excuse(told: Told, since: date, until: date, why: str) -> Any:
    def deed(case: Case) -> object:
        return excuse(case, event=EVENT, since=since, until=until, by=told.scene.keeper, why=why)

    return deed


def _take_back(told: Told, key: str) -> object:
    return take_back(CaseEvent.objects.get(key=key), by=told.scene.keeper, why="记错了项目，去的是邻近的一处")
