"""How like two names of works are, through abbreviation, renaming and what was left out.

Start at `likeness`. Characters that only this name has count more than those of words that every report uses; numbered
phases, ordinals and grades of voltage must agree, editions (第十一届) may differ. `Weights` says what each pair of
characters counts in the two documents at hand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from math import log2
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from duixian.catalogue.words import any_of, lexicon_pairs
from duixian.catalogue.works import work_words

_DIGITS = str.maketrans("一二三四五六七八九", "123456789")
_EDITION = re.compile(r"第?[一二三四五六七八九十百\d]+届|首届|20\d\d年?(?:度)?")
_MARKS = re.compile(r"[“”‘’「」《》〈〉\"'·•—\-－\s]")
_ORDINAL = re.compile(
    r"第([一二三四五六七八九十\d]+)(?!届|产业|方)"
    r"|(?<![\d.])([一二三四五六七八九十\d]+)(?:号|中(?!段|心|学|央|原|国|型|华)|小(?!学|区|镇|型|麦|时)|高(?=$|中|级中学))"
)
_PHASE = re.compile(r"([一二三四五六七八九\d]+)(?:[、和](?:[一二三四五六七八九\d]+))*期")
_VOLT = re.compile(r"(\d+)(?:千伏|[Kk][Vv])")
_SIDE = frozenset("东西南北中上下左右新旧老前后内外")
_STRETCH = re.compile(r"[东西南北中上下一二三四五六七八九\d]+(?:标)?段|[东西南北]延")
_ENDS = r"^([一-龥]{2,4})[至到—-]([一-龥]{2,4}?)(?:高等级|一级|二级|快速|城际)*(公路|高速公路|高速|铁路|道路|快速路)"
_LINE = re.compile(_ENDS)
_FILLER = re.compile(any_of(work_words("filler")))
_CONTAINER = re.compile(rf"(?:旅游)?(?:{any_of(work_words('container') | work_words('place'))})(?=.)")
_SELDOM, _RUN = 6, 3
_FIRST = frozenset("1")  # 一期 is what is built where no other is spoken of


class Name(NamedTuple):
    """A name to compare: its letters without marks and editions, what it is part of, and its numbers."""

    letters: str
    owner: str
    ordinals: frozenset[str]
    phases: frozenset[str]
    volts: frozenset[str]
    stretches: frozenset[str]
    edition: str


class Likeness(NamedTuple):
    """How like two names are, 0 to 1, how much that tells, on what grounds, and what speaks against it."""

    score: float
    info: float
    reasons: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()


NONE = Likeness(0.0, 0.0)


class Weights:
    """What a pair of characters counts: 1 where only names have it, less the more common its words are."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.known: dict[str, list[float]] = {}
        self.rare: dict[str, bool] = {}
        self.counts = Counter[str]()
        for text in texts:
            self.counts.update(map("".join, pairwise(text)))

    @classmethod
    def of(cls, texts: Iterable[str]) -> Weights:
        """Return the weights in the light of these texts."""
        return cls(tuple(texts))

    def pair(self, pair: str) -> float:
        """Return what two characters side by side count."""
        common = 0.35 if pair in _common_pairs() else 1.0
        return common / (1 + 0.4 * log2(max(1.0, self.counts[pair] / 4)))

    def letters(self, name: str) -> list[float]:
        """Return what each character of a name counts."""
        return self.known.get(name) or self.known.setdefault(name, self._letters(name))

    def _letters(self, name: str) -> list[float]:
        if len(name) < 2:
            return [1.0] * len(name)
        pairs = [self.pair(name[at : at + 2]) for at in range(len(name) - 1)]
        return [pairs[0], *[(a + b) / 2 for a, b in pairwise(pairs)], pairs[-1]]

    def seldom(self, run: str) -> bool:
        """Whether the documents say a run of characters so seldom that it tells one thing from all others."""
        if run not in self.rare:
            self.rare[run] = len(run) >= _RUN and self._count(run) <= _SELDOM
        return self.rare[run]

    def _count(self, run: str) -> int:
        """Return how often the documents say a run, or a bound where two of its letters are seldom enough."""
        bound = min(self.counts[run[at : at + 2]] for at in range(len(run) - 1))
        return bound if bound <= _SELDOM else sum(text.count(run) for text in self.texts)


