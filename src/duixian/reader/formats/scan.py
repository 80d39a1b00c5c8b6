"""Scans to text: pictures and PDFs without a text layer, page by page, in reading order, each line with its place."""

from __future__ import annotations

from functools import partial

from duixian.errors import FileError
from duixian.paper import Box, Page, Run
from duixian.reader.formats import recogniser
from duixian.reader.formats.columns import in_reading_order
from duixian.reader.formats.leaves import Leaf, bound
from duixian.reader.formats.pace import page_done
from duixian.reader.formats.paragraphs import written
from duixian.reader.formats.pictures import INSTALL, Opener, count_pdf_pages, count_pictures, pdf_page, picture, shown
from duixian.reader.formats.source import Source

PICTURES = (".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp", ".gif")
# How their bytes begin, whatever their names say.
MAGIC = (b"\x89PNG\r\n", b"\xff\xd8\xff", b"II*\0", b"MM\0*", b"GIF8")


def is_picture(data: bytes) -> bool:
    """Answer whether a file's bytes are those of a picture."""
    return data.startswith(MAGIC) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")


def load_picture(data: bytes, name: str) -> Source:
    """Return the text on a picture, or on each page of a TIFF; raises FileError where there is none."""
    _check_installed("PIL", name)
    return _load(data, name, partial(picture, name=name), count_pictures(data, name))


def load_scan_pdf(data: bytes, name: str) -> Source:
    """Return the text on the pages of a PDF, recognised from how they look; raises FileError where there is none."""
    _check_installed("pypdfium2", name)
    return _load(data, name, pdf_page, count_pdf_pages(data, name))


def _check_installed(module: str, name: str) -> None:
    from importlib import import_module

    try:
        import_module(module)
    except ImportError:
        raise FileError("读图片和扫描件要另装识别组件。", where=name, hint=INSTALL) from None


def _load(data: bytes, name: str, opener: Opener, count: int) -> Source:
    leaves = []
    for number in range(count):
        leaves.append(_leaf(data, name, opener, number))
        page_done(number + 1, count)
    source = bound(leaves, "scan", name)
    if not source.text.strip():
        hint = "请看看图片是否清楚、有没有字；太小或太糊的，请用 300 点每英寸重新扫描再读。"
        raise FileError("图片里没有认出文字。", where=name, hint=hint)
    return source


def read_pdf_page(data: bytes, name: str, number: int) -> Leaf:
    """Return one page of a PDF as it was recognised."""
    return _leaf(data, name, pdf_page, number)


def _leaf(data: bytes, name: str, opener: Opener, number: int) -> Leaf:
    try:
        seen = recogniser.recognised(opener(data, number))
    except FileError as error:
        raise FileError(error.what, where=name, hint=error.hint) from None
    columns = in_reading_order([line.box for line in seen.lines], seen.regions, leaning=True)
    text, pieces = written(columns, [line.text for line in seen.lines])
    runs = []
    for piece in pieces:
        line = seen.lines[piece.number]
        box = _share(line.box, seen.width, seen.height)
        runs.append(Run(piece.start, piece.end, number + 1, box, line.edges, line.sure))
    look = partial(shown, opener, data, number, seen.quarters, seen.lean)
    page = Page(number=number + 1, width=seen.width, height=seen.height, picture=look)
    return Leaf(text, tuple(runs), page, seen.unsure, seen=True)


def _share(box: Box, width: float, height: float) -> Box:
    left, right = (min(1.0, max(0.0, side / width)) for side in (box.left, box.right))
    top, bottom = (min(1.0, max(0.0, side / height)) for side in (box.top, box.bottom))
    return Box(left, top, right, bottom)
