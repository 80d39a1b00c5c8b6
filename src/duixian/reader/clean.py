"""One text to read from: widths unified, broken lines joined, residue dropped, and every character traced to its place.

The report itself never changes. `Clean` is a second text beside it with the way back: `clean.span(start, end)` is where a
stretch of the clean text stands in the report.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from duixian.catalogue.words import lexicon_pairs
from duixian.statement import Repair, Span

_ODD = re.compile("[ <&_\\[\u200b-\u200f\u2028-\u202e\ufeff\ufffc\ufffd]")
_SAME = {"%": "％﹪", "~": "～〜∼", "-": "–―−﹣‑", " ": "\u3000\xa0\u2002\u2003\t\r", "|": "│", ".": "．"}
_WIDE = dict(zip(",;:?!()", "，；：？！（）", strict=True))  # half-width marks are read as the Chinese ones
WIDTHS: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
WIDTHS |= {ord(odd): one for one, odds in _SAME.items() for odd in odds}
WIDTHS |= {ord(narrow): wide for narrow, wide in _WIDE.items()}
WIDTHS |= dict.fromkeys(range(0xD800, 0xE000), "\ufffd")  # half of a character is none
WIDTHS |= {ord(wide): wide for wide in _WIDE.values()}

_RESIDUE = re.compile(
    r"<(?:/?[a-zA-Z][^<>\n]{0,200}|!--[^\n]{0,500}?--)>|&(?:nbsp|ensp|emsp|amp|quot|ldquo|rdquo|middot|#\d{2,5})[;；]"
    r"|\[\d{1,3}\]|[\u200b-\u200f\u2028-\u202e\ufeff\ufffc\ufffd]"
)
_STAND_IN = re.compile(r"(?<=\d)_+[A-Z]_+(?:[A-Z]_+)?")
_GAP = re.compile(
    r"(?<![A-Za-z0-9]) +| +(?![A-Za-z0-9])|(?<=[0-9]) +(?=[A-Za-z]*[0-9]*[\u4e00-\u9fff])|(?<=[0-9]\.) +(?=[0-9])"
)
_BOUNDARY = "。！？；：…”』」》）)】!?;:.>|"
_NUMBERED = re.compile(
    r"\s*(?:#+\s|[一二三四五六七八九十]{1,3}[、.．是]|[（(][一二三四五六七八九十\d]{1,3}[)）]|\d{1,2}[、.．](?!\d)|第[一二三四五六七八九十]+[章节部]"
    r"|[①-⑳⑴-⒇●■◆▲★※·•—–-])"
)
_YEAR_HEADING = re.compile(
    r"\s*(?:20\d\d|[二〇○零一两三四五六七八九十]{4}|过去|今)年?.{0,6}(?:回顾|总结|安排|打算|重点|目标|任务|部署|工作)\s*$"
)


class Line(NamedTuple):
    """A line of the report without its margins, and whether blank lines stand before it."""

    start: int
    end: int
    gap: bool


@dataclass(slots=True)
class Clean:
    """The text to read from, with the way back to the report."""

    text: str
    starts: list[int]  # where a run of unchanged characters begins in the clean text
    origins: list[int]  # and where that run begins in the report
    ends: dict[int, int]  # clean index of a character that stands for more than one: end of what it stands for
    repairs: list[tuple[int, Repair]]  # clean index, what was mended there
    displaced: set[int] = field(default_factory=set)  # where lines begin that stood in the middle of a sentence

    def origin(self, index: int) -> int:
        """Return where the character at `index` of the clean text stands in the report."""
        run = bisect_right(self.starts, index) - 1
        return self.origins[run] + index - self.starts[run]

    def span(self, start: int, end: int) -> Span:
        """Return where the clean text's `start`..`end` stands in the report."""
        last = end - 1
        return Span(self.origin(start), self.ends.get(last) or self.origin(last) + 1)


