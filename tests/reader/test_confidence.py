"""Confidence: surer of names than of guesses, less sure of what was mended, crowded, or without a year."""

from __future__ import annotations

import pytest
from passages import plan, review

from duixian import read_text
from duixian.reader.confidence import _shares


def only(sentence: str) -> float:
    (statement,) = review(sentence)
    return statement.confidence


NAMED = "一般公共预算收入增长5%。"


def test_a_name_of_the_catalogue_is_surest() -> None:
    assert only(NAMED) == max(_shares().values())
    assert review(NAMED)[0].indicator is not None


@pytest.mark.parametrize(
    "sentence",
    [
        "一股公共预算收入增长5%。",  # a character misread
        "全县共有一般公共预算收入增长至5%的泵站企业和泵站设备制造产业园区基地5座。",  # a long title
        "泵站5座。",  # a short one
    ],
)
def test_what_makes_doubtful_lowers_it(sentence: str) -> None:
    assert min(one.confidence for one in review(sentence)) < only(NAMED)


def test_a_figure_without_a_year_is_less_sure() -> None:
    assert read_text(NAMED).statements[0].confidence < only(NAMED)


def test_a_crowded_clause_is_less_sure() -> None:
    crowded = review("改造水厂5座、泵站设施6座、堤防设施7座、水闸设施8座。")
    assert max(one.confidence for one in crowded) <= _shares()["crowded"]


def test_the_least_of_several_reasons_counts() -> None:
    sentence = "新建泵站5座、水厂6座、水库7座、水闸8座。"
    assert min(one.confidence for one in review(sentence)) <= min(_shares()["crowded"], _shares()["elided"])


def test_a_task_has_the_share_of_tasks() -> None:
    (task,) = plan("推进柳林河治理。")
    assert task.confidence == _shares()["task"]


def test_every_share_is_a_chance() -> None:
    assert all(0 < share <= 1 for share in _shares().values())


def test_only_figures_have_an_indicator() -> None:
    statements = plan("推进柳林河治理，一般公共预算收入增长5%，南环桥年内通车。")
    assert {one.kind for one in statements if one.indicator is not None} == {"figure"}
