"""The demo's cases before they are played: days that may be, plans that add up, gates as the offices told them."""

from __future__ import annotations

import random
from datetime import date
from pathlib import Path

import pytest

from duixian.catalogue.calendar import is_workday
from duixian.programs import load_program
from duixian.server.demo.casebook import Book, load_book
from duixian.server.demo.filed import NEVER, course
from duixian.server.demo.money import months
from duixian.server.demo.stages import Way, ways

ROOT = Path(__file__).parents[2]
TODAY = date(2025, 9, 26)


@pytest.fixture(scope="module")
def book() -> Book:
    """What demo/projects.toml tells."""
    return load_book(ROOT / "demo")


@pytest.fixture(scope="module")
def told(book: Book) -> dict[str, Way]:
    """The way of each project, drawn as the demo draws it."""
    return ways(book.projects, random.Random(f"{book.seed} ways"), today=TODAY)


def on(way: Way, day: date) -> str:
    return [stage for stage, since in way if since <= day][-1]


def test_a_project_goes_forward_on_days_that_were(book: Book, told: dict[str, Way]) -> None:
    stages = {each.name: each.stage for each in book.projects}
    for name, way in told.items():
        days = [day for _, day in way]
        assert days == sorted(days)
        assert days[-1] <= TODAY
        assert on(way, TODAY) == stages[name]


def test_the_gates_come_out_as_the_offices_told_them(book: Book, told: dict[str, Way]) -> None:
    new = [dict(told[each.name]) for each in book.projects if each.kind == "new"]
    march = date(2025, 3, 31)
    assert sum(way.get("started", TODAY) <= march for way in new) == 17
    assert sum(way.get("early", TODAY) <= march for way in new) == 36
    assert sum("started" in way for way in new) == 42
    winter = {on(way, date(2025, 1, 15)) for way in told.values() if way[0][1] < date(2025, 1, 15)}
    spring = {on(way, date(2025, 2, 28)) for way in told.values() if way[0][1] < date(2025, 2, 28)}
    assert "suspended" in winter - spring


@pytest.mark.parametrize(("since", "until"), [((2023, 7, 4), (2025, 12, 31)), ((2025, 8, 1), (2025, 8, 9))])
def test_the_plan_of_a_project_adds_up_to_its_total(since: tuple[int, ...], until: tuple[int, ...]) -> None:
    plan = months(41_230, since=date(*since), until=date(*until))
    assert sum(month.plan for month in plan) == 41_230
    assert plan[-1].end == date(until[0], until[1], 31)


@pytest.mark.parametrize("stands", ["built", "granted", "approving", "stuck", "received"])
def test_a_file_comes_out_where_it_stands(stands: str) -> None:
    program = load_program(ROOT / "programs" / "parallel_approvals")
    for seed in range(20):
        found = course(stands, program, random.Random(seed), is_standard=seed % 2 == 0, today=TODAY)
        assert (found.end < TODAY) or stands not in ("built", "granted")
        assert (found.end == NEVER) == (stands == "stuck")
        answers = [each.answered for each in found.taken if each.answered is not None]
        assert all(is_workday(day) for day in answers)
