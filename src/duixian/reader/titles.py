"""Titles: what each amount of a sentence measures, as a statistician would head the row.

`title_clause` names the slots of one clause; `Carry` is what the sentence has said so far, for the clauses that leave out
their subject (增长5%, 总投资390亿元, 市级两家, 其中).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from duixian.catalogue.words import tail
from duixian.reader import phrases
from duixian.reader.slots import Slot

_RESPECTIVELY = re.compile(r"分别|分列|分居|依次|各(?=增长|达|为|完成|提高|下降|新增)|各自")
_EACH = re.compile(r"(?:均|都|双双|同步)(?:已|将|实现|要)?|各$")
_GRADE = re.compile(r"国家级|省级|市级|县级|区级|镇级|乡级|村级|国家|省|市|县|区")
_EXAMPLES = re.compile(r"^.*(?:等|等等|在内的|以及其他)(?!级|候|于|待|教|额|次|保|比|线|距|值|效|同)")
_SCOPE = re.compile(r"(?:连续[一二三四五六七八九十\d]+年)?(?:在|位)?(?:全[国省市县区州盟球]|内地|世界|亚洲|我[国省市县区]|中部|西部|大陆|(?<=[，在])[一-龥]{2,3}[省市县区]|同类[县市区]*)(?:各)?(?:[县市区]+)?(?:中|内|范围内)?(?:排名|排在|排|位居|位列|居|列|名列|跃居|升至|稳居|保持|均|综合排名)*$")
_RANKED = re.compile(r"(?:综合)?(?:排名|排在|位居|位列|稳居|跃居|名列|荣列|列|居|排|升至|上升到|保持|获得|获|夺得|荣获|取得|蝉联)+$")
_PLACE_PHRASE = re.compile(r"^(?:在|对|为|向|从|由|把|将|给|与|和|按照?|通过|围绕|依托|聚焦|针对|利用|于)")
_TRAIL = re.compile(r"(?:的|了|过|等|、|和|与|(?<![惠涉普波顾])及|并|，|：|（)+$")
_HEAD_JUNK = re.compile(r"^(?:[一二三四五六七八九十]是(?=[一-龥])|（[一二三四五六七八九十\d]+）|\d+[.、](?!\d)|[①-⑳⑴-⒇]|其中[：:]?|[—-]+|[”’》）]+(?=[一-龥]))")
_GENERIC = frozenset("个 项目 工程 企业 村 户 人 学生 群众 居民 家庭 农户 单位 乡镇 社区 街道 学校 地块 厂 店 园区 平台 基地 产品 品牌 岗位 车间 线 条 学子 选手 同学 中心 建设 设施".split())
_LIGHT = frozenset("完成 实现 推进 推动 开展 做好 抓好 加快 达到 达成 强化 确保 争取 围绕 依托 聚焦 紧盯 拥有 共有 现有 涉及 涵盖 包括 覆盖 启动 落实 用好 服务 瞄准".split())


_STATES = frozenset("完工 建成 开工 新开工 竣工 投产 投用 分配 分配入住 基本建成 通车 交付 封顶 启用 续建 在建 存栏 出栏 签约 落地 入库 认定 办结".split())


@dataclass(slots=True)
class Carry:
    """What the sentence has named so far."""

    titles: list[str] = field(default_factory=list)  # of the levels and rates, in order
    deed: str = ""  # the deed of the last title: 改造 in 改造老旧小区
    rest: str = ""  # the head noun that the parts of a whole leave out: 其中工业9家
    noun: str = ""  # what the last count counts, without its deed
    unit: str = ""
    listed: list[str] = field(default_factory=list)  # the things that the last clause without amounts lists
    stale: bool = False  # that a semicolon or 其中 stands between the last title and now
    topic: str = ""  # the bearer before the deed of the last clause: 置换工程 in 置换工程惠及28万人口
    heard: bool = False  # that the last clause named a subject and gave no amount
    subject: str = ""  # the words of a clause without amounts, or of the subject of the sentence
    clause: int = 0


@dataclass(slots=True)
class Named:
    """A slot with its title or, where one number is said of several things, titles."""

    slot: Slot
    titles: list[str]
    noun: str = ""  # what is counted, without deed and predicate
    carried: bool = False  # the title stands in another clause
    role: str = ""  # which construction named it


def title_clause(slots: list[Slot], carry: Carry) -> list[Named]:
    """Return the slots of a clause with their titles, and remember them."""
    named: list[Named] = []
    index = 0
    while index < len(slots):
        group = _group(slots, index)
        listed = _respectively(group, carry) if len(group) > 1 or "分别" in slots[index].before[-8:] else None
        if listed:
            named.extend(listed)
            index += len(group)
            _remember(carry, listed)
            continue
        one = _title(slots, index, carry, named)
        named.append(one)
        if one.role != "spent on next":
            _remember(carry, [one])
        index += 1
    _name_spent(named)
    return named


_RATES = frozenset(("元", "美元", "%", "百分点", "倍", "位", ""))


def _name_spent(named: list[Named]) -> None:
    """Title money by the works after it (投资1.5亿元|新建34公里管网)."""
    for one, follower in zip(named, named[1:], strict=False):
        if one.role == "spent on next":
            spent = one.titles[0]
            title = follower.titles[0]
            deed, object_ = phrases.split_deed(title)
            one.titles = [(object_ if deed in _LIGHT and object_ else title) + _spent_word(spent)]


def _group(slots: list[Slot], index: int) -> list[Slot]:
    """Return the slot and those that follow it in a bare list (4.8%、6%)."""
    end = index + 1
    while end < len(slots) and slots[end].link == "list" and not phrases.strip_reach(slots[end].before) and not slots[end - 1].after:
        end += 1
    return slots[index:end]


def _respectively(group: list[Slot], carry: Carry) -> list[Named] | None:
    """Title a list of numbers that a list of things shares out, or return None."""
    before = group[0].before
    said = _RESPECTIVELY.search(before)
    words = before[: said.start()] if said else before
    if group[0].amount.rank:
        words = _RANKED.sub("", _SCOPE.sub("", _RANKED.sub("", words)))
    head = _bare(words)
    rest = _bare(before[said.end() :]) if said and not group[0].amount.rank else ""
    rest = "" if rest.startswith(("全", "比", "较", "占")) else rest
    things = phrases.items(head) if head else []
    if not things and len(group) > 1 and (said or not head):
        things = carry.titles[-len(group) :]
    if len(things) == 1 and len(carry.listed) == len(group):
        things = [thing + things[0] for thing in carry.listed]
    if len(group) == 1 and len(things) < 2:
        return None
    if len(things) > 1 and len(group) == 1:
        return [Named(group[0], [_tidy(thing + rest) for thing in things], role="said of each")]
    if len(things) == len(group):
        return [Named(slot, [_tidy(thing + rest)], role="respectively") for slot, thing in zip(group, things, strict=True)]
    if group[-1].after and not group[0].after:
        return None
    if said and len(things) > len(group) and carry.titles:
        return [Named(slot, [_tidy(thing)], role="respectively") for slot, thing in zip(group, things[-len(group) :], strict=True)]
    return None


def _title(slots: list[Slot], index: int, carry: Carry, named: list[Named]) -> Named:
    slot = slots[index]
    if slot.amount.rank:
        return _rank(slot, carry)
    if slot.after.startswith("的") or (index + 1 < len(slots) and slots[index + 1].link == "property") or _shares_property(slots, index):
        owner = _property(slots, index, carry)
        if owner:
            return Named(slot, [owner], role="property")
    before = _bare(slot.before)
    at = phrases.find_deed(before, 1)
    carry.topic = before[:at] if at > 2 else ""
    deed, object_ = phrases.split_deed(before)
    wanted = not object_ and slot.amount.unit not in _RATES
    noun, rest = phrases.noun_after(slot.after, wanted=wanted)
    if index + 1 < len(slots) and slots[index + 1].link == "chain":
        further, rest = _chained(slots, index + 1) if slot.after else _chained(slots, index)
        noun = noun if noun and further in _GENERIC else noun + further
    elif noun in _GENERIC and index + 1 < len(slots):
        noun += _shared_deed(slots[index + 1])
    if slot.amount.unit in ("周岁", "岁") and (noun or rest):
        return Named(slot, [_tidy(noun) + "年龄" if noun else _tidy(_predicate(rest))], role="age")
    if _QUICK.match(slot.after):
        return _before(slot, before if not deed or object_ else "", carry, named, index)
    if noun and _takes_noun(slot, before, noun) and not _is_spent(before):
        return Named(slot, [_with_noun(slot, before, noun, rest, carry)], noun=_tidy(noun), role="noun after")
    if slot.amount.unit == "元" and not before and rest and not named:
        return Named(slot, [_tidy(rest)], role="object after")
    if _is_spent(before):
        follower = slots[index + 1] if index + 1 < len(slots) else None
        if follower is not None and not slot.after and follower.link == "apart":
            return Named(slot, [before], role="spent on next")
        owner = _spent_on(slot, before, noun + rest) if noun + rest else None
        if owner:
            return Named(slot, [owner], role="spent on")
    return _before(slot, before, carry, named, index, rest)


_ITEM = re.compile(r"^.*（\d{1,2}）")
_BRACKET = re.compile(r"（[^（）]*）")
_COPULA = re.compile(r"(?:^(?:是|为|相当于|约为|约是)[^，]{0,24}|(?:是|相当于|为|约为)[^，是]{0,6}(?:前|末|初|年|同期|平均|平均水平|水平|总和))的$")
_AVERAGE = re.compile(r"(?:高于|低于|快于|高出|超出|超过|优于|领先|好于|比)(?:全[国省市县区州]|[一-龥]{0,2}[省市])[^，]{0,10}$")
_PRESSURE = re.compile(r"^作为[^，的]{2,16}的|在[^，在]{2,12}(?:下|中|背景下|情况下)$")


def _bare(words: str) -> str:
    """Return the words before a number without lead words and predicate."""
    words = _BRACKET.sub("", _ITEM.sub("", words))
    words = _HEAD_JUNK.sub("", words.strip("，、；：。 \n"))
    words = _AVERAGE.sub("", _COPULA.sub("", words))
    words = phrases.strip_reach(words)
    words = _PRESSURE.sub("", _HEAD_JUNK.sub("", phrases.strip_lead(words)))
    return words if words.endswith("等") else _TRAIL.sub("", words)


_YEARS = re.compile(r"连续[一二两三四五六七八九十\d]+年(?:位居|居|保持|蝉联|稳居)?$")


def _rank(slot: Slot, carry: Carry) -> Named:
    words = slot.before
    for _ in range(3):
        words = _YEARS.sub("", words)
        words = _RANKED.sub("", words.rstrip("的、，"))
        words = _SCOPE.sub("", words)
    words = _TRAIL.sub("", _HEAD_JUNK.sub("", phrases.strip_lead(words.strip("，、；： "))))
    if phrases.is_attribute(words) and carry.topic:
        return Named(slot, [carry.topic + words], carried=True, role="property of the last")
    if len(words) < 2 or (phrases.is_attribute(words) and carry.titles):
        return Named(slot, carry.titles[-1:] or [carry.subject or words or "排名"], carried=True, role="carried")
    things = phrases.main_items(words)
    if 1 < len(things) <= 6 and all(4 <= len(thing) <= 20 for thing in things):
        return Named(slot, [_tidy(thing) for thing in things], role="said of each")
    return Named(slot, [_tidy(words)], role="before")


def _property(slots: list[Slot], index: int, carry: Carry) -> str | None:
    """Return the title of an amount that is a property of the noun after it: 总投资60亿元的|项目."""
    slot = slots[index]
    after = slot.after.lstrip("的")
    at = index
    while (not after or "、" in after) and at + 1 < len(slots) and slots[at + 1].link in ("property", "chain", "list"):
        at += 1
        after = slots[at].after.lstrip("的")
    noun, rest = phrases.noun_after(after)
    name = noun.partition("等")[0] if "等" in noun else after.partition("等")[0] if "等" in after else ""
    noun = name if 2 <= len(name) <= 20 and "、" not in name else _examples(noun) or noun
    owner = noun or rest
    if not owner:
        return None
    own = _bare(slot.before)
    own = _last_attribute(own)
    if _QUICK.match(slot.after):
        return None
    if not own and slot.link in ("list", "chain") and index:
        own = _last_attribute(_bare(slots[index - 1].before))
    if slot.amount.unit not in ("元", "美元", "%", "亩", "平方米", "吨", "公里", "米", "平方公里", "千瓦", "兆瓦", "MW") and not own:
        return None
    return _tidy(owner) + (own if own and not owner.endswith(own) else "")


_QUICK = re.compile(r"的(?:高|快|较快|高速|两位数|中高速|年均)?(?:增长|增速|速度|涨幅|增幅)")


def _shares_property(slots: list[Slot], index: int) -> bool:
    """Whether an amount stands in a list of properties of one noun (总投资3亿元、占地240亩的项目)."""
    if slots[index].after or not phrases.is_attribute(_bare(slots[index].before)[-4:].lstrip("推进加快建设")):
        return False
    at = index + 1
    while at < len(slots) and slots[at].link == "list" and not slots[at].after:
        at += 1
    return at < len(slots) and at > index and slots[at].link == "list" and slots[at].after.startswith("的")


def _last_attribute(words: str) -> str:
    """Return the property that the words end with (…总投资), or nothing."""
    found = tail(words, "attribute")
    if not found:
        return ""
    for size in range(min(len(words), len(found) + 4), len(found), -1):
        if phrases.is_attribute(words[-size:]):
            return words[-size:]
    return found


def _chained(slots: list[Slot], index: int) -> tuple[str, str]:
    """Return the noun that a chain of counts shares (8条75.9公里县乡公路改造)."""
    at = index
    while at + 1 < len(slots) and slots[at + 1].link == "chain" and not slots[at].after:
        at += 1
    return phrases.noun_after(slots[at].after)


def _shared_deed(follower: Slot) -> str:
    """Return what is done to a village or household whose count another count follows (140个村|硬化巷道460公里)."""
    if follower.link == "apart" and phrases.split_deed(follower.before)[0]:
        return _bare(follower.before)
    if follower.link == "list" and not follower.before and follower.after:
        noun, rest = phrases.noun_after(follower.after, wanted=True)
        return "" if noun in _GENERIC else noun or _predicate(rest)
    return ""


def _takes_noun(slot: Slot, before: str, noun: str) -> bool:
    """Whether the noun after a number is what it counts, and not the beginning of something else."""
    if slot.amount.unit in ("元", "美元", "%", "百分点", "倍", ""):
        return not before or bool(phrases.split_deed(before)[0] and not phrases.split_deed(before)[1])
    if slot.suffix and phrases.ends_with_attribute(before):
        return False
    return True


def _with_noun(slot: Slot, before: str, noun: str, rest: str, carry: Carry) -> str:
    """Return the title of a count whose noun follows it, with the deed before the number."""
    noun = _tidy(noun)
    if slot.link == "property" and not before and slot.amount.unit in ("公里", "米", "平方米", "亩", "千瓦", "吨"):
        before = slot.owner
    before = _JOINED.sub("", before)
    if before.endswith("等") or _EXAMPLES.match(before):
        before = phrases.split_deed(before)[0] + _examples(before)
    if slot.link == "list" and not before and carry.deed and len(noun) > 2:
        return carry.deed + noun
    if _PLACE_PHRASE.match(slot.before.strip("，、；：")) and not phrases.split_deed(before)[0]:
        before = ""
    deed, object_ = phrases.split_deed(before)
    if not deed and before:
        at = phrases.find_deed(before)
        if at > 0:
            deed, object_ = phrases.split_deed(before[at:])
            if not deed:
                object_ = before
    keep = "" if deed in _LIGHT or not deed or object_.startswith(("年产", "日处理", "年处理", "日产", "年发电", "年加工")) else deed
    middle = object_.strip("的、和") if object_ and len(object_) <= 12 and "、" not in object_ else ""
    title = keep + middle + noun
    if slot.link == "list" and noun in _GENERIC and not before and carry.titles and slot.amount.unit != carry.unit:
        return carry.titles[-1] + noun
    if len(title) <= 4 and rest and len(rest) <= 16:
        return _tidy(title + re.sub("进行(?:了)?", "", _predicate(rest)))
    return title


_JOINED = re.compile(r"^(?:成功)?(?:被)?(?:入选|列入|列为|纳入|成为|确定为|评为)(?:全[国省市])?")


def _predicate(rest: str) -> str:
    return _TRAIL.sub("", re.split("[，、；。]", rest)[0])


def _examples(words: str) -> str:
    """Return the words after a list of examples (甲、乙等)."""
    match = _EXAMPLES.match(words)
    return words[match.end() :] if match else ""


def _is_spent(before: str) -> bool:
    return before in ("安排", "拿出", "筹措", "拨付") or before.endswith(("投资", "投入", "斥资", "耗资", "出资", "落实资金", "拿出", "资金", "投入资金", "累计投资", "筹资", "安排资金", "争取资金"))


def _spent_on(slot: Slot, before: str, rest: str) -> str | None:
    """Return the title of money spent on the deed that follows it (投资1.5亿元|新建管网)."""
    rest = re.sub("^(?:专项|主要|全部)?用于|进行(?:了)?|全[县市区](?=所有|各)", "", rest)
    rest = phrases.strip_lead(rest)
    deed, object_ = phrases.split_deed(rest)
    if not object_:
        return f"{_tidy(_predicate(rest))}{_spent_word(before)}" if len(rest) <= 16 else None
    if len(object_) > 24:
        object_ = _examples(object_) or object_
    noun, _ = phrases.noun_after(object_)
    return f"{'' if deed in _LIGHT else deed}{_tidy(noun or object_)}{_spent_word(before)}"


def spends(slot: Slot) -> bool:
    """Whether an amount is money whose purpose the next clause tells (投资2540万元，完成了…建设)."""
    return slot.amount.unit == "元" and not slot.after and _bare(slot.before) in ("投资", "投入", "累计投资", "累计投入", "投入资金", "筹资", "斥资")


def spent_on(words: str, title: str) -> str | None:
    """Return the title of money spent on what the next clause does, or None where it does nothing."""
    words = phrases.strip_lead(words.strip("，、；：。 \n"))
    deed, object_ = phrases.split_deed(words)
    if not deed:
        return None
    if not title:
        noun, rest = phrases.noun_after(object_.removeprefix("了"))
        title = ("" if deed in _LIGHT else deed) + _tidy(noun or rest)
    return f"{title}投资" if title else None


def _spent_word(before: str) -> str:
    """Return the word for the money: the property that the words end with, or 投入."""
    return _last_attribute(before) or (before if len(before) <= 4 and before.endswith(("投资", "投入")) else "投入")


def _before(slot: Slot, before: str, carry: Carry, named: list[Named], index: int, rest: str = "") -> Named:
    """Title an amount by the words before it, filling in what the sentence said earlier."""
    before = _clip(before)
    if "其中" in slot.before:
        whole = _WHOLE.search(carry.noun)
        carry.rest = whole.group() if whole and slot.amount.unit == carry.unit else ""
    deed, object_ = phrases.split_deed(before)
    if object_ and not phrases.is_attribute(before) and (deed in ("完成", "实现", "达成") or (deed in _LIGHT and phrases.is_attribute(object_))):
        before = object_
    if not before:
        return _nothing_before(slot, carry, rest or slot.after)
    whole = carry.subject if carry.heard and carry.subject else carry.titles[-1] if carry.titles else ""
    if before in ("占", "占比") and whole:
        return Named(slot, [f"{whole}占比"], carried=True, role="share of")
    if before.startswith("占") and whole and len(before) > 1:
        return Named(slot, [f"{whole}{before.rstrip('的')}{'' if before.endswith(('比重', '比例')) else '比重'}"], carried=True, role="share of")
    if phrases.is_attribute(before) and not _COUNTY.match(slot.before.strip("，、；：")):
        owner = carry.subject if carry.heard and carry.subject else carry.noun or carry.subject
        if owner and not owner.endswith(before):
            owner = owner[:-2] if before.startswith(owner[-2:]) else owner
            return Named(slot, [_tidy(owner + before)], carried=True, role="property of the last")
    each = deed if _EACH.search(slot.before[-6:]) and object_ else ""
    things = phrases.items(object_ if each else before) if _EACH.search(slot.before[-6:]) else phrases.main_items(before)
    if _EACH.search(slot.before[-6:]) or (len(things) == 2 and all(thing.endswith("率") for thing in things)):
        if 1 < len(things) <= 5 and all(2 <= len(thing) <= 24 for thing in things):
            return Named(slot, [each + _tidy(thing) for thing in things], role="said of each")
    elided = _elided(slot, before, carry, index)
    if elided:
        return Named(slot, [elided], carried=True, role="elided")
    return Named(slot, [_tidy(before)], role="before")


_WHOLE = re.compile(r"(?:企业|项目|人才|学校|农户|平台|基地|工程|人员)$")


_COUNTY = re.compile(r"(?:其中)?(?:全[县市区省]|我[县市区]|辖区)")


def _nothing_before(slot: Slot, carry: Carry, rest: str) -> Named:
    if slot.amount.unit not in _RATES and rest and not rest.startswith("的"):
        predicate = _tidy(_predicate(phrases.strip_lead(rest)).removeprefix("实现"))
        if len(predicate) >= 2:
            return Named(slot, [predicate], role="predicate after")
    return _carried(slot, carry)


def _clip(before: str) -> str:
    """Return the words of a title without the circumstances before its deed."""
    if len(before) <= 10:
        return before
    words = before
    if _EXAMPLES.match(words) and len(_examples(words)) >= 2:
        words = _examples(words)
    at = phrases.find_deed(words, 2)
    if at > 3 and words[at - 1] not in "、和" and not phrases.ends_with_attribute(words) and not phrases.split_deed(words)[0]:
        words = words[at:]
    return words


def _carried(slot: Slot, carry: Carry) -> Named:
    heard = carry.heard and carry.subject and (carry.stale or slot.amount.unit not in ("%", "百分点"))
    titles = [carry.subject] if heard else carry.titles[-1:] or [carry.subject]
    title = titles[0] or carry.subject
    if not title:
        noun, rest = phrases.noun_after(slot.after)
        title = _tidy(noun or rest)
        return Named(slot, [title or slot.amount.unit], carried=not title, role="nothing before")
    return Named(slot, [title], carried=True, role="carried")


def _elided(slot: Slot, before: str, carry: Carry, index: int) -> str | None:
    """Return the title with what it leaves out of the one before it, or None where it leaves out nothing."""
    if not carry.titles:
        return None
    last = carry.titles[-1]
    grade = _GRADE.fullmatch(before)
    if grade:
        match = _GRADE.search(last)
        return last[: match.start()] + before + last[match.end() :] if match else before + last
    if before in ("存栏", "出栏", "进口", "出口", "收入", "支出", "存款", "贷款") and last[-2:] != before:
        return last[:-2] + before if last[-2:] in ("存栏", "出栏", "进口", "出口") else None
    deed, object_ = phrases.split_deed(before)
    if deed and not object_ and carry.noun and deed in _STATES:
        return carry.noun + deed
    if deed and not object_ and carry.noun and carry.deed and slot.amount.unit == carry.unit:
        return deed + carry.noun
    if before in _STATES and carry.noun:
        return carry.noun + before
    if carry.rest and slot.amount.unit == carry.unit and len(before) <= 8 and not before.endswith(carry.rest):
        return carry.deed + before + carry.rest
    if not deed and carry.deed and slot.link == "list" and carry.unit and len(before) <= 14 and not phrases.ends_with_attribute(before):
        return carry.deed + before
    if not deed and carry.deed and not index and slot.amount.unit == carry.unit and len(before) <= 12 and slot.before.strip("，、；") == before:
        return carry.deed + before
    return None


def _tidy(title: str) -> str:
    """Return a title without marks and particles round it."""
    title = _TRAIL.sub("", title.strip("，、；：。 \n的’").removesuffix("之一"))
    if title.count("”") > title.count("“"):
        title = title.replace("”", "")
    if title.count("“") > title.count("”"):
        title = title.replace("“", "")
    return title.replace("了", "") if "了" in title and "了解" not in title and "未了" not in title else title


def _remember(carry: Carry, named: list[Named]) -> None:
    """Note what was titled, for the clauses after it."""
    carry.heard = carry.stale = False
    for one in named:
        if not one.titles[0]:
            continue
        if one.slot.amount.unit in ("%", "百分点", "位", "倍") and one.carried:
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


_TAIL_STATE = re.compile(r"(?<=[一-龥]{2})(?:" + "|".join(sorted(_STATES, key=len, reverse=True)) + ")$")
