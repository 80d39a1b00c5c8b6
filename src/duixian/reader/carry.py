"""What a sentence carries on: the titles it gave, the deed and noun of the last, and what its silent clauses spoke of.

A clause without amounts is only kept (`say`); what it speaks of is worked out when a later title asks for it (`hear`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from duixian.catalogue.words import words
from duixian.reader import phrases
from duixian.reader.slots import Slot

STATES = words("alone")
_TAIL_STATE = re.compile(r"(?<=[一-龥]{2})(?:" + "|".join(sorted(STATES, key=len, reverse=True)) + ")$")
_ITEM = re.compile(r"^(?:（[一二三四五六七八九十\d]{1,3}）|[一二三四五六七八九十]{1,3}[、是]|\d{1,2}[.、])+")
_CIRCUMSTANCE = re.compile(r"按照?|根据|为(?!民)|在(?!建)|通过|随着|以(?!工)|经过|对|面对|受")
_PREDICATE = re.compile(
    r"再上|再创|再获|不断|持续|稳步|进一步|连续|呈现|快速|显著|明显|有所|受(?!益)|已|初步|逐步|日益|保持|继续|得到|取得|近年|扎实|有序|有力"
    r"|成效|态势|全面完成|竞争|成为|发展态势|加速|提质|增效|主要"
)
_EMPTY = ("优势", "基础", "契机", "机遇", "作用", "要求", "目标", "原则", "方式", "办法", "思路", "方针", "精神")
_HEADS = re.compile(r"(?:[二两三四五六七八九十]大|等)?(?:主导|支柱|特色|优势)?(?:产业|行业|领域|板块)$")


@dataclass(slots=True)
class Named:
    """A slot with its title or, where one number is said of several things, titles."""

    slot: Slot
    titles: list[str]
    noun: str = ""  # what is counted, without deed and predicate
    carried: bool = False  # the title stands in another clause
    role: str = ""  # which construction named it


@dataclass(slots=True)
class Carry:
    """What the sentence has named so far."""

    titles: list[str] = field(default_factory=list)  # of the levels and rates, in order
    deed: str = ""  # the deed of the last title: 改造 in 改造老旧小区
    rest: str = ""  # the head noun that the parts of a whole leave out: 其中工业9家
    noun: str = ""  # what the last count counts, without its deed
    whole: str = ""  # what 其中 divides
    unit: str = ""
    topic: str = ""  # the bearer before the deed of the last clause: 置换工程 in 置换工程惠及28万人口
    stale: bool = False  # that a semicolon or 其中 stands between the last title and now
    past: list[str] = field(default_factory=list)  # silent clauses before the last title, not yet heard
    silent: list[str] = field(default_factory=list)  # and after it
    heard: bool = False  # that the clause right before named a subject and gave no amount
    subject: str = ""  # what the silent clauses spoke of
    listed: list[str] = field(default_factory=list)  # the things that the last of them lists


def say(carry: Carry, words: str) -> None:
    """Keep a clause without amounts, for titles that leave out their subject."""
    carry.silent.append(words)


def hear(carry: Carry) -> Carry:
    """Return `carry` with what its silent clauses spoke of."""
    for said in carry.past:
        _take_in(carry, said)
    if carry.past:
        carry.past, carry.heard = [], False
    for said in carry.silent:
        _take_in(carry, said)
    carry.silent = []
    return carry


def remember(carry: Carry, named: list[Named]) -> None:
    """Note what was titled, for the clauses after it."""
    carry.heard = carry.stale = False
    if carry.silent:
        carry.past, carry.silent = carry.past + carry.silent, []
    for one in named:
        if not one.titles[0] or (one.slot.amount.unit in ("%", "百分点", "位", "倍") and one.carried):
            continue
        carry.titles.extend(one.titles)
        carry.unit = one.slot.amount.unit
        if one.role in ("property", "property of the last", "spent on"):
            continue
        deed, object_ = phrases.split_deed(one.titles[0])
        if one.role != "elided" or not carry.deed:
            carry.deed = deed if object_ else ""
        if one.role != "elided":
            carry.noun = _TAIL_STATE.sub("", one.noun or re.sub("占[^占]*$", "", object_ or one.titles[0]))


def _take_in(carry: Carry, words: str) -> None:
    """Note what a clause without amounts speaks of."""
    words = _ITEM.sub("", words.strip("，、；：。 \n"))
    if _CIRCUMSTANCE.match(words):
        return
    words = phrases.strip_lead(words).removesuffix("方面")
    cut = _PREDICATE.search(words, 2)
    words = words[: cut.start()] if cut else words
    if len(words) < 2 or (carry.heard and (len(words) < 4 or phrases.is_attribute(words))):
        return
    _, object_ = phrases.split_deed(words)
    noun = phrases.noun_after(object_ or words)[0] or object_
    carry.listed = _HEADS.sub("", noun).split("、") if "、" in noun else []
    if len(carry.listed) > 1 and "和" in carry.listed[-1]:
        carry.listed = [part for piece in carry.listed for part in phrases.parts(piece)]
    carry.heard = 2 <= len(noun) <= 30 and not noun.endswith(_EMPTY)
    carry.subject = noun if carry.heard else carry.subject
