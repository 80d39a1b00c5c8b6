"""Which programs a ledger runs, how many cases each has, and whether the texts of its versions are what they were."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from hashlib import sha256
from typing import NamedTuple

from django.db.models import Count

from duixian.accounts.models import Office
from duixian.cases.models import Case, Installed, InstalledVersion
from duixian.journal.models import Entry
from duixian.journal.verifying import Fault
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


def broken_texts() -> Iterator[Fault]:
    """Yield each version whose text is not the one that was installed, as its own sum and the journal say."""
    entries = Entry.objects.filter(subject_kind=Installed.subject_kind(), action="program.install").order_by("seq")
    told = [(entry.subject_id, json.loads(entry.body)["after"]) for entry in entries]
    sums = {(key, after["version"]): after["sha256"] for key, after in told}
    for each in InstalledVersion.objects.select_related("installed"):
        sum_of_text = sha256(each.text.encode()).hexdigest()
        if not sum_of_text == each.sha256 == sums.get((each.installed_id, each.version), each.sha256):
            yield Fault(where=f"模板 {each}", what="这一版的原文与安装时的校验码不符：装好以后被改过")


def offices_missing(program: Program) -> list[str]:
    """Return the offices that steps of a program name and that the ledger does not have, by any of their names."""
    known = {name for office in Office.objects.filter(is_active=True) for name in names_of(office)}
    named = dict.fromkeys(step.office for step in program.steps)
    return [name for name in named if plain_name(name) not in known]


def programs_missing(program: Program, *, coming: Collection[str] = ()) -> list[str]:
    """Return the programs to whose cases fields of a program point and that are neither installed nor `coming`."""
    every = [program.fields, *(event.fields for event in program.events)]
    pointing = (field for fields in every for field in fields.values() if not field.retired)
    named = dict.fromkeys(field.of for field in pointing if field.of is not None)
    known = {program.id, *coming, *Installed.objects.filter(removed_at=None).values_list("program", flat=True)}
    return [key for key in named if key not in known]
