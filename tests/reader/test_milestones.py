"""Milestones: what is brought to a stage, by which day, wherever the thing is named."""

from __future__ import annotations

from datetime import date

import pytest
from passages import plan, review

from duixian import Statement


def milestones(sentence: str) -> list[Statement]:
    return [statement for statement in plan(sentence) if statement.kind == "milestone"]


def things(sentence: str) -> list[tuple[str, str | None]]:
    return [(statement.subject, statement.event) for statement in milestones(sentence)]


@pytest.mark.parametrize(
    ("sentence", "thing", "event"),
    [
        ("南环桥6月底前建成通车。", "南环桥", "建成通车"),
        ("年内确保柳林产业园开工。", "柳林产业园", "开工"),
        ("7月底前完成河东水厂改造。", "河东水厂改造", "完成"),
        ("推进南环桥建设，力争年内通车。", "南环桥", "通车"),
        ("10月底前将柳林河建成滨水公园。", "柳林河", "建成滨水公园"),
    ],
)
def test_the_thing_stands_before_or_behind_the_time(sentence: str, thing: str, event: str) -> None:
    assert things(sentence) == [(thing, event)]


@pytest.mark.parametrize(
    ("words", "due"),
    [
        ("年内", date(2025, 12, 31)),
        ("5月底前", date(2025, 5, 31)),
        ("上半年", date(2025, 6, 30)),
        ("三季度", date(2025, 9, 30)),
        ("2026年6月底前", date(2026, 6, 30)),
        ("明年年底前", date(2026, 12, 31)),
        ("2030年前", date(2030, 12, 31)),
        ("“五一”前", date(2025, 4, 30)),
    ],
)
def test_the_deadline_is_the_last_day_of_the_time(words: str, due: date) -> None:
    (statement,) = milestones(f"{words}南环桥建成通车。")
    assert (statement.due, statement.year, statement.status) == (due, due.year, "target")
    assert statement.text == words


def test_a_time_at_the_head_governs_the_clauses_after_it() -> None:
    statements = milestones("6月底前，南环桥建成通车，柳林水厂投用，河东学校开工。")
    assert [statement.subject for statement in statements] == ["南环桥", "柳林水厂", "河东学校"]
    assert len({statement.span for statement in statements}) == 1


def test_a_semicolon_ends_what_a_time_governs() -> None:
    assert len(milestones("6月底前，南环桥建成通车；柳林水厂投用。")) == 1


def test_each_time_has_its_own_thing() -> None:
    statements = milestones("南环桥6月底前通车，柳林水厂10月底前投用。")
    assert [(one.subject, one.due and one.due.month) for one in statements] == [("南环桥", 6), ("柳林水厂", 10)]


def test_a_list_of_things_is_a_milestone_each() -> None:
    assert [subject for subject, _ in things("年内南环桥、柳林桥建成通车。")] == ["南环桥", "柳林桥"]


def test_a_count_is_dated_and_no_milestone() -> None:
    (figure,) = plan("确定26个重点项目，6月底前全面开工。")
    assert (figure.kind, figure.due) == ("figure", date(2025, 6, 30))


def test_what_was_reached_is_a_result() -> None:
    (statement,) = review("南环桥10月建成通车。")
    assert (statement.kind, statement.status, statement.due) == ("milestone", "result", date(2024, 10, 31))


@pytest.mark.parametrize(
    "sentence", ["6月召开全县工业大会。", "2025年是攻坚之年。", "全年持续深入推进作风建设。", "较2024年明显改善。"]
)
def test_meetings_and_processes_are_no_milestones(sentence: str) -> None:
    assert milestones(sentence) == []
