"""How statements look to a person: the report's own scale, signs, repairs in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from duixian.exporters.shown import amount, grouped, in_words, one_line, split, title, value, when
from duixian.statement import Repair, Span, Statement


def figure(text: str, **fields: Any) -> Statement:
    fields = {"kind": "figure", "subject": "某项", "status": "result", "section": (), **fields}
    return Statement.at(text, Span(0, len(text)), sentence=Span(0, len(text)), **fields)


@pytest.mark.parametrize(
    ("text", "fields", "shown"),
    [
        ("4.73亿元", {"unit": "元", "comparator": "eq"}, "4.73亿元"),
        ("60周岁", {"unit": "周岁", "comparator": "ge"}, "≥60周岁"),
        ("30亿元", {"unit": "元", "comparator": "gt"}, ">30亿元"),
        ("3000余个", {"unit": "个", "comparator": "gt"}, "3000余个"),
        ("6%", {"unit": "%", "comparator": "approx"}, "≈6%"),
        ("3.2%", {"unit": "%", "comparator": "eq", "value": Decimal("-3.2")}, "−3.2%"),
        ("-3.2%", {"unit": "%", "value": Decimal("-3.2")}, "-3.2%"),
        ("20~30个", {"unit": "个", "comparator": "between"}, "20~30个"),
        ("３８％", {"unit": "%"}, "38%"),
        ("24\n部", {"unit": "部"}, "24部"),
        ("2.5%～3%", {"unit": "%", "comparator": "between", "value": Decimal("-2.5")}, "−2.5~−3%"),
        ("3%", {"unit": "%", "comparator": "ge", "value": Decimal(-3)}, "≤−3%"),
        ("第一", {"unit": "位", "measure": "rank"}, "第一"),
    ],
)
def test_an_amount_is_written_as_in_the_report(text: str, fields: dict[str, Any], shown: str) -> None:
    assert str(amount(figure(text, **fields))) == shown


@pytest.mark.parametrize(
    ("written", "unit", "parts"),
    [
        ("4.73亿元", "元", ("4.73", "亿元")),
        ("两家", "家", ("两", "家")),
        ("20~30个", "个", ("20~30", "个")),
        ("8.5—10%", "%", ("8.5—10", "%")),
        ("1,234.5万亩", "亩", ("1,234.5", "万亩")),
        ("两个工作日", "工作日", ("两", "个工作日")),
        ("三分之二", "", ("三分之二", "")),
        ("第一", "位", ("第一", "")),
    ],
)
def test_number_and_unit_come_apart(written: str, unit: str, parts: tuple[str, str]) -> None:
    assert split(written, unit) == parts


def test_repairs_inside_an_amount_are_applied() -> None:
    repair = Repair(1, 4, "stand-in", "_M_", "%")
    assert str(amount(figure("9_M_", unit="%", repairs=(repair,)))) == "9%"


@pytest.mark.parametrize(
    ("repair", "text", "words"),
    [
        (Repair(0, 4, "line break", "24\n部", "24部"), "24\n部", "换行拆开“24”与“部”，已并读"),
        (Repair(4, 5, "line break", "\n", ""), "建成12\n34个", "换行拆开“12”与“34”，已并读"),
        (Repair(2, 4, "line break", "\n\n", "，"), "开工\n\n竣工", "换行拆开“开工”与“竣工”，按“，”断开"),
        (Repair(2, 6, "line break", "\n标题\n", ""), "收入\n标题\n增长", "“收入”与“增长”被“标题”隔开，已并读"),
        (Repair(0, 4, "misread", "清何湾县", "清河湾县"), "清何湾县", "“清何湾县”疑为“清河湾县”"),
        (Repair(1, 4, "stand-in", "_M_", "%"), "9_M_", "“_M_”按“%”读"),
        (Repair(0, 1, "stray", "□", ""), "□", "“□”是混进来的，没有读"),
    ],
)
def test_a_repair_is_one_phrase(repair: Repair, text: str, words: str) -> None:
    assert in_words(repair, text) == words


def test_a_value_is_grouped_with_a_true_minus() -> None:
    assert grouped("-1234567.5") == "−1,234,567.5"
    assert value(figure("4.73亿元", value=Decimal("4.73e8"), unit="元")) == "473,000,000 元"
    assert value(figure("20~30个", value=Decimal(20), value_high=Decimal(30), unit="个")) == "20–30 个"


def test_what_steers_a_terminal_does_not_reach_it() -> None:
    assert one_line("亮\x1b[31m\n红\u202e灯\ud800") == "亮[31m 红灯"


def test_a_title_names_the_stage_once() -> None:
    assert title(figure("5月底", kind="milestone", subject="南环路", event="通车")) == "南环路 通车"
    assert title(figure("5月底", kind="milestone", subject="南环路通车", event="通车")) == "南环路通车"


def test_a_year_is_shown_where_no_day_is_written() -> None:
    assert when(figure("9个", year=2025)) == "2025"
    assert when(figure("9个")) == ""
