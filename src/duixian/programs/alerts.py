"""How loudly an alert calls on a day: it begins at its level and rises by working days, as the program says."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from duixian.catalogue.calendar import workdays_between
from duixian.programs.schema import Alert, Level

LEVELS: tuple[Level, ...] = ("blue", "orange", "red")


def level_on(alert: Alert, *, since: date, day: date) -> Level:
    """Return the level on a day of an alert that has rung since another."""
    rung = workdays_between(since, day).days
    rises = (("orange", alert.orange_after), ("red", alert.red_after))
    return loudest([alert.level, *(level for level, after in rises if after is not None and rung >= after)])


def loudest(levels: Iterable[str]) -> Level:
    """Return the loudest of some levels, of which there is at least one."""
    return LEVELS[max(LEVELS.index(level) for level in levels)]
