"""Promises of which no later report says what became of them. Start at `quiet_in`.

Quiet are figures and dated milestones that stand in no link. What only tells how large works are (总投资2亿元的甲厂) is
no promise of its own, and what is promised twice is answered once.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from duixian.linking.comparison import End, Link, Quiet
from duixian.linking.duplicates import said_key
from duixian.linking.reads import Read, answers
from duixian.linking.subjects import plain_name, same, subject_of
from duixian.linking.verdicts import said
from duixian.statement import Span, Statement

# 甲厂总投资2亿元, 乙厂年产3万吨项目: how large works are.
_SIZE = re.compile(r"(?:总投资|投资总额|总投资额|占地|占地面积)$|年产.*(?:项目|生产线|基地)")
_NAME = 3


def quiet_in(reads: Sequence[Read], links: Iterable[Link]) -> Iterator[Quiet]:
    """Yield the figures and milestones that were promised and that no later report of the place answers for."""
    answered = _Answered(links)
    for at, read in enumerate(reads):
        later = [other for other in reads[at + 1 :] if answers(other, read)]
        if not later:
            continue
        heard = {said_key(read, each) for each in read.promised if answered.holds(read.doc, each)}
        for promise in read.promised:
            if promise.repeats is None and not _is_size(promise) and said_key(read, promise) not in heard:
                yield _quiet(End(read.doc, promise), later)


class _Answered:
    """What the links answer: by place, and by the name of works in the same sentence."""

    def __init__(self, links: Iterable[Link]) -> None:
        self.spans: set[tuple[str, Span]] = set()
        self.works: dict[tuple[str, Span], list[str]] = {}
        for link in links:
            doc, statement = link.earlier.doc, link.earlier.statement
            self.spans.add((doc, statement.span))
            if link.relation != "same indicator":
                self.works.setdefault((doc, statement.sentence), []).append(plain_name(statement.subject))

    def holds(self, doc: str, promise: Statement) -> bool:
        """Answer whether a link stands at a promise, or tells of the works whose day it sets (今年完成|甲路、乙路)."""
        if (doc, promise.span) in self.spans:
            return True
        name = plain_name(promise.subject)
        named = self.works.get((doc, promise.sentence), ()) if promise.kind == "milestone" else ()
        return any(min(len(name), len(each)) >= _NAME and (each in name or name in each) for each in named)


def _is_size(promise: Statement) -> bool:
    return promise.indicator is None and bool(_SIZE.search(promise.subject))


def _quiet(end: End, later: Sequence[Read]) -> Quiet:
    promise = end.statement
    again = _again(promise, later)
    told = promise.year is None or any(promise.year in read.reviews for read in later)
    ahead = not any(read.has_seen(promise.year) for read in later)
    lacking = "期限还没有到" if ahead else f"没有报告回顾 {promise.year} 年"
    if again is None:
        why = "后来的报告没有再提" if told else f"{lacking}，后来也没有再提"
        return Quiet(end=end, later="absent", why=why)
    year = f" {again.year} 年又定" if again.year else "后来又定"
    why = f"没有报结果，{year.strip()} {said(again)}"
    return Quiet(end=end, later="only a new target", why=why if told else f"{lacking}，{year.strip()} {said(again)}")


def _again(promise: Statement, later: Sequence[Read]) -> Statement | None:
    """Return the later target that is most like it, or None."""
    mine = subject_of(promise)
    found: list[tuple[float, Statement]] = []
    for read in later:
        for each in read.near(mine):
            other = subject_of(each)
            if each.status == "target" and each.kind == promise.kind and each.measure == promise.measure:
                alike = same(mine, other, read.weights).score if mine.dimension == other.dimension else 0.0
                found.append((alike + 0.01 * (mine.core == other.core), each))
        best = max(found, key=lambda pair: pair[0], default=None)
        if best is not None and best[0] > 0.5:
            return best[1]
    return None
