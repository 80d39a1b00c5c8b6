"""Who owns the words between two numbers: each amount of a clause gets the words before it and the words after it.

A gap between two amounts is divided by what stands in it:

    12个样板村、36个整治村              a list: the words up to the mark belong to the first
    投资1.5亿元新建34公里管网          a deed begins the second
    总投资60亿元的26个重点项目          的: the first is a property of what follows the second
    8条75.9公里县乡公路改造             nothing: both count the same thing
    31个小区新建快递柜84组              a noun, then a deed: divided before the deed
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from duixian.catalogue.words import words
from duixian.reader.draft import Amount, Clause
from duixian.reader.phrases import ends_with_attribute, find_deed, head_is_deed, strip_reach

_SUFFIX = re.compile(r"(?:及|或)?(?:以上|之上|以下|以内|之内|左右|上下|以内|以外)")
_LIST = re.compile(r"[、和与及]|以及|分别|各|至")
_MARK = re.compile(r"、|以及|和(?![平谐美睦谷])|及(?!时|以上|其)|与(?!会)|并(?!购|网|联|轨|排)|[；，]|其中|（|）")


@dataclass(slots=True)
class Slot:
    """An amount and the words that belong to it."""

    amount: Amount
    before: str
    after: str
    suffix: str  # 以上, 左右: what it says of the amount
    link: str  # how it hangs on the amount before: "" first, list, chain, property, apart
    owner: str = ""  # the name that a property before it belongs to: 投资2700万元的|津保北线|3.5公里改线工程
    cue: str = ""  # the words that say how it is measured: its own, or those of the list it stands in
    threshold: bool = False  # only qualifies the thing counted after it: 年收入超过10万元的村142个
    start: int = 0  # of the clause's words that lead to it


def slots_in(text: str, clause: Clause) -> list[Slot]:
    """Return the amounts of a clause with the words that each owns."""
    amounts = clause.amounts
    slots = [Slot(amounts[0], _without_times(text, clause, clause.start, amounts[0].start), "", "", "")]
    for left, right in pairwise(amounts):
        suffix, gap = _split_suffix(_without_times(text, clause, left.end, right.start))
        after, before, link = divide(gap, left, right)
        slots[-1].suffix, slots[-1].after = suffix, after
        slots.append(Slot(right, before, "", "", link))
    slots[-1].suffix, slots[-1].after = _split_suffix(_without_times(text, clause, amounts[-1].end, clause.end))
    slots[-1].after = slots[-1].after.rstrip("，。；：！？…、）\n")
    if slots[-1].after.startswith(("、", "和")):
        slots[-1].after = ""  # a list that the page cut off
    for at, slot in enumerate(slots):
        listed = at and slot.link == "list" and not slot.before and not slots[at - 1].after
        own = text[amounts[at - 1].end if at else clause.start : slot.amount.start]
        slot.cue = slots[at - 1].cue if listed else own
        slot.start = clause.start
        slot.owner = slots[at - 1].after.lstrip("的") if slot.link == "property" else ""
        _join_class(text, slots, at)
    return slots


_CLASS = re.compile(r"(?:的)?(?:[一-龥]{0,6}?)(?:项目|企业|工程|园区|集群|农户|家庭|村|乡镇|合作社)")


_NEW = words("alone")
_OVER = frozenset(("过", "超", "超过", "突破"))


def _join_class(text: str, slots: list[Slot], at: int) -> None:
    """Put a money threshold that only qualifies the thing counted back into its words (过5亿元项目3个)."""
    slot = slots[at]
    left = slots[at - 1] if at else None
    over = slot.amount.unit == "元" and slot.before in _OVER and slot.after[:1] == "的"
    if left is not None and over and not left.after and left.amount.unit not in ("元", "%", "百分点"):
        left.after = slot.before + text[slot.amount.start : slot.amount.end] + slot.suffix + slot.after
        slot.threshold = True  # 41个|过10亿元的项目
    if (
        left is None
        or left.amount.unit != "元"
        or slot.link not in ("apart", "property")
        or slot.amount.unit == "元"
        or (slot.amount.unit == "%" and not slot.before.startswith("的"))
    ):
        return
    if not slot.before and _CLASS.match(left.after) and left.before.endswith(("过", "超", "超过")):
        slot.before, slot.link = left.after, "apart"  # 税收过500万元|的企业达到5家
    if left.suffix and _CLASS.fullmatch(left.after) and slot.before in _NEW:
        slot.before, left.after = left.after + slot.before, ""  # 5亿元以上项目|新开工9个
    if head_is_deed(slot.before) or not _CLASS.match(slot.before):
        return
    if left.before.endswith(("过", "超", "超过", "收入", "产值", "投资", "纳税", "在")) or left.suffix:
        left.threshold = True
        slot.before = slot.cue = left.before + text[left.amount.start : left.amount.end] + left.suffix + slot.before


def divide(gap: str, left: Amount, right: Amount) -> tuple[str, str, str]:
    """Return the words of a gap that belong to the left amount, those of the right, and how the two hang together."""
    if not gap:
        return "", "", "chain"
    if _LIST.fullmatch(gap):
        return "", "", "list"
    if gap[0] == "的":
        closed = gap.endswith("占") or ends_with_attribute(strip_reach(gap))
        if left.unit == "元" and right.unit == "%" and closed and _CLASS.match(gap):
            return "", gap, "apart"  # 收入50万元以上的行政村占比达68%
        return _divide_property(gap, right)
    mark = _MARK.match(gap)
    if mark:
        return "", gap[mark.end() :], "list"
    return _divide_words(gap, left, right)


def _divide_property(gap: str, right: Amount) -> tuple[str, str, str]:
    if len(gap) == 1:
        return "的", "", "property"
    marks = list(_MARK.finditer(gap))
    if marks and (marks[-1].end() == len(gap) or ends_with_attribute(gap[marks[-1].end() :])):
        return gap[: marks[-1].start()], gap[marks[-1].end() :], "apart"
    deed = find_deed(gap, 2)
    if deed > 0:
        return gap[:deed], gap[deed:], "apart"
    return gap, "", "property"


def _divide_words(gap: str, left: Amount, right: Amount) -> tuple[str, str, str]:
    marks = list(_MARK.finditer(gap))
    deed = find_deed(gap)
    if deed == 0 or head_is_deed(gap):
        return "", gap, "apart"
    if gap.endswith("等") and marks:  # 3条产业链和精品钢、新材料等6条: the names belong to what follows
        return gap[: marks[0].start()], gap[marks[0].end() :], "list"
    if marks and (deed < 0 or marks[0].start() < deed):
        mark = marks[-1] if deed < 0 else next(m for m in reversed(marks) if m.start() < deed)
        return gap[: mark.start()], gap[mark.end() :], "list"
    if deed > 0:
        return gap[:deed], gap[deed:], "apart"
    return _divide_noun(gap, left)


def _divide_noun(gap: str, left: Amount) -> tuple[str, str, str]:
    """Divide a gap of nouns only: a rate takes none, a property or a predicate leads to the next, else both count the same."""
    if left.unit in ("元", "%", "美元", "天", "月", "周", "年", "百分点", "倍") or ends_with_attribute(gap):
        return "", gap, "apart"
    stripped = strip_reach(gap)
    if stripped != gap or left.unit in ("周岁", "岁"):
        return gap if stripped else "", gap, "apart"
    return gap, "", "chain"


def _split_suffix(gap: str) -> tuple[str, str]:
    match = _SUFFIX.match(gap)
    return (match.group(), gap[match.end() :]) if match else ("", gap)


_COMPARED = re.compile(r"(?:比|较|是|为|相当于|达到|与)$")


def _without_times(text: str, clause: Clause, start: int, end: int) -> str:
    """Return start..end of the text less the time expressions in it, and 比 or 是 … 的 round a year compared with."""
    piece = text[start:end]
    for time in reversed(clause.times):
        if start <= time.start and time.end <= end:
            left, right = piece[: time.start - start], piece[time.end - start :]
            compared = _COMPARED.search(left)
            if compared and time.bare:
                left, right = left[: compared.start()], right.removeprefix("的").removeprefix("末")
            elif time.bare and left[-1:] in ("到", "至") and len(left) <= 4:
                left = left[:-1]
            piece = left + right
    return piece
