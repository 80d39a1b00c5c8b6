"""Which files are meant: names as given, `-`, and what is in a folder that can be read."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from duixian.errors import DuixianError, FileError, UsageError
from duixian.reader.formats import suffixes

STDIN = "-"


def files_of(names: Iterable[str]) -> tuple[list[str], list[DuixianError]]:
    """Return the files that `names` mean, each once, a folder's sorted; and what is wrong with the rest."""
    listed: dict[str, None] = {}
    failures: list[DuixianError] = []
    for name in names:
        found = [name] if name == STDIN or not Path(name).is_dir() else sorted(_texts(Path(name)))
        listed.update(dict.fromkeys(found))
        if not found:
            hint = f"能读的有 {' '.join(suffixes())}；别的格式请先另存为 .docx、.pdf 或 .txt。"
            failures.append(FileError("这个文件夹里没有能读的文件。", where=name, hint=hint))
    if STDIN in listed and len(listed) > 1:
        raise UsageError("- 是标准输入，不能和别的文件一起读。", hint="请分两次读。")
    return list(listed), failures


def _texts(folder: Path) -> Iterator[str]:
    for root, folders, names in os.walk(folder):
        folders[:] = [each for each in folders if not each.startswith(".")]
        yield from (str(Path(root, each)) for each in names if _is_text(each))


def _is_text(name: str) -> bool:
    return not name.startswith(".") and name.lower().endswith(suffixes())


def memory() -> int:
    """Return the bytes of the machine's memory; where the system does not tell, more than is ever asked for."""
    try:
        return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")
    except (AttributeError, OSError, ValueError):
        return sys.maxsize
