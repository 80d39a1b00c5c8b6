"""Installing, upgrading and removing a program: the plan's operations on the database, then the copy in the folder.

On SQLite a table is rebuilt while writers wait; on PostgreSQL the whole is one transaction. The database holds the
text of every version that was installed; the data folder holds copies that are read at start, and a process whose
copies differ does not serve.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.db.migrations.operations.base import Operation
from django.utils.translation import gettext as _

from duixian.accounts.locking import actor
from duixian.accounts.models import Person
from duixian.cases.models import Case, Installed, InstalledVersion
from duixian.cases.planning import Plan, plan, plan_back, state_of
from duixian.cases.restoring import restore
from duixian.cases.tables.apps import LABEL
from duixian.cases.tables.shelf import FOLDER, VERSIONS, Shelved, shelf
from duixian.cases.upgrading import refuse_too_early, refuse_unreadable
from duixian.errors import ProgramError, StorageError
from duixian.journal import clock
from duixian.journal.entries import Change, record
from duixian.journal.models import Entry
from duixian.journal.rows import store_fields
from duixian.programs import Program, read_program
from duixian.programs.loading import FILE, Source

INSTALL, BACK = "program.install", "program.back"


def installed(key: str) -> Program | None:
    """Return the program that the database has installed under this id, or None."""
    row = Installed.objects.filter(program=key, removed_at=None).first()
    return None if row is None else read_program(row.text, key=key, where=f"{key}（已安装）")


def plan_for(source: Source) -> Plan:
    """Return what installing this folder would change."""
    key = source.program.id
    steps = plan(installed(key), source.program, removed=_removed(key))
    refuse_unreadable(source)
    return steps


def _removed(key: str) -> Program | None:
    """Return the text under which the archived cases of a removed program were kept, or None where there are none."""
    row = Installed.objects.filter(program=key, removed_at__isnull=False).last()
    there = Case.objects.filter(program=key, archived__isnull=False).exists()
    return read_program(row.text, key=key, where=f"{key}（已拆掉）") if row and there else None


def install(source: Source, *, by: Person | None) -> Plan:
    """Bring a program in force, or its next version; running cases keep theirs. The same text again changes nothing."""
    steps = plan_for(source)
    refuse_too_early(steps.before, source.program)
    if steps.before == source.program and source.program.id not in differing():
        return steps
    _bring(source, steps, by, action=INSTALL)
    return steps


def back(key: str, *, by: Person | None) -> Plan:
    """Take the last install of a program back, as long as nothing is lost by it."""
    before = installed(key)
    if before is None:
        raise _not_installed(key)
    text = _text_before(key)
    if opened := Case.objects.filter(program=key, version=before.version).count():
        hint = f"改好再出一版；整个不要了：duixian program remove {key}"
        raise ProgramError(f"{before.version} 版已经登记了 {opened} 件，退不回去", where=key, hint=hint)
    if not text:
        return remove(key, by=by)
    source = Source(read_program(text, key=key, where=f"{key}（前一版）"), text)
    steps = plan_back(before, source.program)
    _bring(source, steps, by, action=BACK)
    return steps


def _text_before(key: str) -> str:
    """Return the text that the last install replaced; empty where there was none."""
    rows = Installed.objects.filter(program=key).values("pk")
    deeds = Entry.objects.filter(subject_kind=Installed.subject_kind(), subject_id__in=rows)
    last = deeds.order_by("pk").last()
    if last is None or last.action != INSTALL:
        hint = "要换版本就装那一版：duixian program install 文件夹"
        raise ProgramError("上一次就是退回，不能再退", where=key, hint=hint)
    return str(json.loads(last.body)["before"].get("text", ""))


def _bring(source: Source, steps: Plan, by: Person | None, *, action: str) -> None:
    try:
        _change(source, steps, by, action)
    except IntegrityError:
        # The plan has looked at every value; this one was saved since.
        what, hint = "正装的时候有人存了不合新限制的值，什么都没有改", "再装一遍，会说是哪几件"
        raise ProgramError(what, where=source.program.id, hint=hint) from None
    _copy(source)
    shelf.open(Path(settings.DATA))


def _change(source: Source, steps: Plan, by: Person | None, action: str) -> None:
    with _changing(), transaction.atomic():
        _apply(steps.operations, before=steps.before)
        restored = restore(source.program, renamed=steps.renamed)
        _keep(source, steps, by, action=action, restored=restored)
        if action == BACK and steps.before is not None and steps.before.version != source.program.version:
            # No case has the version that is taken back.
            InstalledVersion.objects.filter(installed__program=source.program.id, version=steps.before.version).delete()


def remove(key: str, *, by: Person | None) -> Plan:
    """Take a program out: its rows go into the archive of their cases, then its table goes. Nothing is lost."""
    before = installed(key)
    if before is None:
        raise _not_installed(key)
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


def _not_installed(key: str) -> ProgramError:
    return ProgramError(f"没有装“{key}”这个模板", hint="duixian program list 看装着哪些")


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


def _keep(source: Source, steps: Plan, by: Person | None, *, action: str, restored: int) -> None:
    program = source.program
    row = Installed.objects.select_for_update().filter(program=program.id).first()
    before = {} if row is None else {"version": row.version, "sha256": row.sha256}
    if row is not None and row.removed_at is None:
        before["text"] = row.text
    row = row or Installed(program=program.id, installed_at=clock.now())
    row.title, row.version, row.text, row.removed_at = program.title, program.version, source.text, None
    row.sha256, row.plan = digest(source.text), list(steps.words)
    row.save()
    kept = {"in_force": program.in_force, "text": row.text, "sha256": row.sha256, "installed_at": clock.now()}
    InstalledVersion.objects.update_or_create(installed=row, version=row.version, defaults=kept)
    after = {
        "program": row.program,
        "version": row.version,
        "sha256": row.sha256,
        "plan": list(steps.words),
        "renamed": list(steps.renamed.items()),
        "restored": restored,
    }
    record(Change(subject=row, action=action, before=before, after=after), by=actor(by))


def digest(text: str) -> str:
    """Return the SHA-256 of a program's text."""
    return sha256(text.encode()).hexdigest()


def _copy(source: Source) -> None:
    """Write the older versions into the data folder, then the new one, which a running process looks at."""
    program = source.program
    path = Path(settings.DATA) / FOLDER / program.id / FILE
    older = InstalledVersion.objects.filter(installed__program=program.id).exclude(version=program.version)
    try:
        shutil.rmtree(path.parent / VERSIONS, ignore_errors=True)
        (path.parent / VERSIONS).mkdir(parents=True)
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
        case = cases[row["case_id"]]
        known = {key: _plain(value) for key, value in row.items() if value is not None}
        case.archived = dict.fromkeys(names) | (case.archived or {}) | known
    store_fields(list(cases.values()), ["archived"])


def _plain(value: Any) -> Any:
    return value if value is None or isinstance(value, bool | int | str | dict | list) else str(value)


def differing() -> list[str]:
    """Return the programs whose copies in this process are not the installed texts: such a process must not serve."""
    rows = InstalledVersion.objects.filter(installed__removed_at=None)
    kept = set(rows.values_list("installed__program", "version", "sha256"))
    served = {(each.program.id, version, digest(text)) for each in shelf.all() for version, text in each.texts.items()}
    return sorted({key for key, _, _ in kept ^ served})
