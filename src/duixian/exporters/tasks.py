"""The task breakdown (任务分解表) as a workbook in the form a supervision office uses, to be filled in and sent back.

Figures and dates are the report's and cannot be typed over; office, leader and remarks are there to be filled in.
Each row keeps a hidden key, so that Excel may sort the table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from duixian.exporters.breakdown import TaskRow, breakdown, numbered
from duixian.exporters.shown import one_line, report_title
from duixian.exporters.workbook import FILL_IN, HEAD, LINE, QUIET, TINTS, fitting, fmt, for_print, height, workbook
from duixian.exporters.xlsx import put
from duixian.statement import Report

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

UNITS = "单位"
# How many offices the list has room for.
OFFICES = 400
TITLE, NOTE, HEADS, FIRST = 0, 1, 2, 3


class Column(NamedTuple):
    """A column of the table: its head, how wide it is, whether it is to be filled in."""

    head: str
    width: float
    fill_in: bool = False


COLUMNS = (
    Column("序号", 6),
    Column("板块", 16),
    Column("任务", 30),
    Column("数字与节点", 22),
    Column("单位", 7),
    Column("期限", 11),
    Column("期限说明", 9),
    Column("牵头单位", 16, True),
    Column("配合单位", 16, True),
    Column("责任领导", 10, True),
    Column("进展", 18, True),
    Column("备注", 14, True),
    Column("原文", 46),
    Column("出处", 10),
    Column("钥匙", 4),
)  # fmt: skip
LEAD, KEY = 7, 14
# Characters on either side of a task that are quoted of a long sentence.
AROUND = 40
_WRAPPED = (1, 2, 3, 12)


def write_tasks(file: Path | BinaryIO, reports: Iterable[tuple[str, Report]]) -> None:
    """Write the breakdown of each report as a sheet of its own, and the list of offices to choose from."""
    with workbook(file) as book:
        taken: set[str] = set()
        for name, report in reports:
            _Table(book, _sheet_name(report, name, taken)).write(name, report)
        _offices(book)


def _sheet_name(report: Report, name: str, taken: set[str]) -> str:
    """Return a name that Excel takes for a sheet and that no other has."""
    year = f"{report.year}" if report.year else ""
    wished = (
        "".join(char for char in f"{report.place or ''}{year}任务分解" if char not in "[]:*?/\\'")[:26] or "任务分解"
    )
    names = (wished if number == 1 else f"{wished} {number}" for number in range(1, len(taken) + 2))
    found = next(each for each in names if each.lower() not in taken)
    taken.add(found.lower())
    return found


class _Table:
    """One report's table."""

    def __init__(self, book: Workbook, name: str) -> None:
        self.book = book
        self.sheet: Worksheet = book.add_worksheet(name)
        edge = {"border": 1, "border_color": LINE}
        self.usual = fmt(book, text_wrap=True, **edge)
        self.measure = fmt(book, text_wrap=True, font_color=TINTS["target"][0], bg_color=TINTS["target"][1], **edge)
        self.quiet = fmt(book, text_wrap=True, font_color=QUIET, **edge)
        self.day = fmt(book, num_format="yyyy-mm-dd", align="center", **edge)
        self.late_day = fmt(book, num_format="yyyy-mm-dd", align="center", font_color=QUIET, **edge)
        self.fill_in = fmt(book, text_wrap=True, bg_color=FILL_IN, locked=False, **edge)
        self.head = fmt(book, bold=True, bg_color=HEAD, align="center", valign="vcenter", text_wrap=True, **edge)

    def write(self, name: str, report: Report) -> None:
        """Write title, head and rows, then what keeps the table in shape."""
        rows = breakdown(report)
        self._top(report, rows)
        for at, (number, heading, row) in enumerate(numbered(rows), FIRST):
            self._row(at, number, heading, row, report, name)
        last = FIRST + max(1, len(rows)) - 1
        if not rows:
            self.sheet.write_string(FIRST, 0, "这份报告里没有读到目标或任务。", self.quiet)
        self._shape(last, report)

    def _top(self, report: Report, rows: Sequence[TaskRow]) -> None:
        wide = len(COLUMNS) - 2
        big = fmt(self.book, bold=True, font_size=16, align="center", valign="vcenter")
        small = fmt(self.book, font_color=QUIET, align="center", valign="vcenter")
        self.sheet.merge_range(TITLE, 0, TITLE, wide, fitting(f"{_named(report)}任务分解表"), big)
        self.sheet.merge_range(NOTE, 0, NOTE, wide, fitting(_note(report, rows)), small)
        self.sheet.set_row(TITLE, 30)
        self.sheet.set_row(NOTE, 20)
        self.sheet.set_row(HEADS, 24)
        for at, column in enumerate(COLUMNS):
            hidden = {"hidden": True} if at == KEY else {}
            self.sheet.set_column(at, at, column.width, None, hidden)
            self.sheet.write_string(HEADS, at, column.head, self.head)

    def _row(self, at: int, number: str, heading: str, row: TaskRow, report: Report, name: str) -> None:
        values = list(_values(number, heading, row, report, name))
        shown = [(str(values[column] or ""), COLUMNS[column].width) for column in _WRAPPED]
        self.sheet.set_row(at, height(shown))
        for column, value in enumerate(values):
            put(self.sheet, at, column, value, self._form(column, row))

    def _form(self, column: int, row: TaskRow) -> Format:
        if COLUMNS[column].fill_in:
            return self.fill_in
        if column == 3:
            return self.measure if row.measures else self.quiet
        if column == 5:
            return self.day if row.due else self.late_day
        return self.quiet if column in (0, 6, 12, 13) else self.usual

    def _shape(self, last: int, report: Report) -> None:
        """Freeze the head, put the filter, the choices and the lock on, set the print."""
        self.sheet.freeze_panes(FIRST, 3)
        self.sheet.autofilter(HEADS, 0, last, len(COLUMNS) - 1)
        choose: Any = {
            "validate": "list",
            "source": f"={UNITS}!$A$2:$A${OFFICES + 1}",
            "error_type": "warning",
            "error_title": "单位表里没有",
            "error_message": "请先把这家单位加到“单位”那张表里，或核对名称。",
        }
        self.sheet.data_validation(FIRST, LEAD, last, LEAD, choose)
        self.sheet.protect(
            "",
            {
                "autofilter": True,
                "sort": True,
                "format_columns": True,
                "format_rows": True,
                "select_locked_cells": True,
                "select_unlocked_cells": True,
            },
        )
        for_print(self.sheet, head=HEADS, name=f"{_named(report)}任务分解表")


