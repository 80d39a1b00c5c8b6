"""Where each figure of a comparison stands: a numbered list of sentences with the figure marked.

A figure links to its entry; the page's script shows the entry as a card beside the figure, paper shows the list.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePath

from duixian.exporters.answers import Key, key_of
from duixian.exporters.html.article import literal
from duixian.exporters.series_rows import named
from duixian.exporters.shown import DOUBT, one_line
from duixian.linking import End
from duixian.statement import Report

Note = tuple[str, str]
# Letters of a sentence that are shown on either side of the figure.
AROUND = 90
# Keeps the mark on the line of its figure.
_JOINER = "&#8288;"
_NUMERALS = "0123456789.,%"
_BREAK = re.compile(r"\s*[\r\n]\s*")


class Sources:
    """The sources of a page while it is made: each statement once, with all that is to be said of it."""

    def __init__(self, reports: Mapping[str, Report]) -> None:
        self.reports = reports
        self.numbers: dict[Key, int] = {}
        self.ends: list[End] = []
        self.notes: list[dict[Note, None]] = []

    def add(self, end: End, notes: Iterable[Note] = ()) -> int:
        """Return the number of a statement's entry, after adding to what is said of it."""
        number = self.numbers.setdefault(key_of(end), len(self.ends) + 1)
        if number > len(self.ends):
            self.ends.append(end)
            self.notes.append({})
        self.notes[number - 1] |= dict.fromkeys(note for note in notes if note[1])
        return number

    def link(self, end: End, shown: str, *, words: str = "", notes: Iterable[Note] = ()) -> str:
        """Return `shown` (HTML) as a link to its source with the source mark; `words` is read out after it."""
        number = self.add(end, notes)
        doubtful = end.statement.confidence < DOUBT
        read_out = "，".join(filter(None, (words, "读取把握不足" if doubtful else "", "查看出处")))
        mark = "half" if doubtful else "full"
        return (
            f'<a class="from" href="#s{number}" data-n="{number}">{shown}'
            f'{_JOINER}<i class="{mark}" data-n="{number}"></i>'
            f'<span class="sr">，{literal(read_out)}</span></a>'
        )

    def html(self) -> str:
        """Return the entries of the list."""
        entries = zip(self.ends, self.notes, strict=True)
        return "\n".join(self._entry(number, end, notes) for number, (end, notes) in enumerate(entries, 1))

    def _entry(self, number: int, end: End, notes: Iterable[Note]) -> str:
        pairs = "".join(f"<div><dt>{literal(label)}</dt><dd>{literal(words)}</dd></div>" for label, words in notes)
        return (
            f'<li id="s{number}"><h3>{literal(named(end))}</h3>'
            f'<p class="where">{literal(where(end))}</p>'
            f"<blockquote>{quote(self.reports[end.doc].text, [end])}</blockquote>"
            + (f"<dl>{pairs}</dl>" if pairs else "")
            + "</li>"
        )


def where(end: End) -> str:
    """Return document, page where there are pages, and characters of a statement."""
    statement = end.statement
    page = f"第 {statement.page} 页 · " if statement.page else ""
    return f"{one_line(PurePath(end.doc).name)} · {page}第 {statement.start:,}–{statement.end:,} 字"


def quote(text: str, ends: Sequence[End], *, around: int = AROUND) -> str:
    """Return the sentence of statements with these marked, as HTML; what is far from all of them is left out."""
    spans = sorted({end.statement.span for end in ends})
    start = min(end.statement.sentence.start for end in ends)
    stop = max(end.statement.sentence.end for end in ends)
    said: list[str] = []
    at = min(start, spans[0].start)
    for first, last in spans:
        said.append(_cut(_joined(text[at:first]), around, before=True, after=bool(said)))
        said.append(f"<mark>{literal(_joined(text[max(at, first) : last]))}</mark>" if last > at else "")
        at = max(at, last)
    return "".join([*said, _cut(_joined(text[at:stop]), around, before=False, after=True)])


def _cut(words: str, around: int, *, before: bool, after: bool) -> str:
    """Return words, left out what is further than `around` from what stands before or after them."""
    head, tail = words[:around] if after else "", words[-around:] if before else ""
    if len(words) <= len(head) + len(tail):
        return literal(words)
    # No number is cut in two.
    return literal(f"{head.rstrip(_NUMERALS)}…{tail.lstrip(_NUMERALS)}")


def _joined(text: str) -> str:
    """Return text as it reads, without the breaks of its lines."""
    broken = _BREAK.sub("", text)
    edges = (" " if text[:1] == " " else "", " " if text[-1:] == " " else "")
    return f"{edges[0]}{one_line(broken)}{edges[1]}" if broken.strip() else ""
