"""Phrases: what a title keeps of the words round a number, and how a list of things comes apart."""

from __future__ import annotations

import re

from duixian.catalogue import find_indicator
from duixian.catalogue.words import any_of, head, tail, words

_QUOTES = str.maketrans("", "", "\n|")
_LEAD_MARK = "，、：；。！？”’）)·—- "
_DEED = re.compile(any_of(words("deed")))
_STATE = re.compile(r"(?<![修恢])复工(?!程)|" + any_of((words("state") | words("state_cut")) - {"复工"}))
_BREAK = re.compile(any_of(words("break")))
_ATTRIBUTE = re.compile(
    r"^(?:(?:总|年|日|人均|计划|累计|新增|平均|年度|项目|预计|完成|实际|协议|合同|估算|概算|占|建筑|用地|种植|经营|销售|设计|全长|一期)*)(?:"
    + any_of(words("attribute"))
    + r")$"
)
_ENDS_ATTRIBUTE = re.compile(r"(?:" + any_of(words("attribute")) + r")$")
_COMMA_AND = re.compile(r"、|(?<!碳中)(?<![共饱温柔总人缓调])和(?![平谐美睦谷顺解气])")
_AND = re.compile(
    r"、|以及|(?<!碳中)(?<![共饱温柔总人缓调])和(?![平谐美睦谷顺解气])|(?<![参赋给授])与(?![会])|(?<![普波涉以顾推触惠])及(?!时|以上|格|其|附属|配套|相关|基础)"
)


def strip_lead(phrase: str) -> str:
    """Return `phrase` without the adverbs, modals and prepositions it begins with."""
    while phrase:
        if phrase[0] in _LEAD_MARK:
            phrase = phrase[1:]
            continue
        word = head(phrase, "adverb")
        if not word or len(head(phrase, "deed")) > len(word):
            return phrase  # 新增: the lead word is the beginning of a deed
        if len(head(phrase, "keep")) >= len(word) and not _works(phrase[len(word) :]):
            return phrase  # 重点项目, but not 重点打造: it is the beginning of a name
        phrase = phrase[len(word) :]
    return phrase


def strip_reach(phrase: str) -> str:
    """Return `phrase` without the predicate and the adverbs between it and its number."""
    while phrase:
        if phrase[-1] in "，、：；。 （" or (phrase[-1] == "了" and tail(phrase[:-1], "predicate")):
            phrase = phrase[:-1]
            continue
        word = tail(phrase, "predicate")
        if not word or (word in _SHORT and _part_of_word(phrase, word)):
            return phrase
        phrase = phrase[: -len(word)]
    return phrase


def _works(phrase: str) -> bool:
    """Whether a phrase begins with a deed that is no part of a name."""
    word = head(phrase, "deed")
    return bool(word) and word not in _NOMINAL and not phrase.startswith(_MODIFIED, len(word))


_SHORT = frozenset(
    [
        "为",
        "是",
        "有",
        "占",
        "过",
        "从",
        "由",
        "居",
        "列",
        "排",
        "达",
        "破",
        "超",
        "约",
        "共",
        "计",
        "只",
        "可",
        "各",
        "增",
        "降",
        "减",
        "翻",
        "将",
        "再",
        "的",
        "又",
        "新",
        "近",
        "仅",
    ]
)
_WHOLE = re.compile(
    r"(?:签约|大约|合约|节约|预约|集约|契约|履约|因为|成为|作为|行为|设计|审计|统计|估计|共计|合计|累计|总计|会计|公共|共有|国有|所有|拥有|没有|邻居|民居|移居|定居|安居|新居|系列|行列|前列|通过|超过|安排|牌排|自由|理由|许可|认可|扩增|倍增|人为|特有|具有|享有|含有|现有|新增|参加|目的|附近|接近|邻近|创新|更新|最新|高新|专精特新|战新|民新|户均|人均|亩均|地均|年均|日均|月均)$"
)


def _part_of_word(phrase: str, word: str) -> bool:
    return bool(_WHOLE.search(phrase))


_OTHERS = re.compile(r"(?:、|和|及|以及|与)[^等]{2,40}等[^，。]{0,12}$")
_CLOSING = re.compile(r"(?:[的、与等]|(?<![中平饱温])和|(?<![惠涉普波顾])及)+$")
_LEVEL = re.compile(r"(?:大关|关口|台阶)$")


def noun_after(phrase: str, *, wanted: bool = False) -> tuple[str, str]:
    """Return the noun phrase that follows a number, and the predicate after it.

    `wanted` says that nothing before the number can be what it counts, so that a deed right after it qualifies a noun
    (1000栋|种植大棚) and is no predicate (房屋1000栋|改造完成).
    """
    phrase = phrase.lstrip("的")
    if phrase.startswith("范围"):
        return "", phrase
    led = strip_lead(phrase)
    if led != phrase and head(led, "deed") and not led.startswith(_MODIFIED):
        return "", phrase
    others = _OTHERS.search(phrase)
    tail_ = _owner(phrase, _cut(phrase, wanted=wanted))
    if tail_:
        return tail_, ""
    cut = min(_cut(phrase, wanted=wanted), others.start() if others and others.start() > 1 else len(phrase))
    noun = _CLOSING.sub("", phrase[:cut])
    return ("", phrase[cut:]) if _LEVEL.search(noun) else (noun, phrase[cut:])


