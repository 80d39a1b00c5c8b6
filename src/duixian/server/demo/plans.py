"""What is reported of a promise, and when: drawn from its name, or as its story says. Pure: a promise in, steps out."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from duixian.server.demo.county import Story

# How promises turn out that have no story of their own: past their deadline, and with time left.
PAST = {"done": 92, "late": 2, "claimed": 1, "short": 3, "silent": 2}
AHEAD = {"done": 26, "on": 62, "behind": 5, "words": 3, "silent": 2, "claimed": 2}
# Month and day on which promises are withdrawn that are to be.
WITHDRAWN = (7, 22)
# From here on nobody counts single ones of a floor.
LARGE = 1000
# Kinds that are not added up but hold, or do not, when the period ends.
HELD = frozenset({"growth", "share", "floor", "ceiling", "zero", "rank", "streak", "duty"})
# Of these only whole numbers are said.
WHOLE = frozenset({"rank", "zero", "streak"})
PLAIN = frozenset({"milestone", "deed", "relative"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """What of a commitment the plan depends on."""

    title: str
    kind: str
    year: int
    due: date
    value: Decimal | None
    is_ceiling: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A report: on which day, as of which day, what it says, which paper is beside it and how it is graded."""

    day: date
    as_of: date
    value: Decimal | None = None
    is_done: bool = False
    words: str = ""
    paper: str = ""
    grade: str = ""
    shown: Decimal | None = None
    is_returned: bool = False


def way_of(promise: Promise, story: Story | None, *, today: date) -> str:
    """Return how a promise turns out."""
    if story is not None:
        return story.way
    odds = PAST if promise.due < today else AHEAD
    way = _luck(promise, "way").choices(list(odds), list(odds.values()))[0]
    return "on" if way == "done" and promise.due >= today and promise.kind in HELD else way


def plan(promise: Promise, way: str, story: Story | None, *, today: date) -> list[Step]:
    """Return the reports on a promise up to today, in the order of their days."""
    if way == "silent":
        return []
    luck = _luck(promise, "plan")
    steps = list(_steps(promise, way, story, luck, today=today))
    return [step for step in steps if step.day < today or (step.day == today and luck.random() < 0.3)]


def _luck(promise: Promise, about: str) -> random.Random:
    return random.Random(f"{promise.year} {promise.title} {about}")


def _steps(promise: Promise, way: str, story: Story | None, luck: random.Random, *, today: date) -> Iterator[Step]:
    end = min(promise.due, today - timedelta(days=luck.randrange(4, 18)))
    if way == "withdrawn":
        end = min(end, date(promise.year, *WITHDRAWN) - timedelta(days=20))
    finish = end - timedelta(days=luck.randrange(0, 24) if promise.due < today else luck.randrange(2, 70))
    if promise.kind in HELD and promise.due < today:
        finish = promise.due  # what must hold until the end is shown at the end
    if story is not None and story.finish is not None:
        finish = story.finish
    last = finish if way == "done" else end
    days = list(_checkpoints(promise, last, luck))
    for at, day in enumerate(days):
        is_last = at == len(days) - 1
        share = _share(promise, way, story, day, luck, is_last=is_last)
        yield _step(promise, way, story, day, share, luck, is_last=is_last)
    if way == "late" and promise.due < today - timedelta(days=20):
        day = today - timedelta(days=luck.randrange(5, 18))
        yield _step(promise, way, story, day, _share(promise, way, story, day, luck, is_last=True), luck, is_last=True)


