"""The page of a comparison as text: the sentence, every figure with its source, what does not agree, no network."""

from __future__ import annotations

import re
from base64 import b64encode
from hashlib import sha256
from html import unescape

import pytest
from counties import LAST, THIS, block, compared

from duixian.exporters.html import compare_page
from duixian.exporters.html.compare_page import sentence
from duixian.exporters.html.sources import quote
from duixian.exporters.series import blocks


@pytest.fixture(scope="module")
def page() -> str:
    """The page of two reports."""
    return compare_page([block()], tag="演示数据")


def test_the_sentence_comes_first_with_its_numbers(page: str) -> None:
    assert sentence(block()) == "2024 年答应的 6 项，做到 3 项，没做到 2 项；1 项此后没有报结果"
    head = re.search("<h1.*?</h1>", page)
    assert head is not None
    assert 'href="#show=missed" data-show="missed">2 项</a>' in head[0]


def test_every_link_to_a_source_has_its_entry(page: str) -> None:
    links, entries = re.findall(r'href="#s(\d+)"', page), re.findall(r'<li id="s(\d+)">', page)
    assert len(links) > 20
    assert set(links) == set(entries)
    assert entries == [str(number) for number in range(1, len(entries) + 1)]


def test_every_figure_of_the_table_is_such_a_link(page: str) -> None:
    cells = re.findall(r'<td class="[pl][^>]*>(.*?)</td>', page)
    shown = [cell for cell in cells if re.search(r"\d", unescape(re.sub("<.*?>", "", cell)))]
    assert shown
    assert all('class="from"' in cell for cell in shown)


def test_an_entry_quotes_the_sentence_with_the_figure_marked(page: str) -> None:
    assert "<mark>5.3%</mark>" in page
    assert "<dd>没做到：5.3% &lt; 6%</dd>" in page


def test_a_long_quotation_is_cut_around_its_figures_and_never_within_a_number() -> None:
    found = block()
    end = next(end for each in found.rows if each.title == "新建冷库" for end in each.slots[2024].reported)
    cut = quote(found.reports["2.txt"].text, [end], around=7)
    assert cut == "…人，新建冷库<mark>12座</mark>，PM2.5平…"
    assert quote(found.reports["2.txt"].text, [end], around=9).startswith("…人，新建冷库<mark>")


def test_what_does_not_agree_stands_in_the_column(page: str) -> None:
    aside = page[page.index("<aside") : page.index("</aside>")]
    assert "一般公共预算收入有几个数：4.2亿元、4.5亿元" in aside
    assert "1.1万亩 + 8000亩 + 7000亩 = 2.6万亩，全部写 2.8万亩，差 2000亩" in aside
    assert "改造农村公路 30公里" in aside


def test_the_script_is_the_one_that_the_policy_allows(page: str) -> None:
    script = re.search(r"<script>(.*?)</script>", page, re.DOTALL)
    assert script is not None
    assert f"'sha256-{b64encode(sha256(script[1].encode()).digest()).decode()}'" in page
    assert not re.search(r"(?:src|href)=\"(?:https?:)?//", page)


def test_made_up_data_are_called_so(page: str) -> None:
    assert '<span class="tag">演示数据</span>' in page


def test_signs_in_the_text_are_no_markup() -> None:
    odd = THIS.replace("新建冷库12座", "新建<i>冷库12座")
    assert "<i>冷库" not in compare_page([block(LAST, odd)])


def test_each_place_has_its_own_part() -> None:
    page = compare_page(blocks(compared(LAST, THIS, LAST.replace("青岚", "石桥"), THIS.replace("青岚", "石桥"))))
    assert page.count('<section class="place"') == 2
    assert page.count("<h1") == 1


def test_reports_with_nothing_to_compare_say_so() -> None:
    page = compare_page(blocks(compared("天气很好。", "今天也是。")))
    assert "这些报告里没有可以前后对照的承诺" in page
