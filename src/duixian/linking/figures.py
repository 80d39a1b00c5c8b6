"""Figures of two reports: what one promises beside what the other says of the same. Start at `figure_links`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from duixian.linking.comparison import End, Link, Relation
from duixian.linking.fulfilled import fulfilled
from duixian.linking.names import Likeness, Weights
from duixian.linking.reads import Place, Read, place_of
from duixian.linking.stocks import grown
from duixian.linking.subjects import BROADER, OTHER_STAGE, broader, same, subject_of
from duixian.linking.verdicts import Judged, judge, lean
from duixian.statement import Statement

# Which measures of one thing stand beside each other, the best first.
BESIDE: dict[str, tuple[str, ...]] = {
    "growth": ("growth", "level", "share"),
    "level": ("level", "growth"),
    "share": ("share", "change"),
    "change": ("change", "share", "level"),
    "rank": ("rank", "growth", "level"),
}


# What is only mentioned in passing must bear the same name.
_LEAST_OF_FACTS = 0.9


class Pair(NamedTuple):
    """Two figures that may be said of the same, how like their names are, and how well they fit."""

    earlier: Statement
    later: Statement
    like: Likeness
    fit: float


def figure_links(earlier: Read, later: Read, weights: Weights) -> list[Link]:
    """Return the figures of `earlier` that `later` speaks of, in the order of the text, each with its verdict."""
    pairs = assign(candidates(earlier, later, weights))
    links = [link_of(pair, earlier, later) for pair in sorted(pairs, key=lambda pair: pair.earlier.span)]
    links += leaning_links(earlier, later, {place_of(pair.earlier) for pair in pairs})
    links += fulfilled(earlier, later, {place_of(pair.earlier) for pair in pairs})
    links += grown(earlier, later, {place_of(link.earlier.statement) for link in links})
    return links


def candidates(earlier: Read, later: Read, weights: Weights) -> Iterator[Pair]:
    """Yield the pairs that may be said of the same, looked for among figures that share an indicator or letters."""
    for end in earlier.ends():
        mine = earlier.subject(end)
        for other in later.near(mine):
            if not fits(end, other, later):
                continue
            like = same(mine, later.subject(other), weights)
            if end.status == "result" and mine.stages != later.subject(other).stages and like.score:
                like = OTHER_STAGE
            if like.score > _LEAST_OF_FACTS or (like.score and other.status != "fact"):
                yield Pair(end, other, like, _fit(end, other, like))


def fits(end: Statement, other: Statement, later: Read) -> bool:
    """Answer whether two figures can stand beside each other: status, year, measure, unit."""
    if other.measure not in BESIDE.get(end.measure or "", ()):
        return False
    if end.measure == other.measure == "level" and subject_of(end).dimension != subject_of(other).dimension:
        return False
    if other.status == "fact":
        return end.status == "target" and (end.value, end.unit) == (other.value, other.unit)
    if end.status == "target":
        return _answers(end, other, later) and not _is_pace(end, other, later)
    return other.status == "target"


def _answers(promise: Statement, other: Statement, later: Read) -> bool:
    """Answer whether a figure may answer a promise: a result from its year on; any, where it is not due."""
    if other.status == "result":
        return fits_year(promise, other) or not later.has_seen(promise.year)
    return other.status == "target" and not later.has_seen(promise.year) and not later.reviews


def _is_pace(promise: Statement, other: Statement, later: Read) -> bool:
    """Answer whether a promise is a yearly growth for years to come, which no level of one year can answer."""
    return promise.measure == "growth" != other.measure and not later.has_seen(promise.year)


def fits_year(promise: Statement, other: Statement) -> bool:
    """Answer whether a statement is of the promise's year or a later one, as far as both say."""
    return promise.year is None or other.year is None or other.year >= promise.year


def _fit(end: Statement, other: Statement, like: Likeness) -> float:
    """Return how well a figure answers another: the name, then result before plan, the same year, the same measure."""
    order = BESIDE[end.measure or ""].index(other.measure or "")
    year = 0.1 if end.year == other.year else 0.0
    return like.score + 0.2 * (other.status == "result") + year - 0.06 * order + 0.01 * other.confidence


