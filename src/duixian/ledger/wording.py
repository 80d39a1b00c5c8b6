"""What the words of a promise say beyond its number: what it is compared with, for how many years, how often.

Pure: a text in, a small value out, or None where the text says nothing of the kind.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from duixian.catalogue import find_indicator, indicators
from duixian.reader.numerals import chinese

_OTHER = r"(?P<other>[一-龥A-Z]{2,16}?)(?:增长|增速|增幅|增长率)?(?:水平)?"
_STEP = re.compile(
    rf"(?:与|和|同|跟){_OTHER}(?P<about>基本|大体|大致)?(?:保持)?(?:基本|大体|大致)?(?:同步|相当|一致|持平)"
)
_ABOVE = re.compile(rf"(?:高于|快于|领先于?|跑赢){_OTHER}(?=[，。；、,;]|$)")
_FLOOR = re.compile(rf"(?:不低于|不慢于|不落后于){_OTHER}(?=[，。；、,;]|$)")
_ABOUT = re.compile("基本|大体|大致")
# What reports call the growth of the whole.
_ECONOMY = re.compile("^(?:我县|全县|县域)?(?:经济|经济增长|经济发展|GDP|地区生产总值)$")
_YEARS = re.compile(r"连续(?P<count>\d+|[一二两三四五六七八九十]+)年")
_CADENCE = re.compile(r"每(?:个)?(?P<each>周|星期|月|季度|季|半年|年)")
_EACH = {"周": "week", "星期": "week", "月": "month", "季度": "quarter", "季": "quarter", "半年": "half", "年": "year"}


@dataclass(frozen=True, slots=True)
class Relation:
    """What a target is compared with: the other indicator's id (empty where it has none), its name, and how.

    `how` is step (within half a point where it says 基本), above, or floor.
    """

    other: str
    title: str
    how: str
    room: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Condition:
    """What each year of a streak has to show: a measure, a sign of comparison and a bound."""

    measure: str
    comparator: str
    bound: Decimal

    def holds(self, value: Decimal) -> bool:
        """Answer whether the value of a year keeps the streak."""
        return {
            "gt": value > self.bound,
            "ge": value >= self.bound,
            "lt": value < self.bound,
            "le": value <= self.bound,
        }[self.comparator]


def relation_in(text: str) -> Relation | None:
    """Return what a text compares its indicator with: 与经济增长基本同步, 高于全市平均."""
    flat = "".join(text.split())
    for pattern, how in ((_STEP, "step"), (_FLOOR, "floor"), (_ABOVE, "above")):
        if found := pattern.search(flat):
            room = Decimal("0.5") if how == "step" and _ABOUT.search(found[0]) else Decimal(0)
            named = _ABOUT.sub("", found["other"])
            return Relation(*_named(named), how, room)
    return None


def _named(words: str) -> tuple[str, str]:
    """Return the id and title of the indicator that words name; the id is empty where the catalogue has none."""
    if _ECONOMY.match(words):
        return "gdp", indicators()["gdp"].title
    found = find_indicator(words)
    return (found.id, found.title) if found else ("", words)


def years_in(text: str) -> int | None:
    """Return for how many years something is to hold: 连续五年 is 5."""
    found = _YEARS.search("".join(text.split()))
    number = (Decimal(found["count"]) if found["count"].isdigit() else chinese(found["count"])) if found else None
    return int(number) if number else None


_CONDITIONS: tuple[tuple[re.Pattern[str], Condition], ...] = (
    (re.compile(r"零|不发生|无.{0,6}(?:事故|发生)"), Condition("level", "le", Decimal(0))),
    (re.compile(r"第一|首位|榜首"), Condition("rank", "le", Decimal(1))),
    (re.compile(r"前三"), Condition("rank", "le", Decimal(3))),
    (re.compile(r"下降|降低|减少|负增长"), Condition("growth", "lt", Decimal(0))),
    (re.compile(r"正增长|增长|增收|增产|上升|提高"), Condition("growth", "gt", Decimal(0))),
)


def condition_in(text: str) -> Condition | None:
    """Return what each year of a streak has to show; None where the words do not say it in numbers."""
    flat = "".join(text.split())
    return next((condition for pattern, condition in _CONDITIONS if pattern.search(flat)), None)


def cadence_in(text: str) -> str:
    """Return in which calendar periods a duty is counted, as said last: week, month, quarter, half, year, or empty."""
    found = _CADENCE.findall("".join(text.split()))
    return _EACH[found[-1]] if found else ""
