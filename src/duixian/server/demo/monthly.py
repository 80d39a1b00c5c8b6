"""What an office reports of a project each month: the plan, what was done, and why it is slow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from duixian.cases.actions.opening import change_fields
from duixian.catalogue.calendar import add_workdays
from duixian.server.demo.money import done_in, months, pace_of, planned
from duixian.server.demo.stages import workday
from duixian.server.demo.timeline import taken_down
from duixian.server.demo.told import Told

# A completed project has used up so much of its total; the rule of the stage asks for eight tenths.
USED = 0.97
# Slow projects are slow since spring; the silent ones have said nothing since the end of June.
SLOW_SINCE, SILENT_SINCE, LAST = date(2025, 3, 1), date(2025, 6, 30), date(2025, 8, 31)
NEW_YEAR = date(2025, 1, 6)


def tell_months(told: Told) -> None:
    """Add what the office says of its project, month by month, from when the ledger of cases began."""
    before = told.scene.book.begun - timedelta(days=1)
    done = list(_done(told))
    if told.start <= before:
        _sum_up(told, [(end, amount) for end, amount in done if end <= before])
    for month in told.plan:
        if month.end > before and _is_planned(told, month.end):
            first = max(workday(month.end.replace(day=1)), told.start)
            _say(told, "plan", first, {"month_end": month.end, "amount": month.plan}, latest=3)
    so_far = Decimal(0)
    for end, amount in done:
        so_far += amount
        if end > before:
            fields = {"month_end": end, "done": amount, "image": _image(told, amount, so_far)}
            _say(told, "progress", workday(end + timedelta(days=1)), fields, latest=2 if told.over else 4)
    _excuse_slowness(told)
    _plan_the_year(told)


def _done(told: Told) -> Iterator[tuple[date, Decimal]]:
    """Yield what was done in each month that is over."""
    if told.over is not None:
        last = (told.over - timedelta(days=12)).replace(day=1) - timedelta(days=1)
        for month in months(round(told.project.total * USED), since=told.start, until=last):
            yield month.end, month.plan
        return
    pace = pace_of(told.luck, is_slow=told.is_slow)
    for month in told.plan:
        if month.end > (SILENT_SINCE if told.is_silent else LAST):
            return
        rests = told.stage_on(month.end) == "suspended"
        usual = pace if month.end >= SLOW_SINCE or not told.is_slow else 0.97
        yield month.end, Decimal(0) if rests else done_in(month, usual, told.luck)


def _sum_up(told: Told, done: list[tuple[date, Decimal]]) -> None:
    """Say once what was planned and done before the ledger of cases began, as it is opened."""
    until, at = done[-1][0], told.scene.timeline.begun
    total = sum((amount for _, amount in done), Decimal(0))
    plan = {"month_end": until, "amount": planned(told.plan, since=date.min, until=until)}
    _take_down(told, "plan", told.scene.book.begun, plan, at=at)
    progress = {"month_end": until, "done": total, "image": "开工以来累计"}
    _take_down(told, "progress", told.scene.book.begun, progress, at=at)


def _is_planned(told: Told, end: date) -> bool:
    first = end.replace(day=1)
    return first <= told.scene.today and (told.over is None or told.over > first)


def _say(told: Told, event: str, day: date, fields: dict[str, Any], *, latest: int) -> None:
    """Let the office say something some working days after a day; now and then it reaches the ledger a week later."""
    day = add_workdays(day, told.luck.randrange(latest + 1)).day
    lag = told.luck.randrange(3, 8) if latest > 2 and told.luck.random() < 0.06 else 0
    _take_down(told, event, day, fields, at=taken_down(add_workdays(day, lag).day, told.luck))


def _take_down(told: Told, event: str, day: date, fields: dict[str, Any], *, at: datetime) -> None:
    told.scene.timeline.happens(told.ref, event, by=told.clerk, on=day, fields=fields, at=at)


def _image(told: Told, amount: Decimal, so_far: Decimal) -> str:
    """Return what one sees on the site, by the share that is built."""
    if not amount:
        return "没有施工"
    images: list[str] = told.scene.book.said["images"]
    share = float(so_far) / told.project.total
    return images[min(int(share * len(images)), len(images) - 1)]


def _excuse_slowness(told: Told) -> None:
    """Let a slow project say why, once or a few times."""
    if not told.is_slow or told.over is not None:
        return
    ends = [month.end for month in told.plan if date(2025, 4, 1) < month.end <= LAST]
    for end in sorted(told.luck.sample(ends, min(len(ends), told.luck.randrange(1, 4)))):
        why, says = told.luck.choice(told.scene.book.delays)
        _say(told, "delay", workday(end + timedelta(days=6)), {"why": why, "says": says}, latest=4)


def _plan_the_year(told: Told) -> None:
    """Put the plan of the new year into the field, in its first days; nothing for a project that is over."""
    if told.start >= NEW_YEAR:
        return
    is_over = told.over is not None and told.over < NEW_YEAR
    plan = Decimal(0) if is_over else planned(told.plan, since=NEW_YEAR, until=date(2025, 12, 31))
    at = taken_down(add_workdays(NEW_YEAR, told.luck.randrange(4)).day, told.luck)
    fields = {"year_plan": plan}
    told.scene.timeline.does(told.ref, lambda case: change_fields(case, fields=fields, by=told.clerk), at=at)
