"""Titles from the words before a number, and what they leave out: the subject, its owner, its verb, part of its name."""

from __future__ import annotations

import re

from duixian.catalogue import find_indicator
from duixian.catalogue.words import head
from duixian.reader import phrases
from duixian.reader.carry import STATES, Named, hear
from duixian.reader.look import ALL, Look
from duixian.reader.wording import LIGHT, RATES, examples, has_examples, last_attribute, predicate, tidy

_EACH = re.compile(r"(?:均|都|双双|同步)(?:已|将|实现|要)?|各$")
_GRADE = re.compile(r"国家级|省级|市级|县级|区级|镇级|乡级|村级|国家|省|市|县|区")
_HEAD_NOUN = re.compile(r"(?:企业|项目|人才|学校|农户|平台|基地|工程|人员)$")
_COUNTY = re.compile(r"(?:其中)?(?:全[县市区省]|我[县市区]|辖区)")
_TOWN = re.compile(r"[一-龥]{2,5}(?:镇|乡|街道|县|区|村)")
_PAIRS = ("存栏", "出栏", "进口", "出口")


def as_silent(look: Look) -> Named | None:
    """增长5%, 93017人搬迁安置: nothing stands before the number but a predicate."""
    _settle(look)
    if look.before:
        return None
    rest = look.rest or look.slot.after
    if look.slot.link == "list" and look.carry.titles and rest.startswith(ALL):
        return _carried(look)
    if look.unit not in RATES and rest and not rest.startswith("的"):
        title = tidy(predicate(phrases.strip_lead(rest)).removeprefix("实现"))
        if len(title) >= 2:
            return Named(look.slot, [title], role="predicate after")
    return _carried(look)


def as_share(look: Look) -> Named | None:
    """占规上工业增加值的26%: a share that the last thing named has of another."""
    if not look.before.startswith("占") or look.before.startswith(("占地", "占用")):
        return None
    carry = hear(look.carry)
    whole = carry.subject if carry.heard and carry.subject else carry.titles[-1] if carry.titles else ""
    if not whole:
        return None
    share = look.before.rstrip("的")
    closing = "比" if share == "占" else "" if share.endswith(("比重", "比例", "占比")) else "比重"
    return Named(look.slot, [f"{whole}{share}{closing}"], carried=True, role="share of")


def as_attribute(look: Look) -> Named | None:
    """总投资390亿元, after 实施项目134个: a property of what was named before."""
    before, carry = look.before, look.carry
    if not phrases.is_attribute(before) or _COUNTY.match(look.slot.before.strip("，、；：")):
        return None
    hear(carry)
    owner = carry.subject if carry.heard and carry.subject else carry.noun or carry.subject
    if not owner or owner.endswith(before) or phrases.is_attribute(owner):
        return None
    bearer = owner.removesuffix(last_attribute(owner))
    owner = bearer if len(bearer) >= 2 else owner
    owner = owner[:-2] if before.startswith(owner[-2:]) else owner
    return Named(look.slot, [tidy(owner + before)], carried=True, role="property of the last")


def as_each(look: Look) -> Named | None:
    """财政总收入和税收收入均增长12%: one number said of each of several things."""
    each = bool(_EACH.search(look.slot.before[-6:]))
    shared = look.deed if each and look.object_ else ""
    things = phrases.items(look.object_ if shared else look.before) if each else phrases.main_items(look.before)
    things = _with_bearer(things)
    rates = len(things) == 2 and all(thing.endswith("率") for thing in things)
    if not (each or rates) or not 1 < len(things) <= 5 or not all(2 <= len(thing) <= 24 for thing in things):
        return None
    return Named(look.slot, [shared + tidy(thing) for thing in things], role="said of each")


def _with_bearer(things: list[str]) -> list[str]:
    """Return rates with the bearer that only the first names (重点项目开工率、入库率)."""
    bearer = things[0].removesuffix(last_attribute(things[0])) if things else ""
    if len(bearer) < 2 or bearer == things[0]:
        return things
    alone = [thing.endswith("率") and len(thing) <= 5 and find_indicator(thing) is None for thing in things[1:]]
    return [things[0], *[bearer + thing if lone else thing for thing, lone in zip(things[1:], alone, strict=True)]]


def as_elided(look: Look) -> Named | None:
    """市级两家, 出栏61万头, 农村危桥52座: a title that leaves out part of the one before it."""
    title = (_by_grade(look) if look.carry.titles else "") or _by_deed(look)
    title = title or (_by_list(look) if look.carry.titles else "")
    return Named(look.slot, [title], carried=True, role="elided") if title else None


