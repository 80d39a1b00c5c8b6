"""Whether what several counties report of one thing can be compared: ＝ as it stands, ≈ after a conversion, ≠ not.

Pure: figures in, a grade with its reason out. Rules: `docs/comparing.md`; worked cases: `tests/ledger/comparability`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from duixian.catalogue import scales
from duixian.catalogue.units import convert
from duixian.ledger.observed import period_words
from duixian.ledger.phrases import gettext as _

# Words of a subject that say another thing is counted: without one, what the indicator's own title says holds.
DEFINITIONS: Mapping[str, tuple[str, ...]] = {
    "范围": ("城区", "农村", "规上", "限上", "全口径", "全部", "不含", "含", "除"),
    "增量或总量": ("新增", "净增", "累计", "总数", "存量"),
    "阶段": ("签约", "到位", "开工", "竣工", "投产"),
}
SAME_WORDS = {
    "规模以上": "规上",
    "规模工业": "规上",
    "限额以上": "限上",
    "中心城区": "城区",
    "城市建成区": "城区",
    "乡村": "农村",
    "全社会": "全部",
}
PRICES = {"可比价": "可比价", "不变价": "可比价", "现价": "现价", "当年价": "现价"}
# Their growth is published at constant prices; two amounts at current prices do not give it.
CONSTANT = re.compile("生产总值|增加值")
GROWTH_PLACES = Decimal("0.1")


class Grade(StrEnum):
    """How far figures compare."""

    SAME = "same"
    CONVERTED = "converted"
    NOT = "not"


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A figure of a county as the ledger has it."""

    place: str
    subject: str
    value: Decimal
    unit: str
    start: date
    end: date
    measure: str = "level"
    status: str = "A"
    comparator: str = "eq"
    pk: int | None = None
    is_computed: bool = False


class Comparison(NamedTuple):
    """The grade, why or by which conversion, and the figures that are laid beside each other, one a county."""

    grade: Grade
    words: str
    figures: tuple[Figure, ...]


Check = Callable[[Sequence[Figure], str], str]


def status_words(status: str) -> str:
    """Return an observation's status in words, A is 核定数; empty where it has none."""
    return {"A": _("核定数"), "P": _("初步数"), "E": _("预计数"), "F": _("预计数")}.get(status, "")


def compare(counties: Sequence[Sequence[Figure]], *, title: str, year: int | None = None) -> Comparison:
    """Return whether the figures of two counties or more compare; each county gives all it has, the newest first.

    With `year` only what ends in it is laid beside each other; what is older serves to compute growth from.
    """
    of_year = [[row for row in each if year in (None, row.end.year)] for each in counties]
    newest = tuple((rows or each)[0] for rows, each in zip(of_year, counties, strict=True))
    pools = list(_pools(counties, title, year))
    if not pools:
        return Comparison(Grade.NOT, _of_another_measure(newest, title), newest)
    chosen = max((_newest_common(pool) for pool in pools), key=_how_good)
    if not chosen:
        listed = _("，").join(f"{row.place} {period_words(row.start, row.end)}" for row in newest)
        return Comparison(Grade.NOT, _("时段不同：%(listed)s") % {"listed": listed}, newest)
    against = next((words for check in CHECKS if (words := check(chosen, title))), "")
    if against:
        return Comparison(Grade.NOT, against, chosen)
    converted, units = _one_unit(chosen)
    steps = _("；").join(each for each in (_computed(chosen), _older(chosen, pools), units) if each)
    if steps:
        return Comparison(Grade.CONVERTED, steps, converted)
    return Comparison(Grade.SAME, period_words(chosen[0].start, chosen[0].end), converted)


Pool = list[list[Figure]]


def _pools(counties: Sequence[Sequence[Figure]], title: str, year: int | None) -> Iterable[Pool]:
    """Yield the ways to lay counties beside each other: by each measure that all have, then by computed growth."""
    kept = [[row for row in each if year in (None, row.end.year)] for each in counties]
    common = set.intersection(*({row.measure for row in each} for each in kept))
    for measure in dict.fromkeys(row.measure for row in kept[0] if row.measure in common):
        yield [[row for row in each if row.measure == measure] for each in kept]
    if not CONSTANT.search(title):
        grown = [[*_growth(rows), *growths(each, year=year)] for rows, each in zip(kept, counties, strict=True)]
        if all(grown) and any(_growth(rows) for rows in kept):
            yield grown


def _growth(rows: Iterable[Figure]) -> list[Figure]:
    return [row for row in rows if row.measure == "growth"]


def _newest_common(pool: Pool) -> tuple[Figure, ...]:
    """Return the newest figures of one period that all have; what is published stands before what is computed."""
    by_period = [{(row.end, row.start): row for row in sorted(each, key=lambda row: -row.is_computed)} for each in pool]
    common = set.intersection(*map(set, by_period))
    return tuple(each[max(common)] for each in by_period) if common else ()


def _how_good(chosen: tuple[Figure, ...]) -> tuple[date, bool]:
    """Say which of several ways is taken: the newest period, then the one in which nothing is computed."""
    return (chosen[0].end, not _computed(chosen)) if chosen else (date.min, False)


def _of_another_measure(newest: tuple[Figure, ...], title: str) -> str:
    measures = {row.measure for row in newest}
    if measures == {"growth", "level"} and CONSTANT.search(title):
        return _("价格口径不同：公布的增速按可比价，总量算出的按现价")
    told = {
        "level": _("报总量"), "growth": _("报增速"), "share": _("报占比"), "rank": _("报名次"), "change": _("报变动"),
    }  # fmt: skip
    listed = _("、").join(
        _("%(place)s%(said)s") % {"place": row.place, "said": told.get(row.measure, row.measure)} for row in newest
    )
    return _("说的不是一回事：%(listed)s") % {"listed": listed}


