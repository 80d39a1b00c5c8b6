"""The page as a file: self-contained, escaped, linked both ways, of a reasonable size."""

from __future__ import annotations

import re
from base64 import b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from html.parser import HTMLParser

import pytest

from duixian import Reading, Statement
from duixian.exporters.html import entry, index, page
from duixian.exporters.html.strip import bin_of, bins
from duixian.statement import Span

VOID = {"meta", "link", "input", "path", "br"}


class Outline(HTMLParser):
    """Collects ids, links and open elements, and complains about a tag that closes another."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.open: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = dict(attrs)
        self.tags.append(tag)
        self.ids += [value for name, value in attrs if name == "id" and value]
        self.links += [href for href in [named.get("href")] if href and href.startswith("#")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            assert self.open.pop() == tag


def test_the_page_opens_with_the_sentence(report: Reading) -> None:
    html = page(report)
    assert '<h1>43 条<span class="kinds">：33 个数字、6 个节点、4 项任务</span>；4 条请您看一眼</h1>' in html
    assert "<title>清河湾县2025年政府工作报告 · 兑现</title>" in html


def test_made_up_data_are_tagged_and_the_day_is_written(report: Reading) -> None:
    html = page(report, tag="演示数据 · 虚构县", read_on=date(2025, 9, 26))
    assert '<span class="tag">演示数据 · 虚构县</span>' in html
    assert "2025 年 9 月 26 日读" in html
    assert 'class="tag"' not in page(report)


def test_every_link_has_its_target_and_every_element_its_end(report: Reading) -> None:
    outline = Outline(page(report))
    assert not outline.open
    assert len(outline.ids) == len(set(outline.ids))
    assert {link[1:] for link in outline.links} <= set(outline.ids)
    numbers = range(1, len(report.statements) + 1)
    assert {f"{side}{number}" for side in "mr" for number in numbers} <= set(outline.ids)


def test_the_page_needs_nothing_from_outside(report: Reading) -> None:
    html = page(report)
    assert not re.search(r"https?://|src=|@import|url\(", html)
    script = re.search(r"<script>(.*?)</script>", html, re.DOTALL)
    assert script is not None
    digest = b64encode(sha256(script[1].encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-{digest}'" in html


def test_nothing_in_a_report_becomes_markup() -> None:
    text = "<script>alert(1)</script>增长6%</textarea>&amp;\"'"
    told = Statement.at(
        text,
        Span(27, 29),
        kind="figure",
        sentence=Span(0, len(text)),
        section=("</script><b>",),
        subject="<img src=x onerror=alert(2)>",
        status="result",
        lead="</script>",
    )
    html = page(Reading(text=text, statements=(told,), name="<b>.txt", title="</title><script>", notes=("<i>",)))
    assert html.count("<script") == 2
    assert html.count("</script>") == 2
    assert "<img" not in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt;增长" in html


def test_a_dollar_in_the_text_is_a_dollar(report: Reading) -> None:
    assert "合计$name美元" in page(replace(report, text="合计$name美元", statements=()))


def test_nothing_read_says_what_belongs_here(report: Reading) -> None:
    html = page(replace(report, statements=()))
    assert "<h1>没有读到数字、节点或任务" in html
    assert 'class="empty"' in html


def test_no_doubt_is_said_too(report: Reading) -> None:
    sure = tuple(replace(statement, confidence=0.99) for statement in report.statements)
    assert "没有一条把握低于 0.80" in page(replace(report, statements=sure))


def test_the_same_report_gives_the_same_page(report: Reading) -> None:
    assert page(report) == page(report) == report.to_html()


def test_thousands_of_statements_stay_a_reasonable_file(report: Reading) -> None:
    many = replace(report, text=report.text * 20, statements=report.statements * 20)
    assert len(page(many).encode()) < 700_000


@pytest.mark.parametrize(
    ("confidence", "bar"), [(0.0, 0), (0.54, 0), (0.55, 1), (0.79, 5), (0.8, 6), (0.999, 9), (1.0, 9)]
)
def test_the_histogram_cuts_where_doubt_begins(confidence: float, bar: int) -> None:
    assert bin_of(confidence) == bar


def test_the_histogram_counts_everything(report: Reading) -> None:
    assert sum(bins(report.statements)) == len(report.statements)
    assert sum(bins(report.statements)[:6]) == 4


def test_the_list_names_each_report_with_counts_and_a_link(report: Reading) -> None:
    html = index([entry(report, file="清河湾县 2025.html", tag="演示数据")], notes=["坏.txt: 文件是空的。"])
    assert "<h1>1 份报告，读到 43 条；4 条请您看一眼</h1>" in html
    assert 'href="%E6%B8%85%E6%B2%B3%E6%B9%BE%E5%8E%BF%202025.html"' in html
    assert "坏.txt: 文件是空的。" in html
    assert not Outline(html).open


@pytest.mark.parametrize("title", ["QINGHEWAN RIBAO", "（虚构县份，数据均为演示所作）", "造林三万亩。", None])
def test_a_report_without_a_title_is_called_by_its_file(report: Reading, title: str | None) -> None:
    assert "<title>特刊.txt · 兑现</title>" in page(replace(report, title=title, name="特刊.txt"))


def test_a_file_named_like_its_report_is_not_named_twice(report: Reading) -> None:
    named = replace(report, title="清河湾县2025年政府工作报告", name="清河湾县2025年政府工作报告.txt")
    assert "政府工作报告.txt" not in page(named)
