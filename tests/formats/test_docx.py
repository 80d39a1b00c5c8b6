"""Word files: paragraphs, tables, numbering, footnotes, pages; damaged, locked and harmful ones."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from duixian import FileError
from duixian.paper import Spot
from duixian.reader.formats import Source, load_bytes
from duixian.reading import read_source


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def loaded(document: Any, name: str = "报告.docx") -> Source:
    return load_bytes(saved(document), name)


def test_paragraphs_and_tables_come_in_their_order() -> None:
    document = docx.Document()
    document.add_heading("清河湾县2025年政府工作报告", 0)
    document.add_paragraph("改造老旧小区9个。")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "粮食产量", "2.1亿斤"
    document.add_paragraph("加装电梯24部。")
    text = loaded(document).text
    assert text == "清河湾县2025年政府工作报告\n改造老旧小区9个。\n粮食产量\t2.1亿斤\n加装电梯24部。\n"


def test_every_statement_stands_in_the_text_that_is_printed() -> None:
    document = docx.Document()
    document.add_paragraph("2025年，地区生产总值增长6%，加装电梯24部。")
    read = read_source(loaded(document))
    assert [read.text[each.start : each.end] for each in read.statements] == ["6%", "24部"]


def numbered(document: Any, words: str, level: int) -> None:
    properties = document.add_paragraph(words)._p.get_or_add_pPr()
    number = OxmlElement("w:numPr")
    for tag, value in (("w:ilvl", str(level)), ("w:numId", "77")):
        element = OxmlElement(tag)
        element.set(qn("w:val"), value)
        number.append(element)
    properties.append(number)


def with_list(document: Any, *levels: tuple[str, str]) -> None:
    part = document.part.numbering_part.element
    abstract = OxmlElement("w:abstractNum")
    abstract.set(qn("w:abstractNumId"), "77")
    for depth, (form, words) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for tag, value in (("w:start", "1"), ("w:numFmt", form), ("w:lvlText", words)):
            element = OxmlElement(tag)
            element.set(qn("w:val"), value)
            level.append(element)
        abstract.append(level)
    part.insert(0, abstract)
    number = OxmlElement("w:num")
    number.set(qn("w:numId"), "77")
    of = OxmlElement("w:abstractNumId")
    of.set(qn("w:val"), "77")
    number.append(of)
    part.append(number)


def test_numbers_that_word_draws_are_written_out() -> None:
    document = docx.Document()
    with_list(document, ("chineseCountingThousand", "%1、"), ("chineseCountingThousand", "（%2）"))
    for words, level in (("工作回顾", 0), ("工业", 1), ("农业", 1), ("工作安排", 0), ("民生", 1)):
        numbered(document, words, level)
    assert loaded(document).text.split() == ["一、工作回顾", "（一）工业", "（二）农业", "二、工作安排", "（一）民生"]


def test_pages_are_those_that_word_noted() -> None:
    document = docx.Document()
    document.add_paragraph("改造老旧小区9个。")
    second = document.add_paragraph()
    run = second.add_run()
    run._r.append(OxmlElement("w:lastRenderedPageBreak"))
    second.add_run("加装电梯24部。")
    source = loaded(document)
    assert source.paper is not None
    start = source.text.index("24部")
    assert source.paper.spot(start, start + 3) == Spot(2, None)


def test_deleted_words_are_not_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("加装电梯24部")
    gone = OxmlElement("w:del")
    run = OxmlElement("w:r")
    words = OxmlElement("w:delText")
    words.text = "和扶梯3部"
    run.append(words)
    gone.append(run)
    paragraph._p.append(gone)
    assert loaded(document).text == "加装电梯24部\n"


def test_the_name_does_not_matter() -> None:
    document = docx.Document()
    document.add_paragraph("加装电梯24部。")
    assert loaded(document, "报告.doc").encoding == "docx"


def test_a_word_file_without_words_says_so() -> None:
    with pytest.raises(FileError, match="没有文字"):
        loaded(docx.Document())


def test_half_a_word_file_is_damaged() -> None:
    document = docx.Document()
    document.add_paragraph("加装电梯24部。")
    with pytest.raises(FileError, match="坏了"):
        load_bytes(saved(document)[:9000], "报告.docx")


def test_a_broken_part_is_damage() -> None:
    document = docx.Document()
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(document))) as whole, zipfile.ZipFile(out, "w") as broken:
        for part in whole.namelist():
            broken.writestr(part, b"<w:document" if part == "word/document.xml" else whole.read(part))
    with pytest.raises(FileError, match="坏了"):
        load_bytes(out.getvalue(), "报告.docx")


def test_a_bomb_is_not_unpacked() -> None:
    out = io.BytesIO()
    bomb = zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED)
    with bomb, bomb.open("word/document.xml", "w", force_zip64=True) as part:
        for _ in range(450):
            part.write(b" " * (1 << 20))
    with pytest.raises(FileError, match="450 MB"):
        load_bytes(out.getvalue(), "报告.docx")


def test_a_locked_word_file_says_so() -> None:
    container = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 2000
    with pytest.raises(FileError, match="设了密码"):
        load_bytes(container, "报告.docx")
    with pytest.raises(FileError, match="旧版 Office"):
        load_bytes(container, "报告.doc")