def as_written(look: Look) -> Named:
    """The words before the number, as they stand; a bare deed takes whom it reached (惠及1470户), or that it is a running total."""
    title = tidy(look.before)
    if look.before == look.deed and title in _REACHES and look.unit in ("户", "人", "家", "人次"):
        title += look.unit if look.unit == "人次" else f"{look.unit}数"
    elif len(title) <= 2 and "累计" in look.slot.before:
        title = f"累计{title}"
    return Named(look.slot, [title], role="before")


_REACHES = frozenset(("惠及", "受益", "覆盖", "带动", "服务"))


def _settle(look: Look) -> None:
    """Clip the words before the number to a title, and note the whole that 其中 divides."""
    carry = look.carry
    look.before = "" if look.before in ("同比增收", "增收") and "户" not in look.slot.before else _clip(look.before)
    if "其中" in look.slot.before:
        whole = _HEAD_NOUN.search(carry.noun)
        carry.whole = carry.noun if look.unit == carry.unit else ""
        carry.rest = whole.group() if whole and look.unit == carry.unit else ""
    look.deed, look.object_ = phrases.split_deed(look.before)
    done = look.deed in ("完成", "实现", "达成") or (look.deed in LIGHT and phrases.is_attribute(look.object_))
    if look.object_ and done and not phrases.is_attribute(look.before):
        look.before = look.object_


def _clip(before: str) -> str:
    """Return the words of a title without the circumstances before its deed."""
    if len(before) <= 10:
        return before
    words = before
    if has_examples(words) and len(examples(words)) >= 2:
        words = examples(words)
    at = phrases.find_deed(words, 2)
    if (
        at > 3
        and not any(map(str.isdigit, words[:at]))
        and words[at - 1] not in "、和"
        and not phrases.ends_with_attribute(words)
        and not phrases.split_deed(words)[0]
    ):
        words = words[at:]
    return words


def _carried(look: Look) -> Named:
    """Return the title that the sentence already gave."""
    carry = hear(look.carry)
    heard = carry.heard and carry.subject and (carry.stale or look.unit not in ("%", "百分点"))
    title = carry.subject if heard or not carry.titles else carry.titles[-1]
    if title:
        return Named(look.slot, [title], carried=True, role="carried")
    noun, rest = phrases.noun_after(look.slot.after)
    return Named(look.slot, [tidy(noun or rest) or look.unit], role="nothing before")


def _by_grade(look: Look) -> str:
    """Return the last title with another grade (省级1家、市级两家) or its counterpart (存栏, 出栏)."""
    last, before = look.carry.titles[-1], look.before
    if _GRADE.fullmatch(before):
        match = _GRADE.search(last)
        return last[: match.start()] + before + last[match.end() :] if match else before + last
    if before in _PAIRS and last[-2:] in _PAIRS and last[-2:] != before:
        return last[:-2] + before
    return ""


def _by_deed(look: Look) -> str:
    """Return the last noun with the deed that stands alone before the number (海绵城市…，完工8平方公里)."""
    carry, before = look.carry, look.before
    alone = bool(look.deed) and not look.object_ and before == look.deed
    if carry.noun and ((alone and look.deed in STATES) or before in STATES):
        return carry.noun + before
    if alone and carry.noun and carry.deed and look.unit == carry.unit:
        return look.deed + carry.noun
    same = alone and any(look.deed in said for said in carry.silent)
    if same and hear(carry).heard and len(carry.subject) >= 3:
        return look.deed + carry.subject  # 积极偿还两级债务，全年偿还5475万元
    return ""


def _by_list(look: Look) -> str:
    """Return the noun before the number with the last deed (改造校舍10处、农村危桥52座), or with the head noun of its whole."""
    carry, before, slot = look.carry, look.before, look.slot
    if carry.whole and look.unit == carry.unit and _TOWN.fullmatch(before):
        return before + carry.whole
    if carry.rest and look.unit == carry.unit and len(before) <= 8 and not before.endswith(carry.rest):
        return carry.deed + before + carry.rest
    if look.deed or not carry.deed or head(before, "deed"):
        return ""
    if slot.link == "list" and carry.unit and len(before) <= 14 and not phrases.ends_with_attribute(before):
        return carry.deed + before
    if (
        not look.index
        and look.unit == carry.unit
        and look.unit not in RATES
        and len(before) <= 12
        and slot.before.strip("，、；") == before
    ):
        return carry.deed + before
    return ""
