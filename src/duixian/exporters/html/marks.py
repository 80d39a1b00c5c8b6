"""The spans of a report as flat pieces: `pieces` cuts the text wherever a mark, task, repair or blank begins."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from duixian.exporters.counts import repairs
from duixian.exporters.html.layout import Block
from duixian.statement import Repair, Report

# Indents, line ends with the indent after them, and the # of a Markdown heading.
_HIDDEN = re.compile(
    r"\A(?:[ \t\u3000\xa0]*#{1,6}[ \t]+|[ \t\u3000\xa0]+)|[ \t\u3000\xa0]*[\r\n][\s\u3000]*(?:#{1,6}[ \t]+)?"
)
_WORD = re.compile(r"[A-Za-z0-9]")


class Piece(NamedTuple):
    """Characters that share one look: the statements and the repair that cover them, numbers from 1."""

    start: int
    end: int
    block: int  # number of the block it stands in
    marks: tuple[int, ...]  # figures and milestones, innermost first
    tasks: tuple[int, ...]
    repair: Repair | None
    blank: bool  # line breaks and indents, there but not shown
    lead: bool  # a heading that opens a paragraph
    opens: tuple[int, ...]  # statements that begin here
    closes: tuple[int, ...]  # and that end here


class Cover(NamedTuple):
    """A stretch that something covers; `key` is what it is."""

    start: int
    end: int
    layer: str
    key: int


@dataclass
class Active:
    """What covers the place that the sweep has come to."""

    layers: dict[str, set[int]] = field(
        default_factory=lambda: {"mark": set(), "task": set(), "repair": set(), "blank": set(), "lead": set()}
    )

    def turn(self, cover: Cover, *, on: bool) -> None:
        """Add or drop a cover."""
        layer = self.layers[cover.layer]
        (layer.add if on else layer.discard)(cover.key)

    def shortest(self, layer: str, report: Report) -> tuple[int, ...]:
        """Return the statements of a layer, the innermost first."""
        return tuple(sorted(self.layers[layer], key=lambda number: (_length(report, number), number)))


def pieces(report: Report, blocks: list[Block]) -> Iterator[Piece]:
    """Yield the pieces of the whole text in order, without gap or overlap; none crosses the edge of a block."""
    fixes = repairs(report.statements)
    covers = [*_statements(report), *_fixes(fixes), *_blanks(report.text, fixes), *_leads(blocks)]
    begins, ends = _by_place(covers, "start"), _by_place(covers, "end")
    cuts = sorted({*begins, *ends, *(block.start for block in blocks), len(report.text), 0})
    heads = [block.start for block in blocks]
    active = Active()
    for start, end in pairwise(cuts):
        for cover in ends.get(start, ()):
            active.turn(cover, on=False)
        for cover in begins.get(start, ()):
            active.turn(cover, on=True)
        fix = min(active.layers["repair"], default=None)
        yield Piece(
            start=start,
            end=end,
            block=bisect_right(heads, start) - 1,
            marks=active.shortest("mark", report),
            tasks=active.shortest("task", report),
            repair=None if fix is None else fixes[fix],
            blank=bool(active.layers["blank"]),
            lead=bool(active.layers["lead"]),
            opens=_statements_of(begins.get(start, ())),
            closes=_statements_of(ends.get(end, ())),
        )


def _statements_of(covers: Iterable[Cover]) -> tuple[int, ...]:
    return tuple(cover.key for cover in covers if cover.layer in ("mark", "task"))


def _length(report: Report, number: int) -> int:
    start, end = report.statements[number - 1].span
    return end - start


def _statements(report: Report) -> Iterator[Cover]:
    for number, statement in enumerate(report.statements, 1):
        yield Cover(*statement.span, "task" if statement.kind == "task" else "mark", number)


def _fixes(fixes: list[Repair]) -> Iterator[Cover]:
    for index, repair in enumerate(fixes):
        if repair.start < repair.end:
            yield Cover(repair.start, repair.end, "repair", index)


def _blanks(text: str, fixes: list[Repair]) -> Iterator[Cover]:
    """Yield line ends and indents, save the ones that keep two Latin words apart."""
    mended = {place for fix in fixes if fix.kind == "line break" for place in range(fix.start, fix.end)}
    for match in _HIDDEN.finditer(text):
        before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
        if match.start() in mended or not (_WORD.match(before) and _WORD.match(after)):
            yield Cover(match.start(), match.end(), "blank", match.start())


def _leads(blocks: list[Block]) -> Iterator[Cover]:
    for block in blocks:
        if block.lead > block.start:
            yield Cover(block.start, block.lead, "lead", block.start)


def _by_place(covers: list[Cover], edge: str) -> dict[int, list[Cover]]:
    places: dict[int, list[Cover]] = {}
    for cover in covers:
        places.setdefault(getattr(cover, edge), []).append(cover)
    return places
