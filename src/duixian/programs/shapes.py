"""What is wrong with the shape of a table, in Chinese: pydantic finds it and says it in English."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, get_args

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from duixian.errors import guess
from duixian.programs.faults import Fault, Path
from duixian.programs.schema import ID, ID_RULE

_WHAT = {
    "missing": "缺这一项",
    "string_pattern_mismatch": "“{input}”的写法不对",
    "literal_error": "“{input}”不在可选之列",
    "string_too_short": "不能是空的",
    "string_too_long": "最多 {max_length} 个字",
    "too_short": "至少要写 {min_length} 条",
    "too_long": "最多写 {max_length} 条",
    "greater_than_equal": "写的是 {input}，不能小于 {ge}",
    "less_than_equal": "写的是 {input}，不能大于 {le}",
}
# What a value has to be, by how the name of pydantic's error begins.
_WANTED = {
    "string": ("文字", "加上英文引号"),
    "int": ("整数", "不加引号，不写小数"),
    "decimal": ("数", "不加引号，不写单位"),
    "date": ("日期", "写成 2025-01-31，不加引号"),
    "bool": ("true 或 false", "小写，不加引号"),
    "list": ("一列", '写成 ["甲", "乙"]'),
    "tuple": ("一列", '写成 ["甲", "乙"]'),
    "dict": ("一张表", '写成 { 代号 = "名称" }，或者另起一段 [表.代号]'),
    "model": ("一张表", "写成 { 键 = 值 }，或者另起一段 [表]"),
}
_WRITTEN = {
    ID: f"代号{ID_RULE}",
    r"^\d{4}\.\d{1,3}$": "写成 2025.1",
    r"^[a-z]{0,6}$": "最多六个小写字母",
    r"^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$": "写成 03-31",
    r"^[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*$": "写成 事件.栏目，比如 plan.amount",
}
# Types of the plan that do not work yet, with what does their work.
_NOT_YET = {
    "party": "当事人还没有登记册，先写 text",
    "file": "文件不是栏目：写在阶段或事件的 evidence 里，办事时就有地方交",
}


def shape_fault(error: ErrorDetails, path: Path, model: type[BaseModel]) -> Fault:
    """Return what pydantic found at a path, in words."""
    kind, context = error["type"], error.get("ctx", {})
    if kind == "extra_forbidden" and path[-1] == "was":
        return Fault(path, "这里不能写 was", "装过以后 id 就不改，标题可以改；只有 [fields] 里的栏目能改代号")
    if kind == "extra_forbidden":
        known = sorted(keys_around(path, model))
        return Fault(path, f"不认识“{path[-1]}”", f"{guess(str(path[-1]), known)}这里可写：{'、'.join(known)}")
    wanted, written = _WANTED.get(kind.split("_")[0], ("别的样子", ""))
    what = _WHAT.get(kind, f"写成“{{input}}”读不懂，要写{wanted}")
    hint = _hint(error, path, model) if kind in _WHAT else written
    if kind == "list_type" and isinstance(error["input"], dict):
        what, hint = "要一条一条写", f"每条前面写两层方括号：[[{_spelt(path)}]]"
    return Fault(path, f"{_spelt(path)}：{what.format_map({**context, 'input': _short(error['input'])})}", hint)


def _hint(error: ErrorDetails, path: Path, model: type[BaseModel]) -> str:
    context = error.get("ctx", {})
    if error["type"] == "literal_error":
        choices = context["expected"].replace("'", "").replace(" or ", ", ").split(", ")
        near = _NOT_YET.get(str(error["input"]), guess(str(error["input"]), choices))
        return f"{near}{'；' if near and near[-1] != '？' else ''}可选：{'、'.join(choices)}"
    if error["type"] == "missing":
        table = _table_at(path[:-1], model)
        said = described(table.__name__).get(str(path[-1]), "") if table else ""
        return f"写上{said}" if said else ""
    return _WRITTEN.get(context.get("pattern", ""), "")


def keys_around(path: Path, model: type[BaseModel]) -> list[str]:
    """Return the keys that the table around this path knows."""
    table = _table_at(path[:-1], model)
    return [field.alias or name for name, field in table.model_fields.items()] if table else []


def described(table: str) -> Mapping[str, str]:
    """Return what each key of a table is for, in Chinese; the table by the name of its class."""
    return descriptions()[table]


@cache
def descriptions() -> Mapping[str, Mapping[str, str]]:
    """Return the words for the keys of every table, read once."""
    read: dict[str, dict[str, str]] = tomllib.loads(
        (files("duixian.programs") / "data" / "keys.toml").read_text("utf-8")
    )
    return read


def _spelt(path: Sequence[str | int]) -> str:
    return ".".join(str(part) if isinstance(part, str) else f"第{part + 1}条" for part in path)


def _short(value: Any) -> str:
    text = {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)
    return text if len(text) <= 40 else f"{text[:39]}…"


def _table_at(path: Iterable[str | int], model: type[BaseModel]) -> type[BaseModel] | None:
    table: Any = model
    for part in path:
        table = _within(table, part)
    return table if _is_table(table) else None


def _is_table(table: Any) -> bool:
    return isinstance(table, type) and issubclass(table, BaseModel)


def _within(table: Any, part: str | int) -> Any:
    if _is_table(table):
        by_key = {field.alias or name: field.annotation for name, field in table.model_fields.items()}
        return _bare(by_key.get(str(part)))
    inner = [each for each in get_args(table) if each is not type(None)]
    return _bare(inner[-1]) if inner else None


def _bare(annotation: Any) -> Any:
    """Return the class of an annotation that may also be None."""
    inner = [each for each in get_args(annotation) if _is_table(each)]
    return inner[0] if type(None) in get_args(annotation) and inner else annotation
