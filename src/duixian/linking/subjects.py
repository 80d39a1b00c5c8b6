"""What a figure is said of, so that two reports can be compared: its indicator, its name without what does not tell
names apart, its place, and what its unit measures. Start at `subject_of`.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache
from typing import NamedTuple

from duixian.catalogue import units
from duixian.catalogue.naming import keys_of, normal
from duixian.catalogue.tables import rows
from duixian.catalogue.words import any_of
from duixian.linking.names import Likeness, Weights, likeness, name_of
from duixian.statement import Statement

_HEADS = (
    "建设|建成|新建|打造|年产|全县|全市|全区|我县|我市|我区|全年|年内|当年|今年|本年|累计|共|实现|完成|达到|力争|确保|预计|努力|继续|计划|新谋划|列入|纳入"
    "|谋划实施|谋划储备|谋划|实施|安排|开展|推进|加快|启动|组织|顺利|超额|圆满|稳定|帮助|帮扶|扶持|盘活|引导|支持|鼓励|目标|总"
)
_HEAD = re.compile(rf"^(?:{_HEADS})+")
_TAIL = re.compile(
    r"(?:(?:已|均|全部)+(?:开工|竣工|完工|建成|投产|投用|达产|通水|通车)|项目|建成投用|建成|投用|投产|任务|目标|总数|总量|数量|人数|户数|总额|额|数|以上|左右|工作|建设|工程)+$"
)
# A stock and what was added to it are two things; so are what is planned, begun and finished.
_ADDED = re.compile(r"新增|净增|新登记|新设|新培育|新认定|新发展|新签约|新引进|新开工|新上|新入")
_STAGES = {
    "stored": re.compile(r"储备|谋划储备|入库"),
    "signed": re.compile(r"签约|签订"),
    "landed": re.compile(r"落地|开工"),
    "done": re.compile(r"投产|投用|竣工|建成"),
}
_BELOW = ("镇", "乡", "村", "街道", "社区")
_TOWN = re.compile(r"[一-龥]{2,3}?(?:镇|乡(?!镇)|街道)(?=[一-龥])")
_BEFORE_PLACE = re.compile(r"^(?:其中|此外|同时|在|对|以|由|和|及|与|位于)")
# 预计城镇居民…, 送戏下乡: what only ends like a place.
_NO_PLACE = re.compile(r"(?:城|乡|农|建制|重点|特色|示范|中心|各|全|本|个|小|强|新)[镇乡村]$|[下返回入进][乡村]$")
_RATIOS = frozenset({"share", "points"})


class Subject(NamedTuple):
    """What a figure is said of."""

    indicator: str | None
    keys: frozenset[str]
    name: str
    core: str
    place: str
    dimension: str
    added: bool
    stages: frozenset[str]


@lru_cache(maxsize=65536)
def subject_of(statement: Statement) -> Subject:
    """Return what a figure is said of."""
    keys = [key for key in keys_of(statement.subject) if key[:1] not in "+-$&"]
    name = plain_name(statement.subject)
    return Subject(
        indicator=statement.indicator,
        keys=frozenset(keys) | {name, normal(statement.subject)},
        name=normal(statement.subject),
        core=name,
        place=_below_county(statement),
        dimension=dimension_of(statement.unit),
        added=bool(_ADDED.search(statement.subject)),
        stages=frozenset(stage for stage, words in _STAGES.items() if words.search(statement.subject)),
    )


def _below_county(statement: Statement) -> str:
    """Return the township or village that a statement speaks of, its own subject first; the county is no narrower."""
    own = _TOWN.match(_HEAD.sub("", statement.subject))
    place = own.group() if own else _BEFORE_PLACE.sub("", statement.place or "")
    return place if place.endswith(_BELOW) and not _NO_PLACE.search(place) else ""


@cache
def _same_words() -> tuple[re.Pattern[str], dict[str, str]]:
    meant = {also: row["word"] for row in rows("same_words.csv") for also in row["also"].split()}
    return re.compile(any_of(meant)), meant


@cache
def plain_name(subject: str) -> str:
    """Return a subject's name without heads and tails that tell nothing apart, its words those of `same_words.csv`."""
    words, meant = _same_words()
    name = normal(subject)
    for cut in (_HEAD, _TAIL):
        name = cut.sub("", name) or name
    return words.sub(lambda found: meant[found.group()], name)


