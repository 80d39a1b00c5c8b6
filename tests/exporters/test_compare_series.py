"""A comparison as rows by year: which promise stands beside which result, how far it is off, and what is not sure."""

from __future__ import annotations

from decimal import Decimal

import pytest
from counties import LAST, THIS, block, compared

from duixian.exporters.answers import answers, gap_of
from duixian.exporters.series import blocks
from duixian.exporters.series_rows import Row, named
from duixian.exporters.shown import amount
from duixian.linking import End, Link
from duixian.statement import Measure, Span, Statement


def row(title: str, *texts: str) -> Row:
    return next(each for each in block(*texts).rows if each.title == title)


def figure(value: str, unit: str = "%", measure: Measure = "growth", *, number: str = "") -> End:
    text = number or f"{value}{unit}"
    statement = Statement.at(
        text, Span(0, len(text)), kind="figure", sentence=Span(0, len(text)), section=(), subject="某项",
        status="target", value=Decimal(value), unit=unit, measure=measure, year=2024,
    )  # fmt: skip
    return End("1.txt", statement)


def gap(promise: End, later: End, *, met: bool) -> str:
    link = Link(earlier=promise, later=later, relation="same indicator", met="yes" if met else "no", why="", score=1.0)
    return gap_of(link)


@pytest.mark.parametrize(
    ("promise", "later", "met", "words"),
    [
        (figure("6"), figure("5.3"), False, "差 0.7"),
        (figure("6"), figure("6"), True, ""),
        (figure("7"), figure("7.4"), True, "高 0.4"),
        (figure("1200", "人", "level"), figure("1237", "人", "level"), True, "多 37"),
        (figure("36", "微克/立方米", "level"), figure("39", "微克/立方米", "level"), False, "超 3"),
        (figure("36", "微克/立方米", "level"), figure("33", "微克/立方米", "level"), True, "少 3"),
        (figure("-3"), figure("-3.2"), True, "多降 0.2"),
        (figure("-3"), figure("-2"), False, "差 1"),
        (figure("30000", "亩", "level", number="3万亩"), figure("28000", "亩", "level"), False, "差 0.2 万亩"),
        (figure("6"), figure("300", "元", "level"), False, ""),
        (figure("3", "位", "rank"), figure("2", "位", "rank"), True, ""),
    ],
)
def test_the_difference_is_in_the_unit_of_the_promise(promise: End, later: End, met: bool, words: str) -> None:
    assert gap(promise, later, met=met) == words


def test_a_row_has_a_slot_for_each_year() -> None:
    growth = row("地区生产总值增长")
    shown = {
        year: (
            [str(amount(end.statement)) for end in slot.promised],
            [str(amount(end.statement)) for end in slot.reported],
        )
        for year, slot in growth.slots.items()
    }
    assert shown == {2023: ([], ["6.1%"]), 2024: (["6%"], ["5.3%"]), 2025: (["5.5%"], [])}
    assert growth.slots[2024].answer is not None
    assert growth.slots[2024].answer.mark == "missed"
    assert growth.slots[2025].answer is None


def test_far_targets_have_years_of_their_own() -> None:
    assert (block().years, block().far) == ([2023, 2024, 2025], [2035])


def test_promises_are_counted_once_however_many_documents_answer() -> None:
    special = THIS.replace("政府工作报告", "报纸特刊")
    assert block(LAST, THIS, special).tally == block().tally
    assert block().tally == {"kept": 3, "missed": 2, "quiet": 1}


def test_two_documents_that_disagree_leave_it_open() -> None:
    other = THIS.replace("城镇新增就业1237人", "城镇新增就业1100人")
    found = {answer.promise.statement.subject: answer for answer in answers(compared(LAST, THIS, other)).values()}
    jobs = found["城镇新增就业"]
    assert jobs.mark == "unknown"
    assert jobs.why.startswith("说法不一：")


def test_a_figure_that_is_contradicted_is_shown_though_it_stands_in_one_year() -> None:
    found = block()
    revenue = next(each for each in found.rows if each.title == "一般公共预算收入")
    assert not revenue.is_beside
    assert found.is_telling(revenue)


def test_things_of_one_indicator_with_other_names_stand_apart() -> None:
    last = LAST.replace("新建冷库12座，", "新建冷库12座，一般性支出下降5%，")
    this = THIS.replace("新建冷库8座", "“三公”经费下降5%，一般性支出下降6%")
    names = {end.statement.subject for each in block(last, this).rows if each.thing[0] for end in each.ends()}
    assert "一般性支出" in names
    spending = [each for each in block(last, this).rows if each.title.startswith("一般性支出")]
    assert all("三公" not in end.statement.subject for each in spending for end in each.ends())


def test_a_place_that_is_not_named_is_that_of_the_others() -> None:
    nameless = THIS.replace("青岚县", "我县", 1).replace("青岚县", "我县")
    assert [each.place for each in blocks(compared(LAST, nameless))] == ["青岚县"]


def test_a_statement_is_named_with_what_it_measures() -> None:
    assert named(next(row("地区生产总值增长").ends())) == "地区生产总值增长 6%"
