"""What the reader says of its reading: repeats marked, repairs with the statements that they mend."""

from __future__ import annotations

from passages import REVIEW, review

from duixian import read_text


def test_a_sentence_said_again_points_to_the_first() -> None:
    first, second, third = review("新建村级泵站5座。\n新建村级泵站5座。\n新建村级泵站5座。")
    assert first.repeats is None
    assert second.repeats == third.repeats == first.start


def test_all_statements_are_kept() -> None:
    assert len(review("新建村级泵站5座，改造道路3条。" * 3)) == 6


def test_each_number_of_a_sentence_points_to_its_own_first() -> None:
    statements = review("新建村级泵站5座、改造道路5座。" * 2)
    assert [one.repeats for one in statements] == [None, None, statements[0].start, statements[1].start]


def test_another_sentence_with_the_same_number_is_no_repeat() -> None:
    assert [one.repeats for one in review("新建村级泵站5座。全县新建村级泵站5座。")] == [None, None]


def test_a_short_sentence_is_no_repeat() -> None:
    assert [one.repeats for one in review("增长5%。增长5%。")] == [None, None]


def test_one_number_said_of_two_things_repeats_neither() -> None:
    assert [one.repeats for one in review("工业产值和税收收入均增长17%。")] == [None, None]


def test_a_statement_has_the_repairs_of_its_clause_only() -> None:
    mended, plain = review("社会消费晶零售总额增长5%，税收收入增长6%。")
    assert [repair.kind for repair in mended.repairs] == ["misread"]
    assert plain.repairs == ()


def test_a_joined_line_is_a_repair() -> None:
    text = REVIEW + "全县新建改建农村道路一百二十公里，惠及群\n众3万人。"
    joined = read_text(text).statements[-1]
    assert [(repair.kind, repair.was) for repair in joined.repairs] == [("line break", "\n")]


def test_a_clean_text_has_no_repairs() -> None:
    assert [one.repairs for one in review("新建泵站5座，改造道路3条。")] == [(), ()]
