"""The database and the data folder of a test run: a fresh folder a test, a flush past append-only tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase
from pytest_django import Settings


@pytest.fixture(autouse=True)
def data_folder(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give each test a data folder of its own, and quick passwords."""
    settings.DATA = tmp_path_factory.mktemp("data")
    settings.FILES = settings.DATA / "files"
    settings.STATIC_ROOT = settings.DATA / "static"
    settings.STATIC_ROOT.mkdir()
    on_disk = {name: {**settings.CACHES[name], "LOCATION": settings.DATA / name} for name in ("kept", "days")}
    settings.CACHES = {**settings.CACHES, **on_disk}
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    folder: Path = settings.DATA
    return folder


@pytest.fixture(scope="session", autouse=True)
def flush_past_triggers() -> Iterator[None]:
    """Let the flush after a browser test empty append-only tables: on SQLite it deletes rows, which triggers refuse."""
    torn_down = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]

    def without_triggers(case: Any) -> None:
        texts = _dropped_triggers() if connection.vendor == "sqlite" else []
        torn_down(case)
        with connection.cursor() as cursor:
            for text in texts:
                cursor.execute(text)

    TransactionTestCase._fixture_teardown = without_triggers  # type: ignore[attr-defined]
    yield
    TransactionTestCase._fixture_teardown = torn_down  # type: ignore[attr-defined]


def _dropped_triggers() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        found = cursor.fetchall()
        for name, _ in found:
            cursor.execute(f"DROP TRIGGER {name}")
    return [text for _, text in found]
