"""What a case points to and what points to it: cases of other programs, through fields of the type `case`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from duixian.accounts.models import Person
from duixian.cases.models import Case
from duixian.cases.past import column_then
from duixian.cases.queries import visible
from duixian.cases.tables.shelf import Shelved, shelf

MOST = 50


class Linked(NamedTuple):
    """Another case that a person may see, and as what the two are linked."""

    case: Case
    words: str


def linked(case: Case, shelved: Shelved, person: Person, *, known: Mapping[str, Any], day: date) -> list[Linked]:
    """Return the cases to which one pointed on a day, and those that pointed to it; `known` are its fields then."""
    return [*_onward(shelved, person, known), *_back(case, person, day)]


def _onward(shelved: Shelved, person: Person, known: Mapping[str, Any]) -> Iterator[Linked]:
    for key, field in shelved.program.living.items():
        if field.type == "case" and field.of is not None and field.of in shelf and known.get(key) is not None:
            rows = visible.cases(person, shelf.get(field.of)).filter(pk=known[key])
            yield from (Linked(each, field.title) for each in rows)


def _back(case: Case, person: Person, day: date) -> Iterator[Linked]:
    for other in shelf.all():
        for key, field in other.program.living.items():
            if field.type == "case" and field.of == case.program:
                rows, column = column_then(other.model._default_manager.all(), key, other, day=day)
                own = visible.cases(person, other).filter(opened_on__lte=day)
                own = own.filter(pk__in=rows.filter(**{column: case.pk}).values("pk"))
                yield from (Linked(each, other.program.title) for each in own[:MOST])
