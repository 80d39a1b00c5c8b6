"""What a report is: its title, place, day and year, by what its text says and by what the caller knows."""

from __future__ import annotations

from datetime import date

import pytest
from passages import draft_of

from duixian import read_text

COUNT = "新建冷库5座，改造泵站6座。"


@pytest.mark.parametrize(
    "text",
    [
        "清河湾县2025年政府工作报告",
        "一、2024年工作回顾",
        "二、2025年工作安排",
        "2025年1月8日在清河湾县第十七届人民代表大会第五次会议上",
        "二〇二五年一月八日\n二、2025年主要任务",
        "2024年12月28日在清河湾县第十七届人民代表大会第五次会议上",
    ],
)
def test_the_year_is_the_one_that_is_planned(text: str) -> None:
    assert read_text(f"{text}\n{COUNT}").year == 2025


def test_the_year_with_most_votes_wins() -> None:
    text = f"2026年是“十五五”开局之年。\n一、2024年工作回顾\n{COUNT}\n二、2025年工作安排\n{COUNT}"
    assert read_text(text).year == 2025


def test_a_year_only_mentioned_counts_where_nothing_better_does() -> None:
    assert read_text(f"2023年，{COUNT}").year == 2023


def test_a_text_without_a_year_says_so() -> None:
    reading = read_text(COUNT)
    assert reading.year is None
    assert "年份" in reading.notes[0]
    assert {statement.year for statement in reading.statements} == {None}


def test_a_text_with_a_year_has_no_note() -> None:
    assert read_text(f"清河湾县2025年政府工作报告\n{COUNT}").notes == ()


def test_the_caller_knows_the_year_better() -> None:
    reading = read_text(f"清河湾县2025年政府工作报告\n一、去年工作回顾\n{COUNT}", year=2022)
    assert reading.year == 2022
    assert reading.statements[0].year == 2021


@pytest.mark.parametrize(
    "text",
    [
        "清河湾县2025年政府工作报告",
        "2025年1月8日在清河湾县第十七届人民代表大会第五次会议上",
        "我代表清河湾县人民政府，向大会报告工作。",
        "中共清河湾县委领导有力。",
    ],
)
def test_the_place_is_the_one_that_the_report_speaks_for(text: str) -> None:
    assert read_text(f"{text}\n{COUNT}").place == "清河湾县"


@pytest.mark.parametrize("words", ["全县上下", "建成国家级示范区", "改造老旧小区", "城乡社区"])
def test_a_common_noun_is_no_place(words: str) -> None:
    assert read_text(f"{words}，{COUNT}").place is None


@pytest.mark.parametrize("words", ["现在，我代表县人民政府报告工作。我代表县政府致谢。", "2024年列入省市重点项目7个。"])
def test_a_passing_cue_does_not_outvote_the_county_that_is_named_often(words: str) -> None:
    assert read_text(f"{words}推动曲阳县发展。曲阳县的路修通了。曲阳县再开新局。{COUNT}").place == "曲阳县"


def test_a_government_of_a_session_speaks_for_its_county() -> None:
    assert read_text(f"我代表清河湾县第十四届人民政府，向大会报告。{COUNT}").place == "清河湾县"


def test_the_caller_knows_the_place_better() -> None:
    reading = read_text(f"清河湾县2025年政府工作报告\n{COUNT}", place="武乡县")
    assert (reading.place, reading.place_code) == ("武乡县", "140429")
    assert {statement.place for statement in reading.statements} == {"武乡县"}


def test_the_title_is_the_line_that_names_the_report() -> None:
    text = f"清河湾县人民政府\n2025年政府工作报告\n2025年1月8日\n{COUNT}"
    assert read_text(text).title == "2025年政府工作报告"


def test_the_day_it_was_given_is_read() -> None:
    assert draft_of(f"政府工作报告\n2025年1月8日在清河湾县\n{COUNT}").about.given == date(2025, 1, 8)
