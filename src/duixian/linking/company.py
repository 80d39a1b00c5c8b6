"""Figures that stand beside one another in both reports: what a figure leaves unsaid, its neighbours say.

农村饮水工程32处、受益群众1.8万人 and a year later 32处农村饮水工程全部通水，1.8万名群众受益: the two counts of works
are surely the same, so the people beside them are too, though their names alone do not tell. Start at `companions`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from duixian.linking.comparison import Link
from duixian.linking.figures import Pair, fits
from duixian.linking.names import Likeness, Weights
from duixian.linking.reads import Read, place_of
from duixian.linking.subjects import same, subject_of
from duixian.statement import Span, Statement

# How far from a figure its neighbours stand, in letters; how like their values must be.
_NEAR, _TIMES, _CLOSE = 40, Decimal(2), Decimal("1.2")
# A pair of letters that says more than 改造 or 建设.
_TELLING = 0.3
_REASON = "两处都与同一件事并列，名称相近"


def companions(earlier: Read, later: Read, links: Sequence[Link], weights: Weights) -> Iterator[Pair]:
    """Yield the figures that no link holds, each beside a linked one in both reports, whose names share a word."""
    taken = {place_of(link.earlier.statement) for link in links}
    told = {place_of(link.later.statement) for link in links}
    promises = _by_sentence(each for each in earlier.ends() if place_of(each) not in taken)
    results = _by_sentence(each for each in later.figures if place_of(each) not in told)
    for link in links:
        if link.met == "cannot be told":
            continue
        for promise in _beside(link.earlier.statement, promises):
            for result in _beside(link.later.statement, results):
                if like := _alike(promise, result, later, weights):
                    yield Pair(promise, result, like, like.score)


def _by_sentence(figures: Iterable[Statement]) -> dict[Span, list[Statement]]:
    found: dict[Span, list[Statement]] = defaultdict(list)
    for each in figures:
        found[each.sentence].append(each)
    return found


def _beside(anchor: Statement, figures: Mapping[Span, Sequence[Statement]]) -> Iterator[Statement]:
    """Yield the figures that stand near another in its sentence."""
    for each in figures.get(anchor.sentence, ()):
        if max(each.start - anchor.end, anchor.start - each.end) <= _NEAR:
            yield each


def _alike(promise: Statement, result: Statement, later: Read, weights: Weights) -> Likeness | None:
    """Return how like two neighbours are: of one unit and size, in names that share a word of their own."""
    if result.status != "result" or promise.measure != result.measure or not fits(promise, result, later):
        return None
    if promise.unit != result.unit or not _of_one_size(promise, result):
        return None
    mine, yours = subject_of(promise), subject_of(result)
    if mine.indicator and yours.indicator and not same(mine, yours, weights).score:
        return None
    shared = {mine.core[at : at + 2] for at in range(len(mine.core) - 1)}
    best = max((weights.pair(pair) for pair in shared if pair in yours.core), default=0.0)
    close = 0.1 if _of_one_size(promise, result, times=_CLOSE) else 0.0
    return Likeness(0.7 + close, 1.0, (_REASON,)) if best > _TELLING or (best and close) else None


def _of_one_size(promise: Statement, result: Statement, *, times: Decimal = _TIMES) -> bool:
    """Answer whether two values are near enough to be what was promised and what came of it."""
    if not promise.value or not result.value:
        return False
    return 1 / times <= result.value / promise.value <= times
