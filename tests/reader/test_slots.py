"""Who owns the words between two numbers, construction by construction."""

from __future__ import annotations

import pytest
from passages import draft_of

from duixian.reader.slots import Slot, slots_in


def slots(sentence: str) -> list[Slot]:
    """Return the slots of the first clause of a sentence."""
    draft = draft_of(sentence)
    return slots_in(draft.clean.text, draft.sentences[0].clauses[0])


def owned(sentence: str) -> list[tuple[str, str, str]]:
    """Return for each amount the words before it, those after it, and how it hangs on the one before."""
    return [(slot.before, slot.after, slot.link) for slot in slots(sentence)]


def test_a_list_mark_ends_the_words_of_the_first() -> None:
    assert owned("建成15个养老示范村、49个整治提升村。") == [
        ("建成", "养老示范村", ""),
        ("", "整治提升村", "list"),
    ]


def test_a_deed_begins_the_second() -> None:
    assert owned("投资1.5亿元新建34公里管网。") == [("投资", "", ""), ("新建", "管网", "apart")]


def test_a_property_belongs_to_what_follows_it() -> None:
    assert owned("引进总投资60亿元的26个重点项目。")[1] == ("", "重点项目", "property")


def test_two_counts_without_a_word_between_them_count_the_same() -> None:
    assert owned("完成6条42.3公里县乡公路改造。")[1] == ("", "县乡公路改造", "chain")


def test_a_noun_before_a_deed_belongs_to_the_first() -> None:
    assert owned("为31个小区新建快递柜84组。") == [
        ("为", "小区", ""),
        ("新建快递柜", "", "apart"),
    ]


def test_bare_numbers_in_a_list_own_nothing() -> None:
    assert owned("产值、税收分别增长5%、6%。")[1] == ("", "", "list")


@pytest.mark.parametrize("mark", ["、", "和", "及", "以及", "与", "并"])
def test_things_before_their_numbers_are_a_list_too(mark: str) -> None:
    assert owned(f"新建冷库5座{mark}泵站6座。")[1] == ("泵站", "", "list")


def test_peace_is_no_list_mark() -> None:
    assert owned("新建冷库5座和平路泵站6座。")[1][2] != "list"


def test_the_part_of_a_whole_follows_it_like_a_list() -> None:
    assert owned("新建小学3所其中城区2所。")[1] == ("城区", "", "list")


def test_examples_belong_to_the_count_behind_them() -> None:
    assert owned("新建3条产业链和钢铁、材料等6条。")[1] == ("钢铁、材料等", "", "list")


def test_a_predicate_between_two_numbers_begins_the_second() -> None:
    assert owned("税收达到3亿元以上增长5%。")[1] == ("增长", "", "apart")


def test_a_name_between_property_and_count_owns_the_property() -> None:
    assert slots("投资2700万元的津北线3.5公里改线工程。")[1].owner == "津北线"


@pytest.mark.parametrize("suffix", ["以上", "以内", "左右", "以下"])
def test_a_suffix_is_no_word_of_the_title(suffix: str) -> None:
    first, second = slots(f"税收达到3亿元{suffix}增长5%。")
    assert (first.suffix, first.after, second.before) == (suffix, "", "增长")


def test_a_threshold_that_names_a_class_stays_with_what_is_counted() -> None:
    assert slots("实现产值过5亿元企业3个。")[1].before == "实现产值过5亿元企业"


@pytest.mark.parametrize("time", ["5月底前", "2025年上半年", "今年"])
def test_times_are_no_words_of_the_title(time: str) -> None:
    assert [before for before, _, _ in owned(f"{time}改造道路3条。")] == ["改造道路"]


def test_a_year_compared_with_is_no_word_of_the_title() -> None:
    assert [before for before, _, _ in owned("产值比2020年增长5%。")] == ["产值增长"]


def test_numbers_of_a_list_share_the_cue_before_it() -> None:
    assert {slot.cue for slot in slots("产值、税收分别增长5%、6%。")} == {"产值、税收分别增长"}
