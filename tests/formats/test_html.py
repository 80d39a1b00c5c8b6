"""Web pages: the article alone, in whatever encoding the page says."""

from __future__ import annotations

import pytest

from duixian import FileError
from duixian.reader.formats import load_bytes
from duixian.reading import read_source

PAGE = """<!DOCTYPE html><html><head><meta charset="{charset}"><title>清河湾县</title><script>var a = 1;</script></head>
<body><div class="header"><ul>
<li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li><li><a href="/hd">互动</a></li></ul></div>
<div class="location">当前位置：<a href="/">首页</a> &gt; <a href="/bg">政府工作报告</a></div>
<div class="article"><h1>清河湾县2025年政府工作报告</h1>
<p>　　现在，我向大会报告政府工作，请予审议，并请列席人员提出意见。过去一年，全县上下一心，事情一件一件办。</p>
<p>一、2024年工作回顾</p>
<p>　　地区生产总值增长5.3%，建成高标准农田2.8万亩，新增经营主体3000余户，城镇新增就业2500人。</p>
<p>二、2025年工作安排</p>
<p>　　改造老旧小区9个，加装电梯24部，新建村级养老餐桌30处，城西污水处理厂二期9月底前通水。</p></div>
<div class="related"><h3>相关链接</h3><ul>
<li><a href="/1">柳河镇召开会议</a></li><li><a href="/2">县里调研</a></li></ul></div>
<div class="footer">版权所有 清河湾县人民政府 备案号 0000 电话：000-0000000</div></body></html>"""


@pytest.mark.parametrize(("charset", "codec"), [("utf-8", "utf-8"), ("gb2312", "gb18030"), ("GBK", "gb18030")])
def test_only_the_article_is_read(charset: str, codec: str) -> None:
    text = load_bytes(PAGE.format(charset=charset).encode(codec), "报告.html").text
    assert "加装电梯24部" in text
    for words in ("互动", "当前位置", "相关链接", "柳河镇召开会议", "版权所有", "var a"):
        assert words not in text


def test_a_wrong_charset_is_not_believed() -> None:
    assert "加装电梯24部" in load_bytes(PAGE.format(charset="gb2312").encode("utf-8"), "报告.html").text


def test_a_page_without_its_ending_is_known_by_its_beginning() -> None:
    assert "首页" not in load_bytes(PAGE.format(charset="utf-8").encode(), "下载").text


def test_statements_stand_in_the_text_that_is_printed() -> None:
    read = read_source(load_bytes(PAGE.format(charset="utf-8").encode(), "报告.html"))
    assert {"5.3%", "9个", "24部"} <= {each.text for each in read.statements}
    assert all(read.text[each.start : each.end] == each.text for each in read.statements)


def test_a_page_of_scripts_says_what_to_do() -> None:
    with pytest.raises(FileError, match="没有文字"):
        load_bytes(b"<!doctype html><html><body><div id=app></div><script>render()</script></body></html>", "报告.html")
