"""Working days: weekends, holidays, weekends worked in their stead, and years not announced yet."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian.catalogue import add_workdays, is_workday, workdays_between
from duixian.catalogue.calendar import known_years

DAYS = st.dates(min_value=date(2010, 1, 1), max_value=date(2030, 12, 31))


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2025, 9, 26), True),  # a Friday
        (date(2025, 9, 27), False),  # a Saturday
        (date(2025, 9, 28), True),  # a Sunday worked for the holidays that follow
        (date(2025, 10, 1), False),  # a Wednesday, National Day
        (date(2025, 10, 9), True),
    ],
)
def test_days_of_an_announced_year(day: date, worked: bool) -> None:
    answer = is_workday(day)
    assert bool(answer) is answer.worked is worked
    assert answer.known


def test_a_year_not_announced_falls_back_to_weekends_and_says_so() -> None:
    year = max(known_years()) + 5
    answer = is_workday(date(year, 10, 1))
    assert not answer.known
    assert answer.worked is (date(year, 10, 1).weekday() < 5)


def test_a_deadline_skips_the_holidays() -> None:
    deadline = add_workdays(date(2025, 9, 30), 1)
    assert (deadline.day, deadline.known) == (date(2025, 10, 9), True)


def test_the_day_itself_does_not_count() -> None:
    assert add_workdays(date(2025, 9, 22), 0).day == date(2025, 9, 22)
    assert add_workdays(date(2025, 9, 22), 1).day == date(2025, 9, 23)
    assert add_workdays(date(2025, 9, 23), -1).day == date(2025, 9, 22)


def test_a_deadline_that_runs_into_a_year_not_announced_says_so() -> None:
    last = max(known_years())
    assert add_workdays(date(last, 12, 1), 1).known
    assert not add_workdays(date(last, 12, 1), 60).known
    assert not workdays_between(date(last, 1, 1), date(last + 1, 1, 1)).known


def test_a_year_before_the_first_is_not_known() -> None:
    assert not is_workday(date(min(known_years()) - 1, 5, 1)).known


def test_working_days_between() -> None:
    assert workdays_between(date(2025, 9, 22), date(2025, 9, 26)).days == 4
    assert workdays_between(date(2025, 9, 26), date(2025, 9, 22)).days == -4
    assert workdays_between(date(2025, 10, 1), date(2025, 10, 8)).days == 0
    assert workdays_between(date(2025, 9, 22), date(2025, 9, 22)).days == 0


@given(DAYS, st.integers(min_value=0, max_value=120))
def test_counting_back_gives_what_was_added(day: date, count: int) -> None:
    assert workdays_between(day, add_workdays(day, count).day).days == count


@given(DAYS, st.integers(min_value=1, max_value=60))
def test_a_deadline_falls_on_a_working_day(day: date, count: int) -> None:
    assert is_workday(add_workdays(day, count).day)
