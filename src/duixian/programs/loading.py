"""From a folder to a program: `load_program` opens it, and says everything that is wrong with it at once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from duixian.errors import ProgramError, guess
from duixian.programs.checking import faults_of
from duixian.programs.faults import Fault
from duixian.programs.lines import line_at, lines_of
from duixian.programs.schema import ID, Program, is_id

FILE = "program.toml"
ID_RULE = "只用小写字母、数字、下划线，字母开头，最多 40 个；下划线不连着写，也不放在末尾"


@dataclass(frozen=True, slots=True)
class Source:
    """A program with the text that it was read from."""

    program: Program
    text: str


def load_program(folder: Path) -> Program:
    """Return the program that a folder holds; a ProgramError names every fault with its line."""
    return load_source(folder).program


def load_source(folder: Path) -> Source:
    """Return the program that a folder holds, with its text."""
    path = folder / FILE
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise ProgramError(
            "这个文件夹里没有 program.toml", where=str(folder), hint="新建一个：duixian program new 文件夹"
        ) from None
    except UnicodeDecodeError:
        raise ProgramError("文件不是 UTF-8 编码", where=str(path), hint="在编辑器里另存为 UTF-8") from None
    return Source(read_program(text, key=folder.resolve().name, where=str(path)), text)


def read_program(text: str, *, key: str, where: str = "") -> Program:
    """Return the program that a text says; `key` is its id. A ProgramError names every fault with its line."""
    lines = lines_of(text)
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ProgramError(f"不是合格的 TOML：{error}", where=where, hint="照出错的行号看引号和括号") from None
    program, faults = _built(data, key)
    faults = faults if program is None else [*faults, *faults_of(program)]
    if faults:
        raise ProgramError.of(_placed(faults, lines), where=where)
    if program is None:
        raise ValueError("a program without faults is built")
    return program


@lru_cache(maxsize=64)
def recall(text: str, *, key: str) -> Program:
    """Return the program of a text that was installed once: it passed the check of its day, and nobody edits it."""
    return Program.model_validate({**tomllib.loads(text), "id": key})


def _built(data: dict[str, Any], key: str) -> tuple[Program | None, list[Fault]]:
    faults = []
    if data.get("id", key) != key:
        faults.append(Fault(("id",), f"id 写的是“{data['id']}”，文件夹名是“{key}”", "两者要一样"))
    if not is_id(key):
        faults.append(Fault(("id",), f"文件夹名“{key}”不能作代号", ID_RULE))
    try:
        return Program.model_validate({**data, "id": key}), faults
    except ValidationError as error:
        return None, [*faults, *map(_fault, error.errors())]


def _fault(error: ErrorDetails) -> Fault:
    """Return what pydantic found, in words."""
    path = tuple(part for part in error["loc"] if part != "[key]")
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden" and path[-1] == "was":
        return Fault(path, "这里不能写 was", "装过以后 id 就不改，标题可以改；只有 [fields] 里的栏目能改代号")
    if kind == "string_pattern_mismatch" and context.get("pattern") == ID:
        return Fault(path, f"{_spelt(path)}：“{error['input']}”不能作代号", ID_RULE)
    if kind == "extra_forbidden":
        known = _keys_around(path)
        return Fault(path, f"不认识“{path[-1]}”", _nearest(str(path[-1]), known))
    words = {
        "missing": "缺这一项",
        "string_pattern_mismatch": f"“{error['input']}”的写法不对，要像 {context.get('pattern', '')}",
        "literal_error": f"“{error['input']}”不在可选之列",
        "date_from_datetime_parsing": f"“{error['input']}”不是日期",
        "string_too_short": "不能是空的",
        "string_too_long": f"太长，最多 {context.get('max_length')} 个字符",
        "too_short": "至少要写一条",
    }
    what = words.get(kind, f"写成“{error['input']}”读不懂（{error['msg']}）")
    hint = f"可选：{context['expected']}" if kind == "literal_error" else ""
    return Fault(path, f"{_spelt(path)}：{what}", hint)


def _spelt(path: Sequence[str | int]) -> str:
    return ".".join(str(part) if isinstance(part, str) else f"第{part + 1}条" for part in path)


def _keys_around(path: Sequence[str | int]) -> list[str]:
    """Return the keys that the table around this path knows."""
    table: Any = Program
    for part in path[:-1]:
        table = _within(table, part)
    is_table = isinstance(table, type) and issubclass(table, BaseModel)
    return [field.alias or name for name, field in table.model_fields.items()] if is_table else []


def _within(table: Any, part: str | int) -> Any:
    if isinstance(table, type) and issubclass(table, BaseModel):
        return table.model_fields[str(part)].annotation if part in table.model_fields else None
    inner = [each for each in get_args(table) if each is not type(None)]
    return inner[-1] if inner else None


def _nearest(word: str, known: Iterable[str]) -> str:
    known = sorted(known)
    return f"{guess(word, known)}这里可写：{'、'.join(known)}"


def _placed(faults: Iterable[Fault], lines: dict[tuple[str | int, ...], int]) -> list[Fault]:
    placed = [fault.at(line_at(fault.path, lines)) for fault in faults]
    return sorted(placed, key=lambda fault: fault.line or 0)
