"""The pages of a scanned document as pictures, with a box round the words of each statement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from duixian.ledger.models import Document, ReviewState, Statement
from duixian.ledger.papers import paper_of
from duixian.paper import Box, Paper

# Pages that are shown at once; of a longer document, those round the current one.
MOST = 8
STATUS = {"result": "re", "target": "ta", "rule": "ru", "fact": "fa"}
# How far a box stands off the words, in shares of the page.
_ROOM = 0.003
_SCALE = 1000


class Rect(NamedTuple):
    """A box round words of a statement, in thousandths of the page."""

    x: str
    y: str
    width: str
    height: str
    row: Statement
    names: str


class Sheet(NamedTuple):
    """A page: its number, its size, and the boxes on its picture."""

    number: int
    width: float
    height: float
    rects: tuple[Rect, ...]


class Sheets(NamedTuple):
    """The pages that are shown, the page of the current statement, and how many there are."""

    shown: tuple[Sheet, ...]
    here: int
    pages: int


def sheets(document: Document, rows: Sequence[Statement], current: Statement | None) -> Sheets | None:
    """Return the pages of a scan with boxes; None for a document that is no scan."""
    paper = paper_of(document.pages)
    if paper is None or not paper.scanned:
        return None
    here = (current.page if current is not None else None) or 1
    near = sorted(paper.pages, key=lambda page: abs(page.number - here))[:MOST]
    numbers = {page.number for page in near}
    boxes: dict[int, list[Rect]] = {number: [] for number in numbers}
    for row in rows:
        if row.page in numbers or row.page is None or row.page + 1 in numbers:
            for number, rect in _rects(paper, row, current):
                boxes.get(number, []).append(rect)
    shown = tuple(
        Sheet(page.number, page.width, page.height, tuple(boxes[page.number]))
        for page in sorted(near, key=lambda page: page.number)
        if page.picture
    )
    return Sheets(shown, here, len(paper.pages))


def _rects(paper: Paper, row: Statement, current: Statement | None) -> Iterator[tuple[int, Rect]]:
    names = ["b", STATUS[row.status], f"k-{row.kind}"]
    names += ["on"] if current is not None and row.pk == current.pk else []
    names += ["ok"] if row.review in (ReviewState.ACCEPTED, ReviewState.CORRECTED) else []
    for spot in paper.boxes(row.start, row.end):
        if spot.box is not None:
            yield spot.page, _rect(spot.box, row, " ".join(names))


def _rect(box: Box, row: Statement, names: str) -> Rect:
    left, top = max(0.0, box.left - _ROOM), max(0.0, box.top - _ROOM)
    right, bottom = min(1.0, box.right + _ROOM), min(1.0, box.bottom + _ROOM)
    x, y, width, height = (f"{side * _SCALE:.1f}" for side in (left, top, right - left, bottom - top))
    return Rect(x, y, width, height, row, names)


def picture(document: Document, number: int) -> bytes | None:
    """Return the picture of a page, or None where there is none."""
    paper = paper_of(document.pages)
    found = next((page for page in (paper.pages if paper else ()) if page.number == number), None)
    return found.picture() if found is not None and found.picture is not None else None
