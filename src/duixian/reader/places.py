"""Places: the county that the report speaks for, and the places that its clauses speak of, with their GB/T 2260 codes.

A name is a place only where it can be one: 新建项目 is not 新建区, 双拥模范县 is not 范县, 提高县级财力 is not 高县.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache

from ahocorasick_rs import AhoCorasick, MatchKind

from duixian.catalogue import Place, place_names, places_named
from duixian.catalogue.words import head
from duixian.reader.draft import Clause, Draft, Found

_COMMON = frozenset(
    [
        "城区",
        "矿区",
        "郊区",
        "新城区",
        "老城区",
        "城中区",
        "城东区",
        "城西区",
        "城南区",
        "城北区",
        "市中区",
        "开发区",
        "新区",
        "市辖区",
        "城关区",
        "江北区",
        "江南区",
        "河东区",
        "河西区",
        "滨海新区",
    ]
)
_NOT_BEFORE = frozenset("域间位块级道直内委办情志里乡长府")  # 县域, 县级, 县道, 区位
_BOUNDARY = frozenset("，。；：、！？（）“”\n 在年月日省市州盟县·—-")
_TOWN = re.compile(r"(?![各全我本该每个两三城乡小特重中心])[一-龥]{2,4}?(?:镇|乡|街道)(?![镇村级域])")
_ITEM = re.compile(r"^(?:[，、；：（）“”\s]|[一二三四五六七八九十]是|\d{1,2}[.、]|在)+")


def locate(draft: Draft) -> None:
    """Give the report its place and code, and each statement the place that its clause speaks of."""
    text, about = draft.clean.text, draft.about
    mentions = _mentions(text)
    if about.place is None and mentions:
        about.place = _most_named(text, mentions)
    about.place_code = _code(about.place, text, about.year)
    spots = dict(mentions)
    codes: dict[str, str | None] = {}
    sentence, heads = None, []
    for found in draft.found:
        if found.sentence is not sentence:
            sentence = found.sentence
            heads = [(clause.start, name) for clause in sentence.clauses if (name := _at_head(text, clause, spots))]
        name = _of_clause(found, heads) if heads else None
        found.place = name or about.place
        if name is not None and name not in codes:
            codes[name] = _code(name, text, about.year)
        found.place_code = about.place_code if name is None else codes[name]


@cache
def _scan() -> tuple[AhoCorasick, list[str]]:
    names = [name for name in place_names() if name[-1] in "县市区旗" and len(name) > 1]
    return AhoCorasick(names, matchkind=MatchKind.LeftmostLongest), names


def _mentions(text: str) -> list[tuple[int, str]]:
    """Return the names of counties and cities that stand in the text as names, in order."""
    scan, names = _scan()
    found = []
    for pattern, start, end in scan.find_matches_as_indexes(text):
        name = names[pattern]
        if text[end : end + 1] in _NOT_BEFORE or name in _COMMON:
            continue
        if len(name) > 3 or text[start - 1 : start] in _BOUNDARY or not start:
            found.append((start, name))
    return found


def _most_named(text: str, mentions: list[tuple[int, str]]) -> str | None:
    """Return the county that the text names most, where it is named at its head or more than once."""
    counts = Counter(name for _, name in mentions if name[-1] in "县区旗" or len(name) > 3)
    if not counts:
        return None
    name, times = counts.most_common(1)[0]
    return name if times > 1 or text.find(name) < 400 else None


def _code(name: str | None, text: str, year: int | None) -> str | None:
    """Return the code of the place of that name; of several the one whose city or province the text names, else None."""
    if name is None:
        return None
    found = [place for place in places_named(name) if place.until is None or year is None or place.until >= year]
    if len(found) > 1:
        found = [place for place in found if _is_named(place, text)] or found
    return found[0].code if len({place.code for place in found}) == 1 else None


def _is_named(place: Place, text: str) -> bool:
    return any(name and name.rstrip("省市") in text for name in (place.city, place.province))


def _of_clause(found: Found, heads: list[tuple[int, str]]) -> str | None:
    """Return the place at the head of the clause that a statement stands in, or of one before it in the sentence."""
    at = max(found.start, found.clause)
    return next((name for start, name in reversed(heads) if start <= at), None)


def _at_head(text: str, clause: Clause, spots: dict[int, str]) -> str | None:
    start = clause.start
    for time in clause.times:
        if time.start - start <= 1:
            start = time.end
    lead = _ITEM.match(text[start : min(clause.end, start + 8)])
    start += lead.end() if lead else 0
    if start in spots:
        return spots[start]
    town = _TOWN.match(text, start, min(clause.end, start + 6))
    return town.group() if town and not head(town.group(), "deed") and not town.group().endswith("乡镇") else None
