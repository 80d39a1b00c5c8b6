"""Lists of things: `listed` takes a stretch apart at 、 and 和, each item with its place and its name alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from duixian.catalogue.words import any_of
from duixian.catalogue.works import work_words

_SPLIT = re.compile(
    r"、|以及|(?<![共饱温柔总人缓调])和(?![平谐美睦谷顺解气])|(?<![普波涉以顾推触惠])及(?!时|以上|格|其|附属|配套|相关|基础)"
)
_OPEN, _SHUT = "“《（‘「", "”》）’」"
_SO_ON = re.compile(r"(?<![甲乙丙同平对相高中初优上下均])等(?=[^级候于待教额次保比线距值效同]|$)[^、，]{0,24}$")
_COUNT = re.compile(
    r"^(?:\d[\d,.]*(?:万|亿)?(?:余|多)?|[一两二三四五六七八九十]{1,3})(?:个|条|座|处|家|所|项|栋|幢|套|届|公里|千米|平方米|万平方米|亩|米|户|台|辆|眼|口|对|批)(?:重点|新建|续建|的)?(?=.{2})"
)
_WORTH = re.compile(r"^[^、，“《]{0,24}?\d[^的、，]{0,10}的(?=.{2})")
_TAIL = re.compile(r"(?:等|项目|工程|建设|工作|任务|进度|步伐|力度|计划|实施|主体)+$")
_BEFORE = re.compile(rf"^(?:{any_of(work_words('before'))})+(?=.{{3}})")
_BARE = re.compile(any_of(work_words("abstract") | work_words("act") | work_words("filler")))
_CALLED = re.compile(r"(?:项目|工程)(?:群|集群|建设|实施|进度|步伐|主体|等|工作|力度|前期)*$")
_WHEN = re.compile(
    r"(?:于|在|到|至)?(?:(?:\d{4}|今|明|去|本)年)?(?:\d{1,2}月(?:份|\d{1,2}日)?|[上下]半年|[一二三四前]+季度|年[内底末初]|(?<=\d{4})年)"
    r"(?:底|末|初|中旬|上旬|下旬)?(?:之?前|以前|内)?$"
)


class Piece(NamedTuple):
    """A thing that a clause names: where it stands, its name, and where the number is that counts it."""

    start: int
    end: int
    name: str
    counted: bool = False


def is_called(text: str, start: int, end: int) -> bool:
    """Whether a stretch calls the things that it names works (甲、乙等项目建设)."""
    return _CALLED.search(text[start:end]) is not None


def listed(text: str, start: int, end: int) -> list[Piece]:
    """Return the things that text[start:end] names."""
    body = text[start:end]
    so_on = _SO_ON.search(body)
    if so_on and so_on.start() >= 2:
        end = start + so_on.start()
    found = [_piece(text, first, last) for first, last in _cut(text, start, end)]
    return [piece for piece in found if piece is not None]


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the stretches between the joints of a list that stand outside quotation marks and brackets."""
    inside = _inside(text, start, end)
    at = start
    for joint in _SPLIT.finditer(text, start, end):
        if joint.start() in inside or joint.start() - at < 2 or end - joint.end() < 2:
            continue
        yield at, joint.start()
        at = joint.end()
    yield at, end


def _inside(text: str, start: int, end: int) -> frozenset[int]:
    """Return the indices that stand between quotation marks or brackets."""
    found, depth = set(), 0
    for at in range(start, end):
        if text[at] in _OPEN:
            depth += 1
        elif text[at] in _SHUT:
            depth = max(0, depth - 1)
        elif depth:
            found.add(at)
    return frozenset(found)


def _piece(text: str, start: int, end: int) -> Piece | None:
    """Return the thing of one stretch, or None where too little of a name is left."""
    worth = _WORTH.match(text[start:end])
    if worth:
        start += worth.end()
    count = _COUNT.match(text[start:end])
    first = start + count.end() if count else start
    name = bare_name(_owned(text[first:end]))
    return Piece(start, end, name, count is not None) if len(name) >= 2 else None


def _owned(words_: str) -> str:
    """Return what stands behind the last 的, or before it where a bare 合作 or 建设 follows."""
    before, of, after = words_.rpartition("的")
    if not of or not before or before.count("“") > before.count("”"):
        return words_
    return before if _BARE.fullmatch(after) else after


def bare_name(name: str) -> str:
    """Return a name without what says only whose it is (全县) or what kind of undertaking (项目, 建设)."""
    name = _WHEN.sub("", re.sub("（[^（）]*）", "", name).strip("，、；：。的（） \n"))
    shorter = _TAIL.sub("", name)
    name = shorter if len(shorter) >= 2 else name
    return _BEFORE.sub("", name.removeprefix("与"))
