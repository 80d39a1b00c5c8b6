"""Fields as they stood on a past day: what the journal says was changed since is taken back. Start at `fields_then`.

A table of a program holds present values. The first change after a day tells what stood there until then.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db.models import BigIntegerField, F, Q, QuerySet, Value, When
from django.db.models import Case as Choice

from duixian.cases.models import Case, Installed
from duixian.cases.tables.columns import KEYED, column_of, from_json
from duixian.cases.tables.shelf import Shelved
from duixian.journal import clock
from duixian.journal.among import Keys
from duixian.journal.days import over_by
from duixian.journal.keeping import Keeping
from duixian.journal.models import Entry
from duixian.programs import OWN_HEADS
from duixian.programs.schema import Field

CHANGE = "case.change"
INSTALLS = ("program.install", "program.back")
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
    program, fields = shelved.program.id, _kinds(shelved)
    # How each field is called by now that an entry names: later entries first, so that an install renames backwards.
    names = {key: key for key in fields}
    found: dict[str, dict[int, Any]] = defaultdict(dict)
    for action, case, body in _since(day, program, keys):
        told = json.loads(body)
        if action == CHANGE:
            for name, value in told["before"].items():
                if (key := names.get(name)) is not None:
                    found[key][case] = from_json(value, fields[key])
        elif told["after"].get("program") == program:
            names |= {old: names[new] for old, new in told["after"]["renamed"] if new in names}
    return found


def _since(day: date, program: str, keys: Sequence[int] | None) -> Iterable[tuple[str, int, str]]:
    """Return what was changed of cases after a day, and which programs were installed since, the latest first."""
    since = Q(received_at__gte=over_by(day))
    cases = Case.objects.filter(program=program).values("pk") if keys is None else keys
    # Each side has all conditions by itself, so that each finds its own index.
    changed = since & Q(subject_kind=Case.subject_kind(), subject_id__in=cases, action=CHANGE)
    installed = since & Q(subject_kind=Installed.subject_kind(), action__in=INSTALLS)
    return Entry.objects.filter(changed | installed).order_by("-pk").values_list("action", "subject_id", "body")


def _kinds(shelved: Shelved) -> dict[str, Field]:
    return {**shelved.program.fields, OFFICE: Field(title=OWN_HEADS[1], type="office")}