def dimension_of(unit: str) -> str:
    """Return what a unit measures; every counting word counts as one."""
    found = units().get(unit)
    if found is None or found.factor is None:
        return "%" if found is not None and found.dimension in _RATIOS else "count"
    return found.dimension


_ONLY_ACTS = re.compile(
    r"(?:提标|提档|提质|新建|扩建|改建|改扩建|续建|改造|提升|升级|维修|修缮|整治|治理|完成|其中|再)+"
)


def lent(statement: Statement, before: Statement | None) -> Statement:
    """Return a figure that names only what was done (改厕6000座、提标改造1万座) with the thing of the one before it."""
    if before is None or before.sentence != statement.sentence or before.unit != statement.unit:
        return statement
    if not _ONLY_ACTS.fullmatch(plain_name(statement.subject)):
        return statement
    subject = plain_name(before.subject) + plain_name(statement.subject)
    return replace(statement, subject=subject, indicator=statement.indicator or before.indicator)


SAME = Likeness(1.0, 9.0, ("指标相同",))
NAMED = Likeness(0.95, 9.0, ("名称相同",))
NONE = Likeness(0.0, 0.0)
BROADER = "后者范围更宽"
WIDER = Likeness(0.8, 9.0, ("指标相关", BROADER))
EMPHASISED = Likeness(0.85, 9.0, ("名称相近", "一处写“重点”，口径可能不同"))
OTHER_STAGE = Likeness(0.78, 9.0, ("名称相近", "一处没有写建成，口径可能不同"))
LOOSE = Likeness(0.84, 9.0, ("名称相近", "一处写“增储上产”，口径可能不同"))
# Reasons that leave it open whether two names mean one thing.
CAUTIONS = frozenset({BROADER, *(like.reasons[1] for like in (EMPHASISED, OTHER_STAGE, LOOSE))})
_LOOSE_WORD = "增储上产"
_BETTERED = re.compile("提档|提标|提质|提升|升级")
_EMPHASIS = re.compile("重点|重大|主要")
# Below this the names of two figures are not taken for one.
LEAST, LEAST_INFO = 0.66, 1.2


def _same_indicator(one: Subject, other: Subject) -> Likeness:
    if one.indicator == other.indicator:
        alike = one.core == other.core or sorted(one.core) == sorted(other.core)
        apart = is_bettered(one) != is_bettered(other)
        return SAME if alike and not apart else SAME._replace(score=0.97 if apart else 0.99)
    return WIDER if other.indicator in broader(one.indicator) else NONE


def is_bettered(subject: Subject) -> bool:
    """Answer whether what was there is made better: 提档改造农村厕所 is rather what 提标改造 did than what 改厕 did."""
    return bool(_BETTERED.search(subject.name))


@cache
def _broader() -> dict[str, tuple[str, ...]]:
    return {row["id"]: tuple(row["broader"].split()) for row in rows("broader.csv")}


def broader(indicator: str | None) -> tuple[str, ...]:
    """Return the indicators that take in another: the income of all residents that of the urban ones."""
    return _broader().get(indicator or "", ())


def same(one: Subject, other: Subject, weights: Weights) -> Likeness:
    """Return how surely two figures are said of the same thing, and on what grounds; nothing where they cannot be."""
    if one.place != other.place:
        return NONE
    if one.indicator and other.indicator:
        return _same_indicator(one, other)
    if one.added != other.added and not (one.keys & other.keys):
        return NONE
    if one.stages != other.stages and one.stages and other.stages:
        return NONE
    if (_LOOSE_WORD in one.name) != (_LOOSE_WORD in other.name) and one.core == other.core:
        return LOOSE
    if one.keys & other.keys or sorted(one.core) == sorted(other.core):
        return NAMED
    if one.keys & {_EMPHASIS.sub("", key) for key in other.keys} or other.keys & {
        _EMPHASIS.sub("", key) for key in one.keys
    }:
        return EMPHASISED
    tried = {(one.core, other.core), (one.name, other.name)}
    found = max((likeness(name_of(a), name_of(b), weights) for a, b in tried), key=lambda like: like.score)
    return found if found.score >= LEAST and found.info >= LEAST_INFO else NONE
