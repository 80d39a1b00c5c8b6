"""How long cases may stand in each stage, by the versions that they began with."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.db.models import Q

from duixian.cases.tables.shelf import Shelved
from duixian.programs.schema import Stage


class Limit(NamedTuple):
    """A stage with a limit in working days, and which rows of the program it holds for."""

    stage: Stage
    limit: int
    whose: Q


def limits_of(shelved: Shelved) -> Iterator[Limit]:
    """Yield each limit of each stage; one that every version has holds for all rows, without a look at their cases."""
    for stage in shelved.program.stages:
        limits = {each.version: each.stage(stage.id).limit for each in shelved.versions}
        for limit in dict.fromkeys(limits.values()):
            if limit is not None:
                yield Limit(stage, limit, _whose(limits, limit))


def _whose(limits: dict[str, int | None], limit: int) -> Q:
    """Return which rows hold to a limit. What holds for the oldest version holds for those that were not kept too."""
    oldest, others = next(iter(limits)), [version for version, each in limits.items() if each != limit]
    if not others:
        return Q()
    if limits[oldest] == limit:
        return ~Q(case__version__in=others)
    return Q(case__version__in=[version for version, each in limits.items() if each == limit])
