"""PDF with a text layer: characters to lines, lines to columns in reading order; pages that are only pictures are recognised.

Start at `load_pdf`.
"""

from __future__ import annotations

import ctypes
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import partial
from typing import Any, NamedTuple

from duixian.errors import FileError
from duixian.paper import Box, Page, Run
from duixian.reader.formats.columns import in_reading_order
from duixian.reader.formats.leaves import Leaf, bound
from duixian.reader.formats.pace import page_done
from duixian.reader.formats.paragraphs import written
from duixian.reader.formats.source import Source

SUFFIXES = (".pdf",)
# More pages than any report has: a yearbook, or a file made to do harm.
MOST = 5000
# A page with fewer signs than this, and a picture, is a scan.
FEW = 30
# More signs than this share that mean nothing, and the text layer is not one.
GARBAGE = 0.15
# A line at the edge of so many pages is a running head.
RUNNING, PAGES = 0.5, 3
WIDE = 1600
INSTALL = "请运行：pip install 'duixian[files]'"
_DIGITS = re.compile(r"\d+")
_FOLIO = re.compile(r"[-—–－·•\s]*第?\s*\d{1,4}\s*页?(?:\s*[/／共]\s*\d{1,4}\s*页?)?[-—–－·•\s]*")


class Mark(NamedTuple):
    """A character on its page, its box in points from the upper left corner."""

    char: str
    box: Box


class Line(NamedTuple):
    """Characters that stand beside each other: their text, the box round them, where each ends in shares of its length."""

    text: str
    box: Box
    edges: tuple[float, ...]


class Sheet(NamedTuple):
    """The lines of a page, and its size in points."""

    lines: list[Line]
    width: float
    height: float


def load_pdf(data: bytes, name: str) -> Source:
    """Return the text of a PDF, a paragraph a line; raises FileError where it is damaged, encrypted or has no words."""
    document = _opened(data, name)
    try:
        sheets = [_sheet(document, number) for number in range(len(document))]
    finally:
        document.close()
    if not any(_is_text(sheet) for sheet in sheets):
        from duixian.reader.formats.scan import load_scan_pdf

        return load_scan_pdf(data, name)
    kept = list(_without_running(sheets))
    leaves = []
    for number, sheet in enumerate(kept):
        leaves.append(_leaf(data, name, number, sheet, is_text=_is_text(sheets[number])))
        page_done(number + 1, len(kept))
    return bound(leaves, "pdf", name)


def _opened(data: bytes, name: str) -> Any:
    try:
        import pypdfium2
    except ImportError:
        raise FileError("读 PDF 要另装组件。", where=name, hint=INSTALL) from None
    try:
        document = pypdfium2.PdfDocument(io.BytesIO(data))
    except pypdfium2.PdfiumError as error:
        raise _refused(str(error), name) from None
    if not 0 < len(document) <= MOST:
        pages = len(document)
        document.close()
        raise FileError(f"PDF 有 {pages:,} 页，没有读。", where=name, hint=f"请拆成每份不超过 {MOST:,} 页再读。")
    return document


def _refused(error: str, name: str) -> FileError:
    if "password" in error.lower():
        return FileError("PDF 设了密码，没有读取任何内容。", where=name, hint="用原密码另存一份不加密的，再读一次。")
    hint = "请用阅读器打开看看，能打开就另存（或打印）成新的 PDF 再读；打不开就重新下载。"
    return FileError("PDF 坏了，打不开：可能只有一半，或不是 PDF。", where=name, hint=hint)


def _sheet(document: Any, number: int) -> Sheet:
    page = document[number]
    width, height = page.get_size()
    text = page.get_textpage()
    try:
        return Sheet(list(_lines(_marks(text, page, width, height))), width, height)
    finally:
        text.close()
        page.close()


def _marks(text: Any, page: Any, width: float, height: float) -> Iterator[Mark]:
    """Yield the characters of a page in the order of the file, those that are drawn; a break as a line feed."""
    from pypdfium2 import raw

    left, bottom, _, _ = page.get_cropbox()
    sides = [ctypes.c_double() for _ in range(4)]
    for index in range(text.count_chars()):
        code = raw.FPDFText_GetUnicode(text, index)
        if code in (0, 0xFFFE, 0xFFFF) or 0xD800 <= code < 0xE000:
            continue
        char = chr(code)
        if char in "\r\n":
            yield Mark("\n", Box(0, 0, 0, 0))
        elif raw.FPDFText_GetCharBox(text, index, *(ctypes.byref(side) for side in sides)):
            x0, x1, y0, y1 = (side.value for side in sides)
            yield Mark(char, Box(x0 - left, height - (y1 - bottom), x1 - left, height - (y0 - bottom)))


def _lines(marks: Iterator[Mark]) -> Iterator[Line]:
    """Yield runs of characters that stand beside each other on one line."""
    run: list[Mark] = []
    for mark in marks:
        if mark.char == "\n" or (run and not _goes_on(run, mark)):
            yield from _line(run)
            run = []
        if mark.char != "\n":
            run.append(mark)
    yield from _line(run)


