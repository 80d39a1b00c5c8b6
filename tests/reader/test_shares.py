"""Lists shared out: several numbers among several things, and one number said of each."""

from __future__ import annotations

import pytest
from passages import draft_of, review, titles

from duixian.reader.shares import group_at
from duixian.reader.slots import slots_in


def groups(sentence: str) -> list[int]:
    """Return for each amount of a clause how many numbers stand in the list that it begins."""
    draft = draft_of(sentence)
    slots = slots_in(draft.clean.text, draft.sentences[0].clauses[0])
    return [len(group_at(slots, index)) for index in range(len(slots))]


def test_a_bare_list_is_a_group() -> None:
    assert groups("产值、税收、用电量分别增长5%、6%、7%。") == [3, 2, 1]


def test_a_list_of_named_things_is_no_group() -> None:
    assert groups("新建冷库5座、泵站6座。") == [1, 1]


@pytest.mark.parametrize("word", ["分别增长", "分别达到", "增长"])
def test_numbers_are_shared_out_among_the_things_before_them(word: str) -> None:
    statements = review(f"工业产值、税收收入{word}5%、6%。")
    assert titles(statements) == ["工业产值", "税收收入"]
    assert [str(statement.value) for statement in statements] == ["5", "6"]


def test_town_and_country_come_apart() -> None:
    assert titles(review("城乡居民人均消费支出分别增长4.8%、6%。")) == [
        "城镇居民人均消费支出",
        "农村居民人均消费支出",
    ]


def test_the_shared_head_noun_belongs_to_each() -> None:
    assert titles(review("玉米、谷子种植面积分别达到12万亩、3万亩。")) == ["玉米种植面积", "谷子种植面积"]


def test_numbers_of_the_next_clause_are_shared_out_among_the_titles_of_the_last() -> None:
    statements = review("工业产值、税收收入达到30亿元、2亿元，分别增长5%、6%。")
    assert titles(statements)[2:] == ["工业产值", "税收收入"]


@pytest.mark.parametrize("each", ["均", "都", "双双"])
def test_one_number_is_said_of_each(each: str) -> None:
    statements = review(f"工业产值和税收收入{each}增长17%。")
    assert titles(statements) == ["工业产值", "税收收入"]
    assert {statement.span for statement in statements} == {statements[0].span}


def test_ranks_are_shared_out_too() -> None:
    assert titles(review("工业产值增速、税收收入增速分别居全市第一、第三。")) == ["工业产值增速", "税收收入增速"]


def test_as_many_years_as_numbers_are_paired() -> None:
    statements = review("2023年、2024年分别新增耕地1300亩、1700亩。")
    assert [statement.year for statement in statements] == [2023, 2024]
