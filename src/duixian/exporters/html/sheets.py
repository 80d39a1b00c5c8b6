"""The pages of a scanned document as pictures, with a box round the words of each statement."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator

from duixian.exporters.html.article import STATUS
from duixian.paper import Box, Page
from duixian.statement import Report

# A page's picture takes up to half a megabyte; more pages than these make a file that no browser likes.
MOST = 60
# How far a box stands off the words, in shares of the page.
_ROOM = 0.002
_KINDS = {b"\xff\xd8": "jpeg", b"\x89P": "png"}


def is_pictured(report: Report) -> bool:
    """Answer whether the page has pictures beside the text: a scan has, whose text one wants to hold against them."""
    return report.paper is not None and report.paper.scanned and any(page.picture for page in report.paper.pages)


def sheets(report: Report) -> str:
    """Return a figure for each page: its picture, and on it a link for each line that a statement takes up."""
    if report.paper is None:
        return ""
    boxes: dict[int, list[str]] = {}
    for number, statement in enumerate(report.statements, 1):
        for spot in report.paper.boxes(*statement.span):
            if spot.box is not None:
                boxes.setdefault(spot.page, []).append(_box(number, STATUS[statement.status], statement.kind, spot.box))
    pages = [page for page in report.paper.pages if page.picture][:MOST]
    return "".join(_sheet(page, "".join(boxes.get(page.number, ()))) for page in pages)


def missing(report: Report) -> Iterator[str]:
    """Yield what to say of pages whose pictures are left out."""
    pages = len(report.paper.pages) if report.paper is not None else 0
    if pages > MOST:
        yield f"原页只放了前 {MOST} 页，共 {pages} 页；文字和表是全的。"


def _sheet(page: Page, boxes: str) -> str:
    data = page.picture() if page.picture else b""
    kind = _KINDS.get(data[:2], "png")
    return (
        f'<figure id="p{page.number}"><figcaption>第 {page.number} 页</figcaption>'
        f'<div class="photo" style="aspect-ratio:{page.width:g}/{page.height:g}">'
        f'<img alt="第 {page.number} 页的原样" src="data:image/{kind};base64,{b64encode(data).decode()}">'
        f"{boxes}</div></figure>"
    )


def _box(number: int, status: str, kind: str, box: Box) -> str:
    left, top = max(0.0, box.left - _ROOM), max(0.0, box.top - _ROOM)
    width, height = min(1.0, box.right + _ROOM) - left, min(1.0, box.bottom + _ROOM) - top
    place = f"left:{left:.2%};top:{top:.2%};width:{width:.2%};height:{height:.2%}"
    name = f"b {status} k{kind[0]}"
    return (
        f'<a class="{name}" data-n="{number}" href="#r{number}" style="{place}" tabindex="-1" aria-hidden="true"></a>'
    )
