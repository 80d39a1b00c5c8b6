"""Misread characters: read as what is meant, recorded, and left as they are in the text."""

from __future__ import annotations

import pytest
from passages import REVIEW, review

from duixian import Repair, read_text
from duixian.catalogue import find_indicator


def misread(text: str) -> list[Repair]:
    """Return the misread characters that the statements of a text were mended for."""
    found = (repair for statement in read_text(text).statements for repair in statement.repairs)
    return [repair for repair in found if repair.kind == "misread"]


@pytest.mark.parametrize(
    ("sentence", "was", "read_as", "subject"),
    [
        ("社会消费晶零售总额增长5%。", "晶", "品", "社会消费品零售总额"),
        ("一股公共预算收入增长5%。", "一股", "一般", "一般公共预算收入"),
        ("农村居民人均可支酷收入增长5%。", "酷", "配", "农村居民人均可支配收入"),
    ],
)
def test_a_character_is_read_as_the_one_that_makes_a_word(sentence: str, was: str, read_as: str, subject: str) -> None:
    (statement,) = review(sentence)
    assert statement.subject == subject
    assert [repair.was for repair in statement.repairs] == [was[-1]]
    assert [repair.read_as for repair in statement.repairs] == [read_as[-1]]


def test_a_mended_name_is_found_in_the_catalogue() -> None:
    (statement,) = review("社会消费晶零售总额增长5%。")
    wanted = find_indicator("社会消费品零售总额", measure="growth", unit="%")
    assert wanted is not None
    assert statement.indicator == wanted.id


@pytest.mark.parametrize(("written", "value"), [("1O座", 10), ("2l座", 21), ("3o0座", 300)])
def test_a_letter_inside_a_number_is_a_digit(written: str, value: int) -> None:
    (statement,) = review(f"新建泵站{written}。")
    assert statement.text == written
    assert statement.value == value
    assert [repair.kind for repair in statement.repairs] == ["misread"]


def test_the_county_misread_is_the_county() -> None:
    text = REVIEW + "清河湾县稳中有进。清河弯县新建泵站5座。"
    (repair,) = misread(text)
    assert (repair.was, repair.read_as) == ("弯", "湾")
    assert text[repair.start : repair.end] == "弯"


def test_the_text_stays_as_it_is() -> None:
    text = REVIEW + "社会消费晶零售总额增长1O%。"
    reading = read_text(text)
    assert reading.text == text
    assert reading.statements[0].text == "1O%"


@pytest.mark.parametrize(
    "sentence",
    ["水晶零件销售增长5%。", "社会消费品零售总额增长5%。", "股份公司税收增长5%。", "邻县清水县新建泵站5座。"],
)
def test_what_makes_sense_is_left_alone(sentence: str) -> None:
    assert misread(REVIEW + sentence) == []
