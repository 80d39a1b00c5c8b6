"""A table of plain rows as a workbook or as CSV: heads and cells in, a file out."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from decimal import Decimal
from typing import BinaryIO, NamedTuple

from duixian.exporters.csv import BOM
from duixian.exporters.workbook import HEAD, INK, LINE, QUIET, cells, fitting, fmt, for_print, workbook

Cell = str | int | Decimal | None
_WIDEST, _NARROWEST = 46, 8
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


class Table(NamedTuple):
    """A table: its title, a line below it, the heads of its columns and its rows."""

    title: str
    note: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def write_workbook(table: Table, file: BinaryIO) -> None:
    """Write the table as a workbook whose first rows say what it is."""
    with workbook(file) as book:
        sheet = book.add_worksheet(fitting(table.title)[:31])
        sheet.write_string(0, 0, fitting(table.title), fmt(book, bold=True, font_size=14))
        sheet.write_string(1, 0, fitting(table.note), fmt(book, font_color=QUIET))
        head = fmt(book, bold=True, bg_color=HEAD, bottom=1, bottom_color=INK, text_wrap=True)
        sheet.write_row(2, 0, [fitting(each) for each in table.heads], head)
        text = fmt(book, text_wrap=True, bottom=1, bottom_color=LINE)
        for at, row in enumerate(table.rows, start=3):
            for column, cell in enumerate(row):
                _write(sheet, at, column, cell, text)
        for column, name in enumerate(table.heads):
            sheet.set_column(column, column, _width(name, [row[column] for row in table.rows]))
        sheet.freeze_panes(3, 2)
        sheet.autofilter(2, 0, 2 + len(table.rows), len(table.heads) - 1)
        for_print(sheet, head=2, name=table.title)


def _write(sheet: object, row: int, column: int, cell: Cell, form: object) -> None:
    if isinstance(cell, int | Decimal):
        sheet.write_number(row, column, float(cell), form)  # type: ignore[attr-defined]
    else:
        sheet.write_string(row, column, fitting(cell or ""), form)  # type: ignore[attr-defined]


def _width(name: str, column: Sequence[Cell]) -> int:
    widest = max((cells(str(cell)) for cell in (name, *column) if cell is not None), default=0)
    return min(_WIDEST, max(_NARROWEST, widest + 2))


def as_csv(table: Table) -> str:
    """Return the table as CSV for Excel; text that would calculate is made to stay text."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow(table.heads)
    writer.writerows([_inert(cell) for cell in row] for row in table.rows)
    return BOM + buffer.getvalue()


def _inert(cell: Cell) -> Cell:
    if isinstance(cell, Decimal):
        return f"{cell:f}"  # never 1.2E+3
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
