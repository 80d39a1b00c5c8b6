"""A path to its text: `FORMATS` says which loader reads what; a new format is one module and one line here."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO

from duixian.errors import FileError
from duixian.reader.formats import docx, html, pdf
from duixian.reader.formats.plain import load_text
from duixian.reader.formats.refused import refuse
from duixian.reader.formats.scan import PICTURES, is_picture, load_picture
from duixian.reader.formats.source import Format, Loader, Source

FORMATS: tuple[Format, ...] = (
    Format("纯文本", (".txt", ".md"), load_text),
    Format("Word 文档", docx.SUFFIXES, docx.load_docx),
    Format("PDF", pdf.SUFFIXES, pdf.load_pdf),
    Format("网页", html.SUFFIXES, html.load_html),
    Format("图片", PICTURES, load_picture),
)
# A hundred thousand pages; what is bigger was given by mistake.
LARGEST = 200 * 1024 * 1024


def suffixes() -> tuple[str, ...]:
    """Return how the names of readable files end: what a folder is searched for."""
    return tuple(suffix for form in FORMATS for suffix in form.suffixes)


def load(path: Path) -> Source:
    """Return the text of the file at `path`; raises FileError with what is wrong and what to do."""
    return load_bytes(bytes_of(path), str(path))


def load_stdin() -> Source:
    """Return the text that stands on standard input."""
    return load_bytes(read_up_to(sys.stdin.buffer, LARGEST, "标准输入"), "标准输入")


def load_bytes(data: bytes, name: str) -> Source:
    """Return the text of a file's bytes; `name` chooses the loader and stands in messages."""
    if not data:
        raise FileError("文件是空的，一个字也没有。", where=name, hint="请确认内容已经保存，再读一次。")
    return loader_for(data, name)(data, name)


# What the first bytes say counts more than the name.
KNOWN: tuple[tuple[Callable[[bytes], bool], Loader], ...] = (
    (is_picture, load_picture),
    (lambda data: b"%PDF-" in data[:1024], pdf.load_pdf),
    (docx.is_docx, docx.load_docx),
    (html.is_page, html.load_html),
)
# Names that promise a format which the bytes do not hold.
PROMISED = {".pdf": "PDF", ".docx": "Word 文档", **dict.fromkeys(PICTURES, "图片")}


def loader_for(data: bytes, name: str) -> Loader:
    """Return the loader for a file's bytes; raises FileError where they are not what its name says, or not read yet."""
    known = next((load for is_one, load in KNOWN if is_one(data)), None)
    if known is not None:
        return known
    suffix = Path(name).suffix.lower()
    refuse(data, name)
    if suffix in PROMISED:
        hint = "请确认文件完整：重新下载或重新导出一份，再读一次。"
        raise FileError(f"名字像{PROMISED[suffix]}，内容不是，或者坏了。", where=name, hint=hint)
    return html.load_html if suffix in html.SUFFIXES else load_text


def bytes_of(path: Path) -> bytes:
    """Return the bytes at `path`; raises FileError where it is missing, a folder, locked or too big."""
    where = str(path)
    try:
        with path.open("rb") as file:
            # What says its size is refused before it fills the memory; a pipe says none.
            refuse_large(os.fstat(file.fileno()).st_size, LARGEST, where)
            return read_up_to(file, LARGEST, where)
    except FileNotFoundError:
        raise FileError("没有这个文件。", where=where, hint=near(path)) from None
    except IsADirectoryError:
        raise FileError("这是文件夹，不是文件。", where=where, hint="请给出文件夹里的一个文件。") from None
    except PermissionError:
        hint = "请把它设为可读，或复制一份到自己的文件夹再读。"
        raise FileError("没有读取这个文件的权限。", where=where, hint=hint) from None
    except OSError as error:
        hint = f"系统说：{error.strerror}。请复制一份到本机再读。"
        raise FileError("文件打不开。", where=where, hint=hint) from None


def read_up_to(file: BinaryIO, limit: int, where: str) -> bytes:
    """Return all of `file`; raises FileError where it is longer than `limit`."""
    data = file.read(limit + 1)
    refuse_large(len(data), limit, where)
    return data


def refuse_large(size: int, limit: int, where: str) -> None:
    """Raise FileError for a file of more than `limit` bytes."""
    if size > limit:
        raise FileError(f"文件超过 {limit >> 20} MB，没有读。", where=where, hint="请按年份或章节拆成几份再读。")


def near(path: Path) -> str:
    """Return what to do about a missing file: the nearest name beside it, where there is one."""
    if not path.parent.is_dir():
        return f"文件夹 {path.parent} 也不存在，请核对路径。"
    # By stem: every .txt would look like every other.
    beside = {other.stem: other.name for other in path.parent.iterdir()}
    close = get_close_matches(path.stem, beside, n=1)
    return f"是不是 {path.parent / beside[close[0]]}？" if close else "请核对文件名；名字里有空格时要加引号。"