def assign(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the best pair of each figure; two take the same other only where both are of its indicator."""
    ends: set[Place] = set()
    others: dict[Place, Pair] = {}
    kept = []
    for pair in sorted(pairs, key=lambda pair: (-pair.fit, pair.earlier.span, pair.later.span)):
        end, other = place_of(pair.earlier), place_of(pair.later)
        if end not in ends and not (other in others and _bars(others[other], pair)):
            ends.add(end)
            others[other] = pair
            kept.append(pair)
    return kept


def _bars(taken: Pair, pair: Pair) -> bool:
    """Answer whether a figure that one pair has taken is lost to another: not where it is of several things at once."""
    return taken.earlier.measure == pair.earlier.measure and BROADER not in pair.like.reasons


def link_of(pair: Pair, earlier: Read, later: Read) -> Link:
    """Return the link of a pair, with its verdict."""
    judged = judge(pair.earlier, pair.later, base_in((earlier, later)), until=later.until)
    return Link(
        earlier=End(earlier.doc, pair.earlier),
        later=End(later.doc, pair.later),
        relation=relation_of(pair.earlier),
        met=_doubted(pair, judged).met,
        why=_doubted(pair, judged).why,
        score=min(1.0, pair.like.score * min(pair.earlier.confidence, pair.later.confidence) ** 0.5),
        reasons=pair.like.reasons,
    )


def _doubted(pair: Pair, judged: Judged) -> Judged:
    """Say so where a verdict rests on names that are only alike."""
    if pair.like.doubts:
        return Judged("cannot be told", f"{pair.like.doubts[0]}；{judged.why}")
    return judged


def relation_of(statement: Statement) -> Relation:
    """Return what a link is about: an indicator, or works that are counted."""
    counted = subject_of(statement).dimension in ("count", "length", "area") and statement.indicator is None
    return "same works" if counted and statement.measure == "level" else "same indicator"


class base_in:  # noqa: N801  called like a function
    """Finds the level of a figure's thing in another year, in any of some reports."""

    def __init__(self, reads: Sequence[Read]) -> None:
        self.reads = reads

    def __call__(self, statement: Statement, year: int) -> Statement | None:
        """Return the result for that year, or None."""
        mine = subject_of(statement)
        wanted = "share" if statement.measure in ("share", "change") else "level"
        for read in self.reads:
            for each in read.figures:
                if each.status == "result" and each.year == year and each.measure == wanted:
                    other = subject_of(each)
                    if mine.place == other.place and (
                        (mine.indicator and mine.indicator == other.indicator) or mine.core == other.core
                    ):
                        return each
        return None


def leaning_links(earlier: Read, later: Read, taken: set[Place]) -> Iterator[Link]:
    """Yield links where one side gives a number and the other only leans on economic growth, or both lean on it."""
    for end in [*earlier.leaning, *earlier.ends()]:
        if end.indicator is None or place_of(end) in taken or (end.event is None and end.measure != "growth"):
            continue
        others = later.leaning if end.event is None else [*later.leaning, *later.figures]
        for other in others:
            if other.indicator in (end.indicator, *broader(end.indicator)) and _leans(end, other):
                met, why = lean(end, other, growth_in(later, other.year))
                yield Link(
                    earlier=End(earlier.doc, end),
                    later=End(later.doc, other),
                    relation="same indicator",
                    met=met,
                    why=why,
                    score=0.85,
                    reasons=("指标相同",),
                )
                break


def _leans(end: Statement, other: Statement) -> bool:
    """Answer whether a figure or words may stand beside a target that leans on growth."""
    if other.event is None and other.measure != "growth":
        return False
    return other.status != end.status or end.status == "target"


def growth_in(read: Read, year: int | None) -> Statement | None:
    """Return how the economy grew in a year, as a report says."""
    grown = [each for each in read.figures if each.indicator == "gdp" and each.measure == "growth"]
    return next((each for each in grown if each.status == "result" and each.year == year), None)
