"""How like two names of works are, through abbreviation, renaming and what was left out.

Start at `likeness`. Characters that only this name has count more than those of words that every report uses; numbered
phases, ordinals and grades of voltage must agree, editions (第十一届) may differ. `Weights` says what each pair of
characters counts in the two documents at hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from math import log2
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from duixian.catalogue.words import any_of, lexicon_pairs
from duixian.catalogue.works import work_words

_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_EDITION = re.compile(r"第?[一二三四五六七八九十百\d]+届|首届|20\d\d年?(?:度)?")
_QUOTES = re.compile(r"[“”‘’「」《》〈〉\"'·•—\-－\s]")
_ORDINAL = re.compile(
    r"第([一二三四五六七八九十\d]+)(?!届|产业|方)|(?<![\d.])([一二三四五六七八九十\d]+)(?:号|中(?!心|学校|央|原|国|型|华)|小(?!学|区|镇|型|麦|时)|高(?=$|中|级中学))"
)
_PHASE = re.compile(r"([一二三四五六七八九\d]+)(?:[、和](?:[一二三四五六七八九\d]+))*期")
_VOLT = re.compile(r"(\d+)(?:千伏|KV|kV|kv)")
_SIDE = frozenset("东西南北中上下左右新旧老前后内外")
_STRETCH = re.compile(r"[东西南北中上下]段|[一二三四五六七八九\d]+(?:标)?段|[东西南北]延|[^、，]{1,3}段")
_LINE = re.compile(
    r"^([一-龥]{2,4})[至到—-]([一-龥]{2,4}?)(?:的)?(?:高等级|一级|二级|快速|城际)*(公路|高速公路|高速|铁路|道路|快速路)(.*)$"
)
_GRADE = re.compile(r"国家级|国家|全国|省级|全省|市级|全市|县级|[54345]A级?|AAAAA级?|AAAA级?")


class Name(NamedTuple):
    """A name to compare: its letters without marks and editions, its numbers, and what it is part of."""

    letters: str
    owner: str
    ordinals: frozenset[str]
    phases: frozenset[str]
    volts: frozenset[str]
    stretches: frozenset[str]
    edition: str


class Likeness(NamedTuple):
    """How like two names are, 0 to 1, on what grounds, and what speaks against their being the same."""

    score: float
    info: float
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


NONE = Likeness(0.0, 0.0)


@dataclass(frozen=True)
class Weights:
    """What a pair of characters counts: 1 where it is only in a name, less the more common its words are."""

    counts: Counter[str]

    @classmethod
    def of(cls, texts: Iterable[str]) -> Weights:
        """Return the weights in the light of these texts."""
        counts: Counter[str] = Counter()
        for text in texts:
            counts.update(map("".join, pairwise(text)))
        return cls(counts)

    def pair(self, pair: str) -> float:
        """Return what two characters side by side count."""
        common = 0.35 if pair in lexicon_pairs() or pair in _common_pairs() else 1.0
        return common / (1 + 0.4 * log2(max(1.0, self.counts[pair] / 4)))

    def letters(self, name: str) -> list[float]:
        """Return what each character of a name counts."""
        if len(name) < 2:
            return [1.0] * len(name)
        pairs = [self.pair(name[at : at + 2]) for at in range(len(name) - 1)]
        return [pairs[0], *[(a + b) / 2 for a, b in pairwise(pairs)], pairs[-1]]


@cache
def _common_pairs() -> frozenset[str]:
    roles = ("act", "abstract", "standing", "filler", "before", "title", "gathering", "document", "head")
    listed = {word for role in roles for word in work_words(role)}
    return frozenset(word[at : at + 2] for word in listed for at in range(len(word) - 1))


@cache
def name_of(written: str, owner: str = "") -> Name:
    """Return a name to compare."""
    edition = _EDITION.search(written)
    plain = _EDITION.sub("", _QUOTES.sub("", written))
    return Name(
        letters=plain,
        owner=_QUOTES.sub("", owner),
        ordinals=frozenset(_digits(a or b) for a, b in _ORDINAL.findall(plain)),
        phases=frozenset(map(_digits, _PHASE.findall(plain))),
        volts=frozenset(_VOLT.findall(plain)),
        stretches=frozenset(_STRETCH.findall(plain)) - {"阶段"},
        edition=edition.group() if edition else "",
    )


def _digits(number: str) -> str:
    return number.translate(_DIGITS)


_FILLER = re.compile(any_of(work_words("filler")))


def likeness(one: Name, other: Name, weights: Weights) -> Likeness:
    """Return how like two names are; nothing where their numbers conflict."""
    if _conflict(one, other):
        return NONE
    plain = _compare(one.letters, other.letters, weights)
    whole = _compare_owned(one, other, weights)
    best = max(plain, whole, key=lambda found: found.score)
    line = _as_line(one.letters, other.letters)
    if line and line.score > best.score:
        best = line
    return best if best is NONE else _doubt(one, other, best)


def _conflict(one: Name, other: Name) -> bool:
    """Whether numbers that must agree do not: 第二/第三, 一期/二期, 110/220千伏."""
    pairs = ((one.ordinals, other.ordinals), (one.phases, other.phases), (one.volts, other.volts))
    return any(a and b and not a & b for a, b in pairs) or bool(one.ordinals) != bool(other.ordinals)


def _compare_owned(one: Name, other: Name, weights: Weights) -> Likeness:
    """Compare the names with what they are part of, where one of them says it."""
    if not one.owner and not other.owner:
        return NONE
    if one.owner and other.owner:
        mine, yours = _compare(one.owner, other.owner, weights), _compare(one.letters, other.letters, weights)
        if mine.score > 0.5 and yours.score > 0.5:
            return Likeness((mine.score + yours.score) / 2 + 0.05, mine.info + yours.info, ("所属相同", *yours.reasons))
    return max((_compare(a, b, weights) for a in _owned(one) for b in _owned(other)), key=lambda found: found.score)


def _owned(name: Name) -> tuple[str, ...]:
    return (name.owner + name.letters,) if name.owner else (name.letters,)


def _compare(one: str, other: str, weights: Weights) -> Likeness:
    """Compare two strings of letters by the longest sequence that both have."""
    one, other = _FILLER.sub("", one) or one, _FILLER.sub("", other) or other
    mine, yours = weights.letters(one), weights.letters(other)
    shared = shared_yours = info = 0.0
    opposed = False
    for op in LCSseq.opcodes(one, other):
        a, b, c, d = op.src_start, op.src_end, op.dest_start, op.dest_end
        if op.tag == "equal":
            run = sum(mine[a:b])
            keep = 1.0 if b - a > 1 else 0.5
            shared += keep * run
            shared_yours += keep * sum(yours[c:d])
            info += run if b - a > 1 else 0.0
        elif op.tag == "replace" and one[a:b] in _SIDE and other[c:d] in _SIDE:
            opposed = True
    if opposed or not shared:
        return NONE
    first, second = shared / sum(mine), shared_yours / sum(yours)
    score = 0.6 * max(first, second) + 0.4 * min(first, second)
    return Likeness(score, info, _reasons(one, other))


def _reasons(one: str, other: str) -> tuple[str, ...]:
    if one == other:
        return ("名称相同",)
    if one in other or other in one:
        return ("名称相含",)
    return ("名称相近",)


def _as_line(one: str, other: str) -> Likeness | None:
    """Compare a road between two places with the name made of their first characters (甲城至乙县公路, 甲乙线)."""
    for full, short in ((one, other), (other, one)):
        match = _LINE.match(full)
        if match and short.startswith((match[1][0] + match[2][0] + "线", match[1][0] + match[2][0] + match[3])):
            return Likeness(0.8, 2.0, ("起讫地简称",), ("用了简称",))
    return None


def _doubt(one: Name, other: Name, found: Likeness) -> Likeness:
    """Add what speaks against: a phase or stretch that only one of the two names."""
    doubts = list(found.doubts)
    if bool(one.phases) != bool(other.phases):
        doubts.append("是否同一期未写明")
    elif bool(one.stretches) != bool(other.stretches):
        doubts.append("是否同一段未写明")
    elif one.stretches != other.stretches:
        return NONE
    reasons = found.reasons
    if one.edition != other.edition:
        reasons = (*reasons, "同一活动，届次不同" if "届" in one.edition + other.edition else "年度不同")
    return Likeness(found.score, found.info, reasons, tuple(doubts))