@cache
def _common_pairs() -> frozenset[str]:
    roles = ("act", "abstract", "standing", "filler", "before", "title", "gathering", "document", "head")
    listed = {word for role in roles for word in work_words(role)}
    return lexicon_pairs() | frozenset(word[at : at + 2] for word in listed for at in range(len(word) - 1))


@cache
def name_of(written: str, owner: str = "") -> Name:
    """Return a name to compare."""
    edition = _EDITION.search(written)
    plain = _EDITION.sub("", _MARKS.sub("", written))
    return Name(
        letters=plain,
        owner=_MARKS.sub("", owner),
        ordinals=frozenset(_digits(a or b) for a, b in _ORDINAL.findall(plain)),
        phases=frozenset(map(_digits, _PHASE.findall(plain))),
        volts=frozenset(_VOLT.findall(plain)),
        stretches=frozenset(_STRETCH.findall(plain)),
        edition=edition.group() if edition else "",
    )


def _digits(number: str) -> str:
    return number.translate(_DIGITS)


def likeness(one: Name, other: Name, weights: Weights) -> Likeness:
    """Return how like two names are; nothing where their numbers conflict."""
    if _conflict(one, other):
        return NONE
    plain = _compare(one.letters, other.letters, weights)
    if _of_others(one, other, plain, weights):
        return NONE
    found = (
        plain,
        _compare_owned(one, other, weights),
        _as_line(one.letters, other.letters),
    )
    best = max(found, key=lambda like: (like.score, like.info))
    return _qualified(one, other, best) if best.score else NONE


def _of_others(one: Name, other: Name, plain: Likeness, weights: Weights) -> bool:
    """Whether two things without names of their own are part of different places (甲景区|游客中心, 乙景区|游客中心)."""
    if not one.owner or not other.owner or plain.info > _OF_ITS_OWN:
        return False
    own = all(max(weights.letters(name.owner)) > _PROPER for name in (one, other))
    return own and _compare(one.owner, other.owner, weights).score < _SAME_OWNER


_PROPER = 0.6  # 经济开发区 and 产业园区 may be one place
_OF_ITS_OWN = 3.5


def _conflict(one: Name, other: Name) -> bool:
    """Whether numbers that must agree do not: 第二/第三, 一期/二期, 110/220千伏, 东段/西段."""
    pairs = ((one.phases, other.phases), (one.volts, other.volts), (one.stretches, other.stretches))
    return one.ordinals != other.ordinals or any(a and b and not a & b for a, b in pairs)


def _compare_owned(one: Name, other: Name, weights: Weights) -> Likeness:
    """Compare the names with what they are part of, where one of them says it."""
    if not one.owner and not other.owner:
        return NONE
    if one.owner and other.owner:
        mine, yours = _compare(one.owner, other.owner, weights), _compare(one.letters, other.letters, weights)
        if mine.score < _SAME_OWNER or yours.score < _SAME_OWNER:
            return NONE
        return Likeness(
            (mine.score + yours.score) / 2,
            mine.info + yours.info + mine.score,
            ("所属相同", *yours.reasons),
            yours.doubts,
        )
    mine_, yours_ = (_CONTAINER.sub("", name.owner + name.letters) for name in (one, other))
    found = _compare(mine_, yours_, weights)
    return found._replace(reasons=("合所属比较", *found.reasons)) if found.score else NONE


_SAME_OWNER = 0.5


def _compare(one: str, other: str, weights: Weights) -> Likeness:
    """Compare two strings of letters by the longest sequence that both have."""
    one, other = _FILLER.sub("", one) or one, _FILLER.sub("", other) or other
    mine, yours = weights.letters(one), weights.letters(other)
    shared = shared_yours = info = 0.0
    runs: list[str] = []
    for op in LCSseq.opcodes(one, other):
        if op.tag == "equal":
            a, b, c, d = op.src_start, op.src_end, op.dest_start, op.dest_end
            keep = 1.0 if b - a > 1 else 0.5
            shared += keep * sum(mine[a:b])
            shared_yours += keep * sum(yours[c:d])
            info += sum(mine[a:b]) if b - a > 1 else 0.0
            runs.append(one[a:b])
    if (
        not runs
        or all(part in _SIDE for part in _unlike(one, other))
        or not _share_more_than_kind(one, other, runs, weights)
    ):
        return NONE
    first, second = shared / sum(mine), shared_yours / sum(yours)
    if _tells(max(runs, key=len), one, other) and weights.seldom(max(runs, key=len)):
        info += 1.0
    score = 0.6 * max(first, second) + 0.4 * min(first, second)
    if _of_other_kinds(one, other):
        score *= _OTHER_KIND
    return Likeness(score, info, (_reason(one, other),), _renamed(one, other))


