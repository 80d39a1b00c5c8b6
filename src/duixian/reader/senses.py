"""What a number says of its subject: measure and sign, comparator, status, year and deadline."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from duixian.reader.draft import About, Amount, Clause, Frame, Time
from duixian.reader.nouns import PEOPLE
from duixian.reader.slots import Slot
from duixian.reader.times import last_day
from duixian.statement import Comparator, Measure, Status

_SUFFIXES: dict[str, Comparator] = {
    "以上": "ge",
    "之上": "ge",
    "以下": "le",
    "以内": "le",
    "之内": "le",
    "左右": "approx",
    "上下": "approx",
}
_PREFIXES: tuple[tuple[re.Pattern[str], Comparator], ...] = (
    (
        re.compile(
            r"至少[一-龥]{1,6}$|(?:不低于|不少于|不得低于|不得少于|不小于|不短于|至少|最少|不下|高于等于|大于等于|≥|确保不低于|力争不低于)$"
        ),
        "ge",
    ),
    (
        re.compile(
            r"(?:不超过|不高于|不得超过|不得高于|不突破|不多于|不大于|最高|最多|至多|最长|上限|≤|控制在|压减至|控制到)$"
        ),
        "le",
    ),
    (re.compile(r"(?:不足|不到)[^，]{1,12}的$|(?:低于|少于|不足|不到|不满|小于)$"), "lt"),
    (
        re.compile(
            r"(?:突破|超过|超出|超额|超|逾|高于|多于|大于|高达?于|(?<![通经])过|破|跨越|跃过|冲破|迈上|站上|优于)(?:了|性达|达到|达|性突破)?$"
        ),
        "gt",
    ),
    (re.compile(r"(?:(?<!附)近|(?<![签合大预节集条契特])约|大约|约为|约占|接近|将近|大概|约达|达近)$"), "approx"),
)
_FLOOR = re.compile(r"红线|底线|不减少|不下降|不降低|不减|严守|坚守")
_HELD = re.compile(r"控制在")
_RISE = re.compile(
    r"(?:增长|递增|增幅|增速|增|提高|提升|上升|增加|上涨|上浮|上扬|增收|增产|扩大|加快|同比|环比|增值|增长率)(?:了|将|预计|为|达到|达|放缓|至|到|近|约|超过|超|突破|高达|至少|不低于|分别|均|各|高于|可比|预计|目标|保持在|稳定在|力争|达近|在|逾|不少于|幅度|左右|仅|[为达]|、|和|，)*$"
)
_FALL = re.compile(
    r"(?:下降|降低|减少|下滑|回落|降幅|缩减|压减|压缩|削减|缩短|收窄|下浮|减|降|负增长|下调|减低|下跌)(?:了|为|达到|达|近|约|超过|超|突破|高达|至少|不低于|分别|均|各|力争|逾|幅度|不少于|在|、|和)*$"
)
_TO = re.compile(
    r"(?:到|至|达|为|占|是|率|比|比重|占比)(?:了|到|近|约|超过|超|突破|高达|至少|不低于|不少于|不超过|分别|均|全部|全|以|[的])*$"
)
_SHARE_WORD = re.compile(r"率|占比|比重|比例|占|份额|覆盖面|度$")
_COMPARE = re.compile(
    r"比(?:上年|去年|20\d\d年|20\d\d|前|年初|同期|增长|减少)|较(?:上年|去年|20\d\d年|年初|同期|20\d\d)|同比|比[^，。]{0,8}(?:增加|减少|提高|多|少)|高于|低于|增加了|净增|增加|减少|提升了|提高了|下降了"
)
_CHANGE_UNIT = frozenset(
    (
        "个",
        "家",
        "天",
        "户",
        "人",
        "微克",
        "微克/立方米",
        "起",
        "件",
        "分",
        "元",
        "亿元",
        "吨",
        "米",
        "亩",
        "名",
        "位",
        "次",
        "座",
        "公斤",
        "公里",
        "岁",
        "人次",
        "所",
        "项",
    )
)
_CHANGED = re.compile(
    r"(?:比|较)[^，。]{0,14}(?:增产|减产|增收|减收|增长|增加|提高|提升|上升|减少|下降|降低|多|少|净增|扩大|缩短|提前|上升了|新增)(?:了|近|约|超过|达)*$|(?:^|[，、])(?:同比)?(?:上升|下降|增长|减少了|降低|提高|回升|净增加|增加|减少)(?:了|近|约|达)*$|(?:同比|浓度|天数|水位|PM2.5|指数|均值)[^，。]{0,8}(?:增加|减少|上升|下降|降低|提高|改善|回升)(?:了|近|约|达)*$|(?:待遇|标准|工资|补贴|津贴|补差|补助|养老金)(?:人均|每人|每月|月均|每年|再)*(?:增加|提高)(?:了|近|约)*$|(?:收入|余额|总值)(?:同比|比上年|较上年)?(?:增加|减少|增收)(?:了|近|约)*$|同比增收$|(?:数|量|率|浓度|指数|均值|水位)(?:同比|比上年|较上年)?(?:减少|下降|上升|降低)(?:了|近|约)*$"
)
_EXACT_TO = re.compile(r"(?:到|至|达|为)(?:了|近|约|超过|超|高达|至少|不低于|分别|均)*$")

_RULE = re.compile(
    r"每(?:人|户|亩|头|只|吨|家|村|次|例|个|辆|名|平方米|公里|生|学年|年|月|季度?|周|半年|半月|两月|旬|天|日)[^，。；]{0,14}?(?:补贴|补助|奖励|资助|给予|发放|缴纳|至少|不少于|不低于|组织|开展|举办|召开|调度|设立|列支|深入|一次|两次|走访|报告|督导|督查|通报|检查|研究|会商|不超过|最高|出资)"
    r"|(?:给予|补贴|补助|奖励|资助|报销|减免)[^，。；]{0,8}(?:每人|每户|每亩|一次性|最高|不超过)|一次性(?:奖励|补助|补贴|给予)|(?:补贴|补助|津贴)(?:标准)?[^，。；]{0,6}每[人孩户生名亩]|(?:标准为|标准是)每"
    r"|(?:周岁|岁)(?:及)?以[上下]|按照?[^，。；]{0,16}(?:标准|规模|要求|比例|口径)|按照?[^，。；]{0,16}(?:给予|予以)(?:一次性)?(?:奖励|补贴|补助|资助)|对标[^，。；]{0,6}(?:需求|标准)"
)
_GRANTED = re.compile(r"一次性(?:奖励|补助|补贴|给予)|每[家户人个项名](?:奖励|补助|补贴|给予|最高)")
_DUTY = re.compile(r"每(?:人|户|年|月|季度?|周|半年|半月|两个?月|旬|天|日|名|亩|头|只|家|例|辆|学期|学年)")
_AGE = frozenset(("周岁", "岁"))
_FACT_HEAD = re.compile(
    r"(?:^|[，、；：])(?:紧紧|重点|主要|突出)?(?:围绕|对照|依托|聚焦|瞄准|紧盯|锚定|立足|利用|发挥|针对|面向|借力|借助|照亮|针对性|基于|针对于)"
)
_FACT_UNDONE = re.compile(r"谋划|实施|推进|建设|打造|开展|完成|新建|新增|改造|培育|引进|创建")
_LISTED = re.compile(
    r"(?:入选|列入|纳入|成为|跻身|进入|入围|被列为|被确定为|被评为|作为)(?:了)?(?:全[国省市]|国家)(?:首批|第[一二三四五六七八九十]批)?(?:的)?$"
)
_CAPACITY = re.compile(r"满足|可供|可容纳|版图|国土面积|辖区面积|海拔|地处")
_DONE = re.compile(r"(?:^|[^业])(?:现已|已经|已|目前已|业已|截至|截止|至今)(?!有条件)")
_WILL = re.compile(
    r"(?<![即大小主名强干])将(?!近|军|领|士)|力争|(?:^|[，年内])计划(?!生育|的|任务|，|”)|(?<![模草])拟(?!开工|建|上市)|预期目标|奋斗目标|确保|争取到|有望|今年(?:要|将|我们将)|明年|下一步|未来(?!社区|乡村|城|学校|工厂|科技|产业)"
)
_BESIDE = re.compile(r"(?:比|较|超|超过|高于|低于)(?:年初|年度|全年)?(?:预期|预定|计划|既定)?目标")
_SUPPOSED = re.compile(r"预计(?!到)")
_BASE = re.compile(r"(?:由|从)[^，。；到至]{0,14}$")
_BASE_NEXT = re.compile(
    r"^(?:[、和与][\d.]+%?)?[^，。；]{0,8}?(?:下滑|回落|增长|提高|提升|增加|扩大|缩小|收窄|下降|降低|减少|上升|发展|调整|拓展|延长|缩短|压缩|降|升|增|减|攀升|跃升|压减|精简|扩展|扩|优化|变)(?:到|至|为)|^(?:到|至|调整为|变为|跃升)"
)


def measure_of(slot: Slot, amount: Amount, clause_words: str, title: str) -> tuple[Measure, Decimal]:
    """Return what kind of quantity an amount is, and its value with the sign of a fall."""
    before, unit, value = slot.cue, amount.unit, amount.value
    if amount.rank:
        return "rank", value
    if unit == "百分点":
        return "change", value
    if unit in ("%", "‰"):
        return ("growth", value) if _QUICK.match(slot.after) else _percent(before, value, title)
    if unit in ("倍", "成", "番") or (unit == "" and "/" in clause_words) or (unit == "" and value < 1):
        return "share", value
    if (
        _CHANGED.search(before)
        and not (slot.after and _ADDED.search(before))
        and not _EXACT_TO.search(before)
        and not re.search(r"(?:新增|净增加?)(?:了)?$", before)
    ):
        return "change", value
    return "level", value


_QUICK = re.compile(r"的(?:高|快|较快|高速|中高速|年均)?(?:增长|增速|速度|涨幅|增幅)")


_ADDED = re.compile(r"(?:^|[，、])(?:增加|净增加|提高)(?:了)?$")


def _percent(before: str, value: Decimal, title: str) -> tuple[Measure, Decimal]:
    tail = before[-14:]
    if _EXACT_TO.search(tail) and not re.search(
        r"(?:增速|增幅|增长率|降幅|涨幅|增长)(?:预期|目标)?(?:分别|均|将|预计|已)*(?:提高|提升|上升|回升|下降|回落|放缓|收窄|稳定|保持)?(?:到|至|达到?|为|在)(?:了|近|约|超过|超|高达|至少|不低于|分别|均)*$",
        tail,
    ):
        return "share", value
    if "自然增长率" in tail:
        return "share", value
    if _FALL.search(tail):
        return "growth", -value
    if _RISE.search(tail):
        return "growth", value
    if re.search(r"(?:增速|增幅|涨幅|增长率|增长)$", title):
        return "growth", value
    if title.endswith("降幅"):
        return "growth", -value
    return "share", value


def comparator_of(slot: Slot, words: str) -> Comparator:
    """Return how an amount bounds its value; the word after the number counts more than the one before."""
    amount = slot.amount
    if slot.suffix:
        found = _SUFFIXES.get(slot.suffix[-2:])
        if found:
            return "le" if found == "approx" and _HELD.search(slot.cue[-6:]) else found
    if amount.high is not None:
        return "between"
    before = slot.cue[-14:]
    for pattern, comparator in _PREFIXES:
        if pattern.search(before):
            return comparator
    if amount.more:
        return "gt"
    if _FLOOR.search(words):
        return "ge"
    return "eq"


def status_of(slot: Slot, words: str, sentence: str, frame: Frame) -> Status:
    """Return whether an amount is done, intended, a norm or mere context, in the frame it stands in."""
    amount = slot.amount
    if (amount.unit in _AGE and "寿命" not in words) or (
        (
            _RULE.search(words)
            and (_DUTY.search(words) or "标准" in words or "按" in words or "对标" in words or "一次性" in words)
        )
        and not _yields(words)
    ):
        return "rule"
    if words.startswith("对") and slot.after.startswith("的") and _GRANTED.search(sentence):
        return "rule"
    at = slot.amount.start - slot.start
    if _BASE.search(words[max(0, at - 20) : at]) and _BASE_NEXT.match(words[at + amount.end - amount.start :]):
        return "fact"
    if _is_context(slot, words, frame.mood):
        return "fact"
    if frame.mood == "target":
        return "result" if _DONE.search(words) and not _WILL.search(words) else "target"
    wills = _WILL.search(words) and not _SUPPOSED.search(words) and not _BESIDE.search(words)
    return "target" if wills else "result"


def _yields(words: str) -> bool:
    return bool(re.search(r"(?:提高|增加)\d|增收|产出|创收|收益|每年新增|每年增长|每年递增|年均", words))


def _is_context(slot: Slot, words: str, mood: Status) -> bool:
    before = words[: slot.amount.start - slot.start]
    if (
        slot.threshold
        or slot.after.startswith("范围")
        or _LISTED.search(slot.before)
        or (slot.amount.unit == "人" and PEOPLE.match(slot.after))
    ):
        return True
    if slot.amount.unit not in ("%", "元", "百分点", "位", "倍"):
        head = _FACT_HEAD.search(before)
        if head and not _FACT_UNDONE.search(before[head.end() :]):
            return True
    return (
        bool(_CAPACITY.search(words))
        and mood == "result"
        and slot.amount.unit in ("人", "平方公里", "公里", "米", "户", "个")
    )


def due_of(time: Time | None, year: int | None) -> date | None:
    """Return the last day of a time finer than a year, or None."""
    if time is None or time.month is None or year is None:
        return None
    return last_day(year, time.month, time.day)


def year_of(time: Time | None, frame: Frame, about: About) -> int | None:
    """Return the year that a time speaks of, in the frame it stands in."""
    if time is None:
        return frame.year
    if time.year is not None:
        return time.year
    if time.shift is not None and about.year is not None:
        return about.year + time.shift
    return frame.year


def governing(clause: Clause, at: int, inherited: Time | None, text: str) -> Time | None:
    """Return the time that governs the amount at `at`: the last before it in its clause, else the inherited one."""
    found = inherited
    for time in clause.times:
        if (
            time.start < at
            and (not is_compared(text, time) or (text[time.end : at] == "的" and text[time.start - 1] in "从由"))
        ) or (time.start >= at and time.month and found is inherited and _close_after(text, at, time)):
            found = time
    return found


def _close_after(text: str, at: int, time: Time) -> bool:
    return "，" not in text[at : time.start] and time.start - at < 24


_COMPARED = re.compile(r"(?:比|较|是|为|相当于|超过|于|与|以|从|由|自|达到|恢复到)$")


def is_compared(text: str, time: Time) -> bool:
    if time.month:
        return False
    return (
        bool(_COMPARED.search(text[max(0, time.start - 4) : time.start]))
        or "以来" in text[time.end : time.end + 24].split("，")[0]
    )
