"""Lists shared out: several numbers among several things (分别), and one number said of each."""

from __future__ import annotations

import re

from duixian.reader import phrases
from duixian.reader.carry import Carry, Named, hear
from duixian.reader.slots import Slot
from duixian.reader.wording import bare, tidy, trim

_RESPECTIVELY = re.compile(r"分别|分列|分居|依次|各(?=增长|达|为|完成|提高|下降|新增)|各自")
RANKED = re.compile(
    r"(?:综合)?(?:排名|排在|位居|位列|稳居|跃居|名列|荣列|列|居|排|升至|上升到|保持|获得|获|夺得|荣获|取得|蝉联)+$"
)
SCOPE = re.compile(
    r"(?:连续[一二三四五六七八九十\d]+年)?(?:在|位)?(?:全[国省市县区州盟球]|内地|世界|亚洲|我[国省市县区]|中部|西部|大陆|(?<=[，在居列])[一-龥]{2,3}[省市县区州]|同类[县市区]*)(?:各)?(?:[县市区]+)?(?:中|内|范围内)?(?:排名|排在|排|位居|位列|居|列|名列|跃居|升至|稳居|保持|均|综合排名)*$"
)


_MOST = 24  # numbers that one list of things can share out


def group_at(slots: list[Slot], index: int) -> list[Slot]:
    """Return the slot and those that follow it in a bare list (4.8%、6%)."""
    end = index + 1
    while (
        end < min(len(slots), index + _MOST)
        and slots[end].link == "list"
        and not phrases.strip_reach(slots[end].before)
        and not slots[end - 1].after
    ):
        end += 1
    return slots[index:end]


def respectively(group: list[Slot], carry: Carry) -> list[Named] | None:
    """Title a list of numbers that a list of things shares out, or return None."""
    said = _RESPECTIVELY.search(group[0].before)
    head, rest = _head_and_rest(group[0], said)
    things = _things(group, carry, head, shared=said is not None)
    if len(group) == 1:
        return (
            [Named(group[0], [tidy(thing + rest) for thing in things], role="said of each")]
            if len(things) > 1
            else None
        )
    if len(things) == len(group):
        return _shared_out(group, things, rest)
    if said and len(things) > len(group) and carry.titles and not (group[-1].after and not group[0].after):
        return _shared_out(group, things[-len(group) :], "")
    return None


def _head_and_rest(first: Slot, said: re.Match[str] | None) -> tuple[str, str]:
    """Return the words that list the things, and what is said of each besides the number (分别|建成冷库)."""
    before = first.before
    words = before[: said.start()] if said else before
    if first.amount.rank:
        return trim(phrases.strip_lead(RANKED.sub("", SCOPE.sub("", RANKED.sub("", words))).strip("，、；： "))), ""
    rest = bare(before[said.end() :]) if said else ""
    return _BOTH.sub(r"\2\1", bare(words)), "" if rest.startswith(("全", "比", "较", "占")) else rest


_BOTH = re.compile(r"^(.{2,12})(城乡)$")
_SUMS = re.compile(r"(?:这|上述|以上)?[两二三四五][项个](?:指标|增速|数据|收入)?$")


def _things(group: list[Slot], carry: Carry, head: str, *, shared: bool) -> list[str]:
    """Return the things that the numbers are shared out to: listed before them, or in the clauses before."""
    head = "" if _SUMS.match(head) else head
    things = phrases.items(head) if head else []
    if not things and len(group) > 1 and (shared or not head):
        return carry.titles[-len(group) :]
    if len(things) == 1 and len(group) > 1 and len(hear(carry).listed) == len(group):
        return [thing + things[0] for thing in carry.listed]
    return things


def _shared_out(group: list[Slot], things: list[str], rest: str) -> list[Named]:
    return [Named(slot, [tidy(thing + rest)], role="respectively") for slot, thing in zip(group, things, strict=True)]
