"""Opening a workbook that somebody sent: its sheets as rows of values, or what is wrong with it in words."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from duixian.errors import LedgerError

Table = tuple[str, list[tuple[Any, ...]]]
# A workbook of a county has a few thousand rows; what is far beyond is not one of ours.
MOST_BYTES, MOST_UNPACKED, MOST_ROWS, MOST_COLUMNS = 10_000_000, 200_000_000, 10_000, 60
OLD = b"\xd0\xcf\x11\xe0"
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    InvalidFileException,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    SyntaxError,
    OSError,
    EOFError,
)


def opened(data: bytes, *, name: str, again: str) -> list[Table]:
    """Return each sheet's title and rows; a LedgerError where it cannot be opened, with `again` as what to do."""
    _check_bytes(data, name, again)
    try:
        book = load_workbook(BytesIO(data), read_only=True, data_only=True)
        try:
            return [(sheet.title, list(_rows(sheet))) for sheet in book.worksheets]
        finally:
            book.close()
    except BROKEN:
        raise LedgerError(
            _("这份表打不开。"), where=name, hint=_("用 Excel 或 WPS 打开，另存为 .xlsx 再传。")
        ) from None


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()
    yield from sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)


def _check_bytes(data: bytes, name: str, again: str) -> None:
    if not data:
        raise LedgerError(_("文件是空的。"), where=name, hint=again)
    if len(data) > MOST_BYTES:
        raise LedgerError(_("文件太大了，不像一份表格。"), where=name, hint=_("10 MB 以内；把图片和多余的工作表删掉。"))
    if data.startswith(OLD):
        hint = _("打开它，去掉密码，另存为 .xlsx 再传。")
        raise LedgerError(_("这份表设了密码，或者是老格式 .xls。"), where=name, hint=hint)
    if not zipfile.is_zipfile(BytesIO(data)):
        raise LedgerError(
            _("这不是 .xlsx 工作簿。"), where=name, hint=_("传从这里导出的那份表。%(again)s") % {"again": again}
        )
    with zipfile.ZipFile(BytesIO(data)) as packed:
        if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
            raise LedgerError(_("这份表解开以后太大，没有打开。"), where=name, hint=again)
