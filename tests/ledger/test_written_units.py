"""The unit in which people write an amount is read from the title of its commitment."""

from __future__ import annotations

from decimal import Decimal

import pytest

from duixian.ledger.amounts import scale_of


@pytest.mark.parametrize(
    ("title", "value", "unit", "shown", "factor"),
    [
        ("建成高标准农田 3.2万亩", 32000, "亩", "万亩", 10000),
        ("改造老旧小区 9个", 9, "个", "个", 1),
        ("一般公共预算收入 增长≥5%", 5, "%", "%", 1),
        ("一般性支出 下降6%", -6, "%", "%", 1),
        ("重点项目总投资 172亿元", 17_200_000_000, "元", "亿元", 100_000_000),
        ("粮食播种面积 ≥48.6万亩", 486_000, "亩", "万亩", 10000),
        ("包项目领导深入一线 ≥两次", 2, "次", "次", 1),
        ("单位GDP能耗 下降2.5~3%", -3, "%", "%", 1),
        ("没有数的标题", None, "", "", 1),
    ],
)
def test_the_unit_is_the_one_that_is_written(title: str, value: int | None, unit: str, shown: str, factor: int) -> None:
    found = scale_of(title, None if value is None else Decimal(value), unit)
    assert (found.unit, found.factor) == (shown, Decimal(factor))
