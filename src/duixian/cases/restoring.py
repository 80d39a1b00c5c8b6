"""Cases of a program that was removed get their rows again when it is installed once more: `restore`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.apps.registry import Apps

from duixian.cases.models import Case, CaseRow
from duixian.cases.tables.columns import attribute_of, from_json, is_outside
from duixian.cases.tables.making import model_of
from duixian.journal.rows import store_fields
from duixian.programs import Program
from duixian.programs.schema import Field

BATCH = 500
_SPINE = frozenset({"case_id", *(field.attname for field in CaseRow._meta.fields)})


def restore(program: Program, *, renamed: Mapping[str, str]) -> int:
    """Return how many archived cases of a program have their row again; what has no column stays in the archive."""
    model = model_of(program, apps=Apps())
    table = model._default_manager
    cases = list(Case.objects.filter(program=program.id, archived__isnull=False).exclude(pk__in=table.values("pk")))
    origins = {new: old for old, new in renamed.items()}
    rows = [_row(case, model, program, origins) for case in cases]
    table.bulk_create(rows, batch_size=BATCH)
    store_fields(cases, ["archived"])
    return len(cases)


def _row(case: Case, model: type[CaseRow], program: Program, origins: Mapping[str, str]) -> CaseRow:
    """Return the row of a case from its archive, where only what the row cannot take is left."""
    left = {name: value for name, value in (case.archived or {}).items() if name not in _SPINE and value is not None}
    values = {}
    for key, field in program.fields.items():
        name = attribute_of(origins.get(key, key), field)
        if name in left and (value := _fitting(left[name], field)) is not None:
            values[attribute_of(key, field)] = value
            del left[name]
    case.archived = left or None
    return model(**case.repeated(), **values)


def _fitting(kept: Any, field: Field) -> Any:
    """Return a value of the archive as its column takes it, or None where it does not."""
    try:
        value = from_json(kept, field)
    except (ArithmeticError, TypeError, ValueError):
        return None
    return None if is_outside(value, field) else value
