"""What installing a program would change: the operations, in words, and their inverse. `plan` and `install` share them.

The state of the installed text and that of the new text go through Django's autodetector in memory; a rename is
declared with `was`, never guessed, because a guess that is wrong would lose a column.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.apps.registry import Apps
from django.db import connection
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.graph import MigrationGraph
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.state import ModelState, ProjectState

from duixian.cases.held import Held
from duixian.cases.losses import refuse_losses
from duixian.cases.tables.apps import LABEL
from duixian.cases.tables.making import model_of
from duixian.cases.telling import Way, in_words
from duixian.errors import ProgramError
from duixian.programs import Program


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The way from one text to another: database operations forth and back, each way in words.

    `renamed` gives the new id of each field that has another one now.
    """

    before: Program | None
    after: Program | None
    operations: tuple[Operation, ...]
    inverse: tuple[Operation, ...]
    renamed: Mapping[str, str]
    words: tuple[str, ...]
    words_back: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        """Whether no table changes."""
        return not self.operations


def plan(before: Program | None, after: Program | None, *, removed: Program | None = None) -> Plan:
    """Return what changes on the way from the installed program to the new one; None is no program.

    `removed` is the one whose cases are in the archive and come back.
    """
    held = _held(before, removed)
    if held is None or after is None:
        return _planned(before, after, {}, held)
    _refuse_another(held.program, after)
    renamed = _renamed(held.program, after)
    refuse_losses(after, renamed=renamed, held=held, is_back=False)
    return _planned(before, after, renamed, held)


def plan_back(before: Program, after: Program) -> Plan:
    """Return what changes on the way back to the text that was installed before."""
    held = Held(before)
    renamed = {new: old for old, new in _renamed(after, before).items()}
    refuse_losses(after, renamed=renamed, held=held, is_back=True)
    return _planned(before, after, renamed, held)


def _held(before: Program | None, removed: Program | None) -> Held | None:
    if before is not None:
        return Held(before)
    return None if removed is None else Held(removed, is_archived=True)


def _planned(before: Program | None, after: Program | None, renamed: Mapping[str, str], held: Held | None) -> Plan:
    forth = _operations(before, after, renamed)
    back = _operations(after, before, {new: old for old, new in renamed.items()})
    return Plan(
        before=before,
        after=after,
        operations=forth,
        inverse=back,
        renamed=renamed,
        words=in_words(forth, Way(before=before, after=after, held=held)),
        words_back=in_words(back, Way(before=after, after=before)),
    )


def _refuse_another(before: Program, after: Program) -> None:
    if before.version == after.version and before != after:
        hint = "改了内容就换版本号：version 加一，in_force 写生效日期"
        where = f"{after.id}/program.toml"
        raise ProgramError(f"版本 {after.version} 已经装过，内容却不同", where=where, hint=hint)


def _renamed(before: Program, after: Program) -> dict[str, str]:
    """Return the new ids of fields by their old ones; a `was` that an earlier version has honoured says nothing."""
    return {
        field.was: key for key, field in after.fields.items() if field.was in before.fields and key not in before.fields
    }


class _Renames(MigrationQuestioner):
    """Answers the autodetector from what the file declares, and guesses nothing."""

    def __init__(self, renamed: Mapping[str, str]) -> None:
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


def _operations(before: Program | None, after: Program | None, renamed: Mapping[str, str]) -> tuple[Operation, ...]:
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
