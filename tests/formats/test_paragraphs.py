"""Lines to running text: a paragraph is one line of it, whatever lines and columns it was set in."""

from __future__ import annotations

from duixian.paper import Box
from duixian.reader.formats.columns import in_reading_order
from duixian.reader.formats.paragraphs import written


def text_of(*lines: tuple[str, Box]) -> str:
    return written(in_reading_order([box for _, box in lines]), [words for words, _ in lines])[0]


def line(row: int, *, left: float = 0, right: float = 700, top: float = 0) -> Box:
    return Box(left, top + row * 42, right, top + row * 42 + 34)


def test_lines_of_a_paragraph_go_on_and_an_indented_one_begins_another() -> None:
    lines = [("增长5.", line(0, left=52)), ("3%，完成", line(1)), ("投资。", line(2, right=90))]
    assert text_of(*lines, ("新建公园", line(3, left=52)), ("4处。", line(4, right=80))) == (
        "增长5.3%，完成投资。\n新建公园4处。"
    )


def test_a_sentence_goes_on_in_the_next_column() -> None:
    first = [("甲", line(0)), ("乙", line(1)), ("投资4", line(2))]
    second = [(words, line(row, left=740, right=1440)) for row, words in enumerate(("6亿元", "丙", "丁"))]
    assert text_of(*first, *second) == "甲乙投资46亿元丙丁"


def test_a_heading_of_another_size_stands_apart() -> None:
    lines = [(words, line(row, top=100)) for row, words in enumerate("甲乙丙")]
    assert text_of(("回顾", Box(200, 0, 500, 60)), *lines) == "回顾\n\n甲乙丙"


def test_a_wide_gap_stands_for_a_blank_line() -> None:
    lines = [("甲", line(0)), ("乙", line(1)), ("丙", line(2)), ("丁", line(4)), ("戊", line(5))]
    assert text_of(*lines) == "甲乙丙\n\n丁戊"


def test_parts_of_a_row_are_kept_apart() -> None:
    assert text_of(("2025年2月20日", line(0, right=300)), ("第3版", line(0, left=500))) == "2025年2月20日 第3版"


def test_words_in_letters_are_not_run_together() -> None:
    lines = [("use of", line(0)), ("large tables", line(1)), ("in 5", line(2)), ("G", line(3))]
    assert text_of(*lines) == "use of large tablesin 5G".replace("tablesin", "tables in")


def test_each_line_knows_where_it_stands_in_the_text() -> None:
    words = ["甲乙", "丙丁", "戊"]
    text, pieces = written(in_reading_order([line(row) for row in range(3)]), words)
    assert [text[piece.start : piece.end] for piece in pieces] == words
