"""A program installed into the test database, and taken out again: its table is not made by migrations."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from duixian.cases.installing import install, remove
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.journal.models import Entry
from duixian.programs.loading import Source, load_source, read_program

PROGRAMS = Path(__file__).parents[1] / "programs"
Install = Callable[..., Shelved]


@pytest.fixture
def installed(transactional_db: None) -> Iterator[Install]:
    """Return what installs a folder of this repository, or a text under a key; all are removed at the end."""

    def bring(key: str, text: str = "") -> Shelved:
        source = Source(read_program(text, key=key), text) if text else load_source(PROGRAMS / key)
        install(source, by=None)
        return shelf.get(key)

    yield bring
    for each in shelf.all():
        remove(each.program.id, by=None)
    assert Entry.objects.exists()
