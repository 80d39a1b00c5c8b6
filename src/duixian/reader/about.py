"""What the report is: its title, its place, the day it was given and the year it plans for."""

from __future__ import annotations

import calendar
import re
from collections import Counter
from datetime import date

from duixian.catalogue import places_named
from duixian.reader.draft import About, Block, Draft

_YEAR = r"(20[0-3]\d)"
_GIVEN = re.compile(rf"{_YEAR}年(1[0-2]|[1-9])月([1-3]?\d)日")
_HAN_YEAR = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_IN_HAN = re.compile("[二一][〇○零九]")
_VOTES: tuple[tuple[re.Pattern[str], int, int], ...] = (  # pattern, years to add, weight
    (re.compile(rf"{_YEAR}年(?:度)?[^，。；\n]{{0,10}}(?:回顾|总结|成绩|成效)"), 1, 6),
    (re.compile(rf"(?:回望|回眸|回顾){_YEAR}"), 1, 5),
    (
        re.compile(
            rf"{_YEAR}年(?:度)?[^，。；\n]{{0,12}}(?:工作安排|工作打算|工作重点|重点工作|主要任务|目标任务|工作任务|预期目标|主要目标|工作目标|总体要求|工作部署|工作建议|工作思路)"
        ),
        0,
        5,
    ),
    (re.compile(rf"{_YEAR}年是"), 0, 2),
    (re.compile(rf"{_YEAR}年政府工作报告"), 0, 5),
    (re.compile(rf"聚焦\s*{_YEAR}"), 0, 3),
)
_PLACE = r"([一-龥]{1,12}?(?:自治县|自治旗|新区|县|区|市|旗))"
_PLACE_CUES: tuple[tuple[re.Pattern[str], int], ...] = (
    (re.compile(rf"代表{_PLACE}(?:第[一二三四五六七八九十]+届)?人民政府"), 8),
    (re.compile(rf"^{_PLACE}(?:人民政府)?(?:20\d\d年)?政府工作报告", re.M), 8),
    (re.compile(rf"在{_PLACE}第[一二三四五六七八九十]+届人民代表大会"), 8),
    (re.compile(rf"^{_PLACE}人民政府[县区市]长", re.M), 6),
    (re.compile(rf"中共{_PLACE}委"), 4),
    (re.compile(rf"^{_PLACE}$", re.M), 3),
    (re.compile(rf"20\d\d年?{_PLACE}"), 3),
    (re.compile(rf"(?<![一-龥]){_PLACE}(?=[一-龥]{{0,2}}(?:委|政府|坚持|将|紧紧|始终|第|人民))"), 1),
)
_NOT_PLACE = re.compile(
    r"^年|^(?:全|我|本|各|该|县|市|区|城|示范|园|省|开发|两|一|革命老|老|山|新|社|小|地|片|景|校|灌|矿|库|城乡|牧|农|林|主城|城南|城北|历史)*[县市区旗]$|示范区|开发区|园区|城区|小区|社区|景区|地区|片区|校区|山区|灾区|保护区|功能区|集聚区|灌区"
)
_ABOVE = re.compile(r"^(?:.{2,8}?(?:省|自治区)(?=.{2}))?(?:.{2,8}?市(?=.+[县区旗市]$))?")
_TITLE = re.compile(r"[\u4e00-\u9fff]{4}")
_HEAD = 4000
NO_YEAR = "文中没有写明年份，年度和期限留空；可用 --year 指明。"
_SURE = 4


def name_report(draft: Draft) -> None:
    """Find what the report is: title, place, the day it was given, year; what the caller names counts more."""
    draft.about = _about(draft.clean.text, draft.blocks, place=draft.place, year=draft.year)


def _about(text: str, blocks: list[Block], *, place: str | None, year: int | None) -> About:
    result = About()
    result.title = _title(text, blocks)
    opening = text[:_HEAD]
    result.given = _given(opening)
    headings = "\n".join(text[block.start : block.end] for block in blocks if block.kind == "heading")
    result.year = year or _year(opening + headings + text[len(opening) : 5 * _HEAD], result.given)
    result.place = place or _place(text)
    if result.year is None:
        result.notes.append(NO_YEAR)
    return result


def _title(text: str, blocks: list[Block]) -> str | None:
    for block in blocks[:8]:
        line = text[block.start : block.end].lstrip("# ")
        if "报告" in line and len(line) <= 60:
            return line
    lines = (text[block.start : block.end].lstrip("# ") for block in blocks[:12])
    return next((line for line in lines if 6 <= len(line) <= 42 and _TITLE.search(line) and "星期" not in line), None)


def _given(opening: str) -> date | None:
    match = _GIVEN.search(opening.translate(_HAN_YEAR))
    if not match:
        return None
    year, month, day = map(int, match.groups())
    return date(year, month, min(max(day, 1), calendar.monthrange(year, month)[1]))


def _year(text: str, given: date | None) -> int | None:
    """Return the year that most cues point to: review headings, plan headings, the day it was given."""
    votes: Counter[int] = Counter()
    plain = text.translate(_HAN_YEAR) if _IN_HAN.search(text) else text
    for pattern, shift, weight in _VOTES:
        for match in pattern.finditer(plain):
            votes[int(match.group(1)) + shift] += weight
    if given:
        votes[given.year + (given.month >= 11)] += 6
    if votes:
        return max(votes, key=lambda year: (votes[year], year))
    named = Counter(int(year) for year in re.findall(rf"{_YEAR}年", plain))
    return max(named, key=lambda year: (named[year], year)) if named else None


def _place(text: str) -> str | None:
    votes: Counter[str] = Counter()
    for pattern, weight in _PLACE_CUES:
        for match in pattern.finditer(text if weight > 1 else text[:_HEAD]):
            name = _ABOVE.sub("", match.group(1))
            if not _NOT_PLACE.search(name) and len(name) >= 2:
                votes[name] += weight
    # 2017年列入省市重点项目, 现在，我代表县人民政府: what is no known place needs more than a passing cue.
    named = [name for name, weight in votes.items() if weight >= _SURE or places_named(name)]
    passing = [name for name in votes if text.count(name) > 1 and not _NOT_NAME.match(name)]
    found = max(named, key=lambda name: (votes[name], -text.find(name)), default=None) or _known(text)
    return found or max(passing, key=lambda name: (votes[name], -text.find(name)), default=None)


_NOT_NAME = re.compile("我|代表|在|于|对|向|由|受|经|从|按|把|将|为|是|和|与|列入|进入|入选|驻|当地|周边|各级|县|市|区")
_OFTEN = 3


def _known(text: str) -> str | None:
    """Return the county that a report without any cue names most often."""
    counts = Counter(
        match.group()[-size:] for match in _COUNTY.finditer(text) for size in range(2, len(match.group()) + 1)
    )
    known = [name for name, count in counts.items() if count >= _OFTEN and _is_county(name)]
    return max(known, key=lambda name: counts[name], default=None)


_COUNTY = re.compile(r"[一-龥]{1,5}?[县旗市区]")


def _is_county(name: str) -> bool:
    return any(place.level == "county" for place in places_named(name))
