"""Lines in reading order: newspaper columns, headlines over them, boxes, labels and tables; boxes only."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from duixian.paper import Box
from duixian.reader.formats.columns import Region, in_reading_order

HEIGHT, PITCH = 30.0, 42.0


def column(left: float, right: float, rows: int, *, top: float = 0) -> list[Box]:
    """Lines set one below the other, the last one short."""
    lines = [Box(left, top + row * PITCH, right, top + row * PITCH + HEIGHT) for row in range(rows)]
    return [*lines[:-1], lines[-1]._replace(right=left + (right - left) / 2)]


def headline(left: float, right: float, *, top: float, size: float = 60) -> Box:
    return Box(left, top, right, top + size)


def order(boxes: Sequence[Box], regions: Sequence[Region] = ()) -> list[int]:
    return [line.number for lines in in_reading_order(boxes, regions, leaning=True) for line in lines]


def assert_read_as_listed(*parts: Sequence[Box]) -> None:
    """The lines of `parts` are given row by row, as an engine finds them, and come back part by part."""
    right = [box for part in parts for box in part]
    found = sorted(right, key=lambda box: (box.top, box.left))
    assert [found[number] for number in order(found)] == right


def test_two_columns_are_read_one_after_the_other() -> None:
    assert_read_as_listed(column(0, 700, 20), column(740, 1440, 18))


def test_columns_of_different_heights_are_read_in_turn() -> None:
    assert_read_as_listed(column(0, 400, 6), column(440, 840, 22), column(880, 1280, 3))


def test_a_headline_over_all_columns_is_read_first() -> None:
    lines = [column(0, 400, 9, top=100), column(440, 840, 9, top=100), column(880, 1280, 9, top=100)]
    assert_read_as_listed([headline(100, 1180, top=0)], *lines)


def test_a_headline_narrower_than_the_middle_column_is_read_first() -> None:
    lines = [column(0, 400, 9, top=140), column(440, 840, 9, top=140), column(880, 1280, 9, top=140)]
    subtitle = headline(520, 760, top=70, size=34)
    assert_read_as_listed([headline(460, 820, top=0), subtitle], *lines)


def test_a_headline_at_the_left_begins_a_new_article() -> None:
    above = [column(0, 700, 8), column(740, 1440, 8)]
    below = [column(0, 700, 8, top=480), column(740, 1440, 8, top=480)]
    assert_read_as_listed(*above, [headline(0, 500, top=380)], *below)


def test_articles_in_different_columns_stand_one_above_the_other() -> None:
    two = [column(0, 700, 10, top=80), column(740, 1440, 10, top=80)]
    three = [column(left, left + 450, 8, top=640) for left in (0, 495, 990)]
    assert_read_as_listed([headline(200, 1200, top=0)], *two, [headline(200, 1200, top=540)], *three)


def test_a_lead_over_all_columns_is_read_before_them() -> None:
    assert_read_as_listed(column(0, 1440, 3), column(0, 700, 9, top=140), column(740, 1440, 9, top=140))


def test_a_headline_over_two_of_three_columns_heads_those_two() -> None:
    article = [[headline(60, 800, top=0)], column(0, 400, 9, top=100), column(440, 840, 9, top=100)]
    assert_read_as_listed(*article, column(880, 1280, 12))


def test_the_heading_of_a_box_does_not_head_the_columns_beside_it() -> None:
    box = [headline(885, 1080, top=20, size=52), *column(880, 1280, 9, top=80)]
    assert_read_as_listed(column(0, 400, 12, top=110), column(440, 840, 12, top=110), box)


def test_a_photograph_in_a_column_leaves_it_a_column() -> None:
    right = [*column(440, 840, 3, top=140), *column(440, 840, 12, top=700)]
    assert_read_as_listed(column(0, 400, 24), right, [Box(880, y, 1280, y + HEIGHT) for y in (300, 342, 384, 426)])


def test_columns_of_text_that_are_taken_for_a_table_stay_columns() -> None:
    parts = [column(0, 700, 9), column(740, 1440, 9)]
    found = sorted((box for part in parts for box in part), key=lambda box: (box.top, box.left))
    read = order(found, [Region("table", Box(0, 0, 1440, 400))])
    assert [found[number] for number in read] == [box for part in parts for box in part]


def test_margins_that_a_photograph_leans_are_straightened() -> None:
    parts = [column(left, left + 400, 25) for left in (0, 430, 860)]
    leaning = [
        [box._replace(left=box.left - box.top / 20, right=box.right - box.top / 20) for box in part] for part in parts
    ]
    assert_read_as_listed(*leaning)


def test_a_vertical_heading_is_a_column() -> None:
    assert_read_as_listed([Box(0, 40, 50, 400)], column(80, 700, 10), column(740, 1440, 10))


def test_numbers_before_lines_stay_with_their_lines() -> None:
    labels = [Box(0, row * PITCH, 40, row * PITCH + HEIGHT) for row in range(5)]
    found = [box for pair in zip(labels, column(60, 1400, 5), strict=True) for box in pair]
    assert order(found) == list(range(10))


def test_a_table_is_read_row_by_row() -> None:
    cells = [Box(x, 300 + row * PITCH, x + 120, 330 + row * PITCH) for row in range(5) for x in (0, 400, 800)]
    found = [*column(0, 1440, 4), *cells, *column(0, 1440, 4, top=600)]
    assert order(found, [Region("table", Box(-5, 290, 1110, 520))]) == list(range(len(found)))


def test_a_line_of_parts_is_read_from_left_to_right() -> None:
    assert order([Box(600, 2, 900, 32), Box(0, 0, 250, 30), Box(300, 1, 550, 31)]) == [1, 2, 0]


def test_no_lines_are_no_columns() -> None:
    assert in_reading_order([]) == []


@settings(deadline=None)
@given(
    rows=st.lists(st.integers(3, 30), min_size=1, max_size=4),
    lean=st.floats(-0.006, 0.006),
    top=st.sampled_from([0, 100]),
)
def test_leaning_columns_under_a_headline_are_read_in_turn(rows: list[int], lean: float, top: float) -> None:
    parts = [column(number * 440, number * 440 + 400, count, top=top) for number, count in enumerate(rows)]
    if top:
        parts.insert(0, [headline(0, len(rows) * 440 - 40, top=0)])
    leaning = [
        [box._replace(left=box.left + lean * box.top, right=box.right + lean * box.top) for box in part]
        for part in parts
    ]
    assert_read_as_listed(*leaning)


SIDE = st.floats(0, 1000, allow_nan=False)
BOX = st.builds(lambda x, y, width, height: Box(x, y, x + width, y + height), SIDE, SIDE, SIDE, SIDE)


@settings(deadline=None)
@given(st.lists(BOX, max_size=40), st.lists(st.builds(Region, st.sampled_from(["table", "text"]), BOX), max_size=3))
def test_every_line_comes_back_once(boxes: list[Box], regions: list[Region]) -> None:
    assert sorted(order(boxes, regions)) == list(range(len(boxes)))