def _cut(phrase: str, *, wanted: bool) -> int:
    """Return where the noun phrase ends: before a predicate or another deed."""
    if not phrase:
        return 0
    start = max(phrase.find("”"), 0) if phrase[0] == "“" else 0
    at = min(_first_state(phrase, start, wanted=wanted), _first_break(phrase, start))
    for match in _DEED.finditer(phrase, start):
        if match.start() >= at:
            break
        if match.start() == 0 and not wanted and not _is_modifier(phrase, match):
            return 0
        if match.start() >= 2 and _opens_object(phrase, match):
            return match.start()
    return at


def _first_break(phrase: str, start: int) -> int:
    match = _BREAK.search(phrase, start)
    return match.start() if match else len(phrase)


def _first_state(phrase: str, start: int, *, wanted: bool) -> int:
    """Return where the first predicate begins that is no part of a name (投产项目, 建成区)."""
    for match in _STATE.finditer(phrase, start):
        if not phrase.startswith(_MODIFIED, match.end()) and (match.start() or not wanted or not _more(phrase, match)):
            return match.start()
    return len(phrase)


def _owner(phrase: str, cut: int) -> str:
    """Return the noun behind 的 where the cut fell into its attribute (日处理能力|达标的镇级污水处理站)."""
    at = phrase.find("的", cut)
    noun = phrase[at + 1 :] if 0 < cut < at < len(phrase) - 2 and ends_with_attribute(phrase[:cut]) else ""
    return noun if noun and _cut(noun, wanted=True) == len(noun) and not re.search("[，、。]", phrase[:at]) else ""


def _more(phrase: str, match: re.Match[str]) -> bool:
    """Whether a noun of its own follows a predicate-like word (提档升级|村)."""
    return match.end() < len(phrase) and phrase[match.end()] not in "了到至为，、；"


def _is_modifier(phrase: str, match: re.Match[str]) -> bool:
    """Whether a deed at the head of a noun phrase only qualifies it (新建项目, 改造任务, 服务中心, 安置房)."""
    rest = phrase[match.end() :]
    return rest.startswith(_MODIFIED) or rest.startswith(_QUALIFIED) or match.group() in _NOMINAL


_QUALIFIED = tuple(sorted(words("qualified")))
_MODIFIED = tuple(sorted(words("modified")))
_NOMINAL = words("nominal")


def _opens_object(phrase: str, match: re.Match[str]) -> bool:
    """Whether a deed inside a phrase begins a predicate with an object (居民小区|新建电动车棚), and is not its head."""
    rest = phrase[match.end() :]
    if not rest or rest[0] in "，。；、：的和与及等（）”":
        return False
    if (
        match.group() in _NOMINAL
        or rest.startswith(_MODIFIED)
        or phrase[match.start() - 1] in "“《"
        or rest[:2] in ("改造", "建设", "提升", "整治", "治理")
    ):
        return False
    return phrase[match.start() - 1] not in "的、和与及”再待拟未已新"


def split_deed(phrase: str) -> tuple[str, str]:
    """Return the deeds a phrase begins with and what they are done to."""
    at = first = 0
    while True:
        word = head(phrase[at:], "deed")
        rest = phrase[at + len(word) :]
        if not word or (rest.startswith(_MODIFIED) and (at or word not in _MAKES)):
            return phrase[:at], phrase[at:]
        first = first or len(word)
        at += len(word)
        if not rest and at > first:
            return phrase[:first], phrase[first:]
        if rest[:1] in ("、", "和", "及") and head(rest[1:], "deed"):
            at += 1


def head_is_deed(phrase: str) -> bool:
    """Whether a phrase begins with a deed, adverbs aside."""
    led = strip_lead(phrase)
    word = head(led, "deed")
    return bool(word) and not (led.startswith(_MODIFIED, len(word)) and word not in _MAKES - {"建成"})


_MAKES = words("makes")


def find_deed(phrase: str, start: int = 0) -> int:
    """Return where in a phrase a deed with an object begins, or -1."""
    for match in _DEED.finditer(phrase, start):
        if match.start() == 0 and phrase.startswith(_MODIFIED, match.end()) and match.group() not in _MAKES - {"建成"}:
            continue
        closes = match.end() == len(phrase) and match.group() not in _NOMINAL
        if match.start() == 0 or _opens_object(phrase, match) or closes:
            return match.start()
    return -1


def is_attribute(phrase: str) -> bool:
    """Whether a phrase names only a property (总投资, 建筑面积, 占比, 巡河率) and lacks its bearer."""
    return bool(_ATTRIBUTE.match(phrase)) or (
        len(phrase) <= 3 and phrase[-1:] == "率" and find_indicator(phrase) is None
    )


