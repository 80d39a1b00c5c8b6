"""Tasks: the undertakings of a plan, the office that leads, and what belongs to them."""

from __future__ import annotations

import pytest
from passages import plan, review

from duixian import Statement


def tasks(sentence: str) -> list[Statement]:
    return [statement for statement in plan(sentence) if statement.kind == "task"]


@pytest.mark.parametrize(
    "clause", ["推进柳林河治理", "完善老旧小区物业机制", "推行并联审批", "加快南环路建设", "抓好春耕备耕"]
)
def test_a_clause_that_undertakes_something_is_a_task(clause: str) -> None:
    (task,) = tasks(f"{clause}。")
    assert (task.text, task.status, task.year) == (clause, "target", 2025)


@pytest.mark.parametrize(
    "sentence", ["坚持稳中求进。", "人居环境明显改善。", "各位代表！", "以项目为抓手。", "教育质量进一步提升。"]
)
def test_a_manner_or_a_state_is_no_task(sentence: str) -> None:
    assert tasks(sentence) == []


def test_a_review_undertakes_nothing() -> None:
    assert review("推进柳林河治理。") == []


def test_each_clause_is_a_task_of_its_own() -> None:
    assert [task.text for task in tasks("推进柳林河治理，完善物业机制，落实河长责任。")] == [
        "推进柳林河治理",
        "完善物业机制",
        "落实河长责任",
    ]


def test_numbering_and_modals_are_left_out() -> None:
    assert [task.subject for task in tasks("一是要大力推进柳林河治理。")] == ["推进柳林河治理"]


@pytest.mark.parametrize(
    "sentence",
    [
        "推进柳林河治理，由县水利局牵头。",
        "推进柳林河治理（县水利局牵头）。",
        "推进柳林河治理。责任单位：县水利局。",
        "推进柳林河治理（责任单位：县水利局）。",
    ],
)
def test_the_office_that_leads_is_named(sentence: str) -> None:
    (task,) = tasks(sentence)
    assert (task.text, task.lead) == ("推进柳林河治理", "县水利局")


def test_a_task_without_an_office_has_none() -> None:
    assert tasks("推进柳林河治理。")[0].lead is None


def test_a_figure_belongs_to_the_task_before_it() -> None:
    task, figure = plan("推进柳林河治理，新建泵站5座。")
    assert (figure.kind, figure.task) == ("figure", task.span)


def test_a_milestone_belongs_to_the_task_before_it() -> None:
    task, milestone = plan("完善柳林河治理机制，南环桥年内建成通车。")
    assert (milestone.kind, milestone.task) == ("milestone", task.span)


def test_a_figure_before_the_first_task_belongs_to_none() -> None:
    assert plan("新建泵站5座，推进柳林河治理。")[0].task is None


def test_a_clause_with_a_number_is_no_task() -> None:
    assert tasks("新建泵站5座。") == []
