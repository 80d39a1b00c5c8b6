"""Time expressions: a year, a season, a month or a deadline, and the last day that each stands for."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from datetime import MAXYEAR, MINYEAR, date

from duixian.reader.draft import Draft, Time
from duixian.reader.numerals import DIGITS

_YEAR = r"(?:(?P<year>(?:19|20)\d\d|[二一][零〇○九O0][零〇○一二三四五六七八九]{2})年?度?(?=年|到|第|[一二三四]季|[上下]半|\d|底|末|前)年?|(?P<near>今年|明年|去年|当年|本年度?|全年|次年|后年|前年)的?)?"
_FINE = (
    r"(?:(?P<half>[上下])半年(?:度)?(?:末|底|结束)?|第?(?P<quarter>[一二三四1-4首])季度(?:末|底)?|(?<!\d)(?P<month>1[0-2]|0?[1-9])月(?P<day>(?:[12]\d|3[01]|0?[1-9])(?=[日号]))?"
    r"(?:[日号]|份|底|末|初|(?P<third>上旬|中旬|下旬))?|(?P<cmonth>十[一二]?|[一二三四五六七八九])月(?:份|底|末|初|(?P<cthird>上旬|中旬|下旬))|(?P<end>年内|年底|年末|年终|岁末|年底内))"
)
_FEAST = r"[“\"]?(?P<feast>五一|七一|八一|十一|国庆|中秋|春节|元旦)(?:[”\"]|节|假期)?"
_TIME = re.compile(
    rf"(?:{_YEAR}{_FINE}(?:之?前|以前|前后)?|(?P<only>(?:19|20)\d\d)年(?P<tip>底|末)?(?P<until>之?前|以前)?(?!度|代|版|来|以来|后|间|级|[一二三四五六七八九十]+月)"
    rf"|(?P<alone>今年|明年|去年|当年)(?P<tip2>底|末)?(?P<until2>之?前)?(?!以来|来|度|初)|{_FEAST}(?=前)前|[“\"]?(?P<plan>十[一二三四五六]五)[”\"]?(?:时期)?(?P<span>末|期末|期间|规划期末)|(?P<soon>月底前|月内|月底))"
)
_NEAR = {"今年": 0, "本年": 0, "本年度": 0, "全年": 0, "明年": 1, "次年": 1, "后年": 2, "去年": -1, "前年": -2}
_FEASTS = {
    "五一": (4, 30),
    "七一": (6, 30),
    "八一": (7, 31),
    "十一": (9, 30),
    "国庆": (9, 30),
    "中秋": (9, 30),
    "元旦": (12, 31),
}
_PLANS = {"十一五": 2010, "十二五": 2015, "十三五": 2020, "十四五": 2025, "十五五": 2030, "十六五": 2035}
_CHINESE_MONTHS = {
    name: number
    for number, name in enumerate(["一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"], 1)
}
_SEASON = {"上": 6, "下": 12}
_QUARTER = {"首": 3, "一": 3, "二": 6, "三": 9, "四": 12, "1": 3, "2": 6, "3": 9, "4": 12}


def find_times(draft: Draft) -> None:
    """Find the time expressions of the clean text."""
    draft.times = list(times_in(draft.clean.text))


def times_in(text: str) -> Iterator[Time]:
    """Yield the time expressions of `text`, in order."""
    last = 0
    for anchor in _ANCHOR.finditer(text):
        if anchor.start() < last:
            continue
        match = _TIME.search(text, max(last, anchor.start() - _LONGEST), anchor.end() + _LONGEST)
        if match is None or match.start() > anchor.start():
            continue
        last = match.end()
        time = _time(match)
        if time is not None and text[last : last + 1] not in _PART_OF_NAME:
            yield time


_ANCHOR = re.compile(
    r"[年月季]|[十一二三四五六]五[”\"]?(?:时期)?(?:末|期)|[一七八]前|五[一”]|[一七八十][”\"]前|国庆|中秋|春节|元旦|岁末|今|明|去"
)
_LONGEST = 14
_PART_OF_NAME = ("版", "度", "级", "考", "评")


def _time(match: re.Match[str]) -> Time | None:
    got = match.groupdict()
    start, end = match.span()
    if got["soon"]:
        return None
    if got["only"]:
        fine = bool(got["tip"] or got["until"])
        return Time(start, end, int(got["only"]), None, 12 if fine else None, None, not fine)
    if got["alone"]:
        fine = bool(got["tip2"] or got["until2"])
        return Time(start, end, None, _NEAR.get(got["alone"]), 12 if fine else None, None, not fine)
    if got["feast"]:
        month, day = _FEASTS.get(got["feast"], (None, None))
        return Time(start, end, None, None, month, day, False) if month else None
    if got["plan"]:
        return Time(start, end, _PLANS[got["plan"]], None, None, None, True)
    return Time(start, end, _year(got["year"]), _NEAR.get(got["near"] or ""), *_month(got), False)


def _year(word: str | None) -> int | None:
    if not word:
        return None
    return int("".join(char if char.isdigit() and char.isascii() else str(DIGITS.get(char, 0)) for char in word))


def _month(got: dict[str, str | None]) -> tuple[int, int | None]:
    if got["half"]:
        return _SEASON[got["half"]], None
    if got["quarter"]:
        return _QUARTER[got["quarter"]], None
    third = {"上旬": 10, "中旬": 20}.get(got["third"] or "")
    if got["month"]:
        return int(got["month"]), int(got["day"]) if got["day"] else third
    if got["cmonth"]:
        return _CHINESE_MONTHS[got["cmonth"]], {"上旬": 10, "中旬": 20}.get(got["cthird"] or "")
    return 12, None


def last_day(year: int, month: int, day: int | None) -> date | None:
    """Return the day itself, or the last of its month; None where there is no such day."""
    if not MINYEAR <= year <= MAXYEAR:
        return None
    days = calendar.monthrange(year, month)[1]
    return date(year, month, day or days) if (day or 1) <= days else None
