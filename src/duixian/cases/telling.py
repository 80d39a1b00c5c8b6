"""A plan in words: which table, column, constraint and index each operation makes or takes, and how much it touches."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db.migrations.operations.base import Operation

from duixian.cases.held import Held
from duixian.cases.tables.columns import checks_in_words
from duixian.programs import Program
from duixian.programs.schema import Field

_TYPES = {
    "text": "文字", "integer": "整数", "decimal": "小数", "money": "金额", "share": "占比", "area": "面积",
    "date": "日期", "choice": "选项", "boolean": "是否", "person": "人", "office": "单位", "place": "地方",
    "case": "别的事项", "link": "网址", "geometry": "位置",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """From which program to which; `held` counts what is touched, and is None for a way that may be taken one day."""

    before: Program | None
    after: Program | None
    held: Held | None = None

    def field(self, key: str) -> Field:
        """Return a field by its new id, or by its old one where it goes."""
        return next(each.fields[key] for each in self._both() if key in each.fields)

    def check(self, name: str) -> str:
        """Return in words what the constraint with this name holds a field to, or held it to."""
        told = [checks_in_words(each.id, key, field) for each in self._both() for key, field in each.fields.items()]
        return next(said[name] for said in told if name in said)

    def _both(self) -> list[Program]:
        return [each for each in (self.after, self.before) if each]

    def touched(self, words: str, count: Callable[[Held], int]) -> str:
        """Return the words with how many there are, or nothing where that is not known yet."""
        return f"，{words.format(count(self.held))}" if self.held else ""


def in_words(operations: Sequence[Operation], way: Way) -> tuple[str, ...]:
    """Return what operations do, a line each; a new table has a line for each of its columns too."""
    return tuple(line for operation in operations for line in _SAID[type(operation).__name__](operation, way))


def _create(operation: Any, way: Way) -> Iterator[str]:
    comes_back = way.touched("从归档取回 {} 件", Held.rows) if way.held and way.held.is_archived else ""
    yield f"建表 {operation.options['db_table']}：{len(operation.fields)} 列{comes_back}"
    for name, column in operation.fields:
        field = way.after.fields.get(name) if way.after else None
        yield f"  列 {_column(name, column)}：{_named(field) if field else '与事项总表相同'}"
    for check in operation.options.get("constraints", ()):
        yield f"  约束 {check.name}：{way.check(check.name)}"
    for index in operation.options.get("indexes", ()):
        yield f"  索引 {index.name}：{'、'.join(index.fields)}"


def _delete(operation: Any, way: Way) -> Iterator[str]:
    table = f"program_{way.before.id}" if way.before else operation.name
    yield f"删表 {table}" + (way.touched("{} 件事项先归档", Held.rows) or "，事项先归档")


def _add(operation: Any, way: Way) -> Iterator[str]:
    column = _column(operation.name, operation.field)
    yield f"加一列：{column}：{_named(way.field(operation.name))}" + way.touched("{} 件空着", Held.rows)


def _remove(operation: Any, way: Way) -> Iterator[str]:
    yield f"去掉一列：{operation.name}：{_named(way.field(operation.name))}，没有填过才能去掉"


def _rename(operation: Any, way: Way) -> Iterator[str]:
    kept = way.touched("{} 个值跟着走", lambda held: held.count(operation.old_name))
    yield f"改代号：{operation.old_name} → {operation.new_name}{kept}"


def _check(operation: Any, way: Way) -> Iterator[str]:
    said = way.check(operation.constraint.name)
    yield f"加一条约束：{operation.constraint.name}：{said}" + way.touched("{} 件都合", Held.rows)


def _uncheck(operation: Any, way: Way) -> Iterator[str]:
    said = replace(way, after=None).check(operation.name)
    yield f"去掉一条约束：{operation.name}：{said}"


def _column(name: str, column: Any) -> str:
    return f"{name}_id" if column.is_relation else name


def _named(field: Field) -> str:
    return f"{field.title}（{_TYPES[field.type]}{f'，{field.unit}' if field.unit else ''}）"


_SAID: dict[str, Callable[[Any, Way], Iterator[str]]] = {
    "CreateModel": _create,
    "DeleteModel": _delete,
    "AddField": _add,
    "RemoveField": _remove,
    "RenameField": _rename,
    "AddConstraint": _check,
    "RemoveConstraint": _uncheck,
}
