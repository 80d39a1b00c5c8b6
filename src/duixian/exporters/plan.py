"""A plan of the ledger as a workbook to be filled in and sent back: the form of the task breakdown, with lists.

What is read from the text is locked; deadline, offices, leader and remark are there to be filled in. Each row has a
hidden key, and a hidden sheet holds the keys of all rows, so that Excel may sort and a lost row is noticed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from duixian.exporters.tasks import COLUMNS as FORM
from duixian.exporters.tasks import FIRST, HEADS, NOTE, TITLE, UNITS, Column
from duixian.exporters.workbook import FILL_IN, HEAD, LINE, QUIET, TINTS, fitting, fmt, for_print, height, workbook
from duixian.exporters.xlsx import put

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

# Progress is reported on the commitment, with its paper; here the deadline may be filled in.
COLUMNS = tuple(
    Column(each.head, each.width, each.fill_in or each.head == "期限") for each in FORM if each.head != "进展"
)
HEADINGS = tuple(column.head for column in COLUMNS)
KEY = "钥匙"
SHEET, KEYS = "任务分解", "账"
NO_FIGURE, NOT_WRITTEN, BETWEEN = "没有数字", "未写明", "；"
_WRAPPED = (1, 2, 3, 11)


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanSheet:
    """What the workbook holds: its title and note, a row a task under `HEADINGS`, lists to choose from."""

    title: str
    note: str
    rows: Sequence[Sequence[Any]]
    offices: Sequence[str]
    leaders: Sequence[str]


def write_plan(file: Path | BinaryIO, plan: PlanSheet) -> None:
    """Write the workbook."""
    with workbook(file) as book:
        sheet = book.add_worksheet(SHEET)
        _top(book, sheet, plan)
        forms = _forms(book)
        for at, row in enumerate(plan.rows, FIRST):
            sheet.set_row(at, height([(str(row[column] or ""), COLUMNS[column].width) for column in _WRAPPED]))
            for column, value in enumerate(row):
                put(sheet, at, column, value, forms[_form(COLUMNS[column].head, value)])
        _shape(sheet, plan)
        _lists(book, plan)
        keys = book.add_worksheet(KEYS)
        keys.very_hidden()
        for at, row in enumerate(plan.rows):
            keys.write_string(at, 0, str(row[HEADINGS.index(KEY)]))


def _top(book: Workbook, sheet: Worksheet, plan: PlanSheet) -> None:
    last = len(COLUMNS) - 2
    big = fmt(book, bold=True, font_size=16, align="center", valign="vcenter")
    head = fmt(
        book, bold=True, bg_color=HEAD, align="center", valign="vcenter", text_wrap=True, border=1, border_color=LINE
    )
    sheet.merge_range(TITLE, 0, TITLE, last, fitting(plan.title), big)
    sheet.merge_range(NOTE, 0, NOTE, last, fitting(plan.note), fmt(book, font_color=QUIET, align="center"))
    sheet.set_row(TITLE, 30)
    sheet.set_row(HEADS, 24)
    for at, column in enumerate(COLUMNS):
        sheet.set_column(at, at, column.width, None, {"hidden": True} if column.head == KEY else {})
        sheet.write_string(HEADS, at, column.head, head)


def _forms(book: Workbook) -> dict[str, Format]:
    edge = {"border": 1, "border_color": LINE, "text_wrap": True}
    return {
        "usual": fmt(book, **edge),
        "quiet": fmt(book, font_color=QUIET, **edge),
        "measure": fmt(book, font_color=TINTS["target"][0], bg_color=TINTS["target"][1], **edge),
        "fill-in": fmt(book, bg_color=FILL_IN, locked=False, **edge),
        "day": fmt(book, bg_color=FILL_IN, locked=False, num_format="yyyy-mm-dd", align="center", **edge),
    }


def _form(head: str, value: Any) -> str:
    if head == "数字与节点":
        return "quiet" if value == NO_FIGURE else "measure"
    if head == "期限":
        return "day"
    if next(column.fill_in for column in COLUMNS if column.head == head):
        return "fill-in"
    return "usual" if head in ("板块", "任务", "单位") else "quiet"


def _shape(sheet: Worksheet, plan: PlanSheet) -> None:
    """Freeze the head, put the filter, the choices and the lock on, set the print."""
    last = FIRST + max(1, len(plan.rows)) - 1
    sheet.freeze_panes(FIRST, 3)
    sheet.autofilter(HEADS, 0, last, len(COLUMNS) - 1)
    for head, column, names in (("牵头单位", "A", plan.offices), ("责任领导", "B", plan.leaders)):
        at = HEADINGS.index(head)
        sheet.data_validation(FIRST, at, last, at, _choose(f"={UNITS}!${column}$2:${column}${len(names) + 1}", head))
    at = HEADINGS.index("配合单位")
    told = {"validate": "any", "input_title": "配合单位", "input_message": "几家用“、”隔开，名称照“单位”那张表。"}
    sheet.data_validation(FIRST, at, last, at, told)
    allowed = ("autofilter", "sort", "format_columns", "format_rows", "select_locked_cells", "select_unlocked_cells")
    sheet.protect("", dict.fromkeys(allowed, True))
    for_print(sheet, head=HEADS, name=plan.title)


def _choose(source: str, head: str) -> dict[str, Any]:
    return {
        "validate": "list",
        "source": source,
        "error_type": "warning",
        "error_title": f"名单里没有这个{head}",
        "error_message": "导回时会指出来，请照“单位”那张表写。",
    }


def _lists(book: Workbook, plan: PlanSheet) -> None:
    """Add the sheet that the choices come from."""
    sheet = book.add_worksheet(UNITS)
    bold = fmt(book, bold=True, bg_color=HEAD)
    for column, (head, names) in enumerate((("单位", plan.offices), ("责任领导", plan.leaders))):
        sheet.set_column(column, column, 28)
        sheet.write_string(0, column, head, bold)
        for at, name in enumerate(names, 1):
            sheet.write_string(at, column, fitting(name))
    sheet.protect("")