_HEAD = re.compile(rf"(?:{any_of(work_words('head') | work_words('title') | work_words('document'))})$")
_ACT = re.compile(rf"(?:{any_of(work_words('act'))})+$")
_OTHER_KIND = 0.75


def _tells(run: str, one: str, other: str) -> bool:
    """Whether letters that two names share are more than what such things are called (大运|中心, 营运|中心)."""
    return run in (one, other) or len(_HEAD.sub("", _GRADE.sub("", run))) >= 2


_GRADE = re.compile(r"\d+(?:千伏|[Kk][Vv])")


def _share_more_than_kind(one: str, other: str, runs: Sequence[str], weights: Weights) -> bool:
    """Whether two names have more in common than 兴路 of 百兴路 and 振兴路; of two letters, all must be."""
    if one == other:
        return True
    if min(len(one), len(other)) < _RUN:
        return False
    if one in other or other in one:
        return True
    closing = runs[-1] if one.endswith(runs[-1]) and other.endswith(runs[-1]) else ""
    rest = [*runs[: -1 if closing else None], _HEAD.sub("", _GRADE.sub("", closing))]
    return any(len(run) >= _RUN or (len(run) == 2 and weights.pair(run) > _PROPER / 2) for run in rest)


def _of_other_kinds(one: str, other: str) -> bool:
    """Whether the last words of two names say that the things are of different kinds (金沙码头, 金沙酒店)."""
    if one in other or other in one:
        return False
    mine, yours = (_HEAD.search(_ACT.sub("", name)) for name in (one, other))
    return bool(mine and yours and mine.group()[-1] != yours.group()[-1])


def _reason(one: str, other: str) -> str:
    if one == other:
        return "名称相同"
    return "名称相含" if one in other or other in one else "名称相近"


def _unlike(one: str, other: str) -> tuple[str, str]:
    """Return what is left of two strings without what they begin and end with alike."""
    before = _common(one, other)
    after = min(_common(one[::-1], other[::-1]), min(len(one), len(other)) - before)
    return one[before : len(one) - after], other[before : len(other) - after]


def _renamed(one: str, other: str) -> tuple[str, ...]:
    """Return the doubt where a telling part of one name stands for another of the other (门诊楼, 医技楼)."""
    a, b = _unlike(one, other)
    if len(one) - len(a) < 2 or min(len(a), len(b)) < 2 or _MILD.search(a) or _MILD.search(b):
        return ()
    return (f"名称不同（{a}、{b}），疑为改名",)


def _common(one: str, other: str) -> int:
    """Return how many characters two strings begin with alike."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))


_MILD = re.compile(any_of(work_words("act") | work_words("filler") | work_words("mild")))


def _as_line(one: str, other: str) -> Likeness:
    """Compare a road between two places with the name made of their first characters (甲城至乙县公路, 甲乙线)."""
    for full, short in ((one, other), (other, one)):
        ends = _LINE.match(full)
        if ends and short.startswith((ends[1][0] + ends[2][0] + "线", ends[1][0] + ends[2][0] + ends[3])):
            return Likeness(0.8, 2.0, ("起讫地简称",), ("是否同一条路未写明，名称用了简称",))
    return NONE


def _qualified(one: Name, other: Name, found: Likeness) -> Likeness:
    """Add what speaks against: a phase or stretch that only one of the two names."""
    doubts, reasons = found.doubts, found.reasons
    if bool(one.phases) != bool(other.phases) and one.phases | other.phases != _FIRST:
        doubts = (*doubts, "是否同一期未写明")
    elif bool(one.stretches) != bool(other.stretches):
        doubts = (*doubts, "是否同一段未写明")
    if one.edition and other.edition and one.edition != other.edition:
        doubts = (*doubts, f"届次不同（{one.edition}、{other.edition}）")
    elif one.edition != other.edition:
        reasons = (*reasons, "一处未写届次")
    return Likeness(found.score, found.info, reasons, doubts)
