"""A first draft from the ledger, for a person to rewrite: the misses first, a chapter a theme, no bare number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from duixian.ledger.reporting.content import Item, Ledger, said
from duixian.ledger.reporting.references import strays
from duixian.ledger.standings import Assessment

# Commitments that a chapter tells one by one; the list beside the text has them all.
MOST = 6
_WORST_FIRST = (
    Assessment.MISSED,
    Assessment.LATE,
    Assessment.AT_RISK,
    Assessment.DELIVERED,
    Assessment.ON_TRACK,
)
_SHORT = (Assessment.MISSED, Assessment.LATE)


def draft_of(ledger: Ledger) -> str:
    """Return a draft of the report of a ledger as of its day."""
    lines = [
        "## 年初答应的{全部 承诺}件事，办成{全部 已兑现}件；{全部 逾期}件过了期，我们逐件说明",
        "本期统计截至{截至}。已兑现的以佐证为准，单位自己报的数另写。",
        *_misses(ledger),
        *(line for theme in ledger.groups() for line in _chapter(ledger, theme)),
        *_programs(ledger),
        *_untold(ledger),
    ]
    return "\n".join(lines) + "\n"


def _misses(ledger: Ledger) -> Iterator[str]:
    short = [item for item in ledger.items.values() if item.standing.assessment in _SHORT]
    yield "## 没有做到的"
    if not short:
        yield "到本期为止，没有逾期，也没有到期做不到的。"
    yield from (_missed(item) for item in _sorted(short)[: MOST * 2])


def _missed(item: Item) -> str:
    due = f"应在{_ref(item, '期限')}前办成，" if item.row.due else ""
    return f"{_named(item)}：{due}{_ref(item, '判定')}。"


def _chapter(ledger: Ledger, theme: str) -> Iterator[str]:
    items = ledger.of(theme)
    told = [each for each in _sorted(items) if each.standing.assessment not in (*_SHORT, Assessment.UNKNOWN)]
    yield f"## {theme}"
    yield f"这方面答应{{{theme} 承诺}}件，办成{{{theme} 已兑现}}件，无法判定{{{theme} 无法判定}}件。"
    if told:
        yield "".join(_told(item) for item in told[:MOST])


def _told(item: Item) -> str:
    claimed, shown = said(item, "申报"), said(item, "佐证")
    if shown is None:
        told = f"单位报{_ref(item, '申报')}，还没有佐证" if claimed else _ref(item, "判定")
        return f"{_named(item)}，{told}。"
    if item.standing.excess is not None:
        return f"{_named(item)}，单位报{_ref(item, '申报')}，有佐证的是{_ref(item, '佐证')}，本报告按佐证计。"
    return f"{_named(item)}，现有{_ref(item, '佐证')}。"


def _named(item: Item) -> str:
    target = f"（答应{_ref(item, '目标')}）" if said(item, "目标") else ""
    return f"{_ref(item, '事项')}{target}"


def _programs(ledger: Ledger) -> Iterator[str]:
    """Yield a chapter for each program with figures that may leave; a title that has a number in it is no prose."""
    told = [each for each in ledger.figures.values() if each["text"] and not strays(each["fact"])]
    for program, figures in groupby(told, key=lambda each: each["of"]):
        yield f"## {program}"
        listed = "，".join(f"{each['fact']}{{{each['of']} {each['fact']}}}" for each in figures)
        yield f"截至{{截至}}，{listed}。"


def _untold(ledger: Ledger) -> Iterator[str]:
    yield "## 还不能告诉您的"
    if ledger.counts("全部")["无法判定"]:
        yield "另有{全部 无法判定}件，现有的数不够，无法判定做到没有；数到之日补登，不先写好话。"
    else:
        yield "每一件都有数可查。"


def _ref(item: Item, fact: str) -> str:
    return f"{{{item.row.pk} {fact}}}"


def _sorted(items: Sequence[Item]) -> list[Item]:
    order = {assessment: at for at, assessment in enumerate(_WORST_FIRST)}
    return sorted(items, key=lambda item: (order.get(item.standing.assessment, len(order)), item.row.pk))
