"""Lines that the engine took for one across a gutter, or that reach into the next column."""

from __future__ import annotations

from duixian.paper import Box
from duixian.reader.formats.seen import Seen, parted

PITCH = 26.0


def seen(text: str, left: float, top: float, *, gap: int = 0, wide: float = 0, reach: float = 0) -> Seen:
    """A line of characters of one width, `wide` white before its `gap`-th, its box `reach` too long."""
    starts = [left + PITCH * number + (wide if gap and number >= gap else 0) for number in range(len(text))]
    right = starts[-1] + PITCH + reach
    middles = tuple((start + PITCH / 2 - left) / (right - left) for start in starts)
    return Seen(text, Box(left, top, right, top + 34), middles, 0.99)


ABOVE = [seen("全县经济稳中有进稳中有进", left, top) for top in (0, 42, 84, 168, 210) for left in (0, 370)]


def texts(lines: list[Seen]) -> list[str]:
    return [line.text for line in lines if line not in ABOVE]


def test_a_line_across_a_gutter_is_cut_there() -> None:
    line = seen("规模以上工业企业达到五十作日由县牵头", 0, 126, gap=12, wide=58)
    left, right = (each for each in parted([*ABOVE, line]) if each.box.top == 126)
    assert (left.text, right.text) == ("规模以上工业企业达到五十", "作日由县牵头")
    assert left.box.right <= 320
    assert right.box.left >= 360
    assert right.edges is not None
    assert right.edges[-1] == 1.0


def test_a_wide_blank_inside_a_line_is_no_gutter_without_columns_round_it() -> None:
    line = seen("二零二五年二月二十日星期四", 0, 126, gap=10, wide=58)
    wide = [seen("全县经济稳中有进" * 3, 0, top) for top in (0, 42, 84, 168, 210)]
    assert line.text in [each.text for each in parted([*wide, line])]


def test_a_box_that_reaches_into_the_next_column_ends_with_its_characters() -> None:
    line = parted([*ABOVE, seen("到位资金二十五亿元", 0, 126, reach=90)])[-1]
    assert line.text == "到位资金二十五亿元"
    assert abs(line.box.right - 9 * PITCH) < 1


def test_lines_without_places_of_their_characters_stay_as_they_are() -> None:
    line = Seen("到位资金", Box(0, 0, 500, 34), None, 0.9)
    assert parted([line]) == [line]
    assert line.edges is None
