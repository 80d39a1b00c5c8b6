"""Which programs a ledger runs, and how many cases each has."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count

from duixian.cases.models import Case, Installed


class Row(NamedTuple):
    """An installed program with the number of its cases."""

    program: str
    title: str
    version: str
    cases: int


def listed() -> list[Row]:
    """Return the programs that are installed, by id: two queries."""
    counts = dict(Case.objects.values_list("program").annotate(number=Count("pk")))
    rows = Installed.objects.filter(removed_at=None).order_by("program")
    return [Row(row.program, row.title, row.version, counts.get(row.program, 0)) for row in rows]


def cases_of(program: str) -> int:
    """Return how many cases a program has."""
    return Case.objects.filter(program=program).count()
