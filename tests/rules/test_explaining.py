"""Why a rule answers as it does, what is missing, and what would turn it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from household import NAMES, missing_row

from duixian.rules import Reading, parse

DAY = date(2025, 3, 31)


def reading(text: str, day: date = DAY) -> Reading:
    return parse(text, NAMES).on(day)


def household(**known: Any) -> dict[str, Any]:
    return {**missing_row(), **known}


def test_a_comparison_is_told_with_its_values_and_units() -> None:
    told = reading("income < line").explain(household(income=Decimal(6800)))
    assert str(told) == "人均纯收入 6,800 元 < 监测线 7,900 元：是"


def test_a_parameter_is_the_one_in_force_on_the_day() -> None:
    poor = household(income=Decimal(7600))
    assert reading("income < line").value(poor) is True
    assert reading("income < line", date(2024, 6, 1)).value(poor) is False


def test_before_its_first_value_a_parameter_leaves_it_untold() -> None:
    before = reading("income < line", date(2023, 1, 1))
    assert before.value(household(income=Decimal(1))) is None
    assert "当日还没有值" in str(before.explain(household(income=Decimal(1))))


def test_parts_are_told_below_what_they_belong_to() -> None:
    lines = reading("income < line AND NOT housed").explain(household(income=Decimal(1), housed=True)).lines()
    assert lines == [
        "下面都成立：否",
        "  人均纯收入 1 元 < 监测线 7,900 元：是",
        "  下面不成立：否",
        "    住房安全 是：是",
    ]


def test_what_is_missing_is_only_what_matters() -> None:
    asked = reading("(housed AND income > 1) OR heads > 3")
    missing = asked.missing(household(housed=False, heads=None))
    assert [column.id for column in missing] == ["heads"]
    assert asked.missing(household(heads=5)) == ()


def test_an_unknown_part_does_not_hide_a_known_no() -> None:
    assert reading("income < line AND housed").value(household(housed=False)) is False


def test_the_nearest_change_of_one_field_is_found() -> None:
    flips = reading("income < line AND heads >= 2").flips(household(income=Decimal("6800.5"), heads=4))
    assert [str(flip) for flip in flips] == ["人均纯收入从 6,800.5 元 变为 7,900 元", "人口从 4 人 变为 1 人"]


def test_a_change_that_needs_two_fields_is_not_found() -> None:
    assert reading("income < line OR heads >= 2").flips(household(income=Decimal(1), heads=4)) == ()


def test_a_choice_can_turn_it() -> None:
    flips = reading("kind = 'poor'").flips(household(kind="edge"))
    assert [flip.value for flip in flips] == ["poor"]


def test_what_cannot_be_told_has_nothing_to_turn() -> None:
    assert reading("income < line").flips(household()) == ()


def test_a_quotient_by_zero_cannot_be_told() -> None:
    assert reading("income / heads > 1").value(household(income=Decimal(5), heads=0)) is None


def test_an_amount_is_exact() -> None:
    total = parse("income * 0.1 + 0.2", NAMES, wants="amount").on(DAY)
    assert total.value(household(income=Decimal("0.1"))) == Decimal("0.21")
