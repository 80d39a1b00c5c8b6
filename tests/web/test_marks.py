"""Marks: shape before colour, a name in words for each, numbers and days as they are written here."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import translation
from looking import DESKTOP, Open

from duixian.accounts.models import Person
from duixian.web.templatetags import marks, numbers


def drawn(text: str, **values: object) -> str:
    return Template(text).render(Context(values))


@pytest.mark.parametrize("kind", list(marks.SOURCES))
def test_every_source_mark_has_a_name_in_words_and_never_starts_a_line(kind: str) -> None:
    mark = drawn("{% source_mark kind '/source/3/' %}", kind=kind)
    assert mark.startswith("\u2060<a ")
    assert f'aria-label="{marks.SOURCES[kind]}"' in mark
    assert f"src-{kind}" in mark


def test_a_number_keeps_unit_and_mark_in_one_piece() -> None:
    text = drawn("{% number value '万亩' 'original' '/source/1/' %}", value=Decimal("1234.50"))
    assert text.startswith('<span class="num"><b>1,234.50</b><small>万亩</small>')
    assert "src-original" in text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (Decimal("-3.2"), "\u22123.2"),
        (1234567, "1,234,567"),
        (0.5, "0.5"),
        (Decimal("48.60"), "48.60"),
        (Decimal("1E+3"), "1,000"),
        ("缺 8 月", "缺 8 月"),
        (None, ""),
    ],
)
def test_figures_are_grouped_with_a_real_minus(value: object, written: str) -> None:
    assert numbers.figure(value) == written


def test_what_a_person_typed_is_escaped() -> None:
    assert "<script>" not in drawn("{% number value unit %}", value="<script>", unit="<script>")


@pytest.mark.parametrize("kind", list(marks.ASSESSMENTS))
def test_every_assessment_is_a_shape_and_a_word(kind: str) -> None:
    word = str(marks.ASSESSMENTS[kind])
    assert drawn("{% assessment kind %}", kind=kind).endswith(f"{word}</span>")
    assert f'aria-label="{word}"' in drawn("{% assessment kind words=False %}", kind=kind)


def test_the_bar_keeps_its_order_whatever_order_the_counts_come_in() -> None:
    counts = {"withdrawn": 4, "unknown": 11, "late": 22, "delivered": 168, "missed": 6, "at_risk": 27, "on_track": 174}
    bar = drawn("{% stacked_bar counts labels=True %}", counts=counts)
    assert "已兑现 168，按期 174，有风险 27，逾期 22，未兑现 6，无法判定 11，已撤销 4" in bar
    assert bar.index("f-delivered") < bar.index("f-on_track") < bar.index("hatch-risk") < bar.index("hatch-late")
    assert ">168</text>" in bar
    assert "style=" not in bar


def test_an_empty_bar_says_that_there_is_nothing_yet() -> None:
    assert 'aria-label="还没有"' in drawn("{% stacked_bar counts %}", counts={})


@pytest.mark.parametrize(("level", "lit", "word"), [(1, 1, "蓝色提醒"), (2, 2, "橙色预警"), (3, 3, "红色督办")])
def test_escalation_lights_as_many_bars_as_steps_and_says_the_word(level: int, lit: int, word: str) -> None:
    mark = drawn("{% escalation level %}", level=level)
    assert mark.count('class="lit"') == lit
    assert word in mark
    assert word in drawn("{% escalation level short=True %}", level=level)


def test_no_step_is_drawn_as_nothing() -> None:
    assert drawn("{% escalation 0 %}") == ""


def test_progress_says_both_numbers_and_what_does_not_apply() -> None:
    assert "完成 67%，按原期限应到 73%" in drawn("{% progress 66.7 73 'at_risk' %}")
    assert "不适用" in drawn("{% progress none %}", none=None)


def test_the_grade_of_evidence_says_what_it_means() -> None:
    assert drawn("{% grade '甲' %}") == '<abbr class="grade" title="第三方原件">甲</abbr>'


def test_three_statuses_stand_side_by_side_and_an_absent_one_is_a_word() -> None:
    text = drawn(
        "{% three_statuses reported evidenced timing %}",
        reported={"value": 8, "unit": "个", "source": "reported"},
        evidenced={"value": None},
        timing={"value": "落后 2", "unit": "个", "tone": "behind"},
    )
    assert text.index("申报") < text.index("佐证") < text.index("时序")
    assert "还没有" in text
    assert "s-behind" in text


def test_days_are_short_in_tables_and_words_in_prose() -> None:
    day = date(2025, 9, 6)
    assert numbers.day(day) == "09-06"
    assert numbers.day(day, 2024) == "2025-09-06"
    assert numbers.day_words(day) == "9月6日"
    assert numbers.day_words(day, "2024") == "2025年9月6日"
    assert numbers.day_full(day) == "2025年9月6日"
    assert numbers.day(datetime(2025, 9, 5, 20, 0, tzinfo=UTC)) == "09-06"
    with translation.override("en"):
        assert numbers.day_words(day) == "6 Sep"


@pytest.mark.browser
def test_shapes_take_their_colours_from_the_tokens(qin: Person, open_page: Open) -> None:
    page = open_page("/account/", by=qin, width=DESKTOP)
    colour = page.evaluate(
        """() => {
          const main = document.getElementById("main");
          main.insertAdjacentHTML("beforeend", '<svg class="mark" id="probe"><use href="#m-late"/></svg>');
          return getComputedStyle(document.querySelector("#m-late .a")).fill;
        }"""
    )
    assert colour == "rgb(179, 38, 30)"
