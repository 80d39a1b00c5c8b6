"""Files that are not read, known by their first bytes, and what a person can do with each."""

from __future__ import annotations

from typing import NamedTuple

from duixian.errors import FileError


class Refusal(NamedTuple):
    """First bytes that give a format away, its name, and how to get text out of it."""

    magic: bytes
    title: str
    hint: str


OFFICE = "请用 Word 或 WPS 打开，另存为 .docx、.pdf 或纯文本（.txt，UTF-8）再读。"
PDF = "请打开后打印或另存为 .pdf 再读。"
PACKED = "请先解压，再读里面的文本文件。"

# An encrypted new file lies in the same container.
OLD_OFFICE = Refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "旧版 Office（doc、xls、wps）", OFFICE)
REFUSALS = (
    OLD_OFFICE,
    Refusal(b"{\\rtf", "RTF", OFFICE),
    Refusal(b"\x1f\x8b", "gzip 压缩包", PACKED),
    Refusal(b"Rar!", "RAR 压缩包", PACKED),
    Refusal(b"7z\xbc\xaf", "7z 压缩包", PACKED),
)
# What a zip holds says what it is.
ZIPPED = (
    Refusal(b"xl/", "Excel 表格（xlsx）", OFFICE),
    Refusal(b"ppt/", "PPT（pptx）", OFFICE),
    Refusal(b"OFD.xml", "OFD 版式文件", PDF),
)


def refuse(data: bytes, name: str) -> None:
    """Raise FileError where `data` is of a format that this version does not read."""
    refusal = refusal_of(data)
    if refusal is OLD_OFFICE and name.lower().endswith((".docx", ".xlsx", ".pptx")):
        raise FileError("文件设了密码，没有读取任何内容。", where=name, hint="用原密码另存一份不加密的，再读一次。")
    if refusal is not None:
        raise FileError(f"这是 {refusal.title}，不能直接读。", where=name, hint=refusal.hint)


def refusal_of(data: bytes) -> Refusal | None:
    """Return why `data` is not read, or None where it may be text."""
    if data.startswith(b"PK\x03\x04"):
        packed = Refusal(b"PK", "zip 压缩包", PACKED)
        return next((refusal for refusal in ZIPPED if refusal.magic in data), packed)
    return next((refusal for refusal in REFUSALS if data.startswith(refusal.magic)), None)
