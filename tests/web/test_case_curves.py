"""Planned against done of a case: by month, quarter and year, and where the pace leads."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from duixian.cases.queries.case import Drawn
from duixian.programs.schema import Curve
from duixian.web.case_curves import drawn_for

CURVE = Curve(title="投资进度", plan="plan.amount", actual="progress.done")
DAY = date(2025, 5, 20)


def running(*amounts: tuple[str, int]) -> list[tuple[date, Decimal]]:
    total, points = Decimal(0), []
    for day, amount in amounts:
        total += amount
        points.append((date.fromisoformat(day), total))
    return points


def drawn(plan: list[tuple[date, Decimal]], actual: list[tuple[date, Decimal]]) -> Drawn:
    return Drawn(CURVE, "公里", plan, actual)


PLAN = running(("2024-12-31", 10), ("2025-02-28", 20), ("2025-04-30", 30), ("2025-10-31", 140))
DONE = running(("2024-12-31", 8), ("2025-02-28", 12), ("2025-04-30", 20))


def test_the_figures_above_are_of_the_quarter_the_year_and_all() -> None:
    found = drawn_for(drawn(PLAN, DONE), DAY)
    assert found is not None
    assert found["figures"] == [
        ("计划合计", "200", "公里"), ("本年计划", "190", "公里"), ("本季完成", "20", "公里"),
        ("本年完成", "32", "公里"), ("开工以来", "40", "公里"),
    ]  # fmt: skip
    assert (found["gap"], found["is_behind"]) == (("20", "公里"), True)


def test_months_are_added_up_behind_their_quarter_and_year() -> None:
    found = drawn_for(drawn(PLAN, DONE), DAY)
    assert found is not None
    assert [(each.words, each.plan, each.actual) for each in found["periods"]] == [
        ("2024-12", "10.00", "8.00"), ("2024 年第 4 季度", "10.00", "8.00"), ("2024 全年", "10.00", "8.00"),
        ("2025-02", "20.00", "12.00"), ("2025 年第 1 季度", "20.00", "12.00"),
        ("2025-04", "30.00", "20.00"), ("2025 年第 2 季度", "30.00", "20.00"),
        ("2025-10", "140.00", ""), ("2025 年第 4 季度", "140.00", ""), ("2025 全年", "190.00", "32.00"),
    ]  # fmt: skip


def test_the_pace_so_far_leads_to_the_year_s_end_or_to_all_that_is_planned() -> None:
    # 40 in the five months up to April: 150 days.
    slow = drawn_for(drawn(PLAN, DONE), DAY)
    assert slow is not None
    assert slow["led"] == (date(2025, 12, 31), "105", "公里")
    small = drawn_for(drawn(running(("2025-10-31", 50)), DONE), DAY)
    assert small is not None
    assert small["led"] == (date(2025, 6, 6), "50", "公里")


@pytest.mark.parametrize("done", [DONE[:2], [(date(2025, 12, 31), Decimal(200))] * 3])
def test_no_pace_is_made_of_two_entries_or_of_what_is_done(done: list[tuple[date, Decimal]]) -> None:
    found = drawn_for(drawn(PLAN, done), DAY)
    assert found is not None
    assert found["led"] is None
