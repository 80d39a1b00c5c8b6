"""`Look`: one amount with the words it owns, as every way of titling it sees them."""

from __future__ import annotations

from dataclasses import dataclass

from duixian.reader import phrases
from duixian.reader.carry import Carry
from duixian.reader.nouns import GENERIC, PEOPLE, chained, shared_deed, shared_works
from duixian.reader.slots import Slot
from duixian.reader.wording import RATES, bare

ALL = ("全部", "均", "已", "全都")


@dataclass(slots=True)
class Look:
    """An amount of a clause: the words before it without lead and predicate, the noun and predicate after it."""

    slots: list[Slot]
    index: int
    carry: Carry
    slot: Slot
    before: str
    deed: str = ""  # that `before` begins with
    object_: str = ""  # and what it is done to
    noun: str = ""
    rest: str = ""

    @property
    def follower(self) -> Slot | None:
        """The amount after this one in the clause, or None."""
        return self.slots[self.index + 1] if self.index + 1 < len(self.slots) else None

    @property
    def unit(self) -> str:
        """The unit of the amount."""
        return self.slot.amount.unit


def look_at(slots: list[Slot], index: int, carry: Carry) -> Look:
    """Return what the words round an amount say."""
    slot = slots[index]
    look = Look(slots, index, carry, slot, bare(slot.before))
    at = phrases.find_deed(look.before, 1)
    carry.topic = look.before[:at] if at > 2 else ""
    look.deed, look.object_ = phrases.split_deed(look.before)
    wanted = not look.object_ and look.unit not in RATES
    look.noun, look.rest = phrases.noun_after(slot.after, wanted=wanted)
    people = PEOPLE.match(slot.after) if look.unit == "人" else None
    if people:
        look.noun, look.rest = people.group(), ""
    if look.noun.startswith(ALL) and look.slot.link == "list":
        look.noun, look.rest = "", look.noun + look.rest
    elif len(look.noun) == 1:
        look.noun, look.rest = look.noun + look.rest, ""
    follower = look.follower
    if follower is not None and follower.link == "list" and look.noun:
        look.noun += shared_works(look.noun, follower)
    if follower is not None and follower.link == "chain":
        further, look.rest = chained(slots, index + 1 if slot.after else index)
        look.noun = look.noun if look.noun and further in GENERIC else look.noun + further
    elif follower is not None and look.noun in GENERIC:
        look.noun += shared_deed(follower)
    return look