def ends_with_attribute(phrase: str) -> bool:
    """Whether a phrase ends with the name of a property."""
    return bool(_ENDS_ATTRIBUTE.search(phrase))


def parts(phrase: str) -> list[str]:
    """Return the items of a list, as written."""
    return [part for part in _AND.split(phrase) if part]


def main_items(phrase: str) -> list[str]:
    """Return the items of a list joined by 、 and 和 only (人才及团队总量 is one thing)."""
    listed = [part for part in _COMMA_AND.split(phrase) if part]
    return _share_head(listed) if len(listed) > 1 else listed


_TOWN_AND_COUNTRY = re.compile(r"(?:常住)?居民|低保|特困|人均|最低生活|居保|养老|医保|医疗保险")


def items(phrase: str) -> list[str]:
    """Return the items of a list, each with the head noun or prefix that they share."""
    phrase = phrase.strip("，、的")
    if phrase.startswith("城乡") and _TOWN_AND_COUNTRY.match(phrase, 2):
        rest = phrase[2:]
        return [("城市" if rest.startswith(("低保", "特困")) else "城镇") + rest, "农村" + rest]
    listed = parts(phrase)
    if len(listed) < 2:
        return listed
    _, object_ = split_deed(listed[-1])
    if object_ and all(split_deed(item) == (item, "") for item in listed[:-1]):
        return [item + object_ for item in listed[:-1]] + [listed[-1]]
    return _share_prefix(_share_head(listed))


_PER = re.compile(r"^(?:万元|单位)(?:GDP|地区生产总值|国内生产总值|生产总值|工业增加值)")
_RATE = re.compile(r"(?:普及|达标|合格|覆盖|入学|巩固|参保|利用|回收|完成)率$|(?:增速|增幅)$")
_SUMMED = re.compile(r"(?<=[一-龥]{2})[两二三四五六七八九十]([镇乡村县区路街园])$")
_GRADE = re.compile(r"国家级|省级|市级|县级|区级|镇级|乡级|村级|国家|省|市|县|区")
_HEADS = re.compile(
    r"(?:(?:环境|综合|提升|改造|消防|节能|电气|雨污分流|外墙|管网|主体|迁建|改扩建|建设|种植|播种|年|总|三大|主导|两|中|统筹|智能化|产业|等|新)*(?:工程|项目|片区|水厂|矿井|建设任务|任务|产业|"
    + any_of(words("attribute"))
    + "|改造|整治|治理|建设|修缮|三镇|两镇|三村|两村))+$"
)


def _share_head(listed: list[str]) -> list[str]:
    """Give the items before the last the head noun that stands only there (甲、乙环境整治工程)."""
    last = listed[-1]
    first = listed[0]
    if first in ("城镇", "城市") and last.startswith("农村") and len(last) > 2:
        return [first + last[2:], *listed[1:]]
    summed = _SUMMED.search(last)
    if summed:
        return [item + summed[1] for item in listed[:-1]] + [last[: summed.start()] + summed[1]]
    grade = _GRADE.match(last)
    if grade and all(_GRADE.fullmatch(item) for item in listed[:-1]):
        return [item + last[grade.end() :] for item in listed[:-1]] + [last]
    return _share_after(listed, last) or _share_closing(listed, last) or listed


def _share_after(listed: list[str], last: str) -> list[str] | None:
    """Share what stands behind the part of the last item that is like another (计委巷、民丰巷|环境整治工程)."""
    shared = [item + _behind(item, last) for item in listed[:-1]]
    return [*shared, last] if shared != listed[:-1] else None


def _behind(item: str, last: str) -> str:
    """Return what follows in `last` the part that ends as `item` ends."""
    for size in (2, 1):
        at = last.find(item[-size:]) if len(item) >= 2 else -1
        alike = size == 2 or item[-1] in "巷街路河村镇区县园厂站业一二三四五六七八九十"
        if alike and 0 <= at < len(last) - size:
            return last[at + size :]
    return ""


def _share_closing(listed: list[str], last: str) -> list[str] | None:
    """Share the rate, property or kind of works that closes the last item (玉米、谷子|种植面积)."""
    rate = _RATE.search(last)
    match = rate or _HEADS.search(last)
    if match is None or match.start() == 0 or not all(len(item) <= 8 for item in listed[:-1]):
        return None
    pattern = _RATE if rate else _HEADS
    if any(pattern.search(item) for item in listed[:-1]):
        return None
    return [item + match.group() for item in listed[:-1]] + [last]


def _share_prefix(listed: list[str]) -> list[str]:
    """Give the items after the first the prefix that stands only there (万元GDP能耗、水耗)."""
    match = _PER.match(listed[0])
    if match:
        return [listed[0]] + [item if _PER.match(item) else match.group() + item for item in listed[1:]]
    first = listed[0]
    if all(len(item) <= 3 for item in listed[1:]) and len(first) > len(listed[1]) + 1 and first[-1] == listed[1][-1]:
        prefix = first[: len(first) - len(listed[1])]
        return [first] + [prefix + item for item in listed[1:]]
    return listed
