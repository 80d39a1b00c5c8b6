"""Amounts: numbers with units, their values, and the numbers that are none."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

import pytest

from duixian.reader.amounts import amounts_in, unit_at


@pytest.mark.parametrize(
    ("text", "written", "value", "unit"),
    [
        ("投资4.73亿元", "4.73亿元", "473000000", "元"),
        ("栽树1,234棵", "1,234棵", "1234", "棵"),
        ("惠及12，345户", "12，345户", "12345", "户"),
        ("种植20万亩", "20万亩", "200000", "亩"),
        ("占比百分之三十五", "百分之三十五", "35", "%"),
        ("引进两家企业", "两家", "2", "家"),
        ("完成六成任务", "六成", "60", "%"),
        ("浓度35微克/立方米", "35微克/立方米", "35", "微克/立方米"),
        ("装机30万千瓦", "30万千瓦", "300000", "千瓦"),
        ("新建一座桥", "一座", "1", "座"),
        ("产值超百亿", "百亿", "10000000000", "元"),
        ("惠及3万群众", "3万", "30000", "人"),
        ("完成三分之一", "三分之一", "0.3333", ""),
        ("系数达0.92。", "0.92", "0.92", ""),
    ],
)
def test_an_amount_has_value_and_unit(text: str, written: str, value: str, unit: str) -> None:
    (amount,) = amounts_in(text)
    assert text[amount.start : amount.end] == written
    assert (amount.value, amount.unit) == (Decimal(value), unit)


@pytest.mark.parametrize("text", ["3000余个岗位", "20多万亩", "3亿多元", "十余万人", "300户多"])
def test_a_number_with_more_inside_says_so(text: str) -> None:
    assert [amount.more for amount in amounts_in(text)] == [True]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("20~30个", 20, 30), ("8.5—10%", "8.5", 10), ("三至五个园区", 3, 5), ("2至3万亩", 20000, 30000)],
)
def test_a_range_has_two_ends(text: str, low: str, high: str) -> None:
    (amount,) = amounts_in(text)
    assert (amount.value, amount.high) == (Decimal(low), Decimal(high))
    assert amount.start == 0


@pytest.mark.parametrize(("text", "rank"), [("居全市第一，", 1), ("列全省第3位。", 3), ("排名全国第十二，", 12)])
def test_a_rank_is_an_amount(text: str, rank: int) -> None:
    (amount,) = amounts_in(text)
    assert amount.rank
    assert amount.value == rank


@pytest.mark.parametrize(
    "text",
    [
        "国道241通车",
        "实施三个一批",
        "推进1233工程",
        "创建5A级景区",
        "拨打12345热线",
        "第十一届会议",
        "2025年5月8日",
        "电话0355-1234567",
        "“5个一”行动",
        "《10项措施》",
        "每3年",
        "建设15分钟生活圈",
        "牢记三个原则",
        "甲、乙两家企业",
        "五次全会",
        "工业4.0项目",
    ],
)
def test_a_name_a_date_or_a_label_is_no_amount(text: str) -> None:
    assert amounts_in(text) == []


def test_a_list_lends_its_last_unit() -> None:
    assert [amount.unit for amount in amounts_in("增长2.7和2.4倍")] == ["倍", "倍"]


def test_amounts_come_in_order_and_do_not_overlap() -> None:
    amounts = amounts_in("全市第一，投资5亿元、百分之三，新建两座、3/4完成，增长2.7和2.4倍")
    assert len(amounts) == 7
    assert all(left.end <= right.start for left, right in pairwise(amounts))


@pytest.mark.parametrize(
    ("text", "unit"),
    [("个百分点", ("百分点", 4)), ("人口", ("人", 2)), ("微克/立方米", ("微克/立方米", 6)), ("的", None)],
)
def test_the_longest_unit_counts(text: str, unit: tuple[str, int] | None) -> None:
    assert unit_at(text, 0) == unit
