"""Which programs a ledger runs, and how many cases each has."""

from __future__ import annotations

from typing import NamedTuple

from django.db.models import Count

from duixian.accounts.models import Office
from duixian.cases.models import Case, Installed
from duixian.ledger.naming import names_of, plain_name
from duixian.programs import Program


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


def offices_missing(program: Program) -> list[str]:
    """Return the offices that steps of a program name and that the ledger does not have, by any of their names."""
    known = {name for office in Office.objects.filter(is_active=True) for name in names_of(office)}
    named = dict.fromkeys(step.office for step in program.steps)
    return [name for name in named if plain_name(name) not in known]
