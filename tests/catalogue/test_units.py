"""Units: what is written, what it is called in the contract, and what converts into what."""

from decimal import Decimal

import pytest

from duixian.catalogue import convert, scales, units


@pytest.mark.parametrize(
    ("written", "unit"),
    [
        ("名", "人"),
        ("位", "人"),
        ("立方", "立方米"),
        ("平方", "平方米"),
        ("平米", "平方米"),
        ("千米", "公里"),
        ("个百分点", "百分点"),
        ("％", "%"),
        ("kW", "千瓦"),
        ("MW", "兆瓦"),
        ("kg", "公斤"),
        ("个月", "月"),
        ("人(次)", "人次"),
        ("微克", "微克"),
        ("微克/立方米", "微克/立方米"),
        ("斤", "斤"),
    ],
)
def test_units_are_called_as_in_the_contract(written: str, unit: str) -> None:
    assert units()[written].unit == unit


def test_every_contract_unit_is_itself_written() -> None:
    assert {unit.unit for unit in units().values()} <= set(units())


def test_words_of_one_unit_measure_the_same() -> None:
    for unit in units().values():
        own = units()[unit.unit]
        assert (unit.dimension, unit.factor, unit.doubtful) == (own.dimension, own.factor, own.doubtful)


def test_every_dimension_that_converts_has_a_base() -> None:
    bases = {unit.dimension for unit in units().values() if unit.factor == 1}
    assert {unit.dimension for unit in units().values() if unit.factor is not None} == bases


def test_scales_multiply() -> None:
    assert scales()["万"] == 10_000
    assert scales()["万亿"] == scales()["万"] * scales()["亿"]
    assert scales()["十万"] == scales()["十"] * scales()["万"]


@pytest.mark.parametrize(
    ("value", "unit", "to", "wanted"),
    [
        ("15", "亩", "公顷", "1"),
        ("2", "平方公里", "亩", "3000"),
        ("1000", "平方米", "亩", "1.5"),
        ("2000", "斤", "吨", "1"),
        ("3", "里", "公里", "1.5"),
        ("1", "兆瓦", "千瓦", "1000"),
        ("3", "度", "千瓦时", "3"),
        ("7", "个", "个", "7"),
        ("7", "名", "人", "7"),
        ("1740300", "万元", "元", "17403000000"),
        ("17403000000", "元", "亿元", "174.03"),
        ("3", "万亩", "平方公里", "20"),
        ("3", "万千瓦", "兆瓦", "30"),
        ("7", "万", "元", None),
        ("7", "个", "家", None),
        ("7", "亩", "公里", None),
        ("7", "元", "美元", None),
        ("7", "无此单位", "元", None),
    ],
)
def test_units_of_one_dimension_convert(value: str, unit: str, to: str, wanted: str | None) -> None:
    assert convert(Decimal(value), unit, to=to) == (None if wanted is None else Decimal(wanted))
