"""How the text is set: title, headings, paragraphs; every character once and in order."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duixian import Reading, Statement
from duixian.exporters.html.article import article
from duixian.exporters.html.layout import blocks
from duixian.exporters.html.marks import pieces
from duixian.paper import Page, Paper, Run
from duixian.statement import Repair, Span


def reading(text: str, *, title: str | None = None, statements: tuple[Statement, ...] = ()) -> Reading:
    return Reading(text=text, statements=statements, title=title)


def kinds(report: Reading) -> list[tuple[str, str]]:
    return [(block.kind, report.text[block.start : block.end].strip()) for block in blocks(report)]


def figure(text: str, start: int, end: int, **fields: object) -> Statement:
    fields = {"kind": "figure", "subject": "某项", "status": "result", "section": (), **fields}
    return Statement.at(text, Span(start, end), sentence=Span(start, end), **fields)


def shown(html: str) -> str:
    """Return the characters of an article as a browser has them."""
    bare = re.sub(r"<[^>]*>", "", html)
    for name, char in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&#13;", "\r"), ("&amp;", "&")):
        bare = bare.replace(name, char)
    return bare


def test_title_notes_headings_and_paragraphs_are_told_apart(report: Reading) -> None:
    assert [kind for kind, _ in kinds(report)] == [
        "title", "note", "note", "h1", "p", "p", "p", "h1", "p", "h2", "p", "p", "h2", "p", "p",
    ]  # fmt: skip


def test_the_first_paragraph_of_each_page_says_so() -> None:
    text = "第一段在首页。\n第二段从首页跨到次页。\n第三段在次页。\n第四段也在次页。\n"
    runs = (Run(0, 13, 1), Run(13, 20, 2), Run(20, 28, 2), Run(28, 37, 2))
    sheets = tuple(Page(number=number, width=595, height=842) for number in (1, 2))
    html = article(replace(reading(text), paper=Paper(pages=sheets, runs=runs)))
    assert re.findall(r'data-page="(.*?)"></div><p>(...)', html) == [("第1页", "第一段"), ("第2页", "第三段")]
    assert shown(html) == text


def test_a_document_of_one_page_has_no_page_marks() -> None:
    sheet = Page(number=1, width=595, height=842)
    assert "data-page" not in article(replace(reading("一段话。"), paper=Paper(pages=(sheet,), runs=(Run(0, 4, 1),))))


def test_a_break_inside_a_sentence_is_set_as_none(report: Reading) -> None:
    paragraph = next(words for kind, words in kinds(report) if "加装电梯" in words)
    assert "加装电梯24\n部；新建" in paragraph


def test_a_heading_that_the_reader_found_needs_no_number() -> None:
    text = "报告\n民生篇\n改造老旧小区9个。\n"
    report = reading(text, title="报告", statements=(figure(text, 13, 15, section=("民生篇",)),))
    assert kinds(report) == [("title", "报告"), ("h1", "民生篇"), ("p", "改造老旧小区9个。")]


def test_a_masthead_is_set_as_one_whatever_the_reader_makes_of_its_lines() -> None:
    text = "清河湾日报\n特刊\n2025年2月20日\n账本摊开\n民生篇\n改造老旧小区9个。\n"
    told = figure(text, text.index("9个"), text.index("。"), section=("特刊", "民生篇"))
    assert [kind for kind, _ in kinds(reading(text, title="账本摊开", statements=(told,)))] == [
        "note", "note", "note", "title", "h2", "p",
    ]  # fmt: skip


def test_a_heading_that_opens_a_paragraph_is_bold_within_it() -> None:
    text = "（一）民生更实。改造老旧小区9个。"
    html = article(reading(text, statements=(figure(text, 14, 16, section=("（一）民生更实",)),)))
    assert html.startswith("<p><b>（一）民生更实。</b>")


def test_figures_tasks_deadlines_and_doubts_have_their_marks(report: Reading) -> None:
    html = article(report)
    assert '<a class="m re" href="#r1" data-n="1"><i id="m1"></i>6.2%</a>' in html
    assert '<a class="m ta d" href="#r26" data-n="26"><i id="m26"></i>11月底前</a>' in html
    assert '<a class="m ta q" href="#r34" data-n="34"><i id="m34"></i>三分之二</a>' in html
    assert '<i class="tb" data-n="21" id="m21"></i><span class="t" data-n="21">完善老旧小区物业兜底机制</span>' in html
    assert '<i class="te" data-n="35"></i><i class="dq"></i>' in html


def test_repairs_are_shown_beside_the_text_not_in_it(report: Reading) -> None:
    html = article(report)
    assert '<span class="fx" data-as="疑为 清河湾县">清何湾县</span>' in html
    assert '24<i class="br">\n</i>部' in html
    assert 'data-as="读作 %">_M_</span>' in html


def test_what_stands_in_the_middle_of_a_sentence_is_set_apart() -> None:
    text = "财政收入\n二、工作安排\n增长6%。"
    torn = Repair(4, 12, "line break", "\n二、工作安排\n", "")
    html = article(reading(text, statements=(figure(text, 14, 16, repairs=(torn,)),)))
    assert '<span class="between">二、工作安排</span>' in html


def test_every_character_is_there_once_and_in_order(report: Reading) -> None:
    assert shown(article(report)) == report.text


def test_one_span_with_two_statements_is_one_mark_for_both() -> None:
    text = "甲、乙10月竣工。"
    told = (figure(text, 3, 6), figure(text, 3, 6))
    assert '<a class="m re q" href="#r1" data-n="1 2"><i id="m1"></i><i id="m2"></i>10月</a>' in article(
        reading(text, statements=told)
    )


SPANS = st.lists(st.tuples(st.integers(0, 39), st.integers(1, 20), st.sampled_from(["figure", "milestone", "task"])))
FIXES = st.lists(
    st.builds(
        lambda start, size, kind: Repair(start, min(start + size, 40), kind, "\n", "x"),
        st.integers(0, 39),
        st.integers(0, 9),
        st.sampled_from(["line break", "misread", "stray"]),
    )
)


@given(
    text=st.text(st.sampled_from("一（二）、2024年增长6.%\n\r\t <&>\"'　#😀A"), max_size=40), spans=SPANS, fixes=FIXES
)
def test_any_overlap_of_any_text_loses_no_character(
    text: str, spans: list[tuple[int, int, str]], fixes: list[Repair]
) -> None:
    ends = [(start, min(start + size, len(text)), kind) for start, size, kind in spans if start < len(text)]
    told = tuple(figure(text, start, end, kind=kind, repairs=tuple(fixes)) for start, end, kind in ends)
    report = reading(text, statements=told)
    cut = list(pieces(report, blocks(report)))
    assert "".join(text[piece.start : piece.end] for piece in cut) == text
    assert shown(article(report)) == text


@pytest.mark.parametrize("text", ["", "\n", "　\n\n", "一"])
def test_next_to_nothing_can_be_set(text: str) -> None:
    assert shown(article(reading(text))) == text


def test_setting_takes_linear_time(report: Reading) -> None:
    twice = replace(report, text=report.text * 40, statements=())
    assert len(blocks(twice)) >= 40


def test_a_paragraph_that_begins_right_under_the_masthead_is_one() -> None:
    text = "清河湾日报\n腊月里的清河结着薄冰\n柳河镇的育苗棚却已经新绿，今年改造老旧小区9个。\n"
    told = figure(text, text.index("9个"), text.index("。"))
    told = replace(told, sentence=Span(text.index("腊月"), len(text) - 1))
    assert [kind for kind, _ in kinds(reading(text, statements=(told,)))] == ["title", "p"]
