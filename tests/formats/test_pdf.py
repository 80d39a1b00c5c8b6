"""PDF with a text layer: columns in reading order, pages and boxes, running heads left out, what cannot be opened."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from press import printed

from duixian import FileError, Reading
from duixian.reader.formats import load_bytes
from duixian.reading import read_source

PARAGRAPHS = (
    "一、2024年工作回顾",
    "过去一年，地区生产总值增长6.2%，规上工业增加值增长7.1%，一般公共预算收入完成9.86亿元，增长4.4%。建成高标准农田3.0万亩，粮食总产达到2.06亿斤。",
    "二、2025年工作安排",
    "全年地区生产总值增长6%左右，新建农产品产地冷库14座，改造老旧小区9个，加装电梯24部，城西污水处理厂二期9月底前通水。",
    "新增普惠托位220个，8月底前投用；城镇、农村居民人均可支配收入分别增长5%、7%以上，PM2.5年均浓度控制在34微克/立方米以内。",
)
HEAD = "清河湾县2025年政府工作报告"
STYLE = "body{font:12pt/1.7 'Noto Serif CJK SC'}h1{text-align:center;font-size:22pt}p{text-indent:2em;margin:0}"
Made = Callable[[int], bytes]


@pytest.fixture(scope="module")
def made(browser: Browser) -> Made:
    """Print the report in so many columns."""
    known: dict[int, bytes] = {}

    def pdf(columns: int) -> bytes:
        if columns not in known:
            body = "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
            html = f"<style>{STYLE}</style><h1>{HEAD}</h1><div style='columns:{columns};column-gap:8mm'>{body}</div>"
            known[columns] = printed(browser, html)
        return known[columns]

    return pdf


def reading(data: bytes, name: str = "报告.pdf") -> Reading:
    return read_source(load_bytes(data, name))


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_columns_are_read_one_after_the_other(made: Made, columns: int) -> None:
    text = "".join(reading(made(columns)).text.split())
    assert text == "".join((HEAD, *PARAGRAPHS))


@pytest.mark.parametrize("columns", [1, 2])
def test_a_statement_knows_its_page_and_box(made: Made, columns: int) -> None:
    read = reading(made(columns))
    towers = next(each for each in read.statements if each.subject == "加装电梯")
    assert read.text[towers.start : towers.end] == "24部"
    assert towers.page == 1
    assert towers.box is not None
    assert 0 < towers.box.left < towers.box.right < 1
    assert towers.box.right - towers.box.left < 0.09
    if columns == 2:
        assert towers.box.left > 0.5


def test_a_page_draws_itself(made: Made) -> None:
    paper = reading(made(1)).paper
    assert paper is not None
    assert paper.pages[0].picture is not None
    assert paper.pages[0].picture().startswith(b"\xff\xd8")


def test_running_heads_and_page_numbers_are_left_out(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(
        f"<style>{STYLE}p{{break-after:page}}</style>" + "".join(f"<p>{words}</p>" for words in PARAGRAPHS)
    )
    head = "<div style='font-size:9px;width:100%;text-align:center'>清河湾日报</div>"
    foot = "<div style='font-size:9px;width:100%;text-align:center'>第<span class=pageNumber></span>页</div>"
    margin = {"top": "20mm", "bottom": "20mm"}
    data = page.pdf(display_header_footer=True, header_template=head, footer_template=foot, margin=margin)  # type: ignore[arg-type]
    page.close()
    text = reading(data).text
    assert "清河湾日报" not in text
    assert "第1页" not in text.replace(" ", "")
    assert "加装电梯24部" in text


def test_the_name_does_not_matter(made: Made) -> None:
    assert reading(made(1), "报告.txt").encoding == "pdf"


def encrypted(data: bytes) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(data)))
    writer.encrypt("qinghewan")
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def test_an_encrypted_pdf_says_so(made: Made) -> None:
    with pytest.raises(FileError, match="设了密码"):
        load_bytes(encrypted(made(1)), "报告.pdf")


@pytest.mark.parametrize("share", [0.02, 0.3])
def test_half_a_pdf_is_damaged(made: Made, share: float) -> None:
    data = made(1)
    with pytest.raises(FileError, match="坏了"):
        load_bytes(data[: int(len(data) * share)], "报告.pdf")


def test_a_text_named_pdf_is_told(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="名字像PDF"):
        load_bytes("这里只有文字。".encode(), "报告.pdf")
