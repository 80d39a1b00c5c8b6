"""Totals and the parts that are said to make them up: 全县2.8万亩，其中柳河镇1.1万亩…. Only clear cases count."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from duixian.linking.comparison import End, Total
from duixian.linking.contradictions import _step
from duixian.linking.reads import Read
from duixian.linking.subjects import plain_name, subject_of
from duixian.linking.verdicts import said, scaled
from duixian.statement import Statement

LEAST_PARTS = 2


def totals_in(read: Read) -> Iterator[Total]:
    """Yield totals whose parts stand in the same sentence and do not add up to them."""
    levels = [each for each in read.figures if each.measure == "level" and each.value is not None]
    for _, run in groupby(levels, key=lambda each: each.sentence):
        figures = list(run)
        for at, whole in enumerate(figures):
            parts = _parts(whole, figures[at + 1 :], read.report.text)
            if parts and (why := _short(whole, parts)):
                ends = tuple(End(read.doc, part) for part in parts)
                yield Total(whole=End(read.doc, whole), parts=ends, why=why)


def _parts(whole: Statement, following: Sequence[Statement], text: str) -> list[Statement]:
    """Return the figures behind a total that are its parts: of places in it, in one unit, after 其中 or 分别."""
    mine = subject_of(whole)
    if mine.place:
        return []
    parts = [
        each
        for each in following
        if each.unit == whole.unit and each.status == whole.status and subject_of(each).place and _names(each, whole)
    ]
    if len(parts) < LEAST_PARTS or len({subject_of(part).place for part in parts}) < len(parts):
        return []
    between = text[whole.end : parts[0].start]
    # 其中 names some of them, 分别 and 三个乡镇 all: with 其中 they may be fewer than the whole, never more.
    if "其中" not in between and "分别" not in between and "三" not in between:
        return []
    return parts


def _names(part: Statement, whole: Statement) -> bool:
    place = subject_of(part).place
    name, total = plain_name(part.subject.replace(place, "")), plain_name(whole.subject)
    return name in total or total in name


def _short(whole: Statement, parts: Sequence[Statement]) -> str:
    """Return what is wrong with a sum, or nothing where it may be right."""
    total = sum((part.value or Decimal(0) for part in parts), Decimal(0))
    room = _step(whole) / 2 + sum((_step(part) / 2 for part in parts), Decimal(0))
    gap = (whole.value or Decimal(0)) - total
    if abs(gap) <= room:
        return ""
    added = " + ".join(said(part) for part in parts)
    return f"{added} = {scaled(total)}{whole.unit}，全部写 {said(whole)}，差 {scaled(abs(gap))}{whole.unit}"