def clean_text(text: str) -> Clean:
    """Return `text` as it is meant: paragraphs on one line each, widths unified, residue and stray spaces dropped."""
    meant = _THOUSANDS.sub(",", _STOP.sub("。", text.translate(WIDTHS)))
    writer = _Writer(text)
    lines = list(_lines(meant))
    index = 0
    while index < len(lines):
        line = lines[index]
        writer.piece(meant, line.start, line.end)
        index += 1
        skipped: list[Line] = []
        while index < len(lines) and _is_open(meant, line):
            ahead = _past_interruptions(meant, lines, index, line)
            if ahead == len(lines):
                break
            follower = lines[ahead]
            apart = follower.gap or any(not _is_page(meant, other) for other in lines[index:ahead])
            join = _join(meant, line, follower, apart=apart)
            if join is None:
                break
            skipped.extend(lines[index:ahead])
            writer.join(meant, line.end, follower.start, soft=join == "，")
            writer.piece(meant, follower.start, follower.end)
            line, index = Line(line.start, follower.end, line.gap), ahead + 1
        writer.end_paragraph(line.end)
        for other in skipped:
            writer.clean.displaced.add(writer.size)
            writer.piece(meant, other.start, other.end)
            writer.end_paragraph(other.end)
    return writer.done()


_THOUSANDS = re.compile(r"(?<=\d)，(?=\d{3}(?!\d)|\d{1,2}\s{0,4}\n\s{0,4}\d)")
_STOP = re.compile(r"(?<=[\u4e00-\u9fff％%])\.(?=\s|$|[\u4e00-\u9fff])")
_PAGE = re.compile(r"[-—－·\s]*(?:第?\s*\d{1,3}\s*页?)[-—－·\s]*")


_NEAR = 5_000


def _together(meant: str, end: int, start: int) -> bool:
    """Whether the characters on both sides of a break stand side by side in a known word or nearby in the report."""
    pair = meant[end - 1] + meant[start]
    return pair in lexicon_pairs() or meant.find(pair, max(0, end - _NEAR), start + _NEAR) >= 0


def _is_page(meant: str, line: Line) -> bool:
    """Whether a line is a page number."""
    return bool(_PAGE.fullmatch(meant, line.start, line.end))


def _past_interruptions(meant: str, lines: list[Line], index: int, line: Line) -> int:
    """Return the next line that is no page number and no heading in the middle of a sentence."""
    ahead = index
    while ahead < len(lines) and ahead - index < 2:
        if not _is_page(meant, lines[ahead]) and not (_is_body(meant, line) and _interrupts(meant, lines[ahead])):
            break
        ahead += 1
    return ahead


def _join(meant: str, line: Line, follower: Line, *, apart: bool) -> str | None:
    """Return how a follower goes on with the sentence that a line left open: "" plainly, "，" doubtfully, None not at all."""
    if _NUMBERED.match(meant, follower.start):
        return None
    left, right = meant[line.end - 1], meant[follower.start]
    if right in "，。；、％%）” " or _breaks_number(meant, line.end, follower.start, apart=apart):
        return ""
    together = _together(meant, line.end, follower.start)
    long = line.end - max(line.start, meant.rfind("\n", line.start, line.end)) >= 16
    if not apart:
        plain = _is_body(meant, line) and (long or _is_body(meant, follower))
        return "" if plain or (together and (_is_body(meant, follower) or left + right in lexicon_pairs())) else None
    if left + right in lexicon_pairs() and _is_body(meant, follower):
        return ""
    if not _is_body(meant, line) or not (_is_body(meant, follower) or left in "、，"):
        return None
    return "" if together else "，"


def _breaks_number(meant: str, end: int, start: int, *, apart: bool) -> bool:
    """Whether a line breaks off inside a number, between it and its unit, or inside a date."""
    left, right = meant[end - 1], meant[start]
    if left.isdigit():
        return bool(_NUMERIC.match(meant, start))
    if left in ".、，":
        return not apart
    if left in "年月":
        return right.isdigit() or right in "底初份中下上内末"
    return right.isdigit() and not apart and bool(_COUNTED.match(meant, start)) and "\u4e00" <= left <= "\u9fff"


_COUNTED = re.compile(r"(?!(?:19|20)\d\d年)\d[\d.，]*(?:[余多])?[万亿千百]?(?:[一-龥]{1,4}|%)[，。；、]")
_NUMERIC = re.compile(r"\d*(?:\.\d+)?[%％\u4e00-\u9fff]|\.\d")


