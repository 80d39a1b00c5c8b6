"""A workbook that came back, as lines by head: nothing is judged here but whether it is ours to read."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from duixian.errors import LedgerError
from duixian.exporters.plan import HEADINGS, KEY, KEYS
from duixian.ledger.naming import plain_name
from duixian.ledger.sheets.keys import RowKey, read_key

# A workbook of a county has a few hundred rows; what is far beyond is not one of ours.
MOST_BYTES, MOST_UNPACKED, MOST_ROWS, MOST_COLUMNS, HEAD_WITHIN = 10_000_000, 200_000_000, 5_000, 60, 20
OLD = b"\xd0\xcf\x11\xe0"
AGAIN = "从任务分解页重新导出一份，把填的抄过去。"
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the sheet: its number, its cells by head, its key as text and read."""

    number: int
    cells: dict[str, Any]
    key: RowKey | None
    is_shifted: bool = False

    def text(self, head: str) -> str:
        """Return a cell as text, nothing for an empty one."""
        value = self.cells.get(head)
        return "" if value is None else str(value).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The table: on which sheet, where each head stands, its lines; `keys` are those that went out, if still there."""

    name: str
    columns: dict[str, int]
    head_row: int
    lines: list[Line]
    keys: list[RowKey] = field(default_factory=list)

    @property
    def is_reordered(self) -> bool:
        """Whether columns were moved; they are found by their heads all the same."""
        return tuple(sorted(self.columns, key=self.columns.__getitem__)) != HEADINGS

    def cell(self, head: str, number: int) -> str:
        """Return what Excel calls a cell: F31."""
        return f"{get_column_letter(self.columns[head] + 1)}{number}"


def parsed(data: bytes, *, name: str) -> Sheet:
    """Return the table of a workbook; LedgerError where it is not one of ours."""
    _check_bytes(data, name)
    try:
        tables, keys = _tables(data)
    except BROKEN:
        raise LedgerError("这份表打不开。", where=name, hint="用 Excel 或 WPS 打开，另存为 .xlsx 再传。") from None
    found = next(((title, rows, at) for title, rows in tables if (at := _head_row(rows)) is not None), None)
    if found is None:
        raise LedgerError("没有找到表头。", where=name, hint=f"表头那一行要有“任务”和“{KEY}”。{AGAIN}")
    title, rows, at = found
    columns = _columns(rows[at], name)
    lines = [line for number, row in enumerate(rows[at + 1 :], at + 2) if (line := _line(number, row, columns))]
    return Sheet(name=title, columns=columns, head_row=at + 1, lines=lines, keys=keys)


def _check_bytes(data: bytes, name: str) -> None:
    if not data:
        raise LedgerError("文件是空的。", where=name, hint=AGAIN)
    if len(data) > MOST_BYTES:
        raise LedgerError("文件太大了，不像任务分解表。", where=name, hint="10 MB 以内；把图片和多余的工作表删掉。")
    if data.startswith(OLD):
        hint = "打开它，去掉密码，另存为 .xlsx 再传。"
        raise LedgerError("这份表设了密码，或者是老格式 .xls。", where=name, hint=hint)
    if not zipfile.is_zipfile(BytesIO(data)):
        raise LedgerError("这不是 .xlsx 工作簿。", where=name, hint=f"传从这里导出的那份表。{AGAIN}")
    with zipfile.ZipFile(BytesIO(data)) as packed:
        if sum(each.file_size for each in packed.infolist()) > MOST_UNPACKED:
            raise LedgerError("这份表解开以后太大，没有打开。", where=name, hint=AGAIN)


def _tables(data: bytes) -> tuple[list[tuple[str, list[tuple[Any, ...]]]], list[RowKey]]:
    """Return the rows of each sheet, and the keys that went out."""
    book = load_workbook(BytesIO(data), read_only=True, data_only=True)
    try:
        tables = [(sheet.title, list(_rows(sheet))) for sheet in book.worksheets]
    finally:
        book.close()
    keys = [key for title, rows in tables if title == KEYS for row in rows if row and (key := read_key(str(row[0])))]
    return [table for table in tables if table[0] != KEYS], keys


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:
    sheet.reset_dimensions()
    yield from sheet.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS, values_only=True)


def _head_row(rows: Sequence[tuple[Any, ...]]) -> int | None:
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        if len({"任务", "数字与节点", "牵头单位", KEY} & set(_heads(row))) >= 2:
            return at
    return None


def _heads(row: Iterable[Any]) -> list[str]:
    return [plain_name(str(value)) if value is not None else "" for value in row]


def _columns(row: tuple[Any, ...], name: str) -> dict[str, int]:
    heads = _heads(row)
    missing = [head for head in HEADINGS if head not in heads]
    twice = [head for head in HEADINGS if heads.count(head) > 1]
    if missing:
        listed = "、".join(f"“{head}”" for head in missing)
        raise LedgerError(f"表头里少了{listed}。", where=name, hint=f"把表头改回原来的字；删了列的话，{AGAIN}")
    if twice:
        raise LedgerError(f"表头里“{twice[0]}”有两列。", where=name, hint="删掉多出来的那一列再传。")
    return {head: heads.index(head) for head in HEADINGS}


def _line(number: int, row: tuple[Any, ...], columns: dict[str, int]) -> Line | None:
    """Return a row, or None where it is empty; a key in another column means that cells were moved."""
    if all(value is None or not str(value).strip() for value in row):
        return None
    cells = {head: row[at] if at < len(row) else None for head, at in columns.items()}
    key = read_key(str(cells[KEY] or ""))
    elsewhere = key is None and any(read_key(value) for value in row if isinstance(value, str))
    return Line(number=number, cells=cells, key=key, is_shifted=elsewhere)
