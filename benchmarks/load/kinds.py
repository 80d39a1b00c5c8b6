"""What is promised and reported: kinds of sentences with their numbers, as the reader would have read them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from benchmarks.load.cast import named
from duixian.catalogue import indicators

WORKS = ("改造老旧小区", "新建农村公厕", "建成口袋公园", "新建村级养老驿站", "修缮小型水库", "建设社区食堂")
EVENTS = ("投入使用", "主体完工", "并网发电", "开工建设", "竣工验收")
GROWN = tuple(each.id for each in indicators().values() if each.measure == "growth")
LEVELS = tuple(each.id for each in indicators().values() if each.measure == "level" and each.unit != "元")
SHARES = tuple(each.id for each in indicators().values() if each.measure == "share")


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One thing said: its sentence, the words in it that carry the number, and the fields that follow."""

    sentence: str
    words: str
    target: str
    title: str
    fields: dict[str, Any]


def _figure(subject: str, words: str, target: str, sign: str = "", **fields: Any) -> Said:
    fields = {"kind": "figure", "subject": subject, **fields}
    return Said(
        sentence=f"{subject}{sign}{words}。", words=words, target=target, title=f"{subject} {words}", fields=fields
    )


def _count(draw: random.Random, number: int, year: int) -> Said:
    value = draw.randint(3, 90)
    subject = f"{draw.choice(WORKS)}{named(number, 5)}"
    return _figure(subject, f"{value}个", "count", measure="level", value=Decimal(value), unit="个", comparator="eq")


def _growth(draw: random.Random, number: int, year: int) -> Said:
    found, value = indicators()[draw.choice(GROWN)], Decimal(draw.randint(20, 90)) / 10
    return _figure(
        found.title, f"{value}%", "growth", "增长", measure="growth", value=value, unit="%",
        comparator=draw.choice(("eq", "ge")), indicator_id=found.id,
    )  # fmt: skip


def _level(draw: random.Random, number: int, year: int) -> Said:
    found, value = indicators()[draw.choice(LEVELS)], Decimal(draw.randint(20, 9000))
    return _figure(
        found.title, f"{value}{found.unit}", "level", "达到", measure="level", value=value, unit=found.unit,
        comparator=draw.choice(("eq", "ge")), indicator_id=found.id,
    )  # fmt: skip


def _share(draw: random.Random, number: int, year: int) -> Said:
    found, value = indicators()[draw.choice(SHARES)], Decimal(draw.randint(400, 990)) / 10
    return _figure(
        found.title, f"{value}%", "share", "达到", measure="share", value=value, unit="%", comparator="ge",
        indicator_id=found.id,
    )  # fmt: skip


def _ceiling(draw: random.Random, number: int, year: int) -> Said:
    value = Decimal(draw.randint(5, 40))
    return _figure(
        f"空气中{named(number, 5)}浓度", f"{value}微克/立方米", "ceiling", "不超过", measure="level", value=value,
        unit="微克/立方米", comparator="le",
    )  # fmt: skip


def _duty(draw: random.Random, number: int, year: int) -> Said:
    value = Decimal(draw.randint(1, 4))
    return _figure(
        f"每月到{named(number, 5)}村走访", f"{value}次", "duty", "至少", measure="level", value=value, unit="次",
        comparator="ge", status="rule",
    )  # fmt: skip


def _milestone(draw: random.Random, number: int, year: int) -> Said:
    month, event = draw.randint(3, 11), draw.choice(EVENTS)
    subject, words = f"{named(number, 5)}产业园", f"{month}月底前{event}"
    fields = {"kind": "milestone", "subject": subject, "event": event, "due": date(year, month, 28)}
    return Said(
        sentence=f"{subject}{words}。", words=words, target="milestone", title=f"{subject} {event}", fields=fields
    )


def _relative(draw: random.Random, number: int, year: int) -> Said:
    found = indicators()["urban_income"] if "urban_income" in indicators() else indicators()[GROWN[1]]
    subject, words = found.title, "与经济增长基本同步"
    fields = {"kind": "task", "subject": f"{subject}{words}", "indicator_id": found.id}
    return Said(
        sentence=f"{subject}{words}。", words=f"{subject}{words}", target="relative", title=subject, fields=fields
    )


def _deed(draw: random.Random, number: int, year: int) -> Said:
    words = f"推进{named(number, 5)}片区提质"
    return Said(
        sentence=f"{words}。", words=words, target="deed", title=words, fields={"kind": "task", "subject": words}
    )


Kind = Callable[[random.Random, int, int], Said]
# How many of a hundred promises are of each kind.
KINDS: dict[Kind, int] = {
    _count: 36, _growth: 14, _level: 10, _share: 6, _ceiling: 4, _duty: 5, _milestone: 15, _relative: 2, _deed: 8
}  # fmt: skip


def promise_of(draw: random.Random, number: int, year: int) -> Said:
    """Return a promise for a year."""
    kind = draw.choices(list(KINDS), list(KINDS.values()))[0]
    return kind(draw, number, year)


def result_of(draw: random.Random, number: int, year: int) -> Said:
    """Return a result or a fact of the year before."""
    return draw.choice((_count, _growth, _level, _share))(draw, number, year - 1)


def task_of(draw: random.Random, number: int, year: int) -> Said:
    """Return a task, under which promises stand."""
    return _deed(draw, number, year)
