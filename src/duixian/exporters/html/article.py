"""The text with its marks: `article` sets every character of the report once, in order, and only adds elements.

What the page adds (疑为…, ↵, ?, corners) is drawn by the stylesheet, so that the element's text is the report's text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from duixian.exporters.html.layout import Block, Kind, blocks
from duixian.exporters.html.marks import Piece, pieces
from duixian.exporters.shown import DOUBT, one_line
from duixian.statement import Repair, Report, Statement

# Classes of the stylesheet: status, kind.
STATUS = {"result": "re", "target": "ta", "rule": "ru", "fact": "fa"}
# A number and its unit stand on one line; what is longer than this may break.
_LONGEST_UNBROKEN = 14
_TAGS: dict[Kind, tuple[str, str]] = {
    "title": ("h2", "title"),
    "note": ("p", "under"),
    "h1": ("h3", ""),
    "h2": ("h4", ""),
    "h3": ("h5", ""),
    "p": ("p", ""),
}


class Dress:
    """What a page adds to its marks: where they lead, which of several that share characters leads, further classes."""

    def href(self, number: int) -> str:
        """Return where the mark of a statement leads."""
        return f"#r{number}"

    def anchor(self, number: int) -> str:
        """Return the id of the place where a statement begins."""
        return f"m{number}"

    def chief(self, numbers: tuple[int, ...]) -> int:
        """Return the statement that gives the look of characters that several share, the innermost comes first."""
        return numbers[0]

    def names(self, number: int) -> Iterable[str]:
        """Return classes of a statement's mark besides those of its kind and status."""
        return ()

    def block(self, index: int, block: Block) -> str:
        """Return attributes of a block's element."""
        return ""

    def clause(self, numbers: tuple[int, ...], inner: str) -> str:
        """Return the words of a task's clause in their element."""
        return f'<span class="t" data-n="{_numbers(numbers)}">{inner}</span>'


PLAIN = Dress()


def article(report: Report, *, dress: Dress = PLAIN) -> str:
    """Return the report's text as HTML, marked."""
    set_as = blocks(report)
    return set_blocks(report, set_as, pieces(report, set_as), dress=dress)


def set_blocks(report: Report, set_as: list[Block], cut: Iterable[Piece], *, dress: Dress = PLAIN) -> str:
    """Return the blocks to which the pieces `cut` belong as HTML."""
    turns = page_turns(report, set_as)
    runs = groupby(cut, key=lambda piece: piece.block)
    return "".join(
        _page(turns.get(index)) + _block(report, set_as[index], run, dress, dress.block(index, set_as[index]))
        for index, run in runs
    )


def page_turns(report: Report, set_as: list[Block]) -> dict[int, int]:
    """Return which blocks are the first to begin on a page, and on which; none where the document has one page."""
    if report.paper is None or len(report.paper.pages) < 2:
        return {}
    turns: dict[int, int] = {}
    last = 0
    for index, block in enumerate(set_as):
        first = next(report.paper.runs_of(block.start, block.end), None)
        if first is not None and first.page > last:
            turns[index] = last = first.page
    return turns


def _page(page: int | None) -> str:
    return "" if page is None else f'<div class="pg" data-page="第{page}页"></div>'


def _block(report: Report, block: Block, cut: Iterable[Piece], dress: Dress, attributes: str) -> str:
    tag, name = _TAGS[block.kind]
    runs = groupby(cut, key=lambda piece: (piece.lead, bool(piece.marks), piece.marks or piece.tasks))
    body = "".join(_run(report, list(run), dress) for _, run in runs)
    return f'<{tag} class="{name}"{attributes}>{body}</{tag}>' if name else f"<{tag}{attributes}>{body}</{tag}>"


def _run(report: Report, run: list[Piece], dress: Dress) -> str:
    """Return consecutive pieces of one mark, one task clause or plain text."""
    first, last = run[0], run[-1]
    inner = "".join(
        ("" if piece is first else _corners(report, piece.opens, "tb", dress))
        + _piece(report, piece)
        + ("" if piece is last else _corners(report, piece.closes, "te", dress))
        for piece in run
    )
    if first.marks:
        inner = _mark(report, first, last, inner, dress)
    elif first.tasks:
        inner = dress.clause(first.tasks, inner)
    if first.lead:
        inner = f"<b>{inner}</b>"
    return _corners(report, first.opens, "tb", dress) + inner + _corners(report, last.closes, "te", dress)


def _mark(report: Report, first: Piece, last: Piece, inner: str, dress: Dress) -> str:
    """Return a figure or a deadline as a link to its row; the innermost one gives the look."""
    number = dress.chief(first.marks)
    statement = report.statements[number - 1]
    names = ["m", STATUS[statement.status], *_looks(statement, ends=statement.end == last.end), *dress.names(number)]
    anchors = [opened for opened in first.opens if opened in first.marks]
    inner = "".join(f'<i id="{dress.anchor(opened)}"></i>' for opened in anchors) + inner
    return f'<a class="{" ".join(names)}" href="{dress.href(number)}" data-n="{_numbers(first.marks)}">{inner}</a>'


def _looks(statement: Statement, *, ends: bool) -> Iterator[str]:
    if statement.kind == "milestone":
        yield "d"
    if statement.confidence < DOUBT and ends:
        yield "q"
    if len(statement.text) > _LONGEST_UNBROKEN or any(repair.kind != "line break" for repair in statement.repairs):
        yield "l"


def _corners(report: Report, numbers: Iterable[int], name: str, dress: Dress) -> str:
    """Return the corners in which task clauses stand, those of `numbers` that are tasks."""
    return "".join(_corner(report.statements[number - 1], number, name, dress) for number in numbers)


def _corner(statement: Statement, number: int, name: str, dress: Dress) -> str:
    if statement.kind != "task":
        return ""
    doubt = '<i class="dq"></i>' if name == "te" and statement.confidence < DOUBT else ""
    anchor = f' id="{dress.anchor(number)}"' if name == "tb" else ""
    names = " ".join([name, *dress.names(number)])
    return f'<i class="{names}" data-n="{number}"{anchor}></i>{doubt}'


def _piece(report: Report, piece: Piece) -> str:
    """Return the characters of a piece, escaped, in the element that its repair or blankness asks for."""
    text = report.text[piece.start : piece.end]
    shown = literal(text)
    if piece.repair is not None and piece.repair.kind == "line break":
        return _joined(piece.repair, text, shown)
    if piece.repair is not None:
        return _fixed(piece, shown)
    return f'<i class="w">{shown}</i>' if piece.blank else shown


def _joined(repair: Repair, text: str, shown: str) -> str:
    """Return a break that the reader mended, or the line that stood in the middle of a sentence."""
    if not text.strip():
        return f'<i class="br">{shown}</i>'
    between = repair.was[:1].isspace() and repair.was[-1:].isspace()
    return f'<span class="between">{shown}</span>' if between else shown


def _fixed(piece: Piece, shown: str) -> str:
    repair = piece.repair
    if repair is None:
        return shown
    if repair.kind == "stray":
        return f'<span class="fx st">{shown}</span>'
    words = "读作" if repair.kind == "stand-in" else "疑为"
    label = f' data-as="{literal(f"{words} {one_line(repair.read_as)}")}"' if piece.end == repair.end else ""
    return f'<span class="fx"{label}>{shown}</span>'


def _numbers(numbers: Iterable[int]) -> str:
    return " ".join(map(str, numbers))


def literal(text: str) -> str:
    """Return `text` so that a browser shows these very characters; a bare carriage return would be lost."""
    return escape(text).replace("\r", "&#13;")
