"""Fields as they stood on a past day: what the journal says was changed since is taken back. Start at `fields_then`.

A table of a program holds present values. The first change after a day tells what stood there until then.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
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

CHANGE = "case.change"
INSTALLS = ("program.install", "program.back")
# By field, and by the key of the case.
Then = Mapping[str, Mapping[int, Any]]
_kept: Keeping[Then] = Keeping(most=16)


def fields_then(shelved: Shelved, *, day: date, keys: Sequence[int] | None = None) -> Then:
    """Return the values at the end of a day of the fields that were changed since; of today there are none.

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
    kind = shelved.program.fields[key]
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
    program, fields = shelved.program.id, shelved.program.fields
    cases = Case.objects.filter(program=program).values("pk") if keys is None else keys
    installs = Q(subject_kind=Installed.subject_kind(), subject_id__in=_installed(program))
    mine = Q(subject_kind=Case.subject_kind(), subject_id__in=cases) | installs
    entries = Entry.objects.filter(mine, action__in=(CHANGE, *INSTALLS), received_at__gte=over_by(day))
    # How each field is called by now that an entry names; later entries first, so that each install renames backwards.
    names = {key: key for key in fields}
    found: dict[str, dict[int, Any]] = defaultdict(dict)
    for action, case, body in entries.order_by("-pk").values_list("action", "subject_id", "body"):
        told = json.loads(body)
        if action != CHANGE:
            renamed = dict(told["after"].get("renamed", ()))
            names = {**names, **{old: names[new] for old, new in renamed.items() if new in names}}
            continue
        for name, value in told["before"].items():
            if (key := names.get(name)) is not None:
                found[key][case] = from_json(value, fields[key])
    return found


def _installed(program: str) -> QuerySet[Any]:
    return Installed.objects.filter(program=program).values("pk")