def _computed(chosen: tuple[Figure, ...]) -> str:
    names = _("、").join(row.place for row in chosen if row.is_computed)
    return _("%(names)s按两年的总量算出增速") % {"names": names} if names else ""


def _older(chosen: tuple[Figure, ...], pools: Iterable[Pool]) -> str:
    """Say which period is taken where a county has a newer figure."""
    rows = [row for pool in pools for each in pool for row in each if row.measure == chosen[0].measure]
    if all((row.end, row.start) <= (chosen[0].end, chosen[0].start) for row in rows):
        return ""
    return _("各地都取 %(period)s") % {"period": period_words(chosen[0].start, chosen[0].end)}


def growths(rows: Iterable[Figure], *, year: int | None = None) -> list[Figure]:
    """Return growth in percent from amounts of the same months of two years."""
    levels = [row for row in rows if row.measure == "level"]
    earlier = {(row.end.year + 1, row.start.month, row.end.month, row.unit): row for row in levels}
    found = []
    for row in levels:
        before = earlier.get((row.end.year, row.start.month, row.end.month, row.unit))
        if before is not None and before.value > 0 and year in (None, row.end.year):
            rate = ((row.value / before.value - 1) * 100).quantize(GROWTH_PLACES)
            found.append(replace(row, value=rate, unit="%", measure="growth", is_computed=True))
    return found


def _definitions(figures: Sequence[Figure], title: str) -> str:
    """Say which words of the subjects mean that another thing is counted."""
    for name, words in DEFINITIONS.items():
        said = [_said(figure.subject, words) or _said(title, words) for figure in figures]
        if len(set(said)) > 1:
            listed = _listed(_("%(place)s%(said)s"), figures, (_("、").join(sorted(each)) for each in said))
            return _("口径不同（%(name)s）：%(listed)s") % {"name": _definition(name), "listed": listed}
    return ""


def _definition(name: str) -> str:
    return {"范围": _("范围"), "增量或总量": _("增量或总量"), "阶段": _("阶段")}[name]


def _listed(how: str, figures: Sequence[Figure], said: Iterable[str]) -> str:
    """Return what is said of each county, one after the other; `how` joins a county with its words."""
    pairs = zip(figures, said, strict=True)
    return _("，").join(how % {"place": figure.place, "said": words or _("没有写明")} for figure, words in pairs)


def _said(subject: str, words: tuple[str, ...]) -> frozenset[str]:
    for written, same in SAME_WORDS.items():
        subject = subject.replace(written, same)
    found = [word for word in words if word in subject]
    return frozenset(word for word in found if not (word == "含" and "不含" in found))


def _prices(figures: Sequence[Figure], _title: str) -> str:
    said = {figure.place: basis for figure in figures for word, basis in PRICES.items() if word in figure.subject}
    if len(set(said.values())) < 2:
        return ""
    basis = {"可比价": _("可比价"), "现价": _("现价")}
    listed = _("，").join(
        _("%(place)s按%(said)s") % {"place": place, "said": basis[each]} for place, each in said.items()
    )
    return _("价格口径不同：%(listed)s") % {"listed": listed}


def _statuses(figures: Sequence[Figure], _title: str) -> str:
    if len({_status(figure) for figure in figures}) < 2:
        return ""
    return _("状态不同：%(listed)s") % {"listed": _listed(_("%(place)s是%(said)s"), figures, map(_status, figures))}


def _status(figure: Figure) -> str:
    return status_words(figure.status) or figure.status


def _bounds(figures: Sequence[Figure], _title: str) -> str:
    bounds = {"le": _("上限"), "lt": _("上限"), "ge": _("下限"), "gt": _("下限")}
    said = [bounds.get(figure.comparator, _("实数")) for figure in figures]
    if len(set(said)) < 2:
        return ""
    return _("有的只说到哪里：%(listed)s") % {"listed": _listed(_("%(place)s是%(said)s"), figures, said)}


def _units(figures: Sequence[Figure], _title: str) -> str:
    if all(_in(figure, figures[0].unit) is not None for figure in figures):
        return ""
    listed = _listed(_("%(place)s按%(said)s"), figures, (figure.unit for figure in figures))
    return _("单位不同：%(listed)s") % {"listed": listed}


# In the order in which a person would ask.
CHECKS: tuple[Check, ...] = (_definitions, _units, _prices, _statuses, _bounds)


def _one_unit(figures: tuple[Figure, ...]) -> tuple[tuple[Figure, ...], str]:
    """Return the figures in the unit of the first, and the conversion in words."""
    unit = figures[0].unit
    others = dict.fromkeys(figure.unit for figure in figures if figure.unit != unit)
    moved = tuple(replace(figure, value=_in(figure, unit) or Decimal(0), unit=unit) for figure in figures)
    return moved, _("，").join(_("%(other)s换成%(unit)s") % {"other": other, "unit": unit} for other in others)


def _in(figure: Figure, unit: str) -> Decimal | None:
    """Return a value in another unit, 万 and 亿 included; None where the two do not convert."""
    (here, factor), (there, other) = _split(figure.unit), _split(unit)
    value = figure.value * factor
    found = value if here == there else convert(value, here, to=there)
    return None if found is None else found / other


def _split(unit: str) -> tuple[str, Decimal]:
    """Return 元 and 100000000 of 亿元."""
    factor = Decimal(1)
    while len(unit) > 1 and unit[0] in scales():
        factor, unit = factor * scales()[unit[0]], unit[1:]
    return unit, factor
