"""What a row of an exported plan is known by: document, task, its revision, the day it went out, and a check."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.crypto import constant_time_compare, salted_hmac

_KEY = re.compile(
    r"(?P<document>\d{1,12})\.(?P<task>\d{1,12})\.(?P<revision>\d{1,9})\.(?P<day>\d{8})\.(?P<check>[0-9a-f]{10})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowKey:
    """The parts of a key."""

    document: int
    task: int
    revision: int
    exported: date


def key_of(key: RowKey) -> str:
    """Return the key as text."""
    said = f"{key.document}.{key.task}.{key.revision}.{key.exported:%Y%m%d}"
    return f"{said}.{_check(said)}"


def read_key(text: str) -> RowKey | None:
    """Return the parts of a key that we wrote, or None: anything else, or one that was changed."""
    found = _KEY.fullmatch(text.strip())
    if found is None or not constant_time_compare(_check(text.strip().rpartition(".")[0]), found["check"]):
        return None
    day = datetime.strptime(found["day"], "%Y%m%d").date()
    return RowKey(
        document=int(found["document"]), task=int(found["task"]), revision=int(found["revision"]), exported=day
    )


def _check(said: str) -> str:
    return salted_hmac("duixian.tasks.row", said, algorithm="sha256").hexdigest()[:10]
