"""Installing, upgrading and removing a program: the plan's operations on the database, then the copy in the folder.

On SQLite a table is rebuilt while writers wait; on PostgreSQL the whole is one transaction. The database holds the
text of every version that was installed; the data folder holds copies that are read at start, and a process whose
copies differ does not serve.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.migrations.operations.base import Operation
from django.utils.translation import gettext as _

from duixian.accounts.locking import actor
from duixian.accounts.models import Person
from duixian.cases.models import Case, Installed, InstalledVersion
from duixian.cases.planning import Plan, plan, state_of
from duixian.cases.tables.apps import LABEL
from duixian.cases.tables.shelf import FOLDER, VERSIONS, Shelved, shelf
from duixian.cases.upgrading import refuse_too_early, refuse_unreadable
from duixian.errors import ProgramError, StorageError
from duixian.journal import clock
from duixian.journal.entries import Change, record
from duixian.journal.rows import store_fields
from duixian.programs import Program, read_program
from duixian.programs.loading import FILE, Source


def installed(key: str) -> Program | None:
    """Return the program that the database has installed under this id, or None."""
    row = Installed.objects.filter(program=key, removed_at=None).first()
    return None if row is None else read_program(row.text, key=key, where=f"{key}（已安装）")


def plan_for(source: Source) -> Plan:
    """Return what installing this folder would change."""
    steps = plan(installed(source.program.id), source.program)
    refuse_unreadable(source)
    return steps


def install(source: Source, *, by: Person | None) -> Plan:
    """Bring a program in force, or its next version; running cases keep theirs. The same text again changes nothing."""
    steps = plan_for(source)
    refuse_too_early(steps.before, source.program)
    if steps.before == source.program and source.program.id not in differing():
        return steps
    with _changing(), transaction.atomic():
        _apply(steps.operations, before=steps.before)
        _keep(source, steps, by)
    _copy(source)
    shelf.open(Path(settings.DATA))
    return steps


def remove(key: str, *, by: Person | None) -> Plan:
    """Take a program out: its rows go into the archive of their cases, then its table goes. Nothing is lost."""
    before = installed(key)
    if before is None:
        raise ProgramError(f"没有装“{key}”这个模板", hint="duixian program list 看装着哪些")
    steps = plan(before, None)
    with _changing(), transaction.atomic():
        _archive(shelf.get(key))
        _apply(steps.operations, before=before)
        row = Installed.objects.select_for_update().get(program=key)
        row.removed_at = clock.now()
        row.save(update_fields=["removed_at"])
        record(Change(subject=row, action="program.remove", before={"version": row.version}), by=actor(by))
    shelf.take(key)
    shutil.rmtree(Path(settings.DATA) / FOLDER / key, ignore_errors=True)
    return steps


def _apply(operations: Sequence[Operation], *, before: Program | None) -> None:
    """Run the operations one after the other, each from the state that the one before it left."""
    state = state_of(before)
    with connection.schema_editor(atomic=False) as editor:
        for operation in operations:
            following = state.clone()
            operation.state_forwards(LABEL, following)
            operation.database_forwards(LABEL, editor, state, following)
            state = following


@contextmanager
def _changing() -> Iterator[None]:
    """Let SQLite rebuild a table: its foreign keys are checked again afterwards."""
    if connection.vendor != "sqlite":
        yield
        return
    if connection.in_atomic_block:
        raise RuntimeError("SQLite changes a program's table outside of any transaction")
    with connection.constraint_checks_disabled():
        yield
    connection.check_constraints()


def _keep(source: Source, steps: Plan, by: Person | None) -> None:
    program = source.program
    row = Installed.objects.select_for_update().filter(program=program.id).first()
    before = {} if row is None else {"version": row.version, "sha256": row.sha256}
    row = row or Installed(program=program.id, installed_at=clock.now())
    row.title, row.version, row.text, row.removed_at = program.title, program.version, source.text, None
    row.sha256, row.plan = digest(source.text), list(steps.words)
    row.save()
    kept = {"in_force": program.in_force, "text": row.text, "sha256": row.sha256, "installed_at": clock.now()}
    InstalledVersion.objects.update_or_create(installed=row, version=row.version, defaults=kept)
    after = {"version": row.version, "sha256": row.sha256, "plan": list(steps.words)}
    record(Change(subject=row, action="program.install", before=before, after=after), by=actor(by))


def digest(text: str) -> str:
    """Return the SHA-256 of a program's text."""
    return sha256(text.encode()).hexdigest()


def _copy(source: Source) -> None:
    """Write the older versions into the data folder, then the new one, which a running process looks at."""
    program = source.program
    path = Path(settings.DATA) / FOLDER / program.id / FILE
    older = InstalledVersion.objects.filter(installed__program=program.id).exclude(version=program.version)
    try:
        (path.parent / VERSIONS).mkdir(parents=True, exist_ok=True)
        for each in older:
            (path.parent / VERSIONS / f"{each.version}.toml").write_text(each.text, encoding="utf-8")
        path.write_text(source.text, encoding="utf-8")
    except OSError as error:
        hint = _("系统说：%(strerror)s。腾出空间，再装一遍。") % {"strerror": error.strerror or error}
        raise StorageError(_("模板装进了账本，数据文件夹里的副本没有写成。"), where=str(path), hint=hint) from None


def _archive(shelved: Shelved) -> None:
    """Write each row of a program's table into its case, so that the table may go."""
    names = [field.attname for field in shelved.model._meta.concrete_fields]
    cases = {case.pk: case for case in Case.objects.filter(program=shelved.program.id)}
    for row in shelved.model._default_manager.values(*names):
        cases[row["case_id"]].archived = {key: _plain(value) for key, value in row.items()}
    store_fields(list(cases.values()), ["archived"])


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str | dict | list) else str(value)


def differing() -> list[str]:
    """Return the programs whose copies in this process are not the installed texts: such a process must not serve."""
    rows = InstalledVersion.objects.filter(installed__removed_at=None)
    kept = set(rows.values_list("installed__program", "version", "sha256"))
    served = {(each.program.id, version, digest(text)) for each in shelf.all() for version, text in each.texts.items()}
    return sorted({key for key, _, _ in kept ^ served})
