"""Sentences and clauses: the text cut at its stops and commas, with the amounts and times of each clause."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from duixian.reader.draft import Amount, Block, Clause, Draft, Sentence, Time

T = TypeVar("T", Amount, Time)
_SENTENCE = re.compile(r"[^。！？\n…]+[。！？…]*")
# A clause without end is cut: what is said of one amount is looked for in its whole clause.
_CLAUSE = re.compile(r"[^，；：①-⑳⑴-⒇]{1,400}[，；：]?")


def cut_sentences(draft: Draft) -> None:
    """Cut the clean text into sentences and clauses."""
    draft.sentences = list(_sentences(draft.clean.text, draft.blocks, draft.amounts, draft.times))


def _sentences(text: str, blocks: list[Block], amounts: list[Amount], times: list[Time]) -> Iterator[Sentence]:
    """Yield the sentences of the body in order; clauses hold the amounts and times that stand in them."""
    amount_at = time_at = 0
    for index, block in enumerate(blocks):
        if block.kind == "aside":
            continue
        for match in _SENTENCE.finditer(text, block.start, block.end):
            start, end = match.span()
            amount_at, mine = _within(amounts, amount_at, start, end)
            time_at, when = _within(times, time_at, start, end)
            yield Sentence(start, end, index, list(_clauses(text, start, end, mine, when)), bool(mine), bool(when))


def _clauses(text: str, start: int, end: int, amounts: Sequence[Amount], times: Sequence[Time]) -> Iterator[Clause]:
    amount_at = time_at = 0
    opens = True
    for piece in _CLAUSE.finditer(text, start, end):
        first, last = piece.span()
        mine: Sequence[Amount] = ()
        when: Sequence[Time] = ()
        if amounts:
            amount_at, mine = _within(amounts, amount_at, first, last)
        if times:
            time_at, when = _within(times, time_at, first, last)
        yield Clause(first, last, mine, when, opens)
        opens = text[last - 1] == "；"


def _within(things: Sequence[T], at: int, start: int, end: int) -> tuple[int, Sequence[T]]:
    """Return where to go on in `things`, and those that begin in start..end."""
    size = len(things)
    while at < size and things[at].start < start:
        at += 1
    first = at
    while at < size and things[at].start < end:
        at += 1
    return at, things[first:at] if at > first else ()