def _values(number: str, heading: str, row: TaskRow, report: Report, name: str) -> Iterator[Any]:
    yield number
    yield heading
    yield f"{row.title}（经常性）" if row.is_duty else row.title
    yield "；".join(row.measures) or "没有数字"
    yield row.unit
    yield row.due or (date(row.year, 12, 31) if row.year else None)
    yield "" if row.due else "未写明"
    yield row.lead
    yield from ("", "", "", "")
    yield _words(row, report)
    statement = row.statement
    yield f"第 {statement.page} 页" if statement.page else f"{statement.start}–{statement.end} 字"
    yield key_of(row, report, name)


def _words(row: TaskRow, report: Report) -> str:
    """Return the sentence, or of a long one what stands round the task."""
    start, end = row.statement.sentence
    if end - start <= AROUND * 2 + (row.statement.end - row.statement.start):
        return one_line(report.text[start:end])
    left, right = max(start, row.statement.start - AROUND), min(end, row.statement.end + AROUND)
    head, tail = "…" if left > start else "", "…" if right < end else ""
    return f"{head}{one_line(report.text[left:right])}{tail}"


def key_of(row: TaskRow, report: Report, name: str) -> str:
    """Return what a row is known by when the table comes back: its file, its place, and the words that stand there."""
    words = row.statement.text.encode("utf-8", "replace")
    digest = sha256(report.text.encode("utf-8", "surrogatepass")).hexdigest()[:12]
    return f"{digest}:{row.statement.start}:{row.statement.end}:{sha256(words).hexdigest()[:8]}"


def _named(report: Report) -> str:
    title = report_title(report)
    return title if title and "报告" in title and len(title) < 40 else f"{report.place or ''}{report.year or ''}年工作"


def _note(report: Report, rows: Sequence[TaskRow]) -> str:
    figures = sum(len(row.figures) for row in rows)
    dated = sum(len(row.milestones) for row in rows)
    bare = sum(not row.measures for row in rows)
    place = " ".join(filter(None, (report.place, f"{report.year} 年" if report.year else "")))
    counted = f"{len(rows)} 项任务，{figures} 个数字，{dated} 个节点；{bare} 项没有数字。"
    return f"{place}　{counted}黄色格子填写，其余取自原文。"


def _offices(book: Workbook) -> None:
    """Add the list of offices, to be filled in: the choices of the lead office."""
    sheet = book.add_worksheet(UNITS)
    sheet.set_column(0, 0, 28)
    sheet.set_column(1, 1, 40)
    sheet.write_string(0, 0, "牵头、配合单位（一行一家）", fmt(book, bold=True, bg_color=HEAD))
    sheet.write_string(0, 1, "填好后，任务表的“牵头单位”可以从这里选", fmt(book, font_color=QUIET))
