"""Layout: headings with their depth, paragraphs, and lines that are beside the report."""

from __future__ import annotations

import pytest
from passages import review

from duixian.reader.layout import blocks_in


def kinds(text: str) -> list[str]:
    return [block.kind for block in blocks_in(text)]


@pytest.mark.parametrize(
    "line", ["一、2024年工作回顾", "（二）城乡面貌", "1、扩大投资", "第三章保障", "# 报告", "## 目标", "⑴扩大投资"]
)
def test_a_numbered_short_line_is_a_heading(line: str) -> None:
    assert kinds(line + "\n新建冷库5座，改造泵站6座。") == ["heading", "body"]


@pytest.mark.parametrize(
    "line", ["新建冷库5座，改造泵站6座。", "各位代表，新建冷库5座；", "一是新建冷库5座，二是改造泵站6座；"]
)
def test_a_sentence_is_a_paragraph(line: str) -> None:
    assert kinds(line) == ["body"]


@pytest.mark.parametrize("line", ["编辑：王小明", "图片/本报记者", "责编：李 校对：赵", "来源：县政府办"])
def test_credits_stand_beside_the_report(line: str) -> None:
    assert kinds(line) == ["aside"]


def test_headings_nest_by_their_numbers() -> None:
    text = "一、2024年工作回顾\n（一）产业\n1、工业\n新建冷库5座，改造泵站。\n（二）城乡\n改造泵站6座，新建冷库。\n"
    sections = [block.section for block in blocks_in(text) if block.kind == "body"]
    assert sections == [
        ("一、2024年工作回顾", "（一）产业", "1、工业"),
        ("一、2024年工作回顾", "（二）城乡"),
    ]


def test_a_heading_inside_its_line_heads_the_rest_of_it() -> None:
    (block,) = blocks_in("（一）着力壮大实体经济。新建冷库5座，改造泵站6座。")
    assert block.kind == "body"
    assert block.section == ("（一）着力壮大实体经济",)


def test_blocks_cover_every_line_that_has_words() -> None:
    text = "政府工作报告\n\n一、回顾\n新建冷库5座，改造泵站6座。\n编辑：王\n"
    assert [text[block.start : block.end] for block in blocks_in(text)] == text.split()


def test_a_displaced_line_is_set_aside() -> None:
    text = "新建冷库5座，改造泵站6座。\n2025年工作安排\n"
    assert [block.kind for block in blocks_in(text, {text.index("2025")})] == ["body", "aside"]


def test_statements_know_their_headings() -> None:
    (statement,) = review("（一）产业有了新起色\n新建冷库5座。")
    assert statement.section[-2:] == ("一、2024年工作回顾", "（一）产业有了新起色")


def test_credits_state_nothing() -> None:
    assert review("编辑：王小明 新建冷库5座") == []
