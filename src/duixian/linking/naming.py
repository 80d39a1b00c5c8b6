"""Whether a mention names works of its own, or only what every report undertakes (深化改革, 改造老旧小区)."""

from __future__ import annotations

import re

from duixian.catalogue.places import places_named, short_name
from duixian.catalogue.words import any_of, words
from duixian.catalogue.works import work_words
from duixian.linking.works import Work


def _ending(*roles: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{any_of({word for role in roles for word in work_words(role)})})[”》]?$")


_HEAD = _ending("head", "gathering", "document")
_GATHERING = _ending("gathering")
_ACT = _ending("act")
_ABSTRACT = _ending("abstract")
_QUALITY = _ending("quality")
_TITLE = re.compile(rf"(?:{any_of(work_words('title'))})”?(?:创建|评定|评审|复查|申报)?$")
_STANDING = re.compile(any_of(work_words("standing")))
_AIRY = re.compile(rf"(?:{any_of(work_words('airy'))})")
_CREATED = re.compile(r"[区县市镇村城]创建$")
_STRIVES = re.compile("创建|创成|争创|申创|申报|命名|评为|认定|授予")
_NAMELESS = re.compile(rf"(?:{any_of(work_words('nameless'))})*(?:项目|工程)?")
_ROAD = re.compile(r"[国省县乡]道[A-Z]?\d+|[GSX]\d{2,3}|\d{2,3}[国省县]道|\d+号")
_QUOTED = re.compile(r"[“《][^”》]{2,24}[”》]")
_UNITS = any_of(
    words("counter") | {"平方公里", "万平方米", "立方", "立方米", "斤", "千瓦", "兆瓦", "户", "%", "以上", "倍"}
)
_COUNTS = re.compile(rf"\d[\d.,]*(?:万|亿)?余?(?:{_UNITS})?(?:以上|左右|余)?$|^\d[\d.,]*(?:万|亿)?$")
_SHORT = 3


def namedness(work: Work) -> int:
    """Return 2 where a mention names works that a reader could find again, 1 where it may, 0 where it names none."""
    name = work.name
    if not 2 <= len(name) <= 40 or (_COUNTS.search(name) and not _ROAD.search(name)) or "的" in name[:-2]:
        return 0
    if _NAMELESS.fullmatch(name) or _ordinary(name) or _is_slogan(work):
        return 0
    airy = _AIRY.search(work.stage.words) is not None and work.stage.rank is None
    if _TITLE.search(name) or _QUOTED.fullmatch(name):
        return 1 if airy or _is_aim(work) else 2
    thing = _ACT.sub("", name) or name
    if _QUALITY.search(thing):
        return 0
    if _ABSTRACT.search(name) or _ABSTRACT.search(thing):
        return 1 if work.called and work.peers and not airy and len(name) > _SHORT else 0
    if _HEAD.search(thing) or _CREATED.search(name) or (work.called and not airy):
        return 1 if airy else 2
    return 1 if not airy and (thing != name or work.stage.rank) else 0


def _is_aim(work: Work) -> bool:
    """Whether a place only means to be something (建设生态宜居示范县), and does not strive for a title."""
    return work.stage.rank is None and _STRIVES.search(work.clause) is None


def comes_again(work: Work) -> bool:
    """Whether a mention is of an event that comes every year (文化节, 洽谈会)."""
    return _GATHERING.search(work.name) is not None


def _ordinary(name: str) -> bool:
    """Whether a name says no more than what every county has every year."""
    left = _STANDING.sub("", name)
    return left != name and len(_ACT.sub("", left)) < 3


def _is_slogan(work: Work) -> bool:
    """Whether a name is the county's with an adjective (魅力清河湾, 平安清河湾)."""
    place = work.statement.place
    if place is None:
        return False
    found = places_named(place)
    return work.name.endswith((place, short_name(found[0]) if found else place[:-1]))
