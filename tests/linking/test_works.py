"""The finder of works: where a mention stands, what it is where the reader read a date or a count, any text at all."""

from __future__ import annotations

import pytest
from calls import calls
from hypothesis import given, settings
from hypothesis import strategies as st

from duixian import read_text
from duixian.linking.projects import project_links
from duixian.linking.works import Work, works_in

PLAN = "清河湾县2025年政府工作报告\n\n二、2025年工作安排\n"
BITS = st.sampled_from(
    [
        *"，。、；：和及的了",
        "完成",
        "推进",
        "建成通车",
        "项目",
        "一期",
        "“",
        "”",
        "（",
        "等",
        "柳林路",
        "望江水厂",
        "年内",
    ]
)


def plan(sentence: str) -> tuple[Work, ...]:
    """Return the works that a sentence of a plan speaks of."""
    return works_in(read_text(PLAN + sentence))


@pytest.mark.parametrize(
    "sentence", ["完成柳林路建设。", "柳林路　建设，望江水\n厂年内投产。", "推进柳林路、望江水厂建设。"]
)
def test_a_mention_is_the_text_where_it_stands(sentence: str) -> None:
    works = plan(sentence)
    assert works
    for work in works:
        assert (PLAN + sentence)[work.statement.start : work.statement.end] == work.statement.text


def test_a_dated_work_is_the_readers_milestone() -> None:
    work = plan("望江水厂10月底前投产。")[0]
    assert (work.statement.kind, str(work.statement.due)) == ("milestone", "2025-10-31")


def test_a_counted_work_is_the_readers_figure() -> None:
    work = plan("建成12个乡镇小型气象站。")[0]
    assert (work.statement.kind, work.statement.text, work.name) == ("figure", "12个", "乡镇小型气象站")


def test_the_next_clause_belongs_to_a_work_alone_in_its_own() -> None:
    work = plan("突出抓好青岚物流园项目，确保早日投产。")[0]
    assert work.statement.text == "突出抓好青岚物流园项目，确保早日投产"


@settings(max_examples=200, deadline=None)
@given(st.lists(BITS, max_size=40).map("".join))
def test_any_text_is_gone_over_and_each_mention_stands_in_it(text: str) -> None:
    whole = PLAN + text
    for work in works_in(read_text(whole)):
        assert whole[work.statement.start : work.statement.end] == work.statement.text


@pytest.mark.parametrize("piece", ["完成柳林路、", "柳林路建成和", "年内", "“望江", "推进项目，", "推进柳林路建设。"])
def test_four_times_the_text_costs_four_times_the_calls(piece: str) -> None:
    once, again = (read_text(PLAN + piece * size) for size in (200, 800))
    assert calls(lambda: works_in(again)) < 4.6 * calls(lambda: works_in(once))


@pytest.mark.parametrize("piece", ["完成柳林路、", "推进柳林路建设。", "完成望江水厂建设，"])
def test_pairing_four_times_the_works_costs_few_more_calls(piece: str) -> None:
    once, again = (read_text(PLAN + piece * size) for size in (100, 400))
    assert calls(lambda: project_links(again, again)) < 6 * calls(lambda: project_links(once, once))
