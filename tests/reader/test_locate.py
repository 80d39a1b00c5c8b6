"""Places: whom a statement speaks of, and what only looks like a place."""

from __future__ import annotations

import pytest
from passages import review

from duixian import read_text

COUNT = "新建泵站5座，改造道路3条。"


def test_a_statement_speaks_of_the_county_of_its_report() -> None:
    assert {statement.place for statement in review(COUNT)} == {"清河湾县"}


@pytest.mark.parametrize("town", ["柳林镇", "河东乡", "南关街道"])
def test_a_town_at_the_head_of_a_clause_is_whom_it_speaks_of(town: str) -> None:
    statements = review(f"{town}新建泵站5座。")
    assert [(statement.place, statement.place_code) for statement in statements] == [(town, None)]


def test_a_place_holds_for_the_clauses_after_it() -> None:
    assert [one.place for one in review(f"柳林镇{COUNT}")] == ["柳林镇", "柳林镇"]


def test_a_place_ends_with_its_sentence() -> None:
    assert [one.place for one in review("柳林镇新建泵站5座。改造道路3条。")] == ["柳林镇", "清河湾县"]


def test_a_real_county_has_its_code() -> None:
    reading = read_text(f"武乡县2025年政府工作报告\n{COUNT}")
    assert (reading.place, reading.place_code) == ("武乡县", "140429")
    assert {statement.place_code for statement in reading.statements} == {"140429"}


def test_a_made_up_county_has_no_code() -> None:
    assert {statement.place_code for statement in review(COUNT)} == {None}


def test_another_county_at_the_head_of_a_clause_has_its_own_code() -> None:
    (statement,) = review("武乡县新建泵站5座。")
    assert (statement.place, statement.place_code) == ("武乡县", "140429")


@pytest.mark.parametrize(
    ("city", "code"), [("南京市", "320106"), ("徐州市", "320302"), ("福州市", "350102"), ("开封市", "410204")]
)
def test_of_several_places_of_a_name_the_one_whose_city_is_named_is_meant(city: str, code: str) -> None:
    reading = read_text(f"{city}鼓楼区2025年政府工作报告\n{COUNT}", place="鼓楼区")
    assert reading.place_code == code


def test_a_name_of_several_places_alone_has_no_code() -> None:
    assert read_text(COUNT, place="鼓楼区").place_code is None


@pytest.mark.parametrize(
    "words", ["新建区域泵站5座", "创建双拥模范县5年", "提高县级财力5%", "全县乡镇新建泵站5座", "城区新建泵站5座"]
)
def test_what_only_looks_like_a_place_is_none(words: str) -> None:
    assert {statement.place for statement in review(f"{words}。")} <= {"清河湾县"}
