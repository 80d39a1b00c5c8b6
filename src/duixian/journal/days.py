"""A past day, seen with what was known by a later one: `?on=2025-06-30&known=2025-09-01`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone


class DayAsKnown(date):
    """A day with the later day up to whose end all that is known of it counts; else a date like any other."""

    known: date

    @classmethod
    def of(cls, day: date, known: date) -> DayAsKnown:
        """Return `day` as known at the end of `known`."""
        found = cls(day.year, day.month, day.day)
        found.known = known
        return found


def known_on(day: date) -> date:
    """Return up to the end of which day knowledge counts: the day itself, unless a later one was asked for."""
    return getattr(day, "known", day)


def end_of(day: date) -> datetime:
    """Return the first moment after which nothing counts as known any more, in the county's time zone."""
    return _after(known_on(day))


def over_by(day: date) -> datetime:
    """Return the first moment after the day itself, whatever is known later: what was in force on it was in force."""
    return _after(date(day.year, day.month, day.day))


def _after(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))
