"""Money spent on something: its title is what the words after it do (投资1.5亿元|新建管网; 投资2540万元，完成了…建设)."""

from __future__ import annotations

import re
from itertools import pairwise

from duixian.reader import phrases
from duixian.reader.carry import Named
from duixian.reader.look import Look
from duixian.reader.slots import Slot
from duixian.reader.wording import LIGHT, bare, examples, last_attribute, predicate, tidy

_SPENT = ("投资", "投入", "斥资", "耗资", "出资", "拿出", "资金", "筹资")
_GIVEN = ("安排", "拿出", "筹措", "拨付")


def as_spending(look: Look) -> Named | None:
    """投资1.5亿元|新建管网: money titled by what it is spent on."""
    if not look.before.endswith(_SPENT) and look.before not in _GIVEN:
        return None
    follower = look.follower
    if follower is not None and not look.slot.after and follower.link == "apart":
        return Named(look.slot, [look.before], role="spent on next")
    words = look.noun + look.rest
    title = _spent_on(look.before, words) if words and look.unit in ("元", "美元") else None
    return Named(look.slot, [title], role="spent on") if title else None


def spends(slot: Slot) -> bool:
    """Whether an amount is money whose purpose the next clause tells (投资2540万元，完成了…建设)."""
    return (
        slot.amount.unit == "元"
        and not slot.after
        and bare(slot.before) in ("投资", "投入", "累计投资", "累计投入", "投入资金", "筹资", "斥资")
    )


def spent_on(words: str, title: str, *, word: str) -> str | None:
    """Return the title of money spent on what the next clause does, or None where it does nothing."""
    words = phrases.strip_lead(words.strip("，、；：。 \n"))
    deed, object_ = phrases.split_deed(words)
    if not deed:
        return None
    if not title:
        noun, rest = phrases.noun_after(object_.removeprefix("了"))
        title = ("" if deed in LIGHT else deed) + tidy(noun or rest)
    return f"{title}{word}" if title else None


def _spent_on(before: str, rest: str) -> str | None:
    """Return the title of money spent on the deed that follows it (投资1.5亿元|新建管网)."""
    rest = re.sub("^(?:专项|主要|全部)?用于|进行(?:了)?|全[县市区](?=所有|各)", "", rest)
    rest = phrases.strip_lead(rest)
    deed, object_ = phrases.split_deed(rest)
    if not object_:
        return f"{tidy(predicate(rest))}{_spent_word(before)}" if len(rest) <= 16 else None
    if len(object_) > 24:
        object_ = examples(object_) or object_
    noun, _ = phrases.noun_after(object_)
    return f"{'' if deed in LIGHT else deed}{tidy(noun or object_)}{_spent_word(before)}"


def _spent_word(before: str) -> str:
    """Return the word for the money: the property that the words end with, or 投入."""
    return last_attribute(before) or (before if len(before) <= 4 and before.endswith(("投资", "投入")) else "投入")


def name_spent(named: list[Named]) -> None:
    """Title money by the works after it (投资1.5亿元|新建34公里管网)."""
    for one, follower in pairwise(named):
        if one.role == "spent on next":
            spent = one.titles[0]
            title = follower.titles[0]
            deed, object_ = phrases.split_deed(title)
            one.titles = [(object_ if deed in LIGHT and object_ else title) + _spent_word(spent)]
