"""Wording: what a title keeps of the words round a number, and how it is written."""

from __future__ import annotations

import re

from duixian.catalogue.words import tail, words
from duixian.reader import phrases

LIGHT = words("light")
RATES = frozenset(("元", "美元", "%", "百分点", "倍", "位", ""))
_TRAIL = re.compile(r"(?:的|了|过|等|、|(?<![中平饱温])和|与|(?<![惠涉普波顾])及|并|，|：|（)+$")
_HEAD_JUNK = re.compile(
    r"^(?:[一二三四五六七八九十]是(?=[一-龥])|（[一二三四五六七八九十\d]+）|\d+[.、](?!\d)|[①-⑳⑴-⒇]|其中[：:]?|[—-]+|[”’》）]+(?=[一-龥]))"
)
_EXAMPLES = re.compile(r"^.*(?:等|等等|在内的|以及其他)(?!级|候|于|待|教|额|次|保|比|线|距|值|效|同)")
_ITEM = re.compile(r"^.*（\d{1,2}）")
_BRACKET = re.compile(r"（[^（）]*）")
_COPULA = re.compile(
    r"(?:^(?:是|为|相当于|约为|约是)[^，]{0,24}|(?:是|相当于|为|约为)[^，是]{0,6}(?:前|末|初|年|同期|平均|平均水平|水平|总和))的$"
)
_AVERAGE = re.compile(
    r"(?:高于|低于|快于|高出|超出|超过|优于|领先|好于|比)(?:全(?:[国省市县区州旗盟]|地区|自治区)|[一-龥]{0,2}[省市])[^，]{0,10}$|(?:跑赢|高于|低于|快于)(?:GDP|经济|地区生产总值)[^，]{0,8}$"
)
_GAP = re.compile(
    r"(?<![占同环])(?:比|较)(?:预期|目标|预定|计划|原定|全|上年|去年|年初|平均)[^，]{0,8}(?:低|(?<!提)高|多|少|快|慢|早|晚)(?:了|出)?$"
)
_PUT = re.compile(r"^.*?(?:把|将)([^，]{2,14}?)(?:做到|做成|做大到|提高到|扩大到|增加到|提升到|发展到|控制在|压缩到)$")
_AFTER = re.compile(r"^(?:全面|全部|项目)?(?:达产|建成|投产|竣工|投用|完工|满产|达效)后")
_LESS = re.compile(r"^(?:剔除|扣除|剔减)[^，的]{2,16}?(?:因素|影响|基数)后?(?:的)?")
_PRESSURE = re.compile(r"^作为[^，的]{2,16}的|在[^，在]{2,12}(?:下|中|背景下|情况下)$")


def bare(words: str) -> str:
    """Return the words before a number without lead words and predicate."""
    if "（" in words:
        words = _BRACKET.sub("", _ITEM.sub("", words))
    words = _HEAD_JUNK.sub("", words.strip("，、；：。 \n"))
    words = _LESS.sub("", words)
    words = _GAP.sub("", _AVERAGE.sub("", _AFTER.sub("", _COPULA.sub("", words))))
    put = _PUT.match(words)
    words = put[1] if put else words
    words = phrases.strip_reach(words)
    words = _PRESSURE.sub("", _HEAD_JUNK.sub("", phrases.strip_lead(words)))
    return words if words.endswith("等") else _TRAIL.sub("", words)


def trim(words: str) -> str:
    """Return words without marks and particles at either end."""
    return _TRAIL.sub("", _HEAD_JUNK.sub("", words))


def predicate(rest: str) -> str:
    """Return the predicate that a stretch begins with, up to its first stop."""
    return _TRAIL.sub("", re.split("[，、；。]", rest, maxsplit=1)[0])


def has_examples(words: str) -> bool:
    """Whether the words begin with a list of examples (甲、乙等…)."""
    return ("等" in words and bool(_EXAMPLES.match(words))) or "在内的" in words


def examples(words: str) -> str:
    """Return the words after a list of examples."""
    match = _EXAMPLES.match(words)
    return words[match.end() :] if match else ""


def last_attribute(words: str) -> str:
    """Return the property that the words end with (…总投资), or nothing."""
    found = tail(words, "attribute")
    if not found:
        return ""
    for size in range(min(len(words), len(found) + 4), len(found), -1):
        if phrases.is_attribute(words[-size:]):
            return words[-size:]
    return found


def tidy(title: str) -> str:
    """Return a title without marks and particles round it."""
    title = _TRAIL.sub("", title.strip("，、；：。 \n的’").removesuffix("之一"))
    for one, other in ("“”", "”“"):
        if title.count(one) > title.count(other):
            title = title.replace(one, "")
    return title.replace("了", "") if "了" in title and "了解" not in title and "未了" not in title else title
