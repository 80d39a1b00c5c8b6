"""What was read of many files, a part each, kept beside the output until that is complete.

A part's name is made of the file's content, how the file's name ends, the options and the reader: where one of these
changes, the file is read again; a file that only moved is not.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import zlib
from contextlib import suppress
from functools import cache
from pathlib import Path

import duixian
from duixian.errors import FileError
from duixian.exporters.kept import Kept, keep, kept
from duixian.statement import Report

# What of the package decides what is read.
READER = ("*.py", "*.csv", "*.toml")


class Parts:
    """A folder of parts, made when the first is kept."""

    def __init__(self, folder: Path, *, place: str | None = None, year: int | None = None) -> None:
        self.folder = folder
        self.place = place
        self.year = year
        self._options = f"{place}\n{year}\n{reader_version()}"

    def name(self, path: str, sha256: str) -> str:
        """Return the name of the part of a file with this content."""
        means = f"{sha256}\n{Path(path).suffix.lower()}\n{self._options}"
        return f"{hashlib.sha256(means.encode()).hexdigest()}.jsonl.gz"

    def find(self, name: str) -> Kept | None:
        """Return what was kept, or None where it was not, or is damaged."""
        try:
            return kept((self.folder / name).read_bytes())
        except (OSError, EOFError, ValueError, zlib.error):
            return None

    def add(self, name: str, report: Report) -> None:
        """Keep what was read; raises FileError where it cannot be written: nor could the next."""
        draft = self.folder / f"{name}.{os.getpid()}"
        try:
            self.folder.mkdir(exist_ok=True)
            draft.write_bytes(keep(report))
            draft.replace(self.folder / name)
        except OSError as error:
            with suppress(OSError):
                draft.unlink(missing_ok=True)
            hint = f"系统说：{error.strerror}。腾出地方后再运行同一条命令：读好的都还在，不用重读。"
            raise FileError("存不下读好的内容。", where=str(self.folder), hint=hint) from None

    def get(self, name: str) -> Kept:
        """Return what was kept; raises FileError where it has gone meanwhile."""
        if (found := self.find(name)) is None:
            hint = "请再运行同一条命令；同一个 --out 同时只能运行一个。"
            raise FileError("读好的内容少了一份。", where=str(self.folder), hint=hint)
        return found

    def remove(self) -> None:
        """Remove the folder with all that is in it."""
        shutil.rmtree(self.folder, ignore_errors=True)


def digest_of(path: str) -> str:
    """Return the SHA-256 of a file's content as hexadecimal digits, or nothing where it cannot be read."""
    try:
        with Path(path).open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""


def size_of(path: str) -> int:
    """Return how many bytes a file has; 0 where it cannot be told, which reading it will explain."""
    try:
        return Path(path).stat().st_size
    except OSError:
        return 0


@cache
def reader_version() -> str:
    """Return the version of the package and the first digits of a sum over its code and data."""
    total = hashlib.sha256()
    root = Path(duixian.__file__).parent
    for path in sorted(path for pattern in READER for path in root.rglob(pattern)):
        total.update(path.read_bytes())
    return f"{duixian.__version__}+{total.hexdigest()[:12]}"
