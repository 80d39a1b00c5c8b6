"""Nouns after numbers: what a count counts (3个|工作室), what a property belongs to (总投资60亿元的|项目)."""

from __future__ import annotations

import re

from duixian.catalogue.words import words
from duixian.reader import phrases
from duixian.reader.carry import Carry
from duixian.reader.slots import Slot
from duixian.reader.wording import LIGHT, RATES, bare, examples, has_examples, last_attribute, predicate, tidy

GENERIC = words("generic")
_JOINED = re.compile(r"^(?:成功)?(?:被)?(?:入选|列入|列为|纳入|成为|确定为|评为)(?:全[国省市])?")
_PLACE_PHRASE = re.compile(r"^(?:在|对|为|向|从|由|把|将|给|与|和|按照?|通过|围绕|依托|聚焦|针对|利用|于)")
PEOPLE = re.compile(r"[一-龥]{0,4}(?:儿女|人民|父老)")
QUICK = re.compile(r"的(?:高|快|较快|高速|两位数|中高速|年均)?(?:增长|增速|速度|涨幅|增幅)")


_MOST = 24  # amounts that can share one noun


def owner_of(slots: list[Slot], index: int) -> str | None:
    """Return the title of an amount that is a property of the noun after it (总投资60亿元的|项目), or None where it is none."""
    slot = slots[index]
    owner = _owner(slots, index)
    if not owner or QUICK.match(slot.after):
        return None
    own = last_attribute(bare(slot.before))
    if not own and slot.link in ("list", "chain") and index:
        own = last_attribute(bare(slots[index - 1].before))
    if slot.amount.unit not in _MEASURED and not own:
        return None
    return tidy(owner) + (own if not owner.endswith(own) else "")


_MEASURED = frozenset(["元", "美元", "%", "亩", "平方米", "吨", "公里", "米", "平方公里", "千瓦", "兆瓦", "MW"])


def _owner(slots: list[Slot], index: int) -> str:
    """Return the noun that a property belongs to: the name before 等, or what the counts after it count."""
    after = slots[index].after.lstrip("的")
    at, most = index, min(len(slots), index + _MOST)
    while (not after or "、" in after) and at + 1 < most and slots[at + 1].link in ("property", "chain", "list"):
        at += 1
        after = slots[at].after.lstrip("的")
    noun, rest = phrases.noun_after(after)
    name = noun.partition("等")[0] if "等" in noun else after.partition("等")[0] if "等" in after else ""
    noun = name if 2 <= len(name) <= 20 and "、" not in name else examples(noun) or noun
    return noun or rest


def shares_property(slots: list[Slot], index: int) -> bool:
    """Whether an amount stands in a list of properties of one noun (总投资3亿元、占地240亩的项目)."""
    if slots[index].after or not phrases.is_attribute(bare(slots[index].before)[-4:].lstrip("推进加快建设")):
        return False
    at = index + 1
    while at < min(len(slots), index + _MOST) and slots[at].link == "list" and not slots[at].after:
        at += 1
    return at < len(slots) and at > index and slots[at].link == "list" and slots[at].after.startswith("的")


def chained(slots: list[Slot], index: int) -> tuple[str, str]:
    """Return the noun that a chain of counts shares (8条75.9公里县乡公路改造)."""
    at, most = index, min(len(slots), index + _MOST)
    while at + 1 < most and slots[at + 1].link == "chain" and not slots[at].after:
        at += 1
    return phrases.noun_after(slots[at].after)


def shared_deed(follower: Slot) -> str:
    """Return what is done to a village or household whose count another count follows (140个村|硬化巷道460公里)."""
    if follower.link == "apart" and phrases.split_deed(follower.before)[0]:
        return bare(follower.before)
    if follower.link == "list" and not follower.before and follower.after:
        noun, rest = phrases.noun_after(follower.after, wanted=True)
        return "" if noun in GENERIC else noun or predicate(rest)
    return ""


_WORKS = re.compile(r"(?:升级|提标|改扩|提升|综合)*(?:改造|建设|整治|治理|维修|提升)$")


def shared_works(noun: str, follower: Slot) -> str:
    """Return the works that stand only behind the last of a list of counts (462座公厕和106座转运站|升级改造)."""
    if follower.before or noun in GENERIC or len(noun) > 4 or _WORKS.search(noun):
        return ""
    works = _WORKS.search(phrases.noun_after(follower.after, wanted=True)[0])
    return works.group() if works and works.start() > 1 else ""


def takes_noun(slot: Slot, deed: str, object_: str, before: str) -> bool:
    """Whether the noun after a number is what it counts, and not the beginning of something else."""
    if slot.amount.unit in RATES:
        return not before or bool(deed and not object_)
    return not (slot.suffix and phrases.ends_with_attribute(before))


def with_noun(slot: Slot, before: str, noun: str, rest: str, carry: Carry) -> str:
    """Return the title of a count whose noun follows it, with the deed before the number."""
    noun = tidy(noun)
    before = _circumstances(slot, before)
    if slot.link == "list" and not before:
        if carry.deed and len(noun) > 2:
            return carry.deed + noun
        if noun in GENERIC and carry.titles and slot.amount.unit != carry.unit:
            return carry.titles[-1] + noun
    deed, object_ = _deed_in(before)
    keep = "" if deed in LIGHT or object_.startswith(_YEARLY) else deed
    middle = object_.strip("的、和") if len(object_) <= 12 and "、" not in object_ else ""
    title = keep + middle + noun
    if len(title) <= 4 and rest and len(rest) <= 16 and rest[0] != "的":
        return tidy(title + re.sub("进行(?:了)?", "", predicate(rest)))
    return title


_YEARLY = ("年产", "日处理", "年处理", "日产", "年发电", "年加工")


def _circumstances(slot: Slot, before: str) -> str:
    """Return the words before a count less examples, lists that it joins and circumstances."""
    if slot.link == "property" and not before and slot.amount.unit in ("公里", "米", "平方米", "亩", "千瓦", "吨"):
        before = slot.owner
    before = _JOINED.sub("", before)
    if before.endswith("等") or has_examples(before):
        before = phrases.split_deed(before)[0] + examples(before)
    if _PLACE_PHRASE.match(slot.before.strip("，、；：")) and not phrases.split_deed(before)[0]:
        return ""
    return before


def _deed_in(before: str) -> tuple[str, str]:
    """Return the deed in the words before a count and what stands behind it; without a deed, all of them."""
    deed, object_ = phrases.split_deed(before)
    at = phrases.find_deed(before) if not deed and before else -1
    if at > 0:
        deed, behind = phrases.split_deed(before[at:])
        object_ = behind if deed else before
    return deed, object_