def _goes_on(run: Sequence[Mark], mark: Mark) -> bool:
    """Answer whether a character stands beside the last one: at its height, and no gutter between them."""
    if mark.char.isspace():
        return True
    last = next((each for each in reversed(run) if not each.char.isspace()), None)
    if last is None:
        return True
    size = max(last.box.bottom - last.box.top, mark.box.bottom - mark.box.top, 1.0)
    over = min(last.box.bottom, mark.box.bottom) - max(last.box.top, mark.box.top)
    # Marks of punctuation are low and small: their middle counts where they do not overlap.
    level = over > 0 or abs(_middle(last.box) - _middle(mark.box)) < 0.6 * size
    return level and -0.5 * size < mark.box.left - last.box.right < 1.6 * size


def _middle(box: Box) -> float:
    return (box.top + box.bottom) / 2


def _line(run: list[Mark]) -> Iterator[Line]:
    while run and run[-1].char.isspace():
        run = run[:-1]
    while run and run[0].char.isspace():
        run = run[1:]
    drawn = [mark.box for mark in run if not mark.char.isspace()]
    if not drawn:
        return
    box = Box(
        min(each.left for each in drawn),
        min(each.top for each in drawn),
        max(each.right for each in drawn),
        max(each.bottom for each in drawn),
    )
    width = max(box.right - box.left, 0.01)
    ends, last = [], 0.0
    for mark in run:
        last = last if mark.char.isspace() else min(1.0, max(last, (mark.box.right - box.left) / width))
        ends.append(last)
    yield Line("".join(mark.char for mark in run), box, tuple(ends))


def _is_text(sheet: Sheet) -> bool:
    """Answer whether a page has a text layer that means something."""
    signs = [char for line in sheet.lines for char in line.text if not char.isspace()]
    if len(signs) < FEW:
        return False
    strange = sum(char == "\ufffd" or "\ue000" <= char <= "\uf8ff" or char < " " for char in signs)
    return strange <= GARBAGE * len(signs)


def _without_running(sheets: Sequence[Sheet]) -> Iterator[Sheet]:
    """Yield the pages without page numbers and what is printed at the edge of many of them."""
    edges = Counter(_plain(line.text) for sheet in sheets for line in _at_edge(sheet))
    many = max(PAGES, RUNNING * len(sheets))
    for sheet in sheets:
        out = {id(line) for line in _at_edge(sheet) if _FOLIO.fullmatch(line.text) or edges[_plain(line.text)] >= many}
        yield sheet._replace(lines=[line for line in sheet.lines if id(line) not in out])


def _at_edge(sheet: Sheet) -> Iterator[Line]:
    """Yield the lines in the upper and the lower tenth of a page."""
    for line in sheet.lines:
        if line.box.bottom < 0.1 * sheet.height or line.box.top > 0.9 * sheet.height:
            yield line


def _plain(text: str) -> str:
    return _DIGITS.sub("0", "".join(text.split()))


def _leaf(data: bytes, name: str, number: int, sheet: Sheet, *, is_text: bool) -> Leaf:
    """Return a page: from its text layer, or recognised where it is only a picture."""
    if not is_text and (seen := _recognised(data, name, number)) is not None:
        return seen
    columns = in_reading_order([line.box for line in sheet.lines])
    text, pieces = written(columns, [line.text for line in sheet.lines]) if sheet.lines else ("", [])
    runs = []
    for piece in pieces:
        line = sheet.lines[piece.number]
        runs.append(Run(piece.start, piece.end, number + 1, _share(line.box, sheet), line.edges))
    picture = partial(drawn, data, number)
    page = Page(number=number + 1, width=sheet.width, height=sheet.height, picture=picture)
    return Leaf(text, tuple(runs), page, 0)


def _recognised(data: bytes, name: str, number: int) -> Leaf | None:
    """Return a page without a text layer as it was recognised; None where it has nothing to recognise."""
    if not has_picture(data, number):
        return None
    from duixian.reader.formats.scan import read_pdf_page

    return read_pdf_page(data, name, number)


def has_picture(data: bytes, number: int) -> bool:
    """Answer whether a page of a PDF holds a picture."""
    import pypdfium2
    from pypdfium2 import raw

    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        return any(True for _ in document[number].get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=3))
    finally:
        document.close()


def _share(box: Box, sheet: Sheet) -> Box:
    left, right = (min(1.0, max(0.0, side / sheet.width)) for side in (box.left, box.right))
    top, bottom = (min(1.0, max(0.0, side / sheet.height)) for side in (box.top, box.bottom))
    return Box(left, top, right, bottom)


def drawn(data: bytes, number: int) -> bytes:
    """Return the picture of a page as JPEG."""
    import pypdfium2

    document = pypdfium2.PdfDocument(io.BytesIO(data))
    try:
        page = document[number]
        scale = WIDE / max(1.0, page.get_width())
        out = io.BytesIO()
        page.render(scale=scale).to_pil().convert("RGB").save(out, "JPEG", quality=75)
        return out.getvalue()
    finally:
        document.close()
