"""Works and projects across two reports: `project_links` pairs what one promises with what the other says of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from duixian.linking.comparison import End, Link
from duixian.linking.names import Likeness, Name, Weights, likeness, name_of
from duixian.linking.naming import namedness
from duixian.linking.outcomes import outcome
from duixian.linking.works import Work, works_in
from duixian.statement import Report, Span

_LEAST, _LEAST_WEAK, _LEAST_COUNTED, _NEVER, _LEAST_INFO = 0.62, 0.75, 0.95, 2.0, 1.6
_SURE = 2
_LIKELY, _RARE, _MOST = 0.58, 0.12, 60
_RESULT, _STAGED = 0.12, 0.03
_FEW = 0.2  # a report of which less than this is promised only looks back


class Pair(NamedTuple):
    """Two mentions of the same works."""

    earlier: Work
    later: Work
    like: Likeness


def project_links(
    earlier: Report,
    later: Report,
    *,
    docs: tuple[str, str] | None = None,
    works: tuple[Sequence[Work], Sequence[Work]] | None = None,
) -> list[Link]:
    """Return the works of `earlier` that `later` speaks of, in the order of the earlier text, each with its verdict.

    `docs` are the names of the documents in a comparison, `works` what `works_in` found in them, for a caller that
    compares each with several.
    """
    first, second = docs or (earlier.name, later.name)
    mine, yours = works or (works_in(earlier), works_in(later))
    near = candidates(promises(mine), [work for work in yours if namedness(work)], Weights((earlier.text, later.text)))
    kept = assign(near)
    again = {pair.earlier: pair.later for pair in sorted(near, key=_preference, reverse=True) if pair.later.promised}
    return [_link(pair, first, second, again.get(pair.earlier)) for pair in sorted(kept, key=_place)]


def _place(pair: Pair) -> tuple[int, int]:
    return pair.earlier.statement.span


def promises(works: Sequence[Work]) -> list[Work]:
    """Return what a report promises by name; where it promises nothing, what it reports."""
    named = [
        work
        for work in works
        if namedness(work) and not (work.statement.kind == "figure" and work.statement.text[:1].isdigit())
    ]
    promised = [work for work in named if work.promised]
    return promised if len(promised) > _FEW * len(named) else named


def candidates(earlier: Sequence[Work], later: Sequence[Work], weights: Weights) -> list[Pair]:
    """Return the pairs whose names are like enough, looked for only among those that share rare letters.

    A pair that is not quite sure counts where its two lists share another that is.
    """
    near = list(_near(earlier, later, weights))
    sure = [pair for pair in near if _is_sure(pair)]
    lists = {_lists(pair) for pair in sure if pair.earlier.peers and pair.later.peers}
    return sure + [pair for pair in near if not _is_sure(pair) and _lists(pair) in lists]


def _lists(pair: Pair) -> tuple[Span, Span]:
    return pair.earlier.statement.sentence, pair.later.statement.sentence


def _near(earlier: Sequence[Work], later: Sequence[Work], weights: Weights) -> Iterator[Pair]:
    """Yield the pairs whose names share rare letters and are somewhat like."""
    index: dict[str, list[int]] = defaultdict(list)
    for at, work in enumerate(later):
        for pair in _pairs(work):
            index[pair].append(at)
    names = [name_of(work.name, work.owner) for work in later]
    known: dict[tuple[Name, Name], Likeness] = {}
    for work in earlier:
        mine = name_of(work.name, work.owner)
        for at in sorted({at for pair in _pairs(work) if weights.pair(pair) > _RARE for at in index[pair][:_MOST]}):
            key = mine, names[at]
            like = known.get(key) or known.setdefault(key, likeness(*key, weights))
            if like.score >= _LIKELY:
                yield Pair(work, later[at], like)


def _is_sure(pair: Pair) -> bool:
    return are_alike(pair.like, least=_least(pair.earlier, pair.later))


def are_alike(like: Likeness, *, least: float = _LEAST) -> bool:
    """Whether two names are like enough, in letters that tell, to be those of the same works."""
    return like.info >= _LEAST_INFO and like.score >= least


def _least(earlier: Work, later: Work) -> float:
    """Return how like the names of two mentions must be: less where both name works of their own."""
    if min(namedness(earlier), namedness(later)) == _SURE:
        return _LEAST
    if earlier.stage.rank is not None or later.stage.rank is not None:
        return _LEAST_WEAK
    return _LEAST_COUNTED if later.counted else _NEVER


def _pairs(work: Work) -> set[str]:
    letters = name_of(work.name).letters
    return {letters[at : at + 2] for at in range(len(letters) - 1)}


def assign(pairs: Iterable[Pair]) -> list[Pair]:
    """Return the best pairs such that no mention stands in two: results before plans, a stage before none."""
    promised: set[Work] = set()
    told: set[Work] = set()
    kept = []
    for pair in sorted(pairs, key=_preference, reverse=True):
        if pair.earlier not in promised and pair.later not in told:
            promised.add(pair.earlier)
            told.add(pair.later)
            kept.append(pair)
    return kept


def _preference(pair: Pair) -> tuple[float, int]:
    """Return how much speaks for a pair; of equals the later promise: reports go from the general to the plan."""
    bonus = _RESULT * (not pair.later.promised)
    bonus += _STAGED * sum(work.stage.rank is not None for work in (pair.earlier, pair.later))
    return pair.like.score + bonus, pair.earlier.statement.start


def _link(pair: Pair, first: str, second: str, again: Work | None) -> Link:
    met, why = outcome(pair.earlier, pair.later, pair.like, again if again is not pair.later else None)
    kinds = pair.earlier.statement.kind, pair.later.statement.kind
    return Link(
        earlier=End(first, pair.earlier.statement),
        later=End(second, pair.later.statement),
        relation="same works" if "figure" in kinds else "same project",
        met=met,
        why=why,
        score=min(1.0, pair.like.score),
        reasons=pair.like.reasons + pair.like.doubts,
    )
