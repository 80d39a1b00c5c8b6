"""Promises of a number that a later report fulfils in words: 城镇新增就业任务圆满完成. Start at `fulfilled`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from duixian.linking.comparison import End, Link
from duixian.linking.reads import Place, Read, place_of
from duixian.linking.subjects import plain_name, subject_of
from duixian.statement import Report, Span, Statement

_DONE = re.compile(
    r"(?P<name>[一-龥]{4,20}?)(?:各项)?(?:目标)?(?:任务|计划)?(?:圆满|全面|超额|全部|顺利|如期|提前)+(?:完成|实现)(?=[，。；、\n]|$)"
)
# Fewer letters tell nothing apart.
_NAME = 4


class Said(NamedTuple):
    """Words that say that something was fulfilled, and what."""

    name: str
    found: re.Match[str]


def fulfilled(earlier: Read, later: Read, taken: set[Place]) -> Iterator[Link]:
    """Yield links to words that say that a promise was fulfilled, without its number."""
    words = list(_said(later.report))
    for promise in earlier.ends():
        if promise.status != "target" or place_of(promise) in taken or not words:
            continue
        core = subject_of(promise).core
        said = next((each for each in words if _is_one(core, each.name)), None)
        if said is not None:
            yield Link(
                earlier=End(earlier.doc, promise),
                later=End(later.doc, _as_statement(later.report, said.found)),
                relation="same indicator",
                met="yes",
                why=f"报告说“{said.found.group()}”，没有报数",
                score=0.8,
                reasons=("名称相同" if core == said.name else "名称相含",),
            )


def _said(report: Report) -> Iterator[Said]:
    for found in _DONE.finditer(report.text):
        if _looks_back(report, found.start()):
            yield Said(plain_name(found["name"]), found)


def _is_one(one: str, other: str) -> bool:
    """Answer whether one name ends with the other: 易地扶贫搬迁拆旧复垦, 拆旧复垦."""
    return min(len(one), len(other)) >= _NAME and (one.endswith(other) or other.endswith(one))


def _looks_back(report: Report, place: int) -> bool:
    """Answer whether a place in a report stands among its results: by the statements round it."""
    around = sorted(report.statements, key=lambda each: abs(each.start - place))[:5]
    return sum(each.status == "result" for each in around) * 2 > len(around)


def _as_statement(report: Report, found: re.Match[str]) -> Statement:
    text = report.text
    start = max(text.rfind(mark, 0, found.start()) for mark in "。\n") + 1
    stop = min((at for mark in "。\n" if (at := text.find(mark, found.end())) >= 0), default=len(text))
    return Statement.at(
        text,
        Span(*found.span()),
        kind="task",
        sentence=Span(start, stop),
        section=(),
        subject=found.group(),
        status="result",
        year=None,
        confidence=0.8,
    )
