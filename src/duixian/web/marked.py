"""The text of a document with its statements marked, for the reading desk; laid out as on the stand-alone page.

A page of thousands of statements would be too heavy for a browser: then the blocks round the current one are set.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache

from django.utils.safestring import SafeString

from duixian.exporters.html.article import Dress, set_blocks
from duixian.exporters.html.layout import Block, blocks
from duixian.exporters.html.marks import pieces
from duixian.ledger.models import Document, ReviewState, Statement
from duixian.ledger.papers import paper_of
from duixian.ledger.pure import report_of
from duixian.ledger.queries.desk import Desk, Mark, full
from duixian.statement import Span
from duixian.statement import Statement as Read

# So many statements, and so many characters, a browser scrolls without a pause.
MOST_STATEMENTS = 400
MOST_CHARACTERS = 40_000
DONE = (ReviewState.ACCEPTED, ReviewState.CORRECTED)


@dataclass(frozen=True, slots=True)
class Marked:
    """The text as HTML, how many statements stand before and after the part that is shown, and the nearest of them."""

    html: SafeString
    before: int
    after: int
    earlier: Mark | None
    later: Mark | None
    rows: Sequence[Statement]


class DeskDress(Dress):
    """Marks lead to their statement on the desk and say how far its review is."""

    def __init__(
        self, rows: Sequence[Statement], at: int | None, tallies: Sequence[tuple[int, int]], more: str = ""
    ) -> None:
        self.rows, self.at, self.tallies, self.more = rows, at, tallies, more

    def href(self, number: int) -> str:
        """Return the address of the statement on the desk."""
        return f"?at={self.rows[number - 1].pk}{self.more}#{self.anchor(number)}"

    def anchor(self, number: int) -> str:
        """Return the id of the place where a statement begins."""
        return f"s{self.rows[number - 1].pk}"

    def chief(self, numbers: tuple[int, ...]) -> int:
        """Return the current statement if it is among them."""
        current = -1 if self.at is None else self.at + 1
        return current if current in numbers else numbers[0]

    def names(self, number: int) -> Iterator[str]:
        """Yield whether a statement is confirmed, rejected, and looked at."""
        row = self.rows[number - 1]
        if row.review in DONE:
            yield "ok"
        elif row.review == ReviewState.REJECTED:
            yield "no"
        if number - 1 == self.at:
            yield "on"

    def block(self, index: int, block: Block) -> str:
        """Return where a block begins, and how many of its statements are reviewed."""
        done, found = self.tallies[index]
        here = self.at is not None and block.start <= self.rows[self.at].start < block.end
        state = "full" if found and done == found else "here" if here else "open"
        count = f' data-count="{done}/{found}" data-state="{state}"' if found else ""
        return f' data-s="{block.start}"{count}'

    def clause(self, numbers: tuple[int, ...], inner: str) -> str:
        """Return a task's words as a link to it."""
        number = self.chief(numbers)
        names = " ".join(["t", *self.names(number)])
        return f'<a class="{names}" href="{self.href(number)}">{inner}</a>'


def marked(desk: Desk, *, more: str = "") -> Marked:
    """Return the text with its marks, or the part round the current statement where it is long."""
    document, rows, at = desk.document, desk.rows, desk.at
    set_as = blocks_of(desk)
    tallies = _tallies(set_as, rows)
    first, last = _window(set_as, tallies, 0 if at is None else _block_at(set_as, rows[at].start))
    begin, end = _inside(rows, set_as[first].start, set_as[last].end) if set_as else (0, 0)
    shown = full(document, rows[begin:end])
    report = report_of(document, shown, paper=paper_of(document.pages))
    dress = DeskDress(shown, None if at is None else at - begin, tallies, more)
    cut = (piece for piece in pieces(report, set_as) if first <= piece.block <= last)
    html = set_blocks(report, set_as, cut, dress=dress)
    edges = (rows[begin - 1] if begin else None, rows[end] if end < len(rows) else None)
    # Every character of the document is escaped where it is set.
    return Marked(SafeString(html), begin, len(rows) - end, *edges, shown)


def _inside(rows: Sequence[Mark], start: int, end: int) -> tuple[int, int]:
    """Return which slice of the statements begins within a part of the text."""
    starts = [row.start for row in rows]
    return bisect_left(starts, start), bisect_left(starts, end)


def _block_at(set_as: Sequence[Block], place: int) -> int:
    return bisect_right([block.start for block in set_as], place) - 1


def _tallies(set_as: Sequence[Block], rows: Sequence[Mark]) -> list[tuple[int, int]]:
    """Return for each block how many of its statements are reviewed, and how many it has."""
    heads = [block.start for block in set_as]
    done, found = [0] * len(set_as), [0] * len(set_as)
    for row in rows:
        place = bisect_right(heads, row.start) - 1
        found[place] += 1
        done[place] += not row.waits
    return list(zip(done, found, strict=True))


def _window(set_as: Sequence[Block], tallies: Sequence[tuple[int, int]], home: int) -> tuple[int, int]:
    """Return the first and last block to set: all of them, or as many on both sides of `home` as a browser bears."""
    first = last = home
    statements = tallies[home][1] if tallies else 0
    while (first > 0 or last < len(set_as) - 1) and statements < MOST_STATEMENTS:
        if first > 0 and (last == len(set_as) - 1 or home - first <= last - home):
            first -= 1
            statements += tallies[first][1]
        else:
            last += 1
            statements += tallies[last][1]
        if set_as[last].end - set_as[first].start > MOST_CHARACTERS:
            break
    return first, max(first, last)


@dataclass(frozen=True)
class _Text:
    """A document and the number of its statements: what its layout depends on; `document` is asked only once."""

    key: tuple[int, str, int]
    document: Document = field(compare=False)


def blocks_of(desk: Desk) -> list[Block]:
    """Return title, headings and paragraphs of a document."""
    document = desk.document
    return _blocks(_Text((document.pk, str(document.read_at), len(desk.rows)), document))


@lru_cache(maxsize=16)
def _blocks(text: _Text) -> list[Block]:
    """Return the blocks from what the layout looks at: where statements and their sentences stand, under what."""
    columns = ("start", "end", "sentence_start", "sentence_end", "section")
    rows = text.document.statements.order_by("start", "end").values_list(*columns)
    report = report_of(text.document, ())
    return blocks(replace(report, statements=tuple(_place(*row) for row in rows)))


def _place(start: int, end: int, sentence_start: int, sentence_end: int, section: list[str]) -> Read:
    return Read(
        kind="task",
        span=Span(start, end),
        text="",
        sentence=Span(sentence_start, sentence_end),
        section=tuple(section),
        subject="",
        status="fact",
    )
