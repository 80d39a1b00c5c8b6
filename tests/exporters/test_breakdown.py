"""The plan as tasks: what makes a row, what joins one, what stays out."""

from __future__ import annotations

from datetime import date

from duixian import Reading, read_text
from duixian.exporters.breakdown import TaskRow, breakdown, numbered

TEXT = """政府工作报告
一、2024年工作回顾
　　建成高标准农田3.0万亩。
二、2025年工作安排
　　全县上下要抢抓机遇、奋力赶超。预期目标确定为：地区生产总值增长6%左右，单位GDP能耗下降3%以上。
（一）让老房子住得安心
　　改造老旧小区9个，9月底前完工，总投资3600万元。完善老旧小区物业兜底机制。
（二）让办事更省心
　　推行并联审批。项目责任领导每月至少两次到一线督导。
"""


def rows() -> list[TaskRow]:
    return breakdown(read_text(TEXT))


def test_results_and_appeals_stay_out() -> None:
    titles = [row.title for row in rows()]
    assert not any("高标准农田" in title or "机遇" in title for title in titles)


def test_a_figure_says_what_it_measures() -> None:
    said = {row.title: row.measures for row in rows()}
    assert said["地区生产总值"] == ("增长≈6%",)
    assert said["单位GDP能耗"] == ("下降≥3%",)


def test_a_date_joins_the_row_of_its_thing() -> None:
    row = next(row for row in rows() if row.title == "改造老旧小区")
    assert row.measures[:1] == ("9个",)
    assert "9月底前完工" in row.measures
    assert row.due == date(2025, 9, 30)


def test_a_standing_duty_is_a_row() -> None:
    duty = next(row for row in rows() if row.is_duty)
    assert "督导" in duty.title


def test_a_task_without_a_number_is_a_row_too() -> None:
    assert "推行并联审批" in [row.title for row in rows() if not row.measures]


def test_rows_are_numbered_by_heading_in_the_order_of_the_text() -> None:
    listed = list(numbered(rows()))
    assert [number for number, _, _ in listed][:3] == ["1.1", "1.2", "2.1"]
    starts = [row.statement.start for _, _, row in listed]
    assert starts == sorted(starts)


def test_what_was_said_before_is_no_second_task(report: Reading) -> None:
    repeated = {each.start for each in report.statements if each.repeats is not None}
    assert repeated
    assert not repeated & {row.statement.start for row in breakdown(report)}
