"""Amounts: numbers with their units, found in two scans; names, dates and labels are left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from duixian.catalogue import units
from duixian.catalogue.words import any_of, words
from duixian.reader.draft import Amount, Draft
from duixian.reader.numerals import SCALES, chinese

_NUMBER = (
    r"(?:\d{1,3}(?:[,，]\d{3}){1,5}(?!\d)|\d{1,15})(?:\.\d{1,12})?(?!\d)"  # bounded: digits without end are no figure
)
_SCALE = r"(?:万亿|[十百千]?亿|[十百千]?万|[百千](?!分|[瓦伏克米卡帕赫焦]))"
_ARABIC = re.compile(rf"(?<!\d)({_NUMBER})([余多几])?({_SCALE})?([余多几])?")
_SECOND = re.compile(
    rf"(?:个|%|倍|元|家|项|户|人|名|次|亩|条|万元|亿元|万|亿|万亩|公里)?(?:[-~—]+|至|到)({_NUMBER})({_SCALE})?"
)
_HAN = "一二两三四五六七八九十百千万亿半几"
_CHINESE = re.compile(
    rf"(?<![第{_HAN}〇零])([一二两三四五六七八九十百千万亿半]{{1,24}}(?:点[零一二三四五六七八九]{{1,12}}[十百千万亿]{{0,4}})?)([余多几])?([万亿]?)"
)
_RANK = re.compile(r"第([一二三四五六七八九十]{1,3}|\d{1,3})(?:[位名](?!同学|学生|选手))?")
_RANK_CUE = re.compile(
    r"(?:全[国省市县区州盟]|[省市县区]{1,2}|排名|排|位居|位列|位次|名列|列|居|跃居|升至|上升到|蝉联|保持|稳居|均|获|夺得|前列)$"
)
_RANK_SCOPE = re.compile(r"全[国省市县区州盟]|排名|位居|位列|名列|跃居|稳居|跃升")
_RANK_CUES = (_RANK_CUE, _RANK_SCOPE, re.compile(r"第\d{1,2}[位名]?[、和]$"))
_RANK_END = frozenset("，。；、！\n）)”位名和并与及，的|")
# A number before one of these is part of a name or of a date.
_NOT_AFTER = re.compile(
    r"年(?!产|均|增|新|收|营|处|内)|月(?!均)|[日号](?!均|产|处)|时(?!$)|[A-Za-z](?!W|V|B|g|m|k|%)|[+＋×*/](?=\d|[A-Za-z])|[-—]\d+[-—]"
)
_LETTER_UNITS = re.compile(r"(?:[kKMGT]W[hHp]?|[kK][vV]A?|[GTP]B|kg|km|MVA|m3|m2|mg|t(?![a-z]))")
_NAME_TAIL = re.compile(
    r"(?:米|公里|分钟|小时)(?:内|以内)?(?:生活圈|服务圈|交通圈|经济圈|圈|范围|半径|长廊|画廊|自助|服务|值班|不打烊|热线|景观带|见义|短跑|栏|跑|赛)|个一(?:批|工程|律)|大(?:行动|工程|战役|攻坚)?|加[一二]|来一|片区|(?:站点|公交)|期(?:工程|项目|建设|扩建|改造|、|和)|[kK][vV]|千伏(?!安)|米公交|次(?:开发|供水|污染|装修|全体|会议|全会|产业|创业|党代会|分配)|届(?:[一二三四五六七]中|全|三中|人大|政协|人民|县委|市委|[一二三四五六七八九十]+次)"
)
_LABEL_TAIL = re.compile(
    r"(?:[一-龥“”]{0,9}?)(?:台阶|大关|机制|制度|体系|原则|理念|思路|抓手|目标|方面|环节|维度|层面|关系|战略|优势|举措|定位|短板|路径|方向|领域|转变|统筹|结合|坚持|确保|注重|突出|强化|到位|聚焦|关键|重点任务|规定|措施|硬措施|指标任务|指标|经费|费用|基本点|纪律|准则|约束|标准|产业|结构|意识|自信|维护|确立|革命|毫不动摇|不变|一样|更加|更大|全面|阶段|特征|要素|要求|问题|主题|主线|支撑|保障)(?=[，。；、：\n”]|$)"
)
_COUNTER = re.compile(any_of(words("counter")))
_HUNDREDS = frozenset(("百亿", "千亿", "万亿"))
_FACILITY = re.compile(r"[一-龥]{0,6}?(?:桥|站|厂|馆|校|院|库|中心|园|场|塔|楼|坝|闸|池|井|炉)")
_SCALE_ONLY = frozenset("十百千万亿")
_CUE_BEFORE = tuple("超达近过逾破约上")
_PEOPLE = re.compile(
    r"[一-龥]{0,4}?(?:人民|儿女|群众|父老)|(?:[老农城镇乡村户籍常住贫困脱区]{0,4}|建档立卡贫困)(?:人口|人民|居民|群众|百姓|农民|学生|职工|游客|市民|干部|师生|党员|儿女|同胞|移民|劳动力|老人)"
)
_QUOTE = re.compile(
    r"“[^“”\n]{1,24}”|《[^《》\n]{1,40}》|\"[^\"\n，。]{1,16}\"|‘[^‘’\n]{1,16}’|\[\d{1,3}\]|\{[^{}\n]{1,8}\}|（[一二三四五六七八九十\d]{1,3}）|[①-⑳⑴-⒇]"
)
# 10万吨级泊位, 500万元以上固定资产投资: a class of berths, and what is counted as investment.
_OF_A_NAME = re.compile(
    r"\d{1,3}万吨级(?=[一-龥]{0,4}?(?:泊位|码头|航道|船舶|散货|油轮))|\d{2,4}万元(?:及)?以上(?:的)?(?=固定资产投资)"
)


def find_amounts(draft: Draft) -> None:
    """Find the amounts of the clean text."""
    draft.amounts = amounts_in(draft.clean.text)


def amounts_in(text: str) -> list[Amount]:
    """Return the amounts of `text`, in order; numbers that are names, dates or labels are not amounts."""
    hidden = sorted(match.span() for names in (_QUOTE, _OF_A_NAME) for match in names.finditer(text))
    found = [*_percents(text), *_arabic(text), *_chinese(text), *_ranks(text), *_fractions(text)]
    found.sort(key=lambda amount: (amount.start, -amount.end))
    kept: list[Amount] = []
    at = 0
    for amount in found:
        while at < len(hidden) and hidden[at][1] <= amount.start:
            at += 1
        if at < len(hidden) and hidden[at][0] <= amount.start < hidden[at][1]:
            continue
        if kept and amount.start < kept[-1].end:
            continue
        kept.append(amount)
    return _lend_units(text, kept)


@cache
def _unit_words() -> tuple[dict[str, str], tuple[int, ...], frozenset[str]]:
    """Return the units by their written form, the lengths of those forms, and the doubtful ones."""
    words = {
        written: written if written.isascii() and written.isalpha() else unit.unit for written, unit in units().items()
    }
    sizes = tuple(sorted({len(word) for word in words if len(word) <= 8}, reverse=True))
    return words, sizes, frozenset(written for written, unit in units().items() if unit.doubtful)


def unit_at(text: str, at: int) -> tuple[str, int] | None:
    """Return the unit that `text` shows at `at` and where it ends, or None."""
    words, sizes, _ = _unit_words()
    for size in sizes:
        unit = words.get(text[at : at + size])
        if unit is not None:
            end = min(at + size, len(text))
            if text.startswith("群众", at):
                return None
            if unit == "人" and text[end : end + 1] == "口":
                end += 1
            mark = text[end : end + 1]
            if mark == "/" or (mark == "每" and unit.endswith("克")):
                per = unit_at(text, end + 1)
                if per:
                    return f"{unit}{mark}{per[0]}", per[1]
            return unit, end
    return None


def _arabic(text: str) -> Iterator[Amount]:
    for match in _ARABIC.finditer(text):
        start, end = match.span()
        if _is_name_before(text, start):
            continue
        digits, more, scale, more2 = match.groups()
        if (
            digits.endswith(".0")
            and not scale
            and (text[end : end + 1] in "项版时年产阶" or unit_at(text, end) is None)
        ):
            continue  # 工业4.0项目
        value = Decimal(digits.replace(",", "").replace("，", "")) * SCALES[scale or ""]
        amount = _complete(text, start, end, value, bool(more or more2), bool(scale))
        if amount:
            yield amount


_ROAD = re.compile(r"(?:国道|省道|县道|高速)\d{2,4}(?!\d|条|公里|处|个|座|\.)")


def _is_name_before(text: str, start: int) -> bool:
    before = text[start - 1 : start]
    if not before:
        return False
    if before.isascii() and (before.isalpha() or before in "+/.{[_&=@#*-"):
        return before != "-" or not text[max(0, start - 2) : start - 1].isspace()
    return before in "第±前" or text[max(0, start - 2) : start] == "十五" or bool(_ROAD.match(text, max(0, start - 2)))


def _complete(text: str, start: int, end: int, value: Decimal, more: bool, scaled: bool) -> Amount | None:
    """Return the amount with its range and unit, or None where it is a date, a name or a bare number."""
    high = None
    second = _SECOND.match(text, end)
    if second:
        ranged = _range(text, value, scaled, second)
        if ranged is None:
            return None
        value, high, end, scaled = ranged
    found = unit_at(text, end)
    tail = text[end : end + 14]
    if found is None:
        return _bare(text, start, end, value, high, more, scaled, tail)
    unit, stop = found
    if (text[end:stop] in _unit_words()[2] and not (scaled and unit == "度")) or _NAME_TAIL.match(tail):
        return None
    if _NOT_AFTER.match(tail) and not tail.startswith(("月均", "日均")) and not _LETTER_UNITS.match(tail):
        return None
    if unit == "成":
        value, high, unit = value * 10, None if high is None else high * 10, "%"
    if text[stop : stop + 1] in ("余", "多") and text[stop : stop + 2] not in ("多元", "多个"):
        stop, more = stop + 1, True
    return Amount(start, stop, value, high, unit, more)


def _range(text: str, value: Decimal, scaled: bool, second: re.Match[str]) -> tuple[Decimal, Decimal, int, bool] | None:
    digits, scale = second.groups()
    top = Decimal(digits.replace(",", "").replace("，", ""))
    if scale and not scaled:
        value *= SCALES[scale]
    top *= SCALES[scale or ""]
    if top <= value or unit_at(text, second.end()) is None:
        return None
    return value, top, second.end(), scaled or bool(scale)


_STATED = re.compile(r"[为达至到是由从]$|[由从][^，。；]{1,6}的$")


def _bare(
    text: str, start: int, end: int, value: Decimal, high: Decimal | None, more: bool, scaled: bool, tail: str
) -> Amount | None:
    """Return an amount without a unit word where it can be one: people, or a value after 为 or 达."""
    if _PEOPLE.match(tail) and (scaled or more):
        return Amount(start, end, value, high, "人", more)
    if scaled and not _NOT_AFTER.match(tail):
        return Amount(start, end, value, high, "元" if "亿" in text[start:end] else "", more)
    if "." in text[start:end] and _STATED.search(text, max(0, start - 8), start) and not tail[:1].isascii():
        return Amount(start, end, value, high, "", more)
    return None


def _chinese(text: str) -> Iterator[Amount]:
    for match in _CHINESE.finditer(text):
        start, end = match.span()
        counter = _COUNTER.match(text, end)
        if counter is None:
            if match.group(1) in _HUNDREDS and text[start - 1 : start] in (*_CUE_BEFORE, "在", "到"):
                yield Amount(start, end, chinese(match.group(1)) or Decimal(0), None, "元", False)
        elif not _NAME_TAIL.match(text, end) and text[start - 1 : start] not in _NOT_COUNTED:
            word, more, scale = match.groups()
            found = unit_at(text, end) if _is_count(text, start, word, counter, bool(more)) else None
            value = chinese(word + (scale or ""))
            if found and value:
                yield _counted(text, start, value, found, bool(more))


_NOT_COUNTED = ("每", "之", "十", "数", "好", "第")


def _counted(text: str, start: int, value: Decimal, found: tuple[str, int], more: bool) -> Amount:
    """Return a count in characters, with the lower end of its range where it has one (三至五个)."""
    unit, stop = found
    if unit == "成" and text[stop : stop + 1] in ("余", "多"):
        stop, more = stop + 1, True
    if unit == "成":
        value, unit = value * 10, "%"
    lower = _LOWER.search(text, max(0, start - 4), start)
    low = chinese(lower.group(1)) if lower else None
    if lower and low is not None and low < value:
        return Amount(lower.start(), stop, low, value, unit, more)
    return Amount(start, stop, value, None, unit, more)


_LOWER = re.compile(r"([一二两三四五六七八九十]{1,3})(?:至|到|-|—)$")


def _is_count(text: str, start: int, word: str, counter: re.Match[str], more: bool) -> bool:
    """Whether a numeral in characters counts something, and is not a label (三个一批), a name (万亩园) or 一."""
    before, tail = text[start - 1 : start], text[counter.end() : counter.end() + 14]
    unit = counter.group()
    if set(word) <= _SCALE_ONLY:
        near = before in "近上约逾" or tail.startswith("以上") or more
        if (
            (word in "亿万" and not near)
            or _CLASS.match(tail)
            or (before in "过超" and tail.startswith(("企业", "项目", "的企业", "的项目")))
        ):
            return False  # 亿元以上项目, 超千万元企业: a class, not an amount
        cued = before in (*_CUE_BEFORE, "在", "到") or text[start - 2 : start] in _DEEDS
        return near or (cued and unit not in ("人", "家", "户"))
    if word == "一":
        return unit in ("座", "所", "栋") and bool(_FACILITY.match(tail))
    if word == "半" or (len(word) > 1 and not set(word) & set("十百千万亿点")) or (unit == "元" and len(word) == 1):
        return False
    if unit in ("小时", "周", "口", "位", "部", "支", "块", "片", "批次", "轮") and not more:
        return unit == "支" and not _LABEL_TAIL.match(tail)
    if unit == "成":
        return before not in "建完促达形组合" and not tail.startswith(("立", "为", "功", "效", "果", "员", "长", "熟"))
    return not _is_label(text, start, word, unit, tail)


def _is_label(text: str, start: int, word: str, unit: str, tail: str) -> bool:
    """Whether a small count only sums up or labels what stands beside it (两项增速, 三个转变, 甲、乙两家企业)."""
    if (
        (text[start - 1 : start] == "续" and unit in ("次", "个月", "届"))
        or _SUMMED.match(tail)
        or _NO_COUNT.match(tail)
    ):
        return True
    if len(word) == 1 and _sums_up(text, start, word):
        return True
    return unit in ("个", "项", "条", "次") and bool(_LABEL_TAIL.match(tail))


_DEEDS = frozenset(("完成", "实施", "创建", "举办", "建设", "办好", "打造", "开展"))
_CLASS = re.compile(r"以上的?[一-龥]{0,6}?(?:项目|企业|工业|工程|产业)")
_SUMMED = re.compile(
    r"(?:[一-龥]{0,2})(?:增速|指标|数据|收入|支出|比例|工作|任务|改革|荣誉)(?:[均都分全增]|[，。；、])"
)
_NO_COUNT = re.compile(
    r"规定|禁令|[一不化更好坚统百月]|大(?!奖)|新(?:突破|提升|成效|作为|进展|台阶|高地|局面|跨越|变化)|方面|转变|确保|之一"
)
_NAMES_BEFORE = re.compile(r"[^，。；：！？\n]{2,40}$")
_CODE = re.compile(r"[A-Za-z]+\d+")


def _sums_up(text: str, start: int, word: str) -> bool:
    """Whether a count only sums up the names before it (甲、乙两家企业)."""
    before = _NAMES_BEFORE.search(text, max(0, start - 40), start)
    value = chinese(word)
    if before is None or value is None:
        return False
    names = _CODE.sub("", before.group())
    return not any(char.isdigit() for char in names) and len(re.split("、|和(?!谷|平)|与", names)) == value


_PERCENT = re.compile(r"百分之([一二三四五六七八九十百零点]+)")


def _percents(text: str) -> Iterator[Amount]:
    if "百分之" not in text:
        return
    for match in _PERCENT.finditer(text):
        value = chinese(match.group(1))
        if value is not None:
            yield Amount(match.start(), match.end(), value, None, "%", False)


def _ranks(text: str) -> Iterator[Amount]:
    for match in _RANK.finditer(text):
        start, end = match.span()
        before = text[max(0, start - 8) : start]
        if text[end : end + 1] not in _RANK_END or not any(cue.search(before) for cue in _RANK_CUES):
            continue
        word = match.group(1)
        value = Decimal(word) if word.isdigit() else chinese(word)
        if value:
            yield Amount(start, end, value, None, "位", False, rank=True)


_HALF = re.compile("一半(?![是以])|半数")


# Anchored on the stroke and on 分之, which are rare; what stands before is looked at then.
_SLASHED = re.compile(r"/(\d{1,6})(?![\d/])")
_TOP = re.compile(r"(?<![\d+/])\d{1,6}$")
_NTH = re.compile(r"分之([一二三四五六七八九十])(?:点[一二三四五六七八九])?")
_TENTHS = {word: value for value, word in enumerate("一二三四五六七八九十", 1)}


def _fractions(text: str) -> Iterator[Amount]:
    for match in _SLASHED.finditer(text):
        top = _TOP.search(text, max(0, match.start() - 8), match.start())
        if top and int(top.group()) < int(match[1]):
            yield _fraction(top.start(), match.end(), int(top.group()), int(match[1]))
    for match in _NTH.finditer(text):
        under = _TENTHS.get(text[match.start() - 1 : match.start()])
        if under:
            yield _fraction(match.start() - 1, match.end(), _TENTHS[match[1]], under)
    for match in _HALF.finditer(text):
        cues = "占过近约超达" if match.group() == "半数" else "占过近约超达的市省国区县量数"
        if match.start() and text[match.start() - 1] in cues:
            yield Amount(match.start(), match.end(), Decimal("0.5"), None, "", False)


def _fraction(start: int, end: int, top: int, bottom: int) -> Amount:
    return Amount(start, end, round(Decimal(top) / Decimal(bottom), 4).normalize(), None, "", False)


_LIST = re.compile(r"\d[、和与及]\d")
_LENDER = re.compile(rf"(?<!\d)({_NUMBER})(?=(?:[、和与，及]{_NUMBER}){{1,8}}(?:%|倍|元|个百分点))")


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs in which two bare numbers stand side by side."""
    end = 0
    for match in _LIST.finditer(text):
        if match.start() >= end:
            start, end = text.rfind("\n", 0, match.start()) + 1, text.find("\n", match.end())
            end = end if end >= 0 else len(text)
            yield start, end


def _lend_units(text: str, amounts: list[Amount]) -> list[Amount]:
    """Add the numbers of a list whose unit stands only at its end (2.7和2.4倍)."""
    stretches = list(_stretches(text))
    if not stretches:
        return amounts
    ends = {amount.start: amount for amount in amounts}
    taken = {index for amount in amounts for index in (amount.start,)}
    extra = []
    for match in (match for start, end in stretches for match in _LENDER.finditer(text, start, end)):
        if match.start() in taken or _is_name_before(text, match.start()):
            continue
        after = text[match.end() : match.end() + 24]
        follower = re.match(rf"[、和与及，]({_NUMBER})", after)
        lender = ends.get(match.end() + follower.start(1)) if follower else None
        if lender is None or ("." not in match.group(1) and lender.unit != "%"):
            continue
        extra.append(
            Amount(match.start(), match.end(), Decimal(match.group(1).replace("，", "")), None, lender.unit, False)
        )
    return sorted([*amounts, *extra], key=lambda amount: amount.start) if extra else amounts