def _checkpoints(promise: Promise, last: date, luck: random.Random) -> Iterator[date]:
    """Yield the days as of which is reported: ends of months, every second or third, and the last."""
    every, day = luck.choice((2, 3, 3)), date(promise.year, luck.choice((3, 4)), 1)
    while day - timedelta(days=1) < last - timedelta(days=12):
        if day.month > 2:
            yield day - timedelta(days=1)
        month = day.month + every
        day = date(day.year + (month - 1) // 12, (month - 1) % 12 + 1, 1)
    yield last


def _share(promise: Promise, way: str, story: Story | None, day: date, luck: random.Random, *, is_last: bool) -> float:
    """Return how much of the target is there on a day."""
    start = date(promise.year, 1, 1)
    time = max(0.05, min(1.0, (day - start).days / max(1, (promise.due - start).days)))
    if is_last and way in ("late", "short"):
        return story.end if story else luck.uniform(0.6, 0.88)
    if is_last and way == "done":
        return 1.0 if luck.random() < 0.6 else luck.uniform(1.0, 1.05)
    top = (story.end if story else 0.85) if way in ("late", "short") else 0.97
    pace = {"behind": 0.72, "late": 0.8, "short": 0.9}.get(way, luck.uniform(0.98, 1.1))
    return float(min(top, time * pace))


def _step(
    promise: Promise, way: str, story: Story | None, day: date, share: float, luck: random.Random, *, is_last: bool
) -> Step:
    is_done = is_last and way in ("done", "claimed") and promise.kind in PLAIN
    paper, grade = _paper(promise, way, luck, is_last=is_last)
    shown = _value(promise, way, share, luck, is_last=is_last)
    value = shown
    if is_last and story is not None and story.claimed:
        value = _value(promise, way, story.claimed, luck, is_last=is_last)
    return Step(
        day=_workday(day + timedelta(days=luck.randrange(0, 2) if is_last else luck.randrange(1, 7))),
        as_of=day,
        value=None if way == "words" else value,
        is_done=is_done,
        words=_words(promise, way, is_done=is_done, is_last=is_last, luck=luck),
        paper=paper,
        grade=grade,
        shown=shown,
        is_returned=not is_last and bool(paper) and luck.random() < 0.07,
    )


def _paper(promise: Promise, way: str, luck: random.Random, *, is_last: bool) -> tuple[str, str]:
    """Return which paper is beside a report, and how it will be graded."""
    if way in ("claimed", "words"):
        return "", ""
    if is_last and way in ("done", "short"):
        return ("form.pdf" if luck.random() < 0.5 else "form.png"), "甲"
    if promise.kind in HELD:
        return ("form.png", "乙") if is_last or luck.random() < 0.5 else ("", "")
    if is_last and way in ("on", "behind", "late"):
        return luck.choice(("photo", "form.png")), "乙"
    if luck.random() < 0.55:
        return ("photo", "丙") if luck.random() < 0.6 else ("form.png", "乙")
    return "", ""


def _value(promise: Promise, way: str, share: float, luck: random.Random, *, is_last: bool) -> Decimal | None:
    if promise.kind in PLAIN or promise.value is None:
        return None
    target = promise.value
    if promise.kind in HELD or promise.is_ceiling:
        return _held(promise, target, way, luck, is_last=is_last)
    value = target * Decimal(repr(round(share, 4)))
    if promise.kind == "count" or target == target.to_integral_value():
        value = _rounded(value)
        return max(value, target) if is_last and way == "done" else min(value, max(target - 1, value))
    return value.quantize(Decimal("0.1"))


def _held(promise: Promise, target: Decimal, way: str, luck: random.Random, *, is_last: bool) -> Decimal:
    """Return a rate that holds or does not: a little beyond the target, or a little short of it."""
    misses = way in ("short", "late", "behind")
    by = Decimal(str(round(luck.uniform(0.03, 0.09), 3)))
    if promise.kind in WHOLE:
        return target + misses
    if promise.kind == "duty":
        return max(Decimal(1), target - 1) if misses else target + luck.choice((0, 0, 1))
    up = (target > 0) != promise.is_ceiling
    factor = 1 - by if up == misses else 1 + by
    value = (target * factor).quantize(Decimal("0.1"))
    if promise.kind == "floor" and target >= LARGE:
        return _rounded(value)
    return min(value, Decimal(100)) if target <= 100 and promise.kind == "share" else value


def _rounded(value: Decimal) -> Decimal:
    """Return a whole number of three digits that count: 14,312 亩 is 14,300."""
    whole = int(value)
    unit = 10 ** max(0, len(str(whole)) - 3)
    return Decimal(whole // unit * unit)


def _words(promise: Promise, way: str, *, is_done: bool, is_last: bool, luck: random.Random) -> str:
    if is_done:
        return luck.choice(("已经完成，材料见附件。", "已完成并投入使用。", "已完工，等待统一验收。"))
    if promise.kind in PLAIN or way == "words":
        said = (
            "前期手续办完，正在施工。",
            "方案已定，正在实施。",
            "完成过半，按计划推进。",
            "材料到场，本月集中施工。",
        )
        return luck.choice(said)
    if way in ("late", "behind") and is_last:
        return luck.choice(("雨水偏多，进度慢了，正在赶工。", "资金晚到，已在协调。", "设备进场晚于计划。"))
    return ""


def _workday(day: date) -> date:
    """Return the day, or the Monday after a weekend."""
    return day + timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)
