"""What else two reports say of works: those promised and never heard of again, those reported done in two years."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import SequenceMatcher

from duixian.catalogue.works import marks
from duixian.linking.comparison import Contradiction, End
from duixian.linking.names import Weights
from duixian.linking.naming import comes_again, namedness
from duixian.linking.projects import Pair, candidates, promises
from duixian.linking.works import Work

_BUILT = marks()["建成"].rank or 0
_ALIKE, _SHARED = 0.85, 2


def unheard_works(earlier: Sequence[Work], later: Sequence[Sequence[Work]], texts: Sequence[str]) -> list[Work]:
    """Return the works promised by name and with a stage of which none of the later reports speaks.

    `later` are the mentions of each later report, `texts` those of all the reports.
    """
    due = [work for work in promises(earlier) if namedness(work) == _SURE and work.stage.rank is not None]
    weights = Weights(texts)
    heard = {pair.earlier for mentions in later for pair in candidates(due, list(mentions), weights)}
    return [work for work in due if work not in heard]


_SURE = 2


def done_twice(
    earlier: Sequence[Work], later: Sequence[Work], docs: tuple[str, str], texts: Sequence[str]
) -> list[Contradiction]:
    """Return the works that two reports of different years both report as done, in the same words."""
    first, second = _done(earlier), _done(later)
    pairs = candidates(first, second, Weights(texts))
    return [_both(pair, docs) for pair in pairs if _is_same(pair)]


def _done(works: Sequence[Work]) -> list[Work]:
    return [
        work
        for work in works
        if not work.promised
        and (work.stage.rank or 0) >= _BUILT
        and not work.stage.part
        and not work.stage.lacking
        and namedness(work) == _SURE
        and not comes_again(work)
    ]


def _is_same(pair: Pair) -> bool:
    """Whether two mentions are surely of one thing, in different years, and report the same stage."""
    mine, yours = pair.earlier, pair.later
    if pair.like.score < _ALIKE or pair.like.doubts or mine.statement.year == yours.statement.year:
        return False
    match = SequenceMatcher(None, mine.stage.words, yours.stage.words).find_longest_match()
    shared = mine.stage.words[match.a : match.a + match.size]
    return len(shared) >= _SHARED and any(word in shared for word, mark in marks("reach").items() if mark.rank)


def _both(pair: Pair, docs: tuple[str, str]) -> Contradiction:
    mine, yours = pair.earlier, pair.later
    why = (
        f"“{mine.name}”在{mine.statement.year or '前一'}年报“{mine.stage.words}”，"
        f"{yours.statement.year or '后一'}年又报“{yours.stage.words}”"
    )
    return Contradiction(ends=(End(docs[0], mine.statement), End(docs[1], yours.statement)), why=why, strength="soft")
