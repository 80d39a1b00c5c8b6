"""From a folder to a program: `load_program` opens it, and says everything that is wrong with it at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from duixian.errors import ProgramError
from duixian.programs.checking import faults_of
from duixian.programs.faults import Fault
from duixian.programs.lines import line_at, lines_of
from duixian.programs.mending import Doubt, mended
from duixian.programs.schema import ID_RULE, Program, is_id
from duixian.programs.syntax import data_in

FILE = "program.toml"


@dataclass(frozen=True, slots=True)
class Source:
    """A program with the text that it was read from."""

    program: Program
    text: str


@dataclass(frozen=True, slots=True)
class Examined:
    """What a program's text says as far as it can be read, its faults with their lines, and what was dropped."""

    program: Program | None
    faults: tuple[Fault, ...]
    doubt: Doubt


def load_program(folder: Path) -> Program:
    """Return the program that a folder holds; a ProgramError names every fault with its line."""
    return load_source(folder).program


def load_source(folder: Path) -> Source:
    """Return the program that a folder holds, with its text."""
    text = text_in(folder)
    return Source(read_program(text, key=folder.resolve().name, where=str(folder / FILE)), text)


def text_in(folder: Path) -> str:
    """Return the text of a folder's program."""
    try:
        return text_of(folder / FILE)
    except FileNotFoundError:
        raise ProgramError(
            "这个文件夹里没有 program.toml", where=str(folder), hint="新建一个：duixian program new 文件夹"
        ) from None


def text_of(path: Path) -> str:
    """Return the text of a file, without the mark that Windows' Notepad puts before it."""
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ProgramError("文件不是 UTF-8 编码", where=str(path), hint="在编辑器里另存为 UTF-8") from None


def read_program(text: str, *, key: str, where: str = "") -> Program:
    """Return the program that a text says; `key` is its id. A ProgramError names every fault with its line."""
    found = examined(text, key=key)
    if found.faults:
        raise ProgramError.of(found.faults, where=where)
    if found.program is None:
        raise ValueError("a program without faults is built")
    return found.program


@lru_cache(maxsize=64)
def recall(text: str, *, key: str) -> Program:
    """Return the program of a text that was installed once: it passed the check of its day, and nobody edits it."""
    return Program.model_validate({**tomllib.loads(text), "id": key})


def examined(text: str, *, key: str) -> Examined:
    """Return what a text says as far as it can be read, with every fault that can be told of it."""
    data, unreadable = data_in(text)
    if unreadable is not None:
        return Examined(None, (unreadable,), Doubt())
    found = mended({**data, "id": key if is_id(key) else "program"}, Program)
    faults = [*_misnamed(data.get("id", key), key), *found.faults]
    if found.value is not None:
        faults += found.doubt.told(faults_of(found.value), found.data)
    return Examined(found.value, tuple(placed(faults, lines_of(text))), found.doubt)


def _misnamed(said: object, key: str) -> list[Fault]:
    faults = []
    if said != key:
        faults.append(Fault(("id",), f"id 写的是“{said}”，文件夹名是“{key}”", "两者要一样，或者去掉 id 这一行"))
    if not is_id(key):
        faults.append(Fault(("id",), f"文件夹名“{key}”不能作代号", ID_RULE))
    return faults


def placed(faults: Iterable[Fault], lines: dict[tuple[str | int, ...], int]) -> list[Fault]:
    """Return faults with their lines, in the order of the file."""
    on_lines = [fault.at(line_at(fault.path, lines)) for fault in faults]
    return sorted(on_lines, key=lambda fault: fault.line or 0)
