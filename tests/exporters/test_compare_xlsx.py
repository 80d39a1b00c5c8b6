"""A comparison as a workbook: its sheets, numbers that Excel calculates with, both sentences of each pair."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from counties import LAST, THIS, block, compared
from openpyxl import Workbook, load_workbook

from duixian.exporters.compare_xlsx import compare_xlsx
from duixian.exporters.series import blocks


@pytest.fixture(scope="module")
def book() -> Workbook:
    """The workbook of two reports."""
    return load_workbook(BytesIO(compare_xlsx([block()])))


def rows(book: Workbook, name: str, *, head: int = 1) -> list[dict[Any, Any]]:
    heads, *found = book[name].iter_rows(min_row=head, values_only=True)
    return [dict(zip(heads, row, strict=True)) for row in found]


def test_there_are_five_sheets_with_frozen_heads_and_filters(book: Workbook) -> None:
    assert book.sheetnames == ["对照", "逐条", "没再提起", "说法不一", "合计"]
    assert all(sheet.freeze_panes and sheet.auto_filter.ref for sheet in book)


def test_rows_by_year_hold_numbers_verdict_and_difference(book: Workbook) -> None:
    growth = next(row for row in rows(book, "对照", head=2) if row["指标"] == "地区生产总值增长")
    assert [growth[f"2024 {side}"] for side in ("答应", "后来", "判断", "差多少")] == [6, 5.3, "✗ 没做到", "差 0.7"]
    assert (growth["单位"], growth["2023 后来"]) == ("%", 6.1)
    assert growth["2025 答应"] == 5.5


def test_a_sign_before_a_number_is_shown_and_not_counted(book: Workbook) -> None:
    sheet = book["对照"]
    cell = next(cell for row in sheet.iter_rows() for cell in row if cell.value == 36)
    assert cell.number_format == '"≤"#,##0'


def test_a_column_of_a_year_without_anything_is_left_out(book: Workbook) -> None:
    assert "2023 答应" not in rows(book, "对照", head=2)[0]


def test_every_pair_has_both_sentences(book: Workbook) -> None:
    pairs = list(book["逐条"].iter_rows(min_row=2, values_only=True))
    assert len(pairs) == len(block().links)
    assert all("。" in str(pair[11]) and "。" in str(pair[14]) for pair in pairs)


def test_silence_contradictions_and_totals_have_their_sheets(book: Workbook) -> None:
    assert {row["答应"] for row in rows(book, "没再提起")} == {"改造农村公路 30公里", "粮食总产量 5亿斤"}
    assert {row["说法"] for row in rows(book, "说法不一")} == {"一般公共预算收入 4.2亿元", "一般公共预算收入 4.5亿元"}
    assert [row["类"] for row in rows(book, "合计")] == ["总数", "分项", "分项", "分项"]


def test_each_place_has_a_sheet() -> None:
    found = blocks(compared(LAST, THIS, LAST.replace("青岚", "石桥"), THIS.replace("青岚", "石桥")))
    assert load_workbook(BytesIO(compare_xlsx(found))).sheetnames[:2] == ["对照 1", "对照 2"]
