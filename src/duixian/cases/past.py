"""Fields as they stood on a past day: what the journal says was changed since is taken back. Start at `fields_then`.

A table of a program holds present values. The first change after a day tells what stood there until then.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet, Value, When
from django.db.models import Case as Choice

from duixian.cases.models import Case
from duixian.cases.tables.columns import EXACT, column_of
from duixian.cases.tables.shelf import Shelved
from duixian.journal import clock
from duixian.journal.among import Keys
from duixian.journal.days import over_by
from duixian.journal.keeping import Keeping
from duixian.journal.models import Entry
from duixian.programs import OWN_HEADS
from duixian.programs.schema import Field

CHANGE = "case.change"
KEYED = frozenset({"person", "office", "place", "case"})
# The office of a case is changed as its fields are; the name is one that no field may have.
OFFICE = "office_of"
# By field, and by the key of the case.
Then = Mapping[str, Mapping[int, Any]]
_kept: Keeping[Then] = Keeping(most=16)


def fields_then(shelved: Shelved, *, day: date, keys: Sequence[int] | None = None) -> Then:
    """Return the values at the end of a day of the fields that were changed since, and of `OFFICE`; of today none.

    Of all cases of the program where `keys` is None; people, offices and places by their keys.
    """
    if day >= clock.today():
        return {}
    if keys is not None:
        return _found(shelved, day, keys)
    question = (shelved.program.id, shelved.program.version, date(day.year, day.month, day.day))
    return _kept.get(question, lambda: _found(shelved, day, None))


def column_then(rows: QuerySet[Any], key: str, shelved: Shelved, *, day: date) -> tuple[QuerySet[Any], str]:
    """Return rows with the name by which a field can be asked for as it stood on a day."""
    then = fields_then(shelved, day=day).get(key)
    if not then:
        return rows, key
    kind = _kinds(shelved)[key]
    held = BigIntegerField() if kind.type in KEYED else column_of(kind)
    values: dict[Any, list[int]] = defaultdict(list)
    for case, value in then.items():
        values[value].append(case)
    whens = [When(pk__among=Keys(cases), then=Value(value, output_field=held)) for value, cases in values.items()]
    name = f"{key}_then"
    return rows.annotate(**{name: Choice(*whens, default=F(key), output_field=held)}), name


def forget() -> None:
    """Forget what was read of the journal: for tests, whose ledgers come and go under the same keys."""
    _kept.forget()


def _found(shelved: Shelved, day: date, keys: Sequence[int] | None) -> Then:
    entries = Entry.objects.filter(subject_kind=Case.subject_kind(), action=CHANGE, received_at__gte=over_by(day))
    every = Case.objects.filter(program=shelved.program.id).values("pk")
    mine = entries.filter(subject_id__in=every) if keys is None else entries.filter(subject_id__in=keys)
    bodies = mine.order_by("pk").values_list("subject_id", "body")
    fields = _kinds(shelved)
    # What was changed under the name of the version before.
    names = {each.was: key for key, each in fields.items() if each.was} | {key: key for key in fields}
    found: dict[str, dict[int, Any]] = defaultdict(dict)
    for case, body in bodies:
        for told, value in json.loads(body)["before"].items():
            if (key := names.get(told)) is not None:
                found[key].setdefault(case, _value(value, fields[key]))
    return found


def _kinds(shelved: Shelved) -> dict[str, Field]:
    return {**shelved.program.fields, OFFICE: Field(title=OWN_HEADS[1], type="office")}


def _value(value: Any, field: Field) -> Any:
    """Return a value of the journal as its column gives it."""
    read: Callable[[Any], Any] | None = Decimal if field.type in EXACT else _READERS.get(field.type)
    return value if value is None or read is None else read(value)


_READERS: dict[str, Callable[[Any], Any]] = {"date": date.fromisoformat, **dict.fromkeys(KEYED, int)}
