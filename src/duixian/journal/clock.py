"""The server's clock, asked here and nowhere else: `now` and `today`. The demo's runs behind, a test's stands still."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone

_held: list[datetime] = []


def now() -> datetime:
    """Return the moment that it is."""
    if _held:
        return _held[-1]
    shift: timedelta = settings.CLOCK_SHIFT
    return timezone.now() + shift


def today() -> date:
    """Return the day that it is in the county."""
    return timezone.localdate(now())


@contextmanager
def standing_at(moment: datetime) -> Iterator[None]:
    """Hold the clock of this process at a moment: for the demo's invented year, and for tests."""
    _held.append(moment)
    try:
        yield
    finally:
        _held.pop()
