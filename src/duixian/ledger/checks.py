"""The last check of the whole ledger: run as a background job on demand, kept as a file of the data folder.

`last` says what the newest check found; `start` queues another; `run` does it at once and keeps what it found.
"""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django_tasks import task

from duixian.errors import StorageError
from duixian.journal import clock
from duixian.journal.entries import canonical
from duixian.journal.verifying import Fault
from duixian.ledger import verifying

FILE = "verification.json"
# A job that has not answered by then was lost with its worker; another may be started.
PATIENCE = timedelta(minutes=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """What the last finished check found, and whether another is under way. `at` is None where there was none."""

    at: datetime | None = None
    seconds: float = 0
    entries: int = 0
    subjects: int = 0
    seals: int = 0
    files: int = 0
    faults: tuple[Fault, ...] = ()
    broken_at: datetime | None = None
    asked_at: datetime | None = None

    @property
    def is_whole(self) -> bool:
        """Whether a check was made and found nothing broken."""
        return self.at is not None and not self.faults

    @property
    def is_running(self) -> bool:
        """Whether another check was asked for and has not answered yet."""
        return self.asked_at is not None and clock.now() - self.asked_at < PATIENCE

    @property
    def broken_entries(self) -> dict[int, Fault]:
        """The faults of single entries, by the key of the entry."""
        return {fault.entry: fault for fault in self.faults if fault.entry is not None}

    @property
    def broken_days(self) -> frozenset[date]:
        """The days on which something is broken."""
        return frozenset(fault.day for fault in self.faults if fault.day is not None)


def last() -> Check:
    """Return the newest check; an empty one where there was none, or where its file cannot be read."""
    try:
        kept = json.loads(_path().read_text(encoding="utf-8"))
        faults = tuple(_fault(each) for each in kept.pop("faults"))
        kept |= {name: _moment(kept[name]) for name in ("at", "broken_at", "asked_at")}
        return Check(faults=faults, **kept)
    except (OSError, ValueError, TypeError, KeyError):
        return Check()


def _fault(kept: dict[str, Any]) -> Fault:
    day = kept.pop("day")
    return Fault(day=date.fromisoformat(day) if day else None, **kept)


def _moment(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


def start() -> None:
    """Queue a check, unless one is under way."""
    before = last()
    if not before.is_running:
        _keep(_values(before) | {"asked_at": clock.now()})
        check_ledger.enqueue()


@task
def check_ledger() -> None:
    """Check the ledger as a job."""
    run()


def run() -> Check:
    """Check the ledger now, keep what was found, and return it."""
    began, before = time.monotonic(), last()
    found = verifying.verify()
    now = clock.now()
    check = Check(
        at=now,
        seconds=round(time.monotonic() - began, 1),
        entries=found.entries,
        subjects=found.subjects,
        seals=found.seals,
        files=found.files,
        faults=found.faults,
        broken_at=now if found.faults else before.broken_at,
    )
    _keep(_values(check))
    return check


def _values(check: Check) -> dict[str, Any]:
    names = ("at", "seconds", "entries", "subjects", "seals", "files", "broken_at", "asked_at")
    faults = [{"where": each.where, "what": each.what, "entry": each.entry, "day": each.day} for each in check.faults]
    return {name: getattr(check, name) for name in names} | {"faults": faults}


def _path() -> Path:
    return Path(settings.DATA) / FILE


def _keep(values: dict[str, Any]) -> None:
    """Replace the file at once, so that whoever reads it never sees half of it."""
    path = _path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        new = path.with_suffix(".new")
        new.write_text(canonical(values), encoding="utf-8")
        new.replace(path)
    except OSError as error:
        hint = _("系统说：%(strerror)s。腾出磁盘空间，或检查文件夹的写权限，再核一遍。") % {
            "strerror": error.strerror or error
        }
        raise StorageError(_("核对的结果没有存下，账本没有动。"), where=str(path.parent), hint=hint) from None
