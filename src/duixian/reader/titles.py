"""Titles: what each amount of a sentence measures, as a statistician would head the row.

`title_clause` names the amounts of one clause. `WAYS` are the constructions that own the words round a number, in the order in
which they are tried; each returns the titles or None. The words before a number that no construction claims are its title.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from duixian.reader import phrases
from duixian.reader.befores import as_attribute, as_each, as_elided, as_share, as_silent, as_written
from duixian.reader.carry import Carry, Named, hear, remember
from duixian.reader.look import Look, look_at
from duixian.reader.money import as_spending, name_spent
from duixian.reader.nouns import QUICK, owner_of, shares_property, takes_noun, with_noun
from duixian.reader.shares import RANKED, SCOPE, group_at, respectively
from duixian.reader.slots import Slot
from duixian.reader.wording import predicate, tidy, trim


def title_clause(slots: list[Slot], carry: Carry) -> list[Named]:
    """Return the amounts of a clause with their titles, and remember them."""
    named: list[Named] = []
    while len(named) < len(slots):
        index = len(named)
        group = group_at(slots, index)
        listed = respectively(group, carry) if len(group) > 1 or "分别" in slots[index].before[-8:] else None
        found = listed or [_title(look_at(slots, index, carry))]
        named.extend(found)
        if found[0].role != "spent on next":
            remember(carry, found)
    name_spent(named)
    return named


def _title(look: Look) -> Named:
    """Return the titles that the first fitting construction gives."""
    return next(named for way in WAYS if (named := way(look)) is not None)


_YEARS = re.compile(r"连续[一二两三四五六七八九十\d]+年(?:位居|居|保持|蝉联|稳居)?$")


def as_rank(look: Look) -> Named | None:
    """规上工业增加值增速、进出口增速均居全市第一: the words before, less whom it is ranked among."""
    if not look.slot.amount.rank:
        return None
    carry, words = look.carry, look.slot.before
    for _ in range(3):
        words = _YEARS.sub("", words)
        words = SCOPE.sub("", RANKED.sub("", words.rstrip("的、，")))
    words = re.sub("(?:均|都|双双|分别)$", "", trim(phrases.strip_lead(words.strip("，、；： "))))
    if phrases.is_attribute(words) and carry.topic:
        return Named(look.slot, [carry.topic + words], carried=True, role="property of the last")
    if len(words) < 2 or (phrases.is_attribute(words) and carry.titles):
        return Named(
            look.slot, carry.titles[-1:] or [hear(carry).subject or words or "排名"], carried=True, role="carried"
        )
    things = phrases.main_items(words)
    if 1 < len(things) <= 6 and all(4 <= len(thing) <= 20 for thing in things):
        return Named(look.slot, [tidy(thing) for thing in things], role="said of each")
    return Named(look.slot, [tidy(words)], role="before")


def as_property(look: Look) -> Named | None:
    """总投资60亿元的|项目: a property of the noun after it."""
    follower = look.follower
    if not (
        look.slot.after.startswith("的")
        or (follower and follower.link == "property")
        or shares_property(look.slots, look.index)
    ):
        return None
    owner = owner_of(look.slots, look.index)
    return Named(look.slot, [owner], role="property") if owner else None


def as_percent(look: Look) -> Named | None:
    """公交车100%纯电动化, 60%的小区达标: what the rate is of stands on both sides, or after it."""
    after = (look.noun + look.rest).lstrip("的")
    if look.unit != "%" or not 2 <= len(after) <= 14 or after[0] in "以和、" or look.follower is not None:
        return None
    if QUICK.match(look.slot.after) or (look.before and look.slot.after.startswith("的")):
        return None
    before = look.object_ if look.deed in ("实现", "达到", "完成") else look.before
    return Named(look.slot, [tidy(before + after)], role="noun after") if len(before) <= 10 else None


def as_age(look: Look) -> Named | None:
    """60周岁以上|老人: the age of those it is said of."""
    if look.unit not in ("周岁", "岁") or not (look.noun or look.rest):
        return None
    return Named(look.slot, [f"{tidy(look.noun)}年龄" if look.noun else tidy(predicate(look.rest))], role="age")


def as_quick(look: Look) -> Named | None:
    """实现15%的高增长: what grows stands before, or in the clause before."""
    if QUICK.match(look.slot.after):
        look.before = look.before if not look.deed or look.object_ else ""
        look.noun = look.rest = ""
    return None


def as_noun_after(look: Look) -> Named | None:
    """建成3个|名中医工作室: what is counted follows the number."""
    if not look.noun or not takes_noun(look.slot, look.deed, look.object_, look.before):
        return None
    title = with_noun(look.slot, look.before, look.noun, look.rest, look.carry)
    return Named(look.slot, [title], noun=tidy(look.noun), role="noun after")


def as_object_after(look: Look) -> Named | None:
    """4967万元|重奖企业, at the head of a clause: what follows says what the money did."""
    if look.unit != "元" or look.before or not look.rest or look.index:
        return None
    return Named(look.slot, [tidy(look.rest)], role="object after")


WAYS: tuple[Callable[[Look], Named | None], ...] = (
    as_rank,
    as_percent,
    as_property,
    as_age,
    as_quick,
    as_spending,
    as_noun_after,
    as_object_after,
    as_silent,
    as_share,
    as_attribute,
    as_each,
    as_elided,
    as_written,
)
