"""The table of a terminal: columns that hold by display cells, what goes when it is narrow, what stands below."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rich.cells import cell_len

from duixian import Reading
from duixian.exporters.lines import Line
from duixian.exporters.table import facts, table


def lines(report: Reading, *, width: int = 100, limit: int = 0) -> list[str]:
    return [written(line) for line in table(report, width=width, limit=limit)]


def written(line: Line) -> str:
    return "".join(part.text for part in line)


def rows(printed: list[str]) -> list[str]:
    first, second = (index for index, line in enumerate(printed) if line.startswith("─"))
    return printed[first + 1 : second]


def test_the_facts_name_file_encoding_length_place_and_year(report: Reading) -> None:
    assert (
        facts(report) == f"清河湾县-2025.txt  UTF-8  {len(''.join(report.text.split()))} 字  清河湾县 990101  2025 年"
    )
    assert "没有写明年度" in facts(replace(report, year=None))


@pytest.mark.parametrize("width", [97, 80, 79, 60, 44])
def test_every_row_is_as_wide_as_the_rule(report: Reading, width: int) -> None:
    printed = lines(report, width=width)
    rule = next(line for line in printed if line.startswith("─"))
    assert len(rule) <= width
    assert {cell_len(row) for row in rows(printed)} == {len(rule)}


def test_under_80_columns_place_and_measure_go_first(report: Reading) -> None:
    wide, narrow = lines(report, width=97)[1], lines(report, width=79)[1]
    assert "位置" in wide
    assert "计量" in wide
    assert "位置" not in narrow
    assert "计量" not in narrow
    assert "把握" in narrow


def test_a_row_says_what_is_measured_how_much_and_how_sure(report: Reading) -> None:
    row = next(row for row in rows(lines(report)) if "两河四岸" in row)
    assert row.split() == ["34", "两河四岸景观带", "建成", "≥三分之二", "目标", "占比", "2025", row.split()[7], "?0.61"]
    start, end = (int(place.replace(",", "")) for place in row.split()[7].split("-"))
    assert report.text[start:end] == "三分之二"


def test_a_limit_leaves_out_the_middle_and_says_so(report: Reading) -> None:
    printed = rows(lines(report, limit=9))
    assert len(printed) == 10
    assert printed[6] == "  … 第 7–40 条略，--limit 0 全部印出"
    assert printed[-1].split()[0] == "43"
    assert len(rows(lines(report, limit=1))) == 2
    assert len(rows(lines(report, limit=100))) == 43


def test_the_end_counts_kinds_status_repairs_repeats_and_doubts(report: Reading) -> None:
    printed = "\n".join(lines(report)[-8:])
    assert "43 条  数字 33  节点 6  任务 4  │  成果 16  目标 23  规定 3  事实 1" in printed
    assert "修补 3 处，重复 2 条；4 条把握低于 0.80，前面带 ?" in printed
    assert "“清何湾县”疑为“清河湾县”" in printed


def test_nothing_read_says_what_to_look_at(report: Reading) -> None:
    assert any("没有读到" in line for line in lines(replace(report, statements=())))


def test_a_hostile_subject_stays_on_its_line(report: Reading) -> None:
    odd = replace(report.statements[0], subject="地区\x1b[2J\n生产" + "总" * 200)
    printed = lines(replace(report, statements=(odd,)), width=97)
    assert len(rows(printed)) == 1
    assert "\x1b" not in "".join(printed)
    assert "…" in rows(printed)[0]
