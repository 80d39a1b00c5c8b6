"""Moments of the made-up county's year."""

from __future__ import annotations

from datetime import datetime

from django.utils import timezone


def at(month: int, day: int, *, year: int = 2025) -> datetime:
    """Return ten in the morning of a day."""
    return timezone.make_aware(datetime(year, month, day, 10))
