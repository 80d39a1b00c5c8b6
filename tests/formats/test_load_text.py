"""Text files: every encoding a county's file comes in, line ends kept, and one sentence where it cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from duixian.errors import FileError
from duixian.reader.formats import FORMATS, load, load_bytes, loading, suffixes

SIMPLE = "2025年，清河湾县改造老旧小区9个，加装电梯24部。\r\n城西污水处理厂二期9月底前通水。\n"
FULL = "2025年，清河灣縣改造老舊小區9個，加裝電梯24部。\r\n城西污水處理廠二期9月底前通水。\n"


def saved(folder: Path, data: bytes, name: str = "报告.txt") -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("text", "codec", "encoding"),
    [
        (SIMPLE, "utf-8", "utf-8"),
        (SIMPLE, "utf-8-sig", "utf-8"),
        (SIMPLE, "utf-16", "utf-16"),
        (SIMPLE, "gb18030", "gb18030"),
        (SIMPLE, "gbk", "gb18030"),
        (FULL, "big5", "big5"),
        ("共3.5碁㐀\n", "gb18030", "gb18030"),
    ],
)
def test_text_comes_back_character_by_character(tmp_path: Path, text: str, codec: str, encoding: str) -> None:
    source = load(saved(tmp_path, text.encode(codec)))
    assert (source.text, source.encoding, source.replaced) == (text, encoding, 0)


@pytest.mark.parametrize("text", ["武乡县", "增长6.2%。", "清河湾县工作报告"])
def test_a_few_words_in_gb18030_are_not_taken_for_big5(text: str) -> None:
    assert load_bytes(text.encode("gb18030"), "报告.txt").text == text


def test_a_cut_end_is_read_and_counted(tmp_path: Path) -> None:
    source = load(saved(tmp_path, (SIMPLE * 20).encode("gb18030") + b"\xcf"))
    assert source.replaced == 1
    assert source.text.startswith(SIMPLE)


@pytest.mark.parametrize(
    ("data", "what", "hint"),
    [
        (b"", "文件是空的", "保存"),
        ("　\r\n \n".encode(), "只有空格和换行", "保存"),
        (b"%PDF-1.7 ...", "PDF 坏了", "另存"),
        (b"PK\x03\x04....word/document.xml", "Word 文件坏了", "另存为新的"),
        (b"PK\x03\x04....xl/workbook.xml", "xlsx", "另存为 .docx"),
        (b"PK\x03\x04....a.txt", "zip", "解压"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "旧版 Office", "另存为 .docx"),
        (b"\x00\x01\x02" * 50, "不是文本文件", "另存为纯文本"),
        (bytes(range(128, 256)) * 9, "不是文本文件", "另存为纯文本"),
    ],
)
def test_what_is_not_text_says_what_it_is_and_what_to_do(tmp_path: Path, data: bytes, what: str, hint: str) -> None:
    path = saved(tmp_path, data)
    with pytest.raises(FileError) as caught:
        load(path)
    assert what in caught.value.what
    assert hint in caught.value.hint
    assert caught.value.where == str(path)


def test_a_missing_file_names_the_nearest_one(tmp_path: Path) -> None:
    right = saved(tmp_path, SIMPLE.encode(), "清河湾县2025.txt")
    with pytest.raises(FileError) as caught:
        load(tmp_path / "清河弯县2025.txt")
    assert caught.value.hint == f"是不是 {right}？"


def test_a_folder_that_is_missing_too_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileError) as caught:
        load(tmp_path / "没有" / "报告.txt")
    assert str(tmp_path / "没有") in caught.value.hint


def test_a_folder_is_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(FileError, match="文件夹"):
        load(tmp_path)


def test_a_locked_file_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    path = saved(tmp_path, SIMPLE.encode())
    monkeypatch.setattr(Path, "open", locked)
    with pytest.raises(FileError, match="权限"):
        load(path)


def test_a_file_that_is_too_big_is_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loading, "LARGEST", 10)
    with pytest.raises(FileError, match="没有读"):
        load(saved(tmp_path, SIMPLE.encode()))


def test_folders_are_searched_for_what_the_formats_read() -> None:
    assert suffixes() == tuple(suffix for form in FORMATS for suffix in form.suffixes)
    assert {".txt", ".md"} <= set(suffixes())


def test_a_huge_file_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "巨大.txt"
    with path.open("wb") as file:
        file.truncate(500 * 1024 * 1024)
    with pytest.raises(FileError, match="超过 200 MB"):
        load(path)
