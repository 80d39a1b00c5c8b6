"""Odd text that a reader stumbles over: days that no month has, endless numbers, numerals that never stop."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from types import FrameType

import pytest

from duixian import read_text
from duixian.reader.amounts import amounts_in

LONGEST = 20  # seconds, where milliseconds are usual


@pytest.fixture(autouse=True)
def no_hang() -> Iterator[None]:
    """Fail a test whose text keeps the reader busy for ever."""

    def stop(signum: int, frame: FrameType | None) -> None:
        raise TimeoutError("still reading")

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(LONGEST)
    yield
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


@pytest.mark.parametrize("day", ["0", "29", "30", "31", "39"])
def test_a_report_given_on_a_day_that_no_month_has_is_read(day: str) -> None:
    reading = read_text(f"2025年2月{day}日，清河湾县新建冷库5座。")
    assert reading.year == 2025
    assert "5座" in [statement.text for statement in reading.statements]


def test_a_fraction_of_endless_numbers_is_no_crash() -> None:
    assert isinstance(amounts_in("共" + "1" * 5_000 + "/" + "2" * 5_000 + "完成"), list)


def test_an_endless_number_is_no_crash() -> None:
    assert isinstance(amounts_in("7" * 1_000_100 + "个"), list)


def test_a_long_account_number_in_a_list_does_not_hang() -> None:
    assert isinstance(amounts_in("账号1、" + "2" * 60 + "号"), list)


def test_a_long_list_without_a_unit_does_not_hang() -> None:
    assert isinstance(amounts_in("编号" + "、".join(["31"] * 400) + "号"), list)


@pytest.mark.parametrize("numeral", ["三" + "亿" * 100_000 + "成", "万" * 100_000 + "个", "三" * 100_000 + "个"])
def test_a_numeral_that_never_stops_does_not_hang(numeral: str) -> None:
    assert isinstance(amounts_in(numeral), list)


def test_blank_lines_behind_a_comma_between_digits_do_not_hang() -> None:
    assert read_text("投资1,12" + "\n" * 60_000 + "元").text.endswith("元")


def test_half_a_surrogate_is_no_crash() -> None:
    assert [statement.text for statement in read_text("\ud800清河湾县新建冷库5座。").statements] == ["5座"]


@pytest.mark.parametrize("year", [1, 9999])
def test_the_years_at_either_end_of_the_calendar_are_read(year: int) -> None:
    text = "明年年底前建成南环桥。去年6月底前建成柳林桥。后年6月底前开工。"
    assert read_text(text, year=year).year == year
