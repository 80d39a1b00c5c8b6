"""Workbooks as another program opens them: types, frozen heads, filters, locks, and text that never calculates."""

from __future__ import annotations

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duixian import Reading, read_text
from duixian.exporters.tasks import COLUMNS as TASK_COLUMNS
from duixian.exporters.tasks import FIRST, HEADS, KEY, LEAD, write_tasks
from duixian.exporters.workbook import LONGEST
from duixian.exporters.xlsx import COLUMNS, write_xlsx
from duixian.statement import Span, Statement


def opened(write: Any, *reports: tuple[str, Reading], **options: Any) -> Any:
    file = io.BytesIO()
    write(file, list(reports), **options)
    return openpyxl.load_workbook(io.BytesIO(file.getvalue()))


@pytest.fixture
def book(report: Reading) -> Any:
    return opened(write_xlsx, ("报告.txt", report))


def column(sheet: Any, key: str) -> list[Any]:
    at = next(number for number, each in enumerate(COLUMNS, 1) if each.key == key)
    return [row[at - 1].value for row in sheet.iter_rows(min_row=2)]


def test_every_statement_is_a_row_with_typed_cells(book: Any, report: Reading) -> None:
    sheet = book["逐条"]
    assert sheet.max_row == len(report.statements) + 1
    first = report.statements[0]
    assert column(sheet, "value")[0] == pytest.approx(float(first.value or 0))
    assert column(sheet, "text")[0] == first.text
    assert {type(due) for due in column(sheet, "due") if due} == {datetime}
    assert {type(year) for year in column(sheet, "year") if year} == {int}


def test_unknown_is_an_empty_cell_and_not_zero(book: Any, report: Reading) -> None:
    tasks = [number for number, each in enumerate(report.statements) if each.kind == "task"]
    assert all(column(book["逐条"], "value")[number] is None for number in tasks)


def test_the_head_is_frozen_and_filters(book: Any) -> None:
    sheet = book["逐条"]
    assert sheet.freeze_panes == "D2"
    assert sheet.auto_filter.ref
    assert sheet.print_title_rows == "$1:$1"


def test_the_source_sentence_is_there_and_wraps(book: Any) -> None:
    sheet = book["逐条"]
    at = next(number for number, each in enumerate(COLUMNS, 1) if each.key == "sentence")
    cell = sheet.cell(2, at)
    assert "地区生产总值增长6.2%" in cell.value
    assert cell.alignment.wrap_text


def test_several_reports_name_their_files(report: Reading) -> None:
    sheet = opened(write_xlsx, ("甲.txt", report), ("乙.txt", report), several=True)["逐条"]
    assert {row[0].value for row in sheet.iter_rows(min_row=2)} == {"甲.txt", "乙.txt"}


def test_another_sheet_says_what_the_columns_mean(book: Any) -> None:
    words = [row[0].value for row in book["说明"].iter_rows()]
    assert {each.head for each in COLUMNS} <= set(words)


def odd(text: str) -> Reading:
    span = Span(0, len(text))
    told = Statement.at(text, span, kind="task", sentence=span, section=(text,), subject=text, status="target")
    return Reading(text=text, statements=(told,))


@pytest.mark.parametrize("text", ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "http://example.org/"])
def test_nothing_in_a_cell_calculates_or_links(text: str) -> None:
    for write in (write_xlsx, write_tasks):
        for sheet in opened(write, ("报告.txt", odd(text))):
            for row in sheet.iter_rows():
                assert all(cell.data_type != "f" and cell.hyperlink is None for cell in row)


def test_a_sentence_longer_than_a_cell_is_cut() -> None:
    sheet = opened(write_xlsx, ("报告.txt", odd("改造" * 20_000)))["逐条"]
    assert len(column(sheet, "sentence")[0]) == LONGEST


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=60))
def test_no_text_breaks_a_workbook(text: str) -> None:
    for write in (write_xlsx, write_tasks):
        assert opened(write, (text, odd(text))).sheetnames


@pytest.fixture
def tasks() -> Any:
    text = "清河湾县2025年政府工作报告\n二、2025年工作安排\n　　改造老旧小区9个，由县住建局牵头。推行并联审批。\n"
    return opened(write_tasks, ("报告.txt", read_text(text)))


def test_the_breakdown_has_a_title_heads_and_a_row_a_task(tasks: Any) -> None:
    sheet = tasks.worksheets[0]
    assert "任务分解表" in sheet.cell(1, 1).value
    assert [cell.value for cell in sheet[HEADS + 1]] == [each.head for each in TASK_COLUMNS]
    first = [cell.value for cell in sheet[FIRST + 1]]
    assert first[2:5] == ["改造老旧小区", "9个", "个"]
    assert first[LEAD] == "县住建局"
    assert sheet.cell(FIRST + 2, 4).value == "没有数字"


def test_what_is_filled_in_is_open_and_the_rest_is_locked(tasks: Any) -> None:
    sheet = tasks.worksheets[0]
    assert sheet.protection.sheet
    for at, each in enumerate(TASK_COLUMNS, 1):
        assert sheet.cell(FIRST + 1, at).protection.locked is not each.fill_in


def test_the_lead_office_is_chosen_from_a_list(tasks: Any) -> None:
    rule = tasks.worksheets[0].data_validations.dataValidation[0]
    assert rule.type == "list"
    assert rule.formula1.startswith("单位!")
    assert "单位" in tasks.sheetnames


def test_each_row_keeps_a_hidden_key(tasks: Any) -> None:
    sheet = tasks.worksheets[0]
    keys = [sheet.cell(row, KEY + 1).value for row in range(FIRST + 1, sheet.max_row + 1)]
    assert len(set(keys)) == len(keys) == 2
    assert sheet.column_dimensions[openpyxl.utils.get_column_letter(KEY + 1)].hidden
