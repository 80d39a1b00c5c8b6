"""A program in the test database: installed as a person does it, or, much faster, its table laid within the test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.utils import timezone

from duixian.cases.installing import digest, install, remove
from duixian.cases.models import Installed
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.journal.models import Entry
from duixian.programs.loading import Source, load_source, read_program

PROGRAMS = Path(__file__).parents[1] / "programs"
Install = Callable[..., Shelved]


def source_of(key: str, text: str = "") -> Source:
    """Return a folder of this repository, or a text under a key."""
    return Source(read_program(text, key=key), text) if text else load_source(PROGRAMS / key)


@pytest.fixture
def installed(transactional_db: None) -> Iterator[Install]:
    """Return what installs a program; all are removed at the end. For tests of installing itself."""

    def bring(key: str, text: str = "") -> Shelved:
        install(source_of(key, text), by=None)
        return shelf.get(key)

    yield bring
    for each in shelf.all():
        remove(each.program.id, by=None)
    assert Entry.objects.exists()


@pytest.fixture
def served(db: None) -> Iterator[Install]:
    """Return what lays a program's table within the test's own transaction, which takes it away again."""

    def bring(key: str, text: str = "", *before: str) -> Shelved:
        source, older = source_of(key, text), [source_of(key, each) for each in before]
        shelved = shelf.put(source, older=older)
        editor = connection.SchemaEditorClass(connection, collect_sql=True, atomic=False)
        editor.deferred_sql = []
        editor.create_model(shelved.model)
        with connection.cursor() as cursor:
            for statement in [*editor.collected_sql, *map(str, editor.deferred_sql)]:
                cursor.execute(statement)
        row = Installed.objects.create(
            program=key, title=source.program.title, version=source.program.version, text=source.text,
            sha256=digest(source.text), installed_at=timezone.now(),
        )  # fmt: skip
        for each in (*older, source):
            row.versions.create(
                version=each.program.version, in_force=each.program.in_force, text=each.text,
                sha256=digest(each.text), installed_at=row.installed_at,
            )  # fmt: skip
        return shelved

    yield bring
    for each in shelf.all():
        shelf.take(each.program.id)
