"""What our workbooks share: type, colours, print, cells that never calculate, and text that fits a cell."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from duixian.exporters.shown import is_control

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FONT = "Microsoft YaHei"
INK, QUIET, LINE, HEAD, FILL_IN = "#1B2228", "#5F6A74", "#C3CAD0", "#EEF1F3", "#FFF8E6"
TINTS = {"result": ("#1C6E5A", "#E0EFEA"), "target": ("#55469E", "#E9E6F6"), "rule": ("#7A5C1E", "#F3ECDB")}
PLAIN_TINT = ("#5B6670", "#EDEFF1")
# What Excel holds: characters of a cell, rows of a sheet, digits of a number.
LONGEST, MOST, DIGITS = 32_767, 1_048_576, 15
A4, LANDSCAPE_MARGINS = 9, {"left": 0.4, "right": 0.4, "top": 0.5, "bottom": 0.6}
SHARED = {"font_name": FONT, "font_size": 10, "font_color": INK, "valign": "top"}
_LINE_HEIGHT = 15.0


@contextmanager
def workbook(file: Path | BinaryIO, *, lean: bool = False) -> Iterator[Workbook]:
    """Give a workbook that is written when the block ends; `lean` keeps only the current row in memory."""
    import xlsxwriter

    options: dict[str, Any] = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
        "constant_memory": lean,
    }
    book = xlsxwriter.Workbook(str(file) if isinstance(file, Path) else file, options)
    book.set_properties({"comments": "duixian"})
    yield book
    book.close()


def fmt(book: Workbook, **more: Any) -> Format:
    """Return a cell format on our type."""
    return book.add_format({**SHARED, **more})


def fitting(text: str) -> str:
    """Return text that a cell takes: no control characters but line breaks, no half characters, not too long."""
    kept = "".join(char for char in text if char == "\n" or not (is_control(char) or "\ud800" <= char <= "\udfff"))
    kept = kept.replace("\ufffe", "").replace("\uffff", "")
    return kept if len(kept) <= LONGEST else kept[: LONGEST - 1] + "…"


def cells(text: str) -> int:
    """Return how wide a text is in columns of a sheet: a Chinese character is as wide as two letters."""
    return sum(2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text)


def height(texts: Sequence[tuple[str, float]]) -> float:
    """Return the height of a row that shows each text in full in a column so wide; Excel's most is 409."""
    lines = max((-(-cells(text) // max(1, int(width) - 1)) for text, width in texts), default=1)
    return min(409.0, 4 + _LINE_HEIGHT * max(1, lines))


def for_print(sheet: Worksheet, *, head: int, name: str, landscape: bool = True) -> None:
    """Set a sheet for A4: the head on every page, as wide as the paper, pages numbered."""
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(A4)
    sheet.set_margins(**LANDSCAPE_MARGINS)
    sheet.repeat_rows(0, head)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&L&8{name.replace('&', '&&')[:120]}&R&8第 &P 页，共 &N 页")
