"""Frames: which passages look back and which ahead, and to which year."""

from __future__ import annotations

import pytest
from passages import TITLE, draft_of

from duixian import read_text
from duixian.reader.frames import frame_at

COUNT = "新建冷库5座。"


def told(text: str) -> list[tuple[str, int | None]]:
    """Return status and year of the counts of a report."""
    return [(one.status, one.year) for one in read_text(TITLE + text).statements if one.text == "5座"]


@pytest.mark.parametrize(
    ("heading", "frame"),
    [
        ("一、2024年工作回顾", ("result", 2024)),
        ("一、过去一年工作总结", ("result", 2024)),
        ("二、2025年工作安排", ("target", 2025)),
        ("二、今年的主要任务", ("target", 2025)),
        ("二、下一步工作打算", ("target", 2025)),
        ("二、今后五年奋斗目标", ("target", 2029)),
    ],
)
def test_a_heading_frames_what_stands_under_it(heading: str, frame: tuple[str, int]) -> None:
    assert told(f"{heading}\n{COUNT}") == [frame]


def test_a_new_heading_ends_the_frame() -> None:
    text = f"一、2024年工作回顾\n{COUNT}\n二、2025年工作安排\n{COUNT}"
    assert told(text) == [("result", 2024), ("target", 2025)]


def test_a_heading_that_frames_nothing_keeps_the_frame() -> None:
    text = f"二、2025年工作安排\n（一）实体经济\n{COUNT}\n（二）城乡面貌\n{COUNT}"
    assert told(text) == [("target", 2025), ("target", 2025)]


def test_a_review_of_five_years_reports_results() -> None:
    text = f"一、过去五年工作回顾\n{COUNT}\n二、2025年工作安排\n{COUNT}"
    assert told(text) == [("result", 2024), ("target", 2025)]


def test_a_goal_for_five_years_stands_at_their_end() -> None:
    draft = draft_of(f"{TITLE}一、2024年工作回顾\n{COUNT}\n今后五年的奋斗目标是：{COUNT}")
    frame = frame_at(draft.frames, draft.clean.text.rindex("新建"))
    assert (frame.mood, frame.year) == ("target", 2029)


def test_a_paragraph_can_set_its_own_frame() -> None:
    text = f"一、2024年工作回顾\n{COUNT}\n2025年经济社会发展的主要预期目标是：{COUNT}"
    assert told(text) == [("result", 2024), ("target", 2025)]


def test_content_can_speak_against_its_heading() -> None:
    review = "全县完成投资3亿元，成功创建省级园区，荣获先进称号，累计建成泵站7座，圆满完成了任务，成效明显。"
    plan = "要加快推进南环路建设，着力改善出行，大力支持养殖，确保按期开工，力争新建冷库5座，努力抓好落实。"
    text = "一、2024年工作回顾\n" + f"{review}\n" * 3 + f"{plan}\n" * 4
    assert set(told(text)) == {("target", 2025)}


def test_a_displaced_heading_frames_nothing() -> None:
    line = "全县推进柳林河综合治理工程和南环桥建设，着力改善"
    text = f"一、2024年工作回顾\n{line}\n\n2025年工作安排\n\n群众出行条件，惠及1200户。\n{COUNT}"
    assert told(text) == [("result", 2024)]


def test_the_first_frame_begins_with_the_text() -> None:
    draft = draft_of(COUNT)
    assert draft.frames[0] == (0, "result", None)
    assert frame_at(draft.frames, 3) is draft.frames[0]


def test_frames_come_in_order() -> None:
    draft = draft_of(TITLE + f"一、2024年工作回顾\n{COUNT}\n二、2025年工作安排\n{COUNT}\n" * 3)
    starts = [frame.start for frame in draft.frames]
    assert starts == sorted(starts)
