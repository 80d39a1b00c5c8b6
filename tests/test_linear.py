"""Reading takes linear time: four times the text costs about four times the calls, whatever the text is made of.

Calls are counted, of Python's functions and of those in C, so that a busy machine cannot fail a test. What a regular
expression does inside one call is not seen here; `make bench` measures seconds.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from calls import calls as count_calls

from duixian import read_text

MOST = 4.6  # of four
OPENING = "清河湾县2025年政府工作报告\n\n"
REVIEW = OPENING + "一、2024年工作回顾\n"
PLAN = OPENING + "二、2025年工作安排\n"
YEAR = """一、2024年工作回顾
全县地区生产总值完成86.4亿元，增长6.1%；城镇、农村居民人均可支配收入分别增长5.2%、7%。
（一）产业有了新起色。新建冷链仓库12座，总投资3.4亿元，其中南塘镇4座。带动农户2300余户增收，粮食总产居全市第三。
二、2025年工作安排
地区生产总值增长6%左右。改造老旧小区9个、背街小巷14条，6月底前完成南环桥加固，年内河东水厂建成投用。
推进柳林河治理，由县水利局牵头。每亩补贴80元，消费晶零售总额增长8%，清河弯县新增托位200个。
"""
SHAPES: dict[str, Callable[[int], str]] = {
    "a report": lambda size: OPENING + YEAR * (size // 10),
    "one sentence repeated": lambda size: REVIEW + "新建学校5所。" * size,
    "counts without any mark": lambda size: REVIEW + "新建学校5所" * size,
    "clauses without a full stop": lambda size: PLAN + "推进道路改造，新建学校5所，" * size,
    "deadlines without a full stop": lambda size: PLAN + "5月底前南环桥完工，" * size,
    "deadlines without any mark": lambda size: PLAN + "5月底前南环桥完工" * size,
    "a time that governs all": lambda size: PLAN + "6月底前，" + "南环桥完工，" * size,
    "a list said of each": lambda size: REVIEW + "柳林、河东分别增长" + "5%、" * size,
    "bare counts": lambda size: REVIEW + "5个" * size,
    "shares of shares": lambda size: REVIEW + "新建泵站5座，其中柳林3座、" * size,
    "a place of many counties": lambda size: REVIEW + "鼓楼区新建学校5所。" * size,
    "the county misread": lambda size: REVIEW + "清河湾县。清河弯县新建学校5所。" * size,
    "headings only": lambda size: "一、2024年工作回顾\n二、2025年工作安排\n" * size,
    "broken lines": lambda size: REVIEW + "全县上下推进产业发展和城市更新和乡村振兴，着力改善各类\n" * size,
    "stand-ins": lambda size: REVIEW + "增长5_M_" * size,
    "residue": lambda size: "<p>&nbsp;新建学校5所[1]</p>" * size,
}


def calls(text: str) -> int:
    """Return how many functions reading `text` calls."""
    return count_calls(lambda: read_text(text))


@pytest.fixture(autouse=True, scope="module")
def warm() -> None:
    """Load the catalogue, which the first text would pay for."""
    read_text(OPENING + YEAR)


@pytest.mark.parametrize("shape", SHAPES)
def test_four_times_the_text_costs_four_times_the_calls(shape: str) -> None:
    once, again = calls(SHAPES[shape](200)), calls(SHAPES[shape](800))
    assert again < MOST * once


ODD = {
    "one line without a mark": "县" * 40_000,
    "one line of words": "推进南环桥建设和柳林河治理" * 3_000,
    "short lines": "学校\n" * 20_000,
    "digits": "7" * 10_000,
    "digits and points": "7." * 10_000,
    "numerals": "三" * 10_000,
    "opening quotes": "“" * 40_000,
    "closed brackets": "（）" * 20_000,
    "opening brackets": "（" * 40_000,
    "angles": "<" * 40_000,
    "blanks": " \n" * 20_000,
    "full stops": "。" * 40_000,
}


@pytest.mark.parametrize("shape", ODD)
def test_odd_text_costs_a_few_calls_a_character(shape: str) -> None:
    text = ODD[shape]
    assert calls(text) < 50 * len(text) + 20_000
