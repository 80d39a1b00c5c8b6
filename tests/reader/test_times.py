"""Time expressions: what is one, how far it reaches, and the last day that it stands for."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from duixian.reader.draft import Time
from duixian.reader.times import last_day, times_in


def only(text: str) -> Time:
    (time,) = times_in(text)
    return time


@pytest.mark.parametrize(
    ("words", "year", "month", "day"),
    [
        ("2025年5月底前", 2025, 5, None),
        ("2025年6月20日", 2025, 6, 20),
        ("2025年底", 2025, 12, None),
        ("2030年前", 2030, 12, None),
        ("2026年一季度", 2026, 3, None),
        ("2026年上半年", 2026, 6, None),
        ("二〇二五年六月底", 2025, 6, None),
        ("5月底", None, 5, None),
        ("6月", None, 6, None),
        ("3月上旬", None, 3, 10),
        ("12月中旬", None, 12, 20),
        ("11月下旬", None, 11, None),
        ("十月底", None, 10, None),
        ("三季度", None, 9, None),
        ("第四季度末", None, 12, None),
        ("下半年", None, 12, None),
        ("年底前", None, 12, None),
        ("年内", None, 12, None),
        ("岁末", None, 12, None),
        ("“五一”前", None, 4, 30),
        ("国庆前", None, 9, 30),
        ("元旦前", None, 12, 31),
    ],
)
def test_a_deadline_has_a_last_month_or_day(words: str, year: int | None, month: int, day: int | None) -> None:
    text = f"南环桥{words}完成"
    time = only(text)
    assert text[time.start : time.end].strip("前“”") == words.strip("前“”")
    assert (time.year, time.month, time.day, time.bare) == (year, month, day, False)


@pytest.mark.parametrize(
    ("words", "year", "shift"),
    [("2025年", 2025, None), ("去年", None, -1), ("明年", None, 1), ("今年", None, 0), ("“十五五”末", 2030, None)],
)
def test_a_year_alone_is_bare(words: str, year: int | None, shift: int | None) -> None:
    time = only(f"到{words}建成")
    assert (time.year, time.shift, time.month, time.bare) == (year, shift, None, True)


@pytest.mark.parametrize(("words", "shift"), [("今年6月", 0), ("明年上半年", 1), ("去年12月底", -1), ("后年年底", 2)])
def test_a_month_can_count_from_the_year_of_the_report(words: str, shift: int) -> None:
    assert only(f"{words}通车").shift == shift


@pytest.mark.parametrize(
    "words", ["2025版规划", "2024年度考核", "月底前", "改革开放以来", "5个月", "今年以来", "2021年来", "13月"]
)
def test_what_only_looks_like_a_time_is_none(words: str) -> None:
    assert list(times_in(f"{words}，完成")) == []


def test_times_come_in_order_and_do_not_overlap() -> None:
    times = list(times_in("2024年完成，2025年5月底前建成甲、6月20日建成乙，“十五五”末建成丙，年内通车"))
    assert [time.month for time in times] == [None, 5, 6, None, 12]
    assert all(left.end <= right.start for left, right in pairwise(times))


@pytest.mark.parametrize(
    ("year", "month", "day", "last"),
    [
        (2025, 5, None, date(2025, 5, 31)),
        (2024, 2, None, date(2024, 2, 29)),
        (2025, 6, 20, date(2025, 6, 20)),
        (2025, 2, 30, None),
    ],
)
def test_the_last_day_is_one_that_the_month_has(year: int, month: int, day: int | None, last: date | None) -> None:
    assert last_day(year, month, day) == last
