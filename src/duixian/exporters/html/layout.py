"""How a text is set on the page: `blocks` cuts it into title, headings and paragraphs without losing a character.

A county's file breaks its lines where the paper did. What the reader joined to one paragraph, or read as one sentence,
is set as one; every other line ends the block.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import takewhile
from typing import Literal, NamedTuple

from duixian.exporters.shown import report_title
from duixian.reader.clean import clean_text
from duixian.statement import Report, Span

Kind = Literal["title", "note", "h1", "h2", "h3", "p"]

_LINE = re.compile(r"([^\r\n]*)(\r\n|\n|\r|\Z)")
_SHAPES: tuple[tuple[Kind, re.Pattern[str]], ...] = (
    ("h1", re.compile(r"#{1,2}\s|[一二三四五六七八九十]{1,3}、|第[一二三四五六七八九十]{1,3}[章部]")),
    ("h2", re.compile(r"#{3,6}\s|[（(][一二三四五六七八九十]{1,3}[）)]")),
)
_DEPTHS: tuple[Kind, ...] = ("h1", "h2", "h3")
_LONGEST_HEADING = 42
_LONGEST_TITLE = 44
# No masthead with its captions has more lines.
_FRONT = 24


class Line(NamedTuple):
    """A line with something on it."""

    start: int
    end: int


class Block(NamedTuple):
    """A stretch of the text that is set as one heading or paragraph; `lead` ends a heading that opens a paragraph."""

    start: int
    end: int
    kind: Kind
    lead: int


def blocks(report: Report) -> list[Block]:
    """Return the blocks of the report's text; together they cover it from 0 to its end."""
    lines = list(_lines(report.text))
    if not lines:
        return [Block(0, len(report.text), "p", 0)] if report.text else []
    levels = _levels(report)
    kinds = _front(report, lines, [_kind(report.text[line.start : line.end], levels) for line in lines])
    groups = _grouped(report, lines, kinds)
    edges = [0, *(lines[group[0]].start for group in groups[1:]), len(report.text)]
    return [
        Block(start, end, kinds[group[0]], _lead(report.text, lines[group[0]], kinds[group[0]], levels))
        for group, start, end in zip(groups, edges, edges[1:], strict=False)
    ]


def _lines(text: str) -> Iterator[Line]:
    return (Line(match.start(), match.end(1)) for match in _LINE.finditer(text) if match[1].strip())


def _levels(report: Report) -> dict[str, Kind]:
    """Return for each heading that the reader found, spaces dropped, how deep it stands."""
    levels: dict[str, Kind] = {}
    for section in {statement.section: None for statement in report.statements}:
        for depth, heading in enumerate(section):
            levels.setdefault(_bare(heading), _DEPTHS[min(depth, 2)])
    return levels


def _bare(text: str) -> str:
    return "".join(text.split()).strip("#*").rstrip("。：:")


def _kind(line: str, levels: dict[str, Kind]) -> Kind:
    bare = _bare(line)
    if (kind := levels.get(bare)) is not None:
        return kind
    if len(bare) <= _LONGEST_HEADING and not any(mark in bare for mark in "。；！？"):
        for kind, shape in _SHAPES:
            if shape.match(line.strip()):
                return kind
    return "p"


def _front(report: Report, lines: list[Line], kinds: list[Kind]) -> list[Kind]:
    """Return `kinds` with the title on top and the short lines around it (paper, date, meeting, speaker) as notes."""
    raw = [report.text[line.start : line.end].strip() for line in lines[:_FRONT]]
    inside = _inside(report)
    run = list(takewhile(lambda index: _is_front(raw[index]) and not _goes_on(lines, index, inside), range(len(raw))))
    # A heading right above the body belongs to the body.
    if len(run) > 1 and kinds[run[-1]] != "p":
        run.pop()
    title = _bare(report_title(report))
    named = next((index for index in run if title and title == _bare(raw[index]).lstrip("-—–－·")), 0)
    front = list(kinds)
    for index in run:
        front[index] = "title" if index == named else "note"
    return front


def _goes_on(lines: list[Line], index: int, inside: _Inside) -> bool:
    """Answer whether the line after `index` was read as its continuation: a paragraph that begins, not a masthead."""
    return index + 1 < len(lines) and inside(lines[index].end, lines[index + 1].start)


def _is_front(line: str) -> bool:
    """Answer whether a line may stand in front of the report: short, no sentence, no numbered heading."""
    bare = line.lstrip("# ")
    if not bare or len(bare) > _LONGEST_TITLE or bare[-1] in "。；：，:,":
        return False
    return not any(shape.match(bare) for _, shape in _SHAPES)


def _grouped(report: Report, lines: list[Line], kinds: list[Kind]) -> list[list[int]]:
    """Return the numbers of the lines that are set together: those that the reader joined."""
    inside = _inside(report)
    groups = [[0]]
    for index in range(1, len(lines)):
        if inside(lines[index - 1].end, lines[index].start):
            groups[-1].append(index)
        else:
            groups.append([index])
    return groups


def _inside(report: Report) -> _Inside:
    spans = [span for statement in report.statements for span in (statement.span, statement.sentence)]
    mended = [repair for _, repair in clean_text(report.text).repairs if repair.kind == "line break"]
    return _Inside([*spans, *(Span(repair.start - 1, repair.end + 1) for repair in mended)])


class _Inside:
    """Answers whether a break between two lines lies within something that was read as one."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self.starts: list[int] = []
        self.ends: list[int] = []
        for start, end in sorted(spans):
            if self.ends and start < self.ends[-1]:
                self.ends[-1] = max(end, self.ends[-1])
            else:
                self.starts.append(start)
                self.ends.append(end)

    def __call__(self, last: int, following: int) -> bool:
        at = bisect_right(self.starts, last - 1) - 1
        return at >= 0 and self.ends[at] > following


def _lead(text: str, line: Line, kind: Kind, levels: dict[str, Kind]) -> int:
    """Return where a heading that opens the paragraph ends, or the paragraph's start where none does."""
    stop = min((at for mark in "。 \u3000" if (at := text.find(mark, line.start + 2, line.end)) > 0), default=-1)
    if kind == "p" and stop > 0 and _bare(text[line.start : stop]) in levels:
        return stop + 1
    return line.start
