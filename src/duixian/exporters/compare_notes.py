"""What stands under the table of a comparison, each with its sources: contradictions, silence, doubtful pairs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import PurePath

from duixian.exporters.answers import Answer, doubt_of
from duixian.exporters.lines import Line, Part
from duixian.exporters.series import Block
from duixian.exporters.series_rows import named
from duixian.exporters.shown import one_line
from duixian.linking import End, Quiet

# Contradictions that are printed without --detail.
_FEW = 2


def notes(block: Block, *, detail: bool, singles: int) -> Iterator[Line]:
    """Yield the remarks: the first few, or all where `detail` is wanted; `singles` rows were left out of the table."""
    against = [*_against(block)]
    if against or block.quiet or detail:
        yield []
    yield from (line for lines in (against if detail else against[:_FEW]) for line in lines)
    if detail:
        yield from _quiet(block.quiet)
        yield from _open(block)
        yield from _unsure(block)
        yield from _repeated(block)
    elif rest := _rest(block, len(against), singles):
        yield [Part(f"{rest}：--detail", "dim")]


def source(end: End) -> str:
    """Return where a statement stands: document, page where there are pages, characters."""
    page = f" 第 {end.statement.page} 页" if end.statement.page else ""
    return f"{one_line(PurePath(end.doc).name)}{page} {end.statement.start:,}-{end.statement.end:,}"


def _against(block: Block) -> Iterator[list[Line]]:
    for each in block.contradictions:
        word = "≠ " if each.strength == "hard" else "≠ 存疑："
        yield _told(word + one_line(each.why), each.ends, "yellow")
    for total in block.totals:
        yield _told(f"≠ 合计对不上：{one_line(total.why)}", (total.whole, *total.parts), "yellow")


def _told(words: str, ends: Iterable[End], style: str = "") -> list[Line]:
    """Return a remark, and under it where what it is about stands."""
    return [[Part(words, style)], [Part("  " + " · ".join(dict.fromkeys(source(end) for end in ends)), "dim")]]


def _rest(block: Block, against: int, singles: int) -> str:
    """Return in words what is not printed."""
    left = max(0, against - _FEW)
    words = [
        f"{left} 处说法不一" if left else "",
        f"{len(block.quiet)} 项没再提起" if block.quiet else "",
        f"{len(block.unsure)} 对可能是同一件事" if block.unsure else "",
        f"{singles} 项只在一年里有" if singles else "",
        f"{len(block.duplicates)} 处重复" if block.duplicates else "",
    ]
    told = "、".join(filter(None, words))
    return f"另 {told}" if told else ""


def _quiet(quiet: Iterable[Quiet]) -> Iterator[Line]:
    for each in quiet:
        yield from _told(f"□ {named(each.end)}  {one_line(each.why)}", [each.end])


def _open(block: Block) -> Iterator[Line]:
    """Yield the promises of which it cannot be told whether they were kept, and why not."""
    for answer in _answers(block):
        if answer.mark == "unknown" and answer.link is not None:
            yield from _told(f"? {named(answer.promise)}  {one_line(answer.why)}", (answer.promise, answer.link.later))


def _answers(block: Block) -> Iterator[Answer]:
    for row in block.rows:
        yield from (slot.answer for slot in row.slots.values() if slot.answer is not None)
    yield from (work.answer for work in block.works if work.answer is not None)


def _unsure(block: Block) -> Iterator[Line]:
    for link in block.unsure:
        ends = (link.earlier, link.later)
        yield from _told(f"≈ {' ～ '.join(map(named, ends))}  {doubt_of(link)}", ends)


def _repeated(block: Block) -> Iterator[Line]:
    for each in block.duplicates:
        yield from _told(f"＝ {named(each.ends[0])}  说了 {len(each.ends)} 遍", each.ends)
