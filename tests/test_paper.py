"""Where text stands on paper."""

from __future__ import annotations

from duixian.paper import Box, Page, Paper, Run, Spot

PAPER = Paper(
    pages=(Page(number=1, width=100, height=200), Page(number=2, width=100, height=200)),
    runs=(
        Run(0, 10, 1, Box(0.1, 0.1, 0.6, 0.15)),
        Run(11, 16, 1, Box(0.1, 0.2, 0.6, 0.25), edges=(0.2, 0.4, 0.6, 0.8, 1.0), sure=0.9),
        Run(16, 20, 2, Box(0.1, 0.0, 0.12, 0.5), sure=0.7),
        Run(20, 24, 2),
    ),
)


def test_a_part_of_a_line_has_its_part_of_the_box() -> None:
    assert PAPER.spot(5, 10) == Spot(1, Box(0.35, 0.1, 0.6, 0.15))


def test_a_text_over_two_lines_has_one_box_round_both() -> None:
    assert PAPER.spot(8, 12) == Spot(1, Box(0.1, 0.1, 0.6, 0.25))


def test_each_line_has_a_box_of_its_own_to_draw() -> None:
    assert [spot.page for spot in PAPER.boxes(8, 18)] == [1, 1, 2]


def test_a_line_that_runs_down_is_cut_across() -> None:
    assert PAPER.spot(18, 20) == Spot(2, Box(0.1, 0.25, 0.12, 0.5))


def test_a_page_may_be_known_without_a_box() -> None:
    assert PAPER.spot(21, 23) == Spot(2, None)


def test_text_between_the_lines_stands_nowhere() -> None:
    assert PAPER.spot(10, 11) is None


def test_the_worst_line_says_how_sure_the_text_is() -> None:
    assert PAPER.sure(12, 18) == 0.7
    assert PAPER.sure(0, 5) == 1.0
