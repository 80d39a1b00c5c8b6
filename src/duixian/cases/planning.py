"""What installing a program would change: the operations, in words, and their inverse. `plan` and `install` share them.

The state of the installed text and that of the new text go through Django's autodetector in memory; a rename is
declared with `was`, never guessed, because a guess that is wrong would lose a column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ModelState, ProjectState

from duixian.cases.tables.apps import LABEL
from duixian.cases.tables.making import model_of
from duixian.errors import ProgramError
from duixian.programs import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The way from one text to another: database operations forth and back, and what they do in words."""

    before: Program | None
    after: Program | None
    operations: tuple[Operation, ...]
    inverse: tuple[Operation, ...]
    words: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no table changes."""
        return not self.operations


def plan(before: Program | None, after: Program | None) -> Plan:
    """Return what changes on the way from the installed program to the new one; None is no program."""
    if before is not None and after is not None:
        _refuse_losses(before, after)
    renamed = {} if after is None else {field.was: key for key, field in after.fields.items() if field.was}
    forth = _operations(before, after, renamed)
    back = _operations(after, before, {new: old for old, new in renamed.items()})
    return Plan(before=before, after=after, operations=forth, inverse=back, words=_words(forth, before, after))


def _refuse_losses(before: Program, after: Program) -> None:
    """Refuse what would lose data: a field that disappears, a type that changes in place, the same version again."""
    where = f"{after.id}/program.toml"
    if before.version == after.version and before != after:
        hint = "改了内容就换版本号：version 加一，in_force 写生效日期"
        raise ProgramError(f"版本 {after.version} 已经装过，内容却不同", where=where, hint=hint)
    renamed = {field.was for field in after.fields.values() if field.was}
    for key, field in before.fields.items():
        if key not in after.fields and key not in renamed:
            hint = f'不用了写 retired = true；改了代号在新的一项里写 was = "{key}"'
            raise ProgramError(f"“{field.title}”（{key}）不见了，数据会丢", where=where, hint=hint)
    for key, field in after.fields.items():
        old = before.fields.get(field.was or key)
        if old is not None and old.type != field.type:
            hint = "另加一项新的，旧的写 retired = true"
            raise ProgramError(f"“{field.title}”的类型从 {old.type} 变成 {field.type}", where=where, hint=hint)
        narrowed = set(old.choices) - set(field.choices) if old is not None else set()
        if narrowed:
            hint = "不再用的选项留着，把标题改成“（停用）”"
            raise ProgramError(f"“{field.title}”少了选项 {'、'.join(sorted(narrowed))}", where=where, hint=hint)


class _Renames(MigrationQuestioner):
    """Answers the autodetector from what the file declares, and guesses nothing."""

    def __init__(self, renamed: dict[str, str]) -> None:
        super().__init__()
        self.renamed = renamed

    def ask_rename(self, model_name: str, old_name: str, new_name: str, field_instance: object) -> bool:
        """Answer whether a field was renamed."""
        return self.renamed.get(old_name) == new_name

    def ask_initial(self, app_label: str) -> bool:
        """Answer that operations are wanted although there are no migration files."""
        return True

    def ask_rename_model(self, old_model_state: object, new_model_state: object) -> bool:
        """Answer that a program is never another one renamed."""
        return False


def _operations(before: Program | None, after: Program | None, renamed: dict[str, str]) -> tuple[Operation, ...]:
    detector = MigrationAutodetector(state_of(before), state_of(after), _Renames(renamed))
    changes = detector.changes(MigrationGraph())
    return tuple(operation for migration in changes.get(LABEL, []) for operation in migration.operations)


def state_of(program: Program | None) -> ProjectState:
    """Return the state of the database with this program's table and no other program's."""
    state = _ground().clone()
    if program is not None:
        registry = Apps()
        state.add_model(ModelState.from_model(model_of(program, apps=registry)))
    return state


def _ground() -> ProjectState:
    """Return the state of what programs point at: cases, people, offices, places."""
    loader = MigrationLoader(connection, ignore_no_migrations=True)
    state = loader.project_state()
    # The installed programs' models are in the registry; their states are made from the texts instead.
    state.real_apps = set()
    return state


def _words(operations: Sequence[Operation], before: Program | None, after: Program | None) -> tuple[str, ...]:
    titles = {key: field.title for each in (before, after) if each for key, field in each.fields.items()}
    return tuple(_said(operation, titles) for operation in operations)


def _said(operation: Operation, titles: dict[str, str]) -> str:
    kind = type(operation).__name__
    name = getattr(operation, "name", "")
    words = {
        "CreateModel": "建表",
        "DeleteModel": "删表（事项先归档）",
        "AddField": f"加一列：{titles.get(name, name)}（{name}）",
        "RemoveField": f"去掉一列：{titles.get(name, name)}（{name}）",
        "AlterField": f"改一列：{titles.get(name, name)}（{name}）",
        "RenameField": f"改代号：{getattr(operation, 'old_name', '')} → {getattr(operation, 'new_name', '')}",
        "AddConstraint": "加一条约束",
        "RemoveConstraint": "去掉一条约束",
        "AddIndex": "加一个索引",
        "RemoveIndex": "去掉一个索引",
    }
    return words.get(kind, operation.describe())
