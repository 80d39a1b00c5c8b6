"""Workbooks that came back and wait to be imported: kept for a week, apart from the files of the ledger.

An import moves the workbook to those files, where nothing is ever deleted: what a row or the journal names by its
SHA-256 cannot be cleared with what nobody wanted.
"""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from duixian.errors import LedgerError
from duixian.ledger import storage

FOLDER = "unimported"
DAYS = 7
DAY = 24 * 3600


def folder() -> Path:
    """Return where they lie."""
    return Path(settings.DATA) / FOLDER


def keep(chunks: Iterable[bytes]) -> str:
    """Keep a workbook until it is imported, or for a week; return its SHA-256."""
    digest, _size = storage.keep(chunks, folder=folder())
    return digest


def read(digest: str) -> bytes:
    """Return the bytes of a workbook that waits or was imported; raises LedgerError where it was cleared."""
    if storage.path_of(digest, folder=folder()).is_file():
        return storage.read(digest, folder=folder())
    if storage.path_of(digest).is_file():
        return storage.read(digest)
    raise LedgerError(
        _("这份表没有导入，%(days)s 天后清掉了。") % {"days": DAYS}, where=digest[:12], hint=_("把填好的那份再传一次。")
    )


def take(data: bytes) -> None:
    """Keep an imported workbook with the files of the ledger, for good."""
    storage.keep([data])


def clear() -> int:
    """Delete what has waited for more than a week; return how many there were."""
    # By the disk's clock, which wrote the times of the files: a demo's runs behind.
    oldest = time.time() - DAYS * DAY
    old = [path for path in folder().glob("*/*") if _is_older(path, oldest)]
    for path in old:
        path.unlink(missing_ok=True)
    return len(old)


def _is_older(path: Path, moment: float) -> bool:
    try:
        return path.stat().st_mtime < moment
    except FileNotFoundError:  # cleared by another process meanwhile
        return False
