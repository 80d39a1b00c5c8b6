"""What the data folder holds: how large the database and the files are, what is free, when it was backed up."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from django.conf import settings
from django.db import connection

# `docs/running.md`: whoever backs the folder up writes this file, so that the pages can say when.
LAST_BACKUP = "last-backup"


@dataclass(frozen=True, slots=True, kw_only=True)
class Holdings:
    """The data folder as it is; sizes in bytes, `backed_up_at` None where no backup has said so."""

    folder: str
    database: str
    database_size: int | None
    files: int
    files_size: int
    free: int | None
    backed_up_at: datetime | None


def holdings() -> Holdings:
    """Return what the data folder holds."""
    folder = Path(settings.DATA)
    sizes = list(_sizes(Path(settings.FILES)))
    return Holdings(
        folder=str(folder),
        database="SQLite" if connection.vendor == "sqlite" else "PostgreSQL",
        database_size=_database_size(),
        files=len(sizes),
        files_size=sum(sizes),
        free=shutil.disk_usage(folder).free if folder.is_dir() else None,
        backed_up_at=_modified(folder / LAST_BACKUP),
    )


def _database_size() -> int | None:
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_database_size(current_database())")
            return int(cursor.fetchone()[0])
    path = Path(str(connection.settings_dict["NAME"]))
    return path.stat().st_size if path.is_file() else None


def _sizes(folder: Path) -> Iterator[int]:
    if not folder.is_dir():
        return
    for entry in os.scandir(folder):
        if entry.is_dir():
            yield from _sizes(Path(entry.path))
        elif not entry.name.startswith("."):
            yield entry.stat().st_size


def _modified(path: Path) -> datetime | None:
    return datetime.fromtimestamp(path.stat().st_mtime, tz=UTC) if path.is_file() else None