def _lines(meant: str) -> Iterator[Line]:
    gap = False
    start = 0
    while start <= len(meant):
        end = meant.find("\n", start)
        if end < 0:
            end = len(meant)
        stripped = meant[start:end].strip()
        if stripped:
            first = meant.index(stripped[0], start)
            yield Line(first, first + len(stripped), gap)
            gap = False
        else:
            gap = True
        start = end + 1


_MARK = re.compile("[，。；]")


def _is_body(meant: str, line: Line) -> bool:
    size = line.end - line.start
    return size > 34 or bool(_MARK.search(meant, line.start, line.end))


def _is_open(meant: str, line: Line) -> bool:
    """Whether a line stops in mid-sentence."""
    if meant[line.end - 1] in _BOUNDARY and not (meant[line.end - 1] == "." and meant[line.end - 2].isdigit()):
        return False
    return _is_body(meant, line) or not (
        _NUMBERED.match(meant, line.start) or _YEAR_HEADING.match(meant[line.start : line.end])
    )


def _interrupts(meant: str, line: Line) -> bool:
    """Whether a line is a heading that a page's layout may have put in the middle of a sentence."""
    return line.gap and line.end - line.start <= 16 and bool(_YEAR_HEADING.match(meant[line.start : line.end]))


class _Writer:
    """Writes the clean text run by run and remembers where each run came from."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.parts: list[str] = []
        self.size = 0
        self.clean = Clean("", [], [], {}, [])

    def piece(self, meant: str, start: int, end: int) -> None:
        """Write a line without residue and stray spaces."""
        line = meant[start:end]
        if not _ODD.search(line):
            self._run(line, start)
            return
        for first, last, meaning in _kept(line):
            if meaning is None:
                self._run(line[first:last], start + first)
            else:
                self._meant(start + first, start + last, meaning)

    def join(self, meant: str, end: int, start: int, *, soft: bool) -> None:
        """Join two lines of one sentence; a doubtful join leaves a comma in place of the line break."""
        self.clean.repairs.append(
            (self.size, Repair(end, start, "line break", self.text[end:start], "，" if soft else ""))
        )
        if soft:
            self._run("，", end)
        elif (
            meant[end - 1].isascii() and meant[end - 1].isalpha() and meant[start].isascii() and meant[start].isalpha()
        ):
            self._run(" ", end)

    def end_paragraph(self, end: int) -> None:
        """Close the paragraph."""
        self._run("\n", end)

    def _run(self, piece: str, origin: int) -> None:
        if not piece:
            return
        self.clean.starts.append(self.size)
        self.clean.origins.append(origin)
        self.parts.append(piece)
        self.size += len(piece)

    def _meant(self, start: int, end: int, meaning: str) -> None:
        """Write one character for several: a stand-in for a percent sign, an entity for a mark."""
        self.clean.ends[self.size] = end
        if meaning == "%":
            self.clean.repairs.append((self.size, Repair(start, end, "stand-in", self.text[start:end], "%")))
        self._run(meaning, start)

    def done(self) -> Clean:
        """Return the clean text."""
        if not self.clean.starts:
            self._run("\n", 0)
        self.clean.text = "".join(self.parts)
        return self.clean


_DROP = re.compile(
    rf"(?P<entity>&#\d{{2,5}}[;；])|(?:{_RESIDUE.pattern})|{_GAP.pattern}|(?P<stand>{_STAND_IN.pattern})"
)


def _kept(line: str) -> Iterator[tuple[int, int, str | None]]:
    """Yield the stretches of a line to keep, and with what they mean those that stand for one character."""
    last = 0
    for match in _DROP.finditer(line):
        if match.start() > last:
            yield last, match.start(), None
        meaning = "%" if match["stand"] else _mark(match["entity"])
        if meaning:
            yield match.start(), match.end(), meaning
        last = match.end()
    if last < len(line):
        yield last, len(line), None


def _mark(entity: str | None) -> str:
    """Return the character that a numeric entity stands for, unless it is a space."""
    return unescape(entity.replace("；", ";")).translate(WIDTHS).strip() if entity else ""
