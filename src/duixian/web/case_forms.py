"""Forms that no one has written: an input for each field that a program names, with what is wrong beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from django.db.models import Model, QuerySet
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duixian.accounts.models import Office, Person, Place
from duixian.cases.queries.shown import Names, names_of
from duixian.cases.values import cleaned
from duixian.programs.schema import NUMBERS, Field

Option = tuple[str, str]
_HELP = {"geometry": gettext_lazy("经度,纬度，例如 112.86,36.83"), "case": gettext_lazy("编号或者名称")}
_HTML = {"date": "date", "link": "url"}


class Input(NamedTuple):
    """A field of a form: how it is asked for, what stands in it, what is wrong with that."""

    key: str
    title: str
    kind: str
    value: str
    options: list[Option]
    is_required: bool
    unit: str
    help: str
    error: str


def inputs(
    fields: Mapping[str, Field], *, person: Person, values: Mapping[str, Any], wrong: Mapping[str, str] | None = None
) -> list[Input]:
    """Return an input for each field, filled with what is known or was typed."""
    choices = _choices({field.type for field in fields.values()}, person)
    kept = {key: value for key, value in values.items() if isinstance(value, int)}
    numbers = names_of({key: field for key, field in fields.items() if field.type == "case"}, [kept])
    return [
        Input(
            key=key,
            title=field.title,
            kind=_kind(field),
            value=_written(_number(values.get(key), field, numbers)),
            options=_options(field, choices),
            is_required=field.required,
            unit=field.unit,
            help=field.help or str(_HELP.get(field.type, "")),
            error=(wrong or {}).get(key, ""),
        )
        for key, field in fields.items()
    ]


def _number(value: Any, field: Field, numbers: Names) -> Any:
    """Return the number of another case that is kept; what was typed stays as it is."""
    return numbers.get(("case", value), "") if field.type == "case" and isinstance(value, int) else value


def _kind(field: Field) -> str:
    if field.type in ("choice", "boolean", "person", "office", "place"):
        return "select"
    return "number" if field.type in NUMBERS else _HTML.get(field.type, "text")


def _options(field: Field, choices: Mapping[str, list[Option]]) -> list[Option]:
    if field.type == "choice":
        return list(field.choices.items())
    if field.type == "boolean":
        return [("1", _("是")), ("0", _("否"))]
    return choices.get(field.type, [])


def _choices(kinds: Iterable[str], person: Person) -> dict[str, list[Option]]:
    """Return the people, offices and places of a person's places: one query for each kind that is asked for."""
    within = {"place__path__startswith": person.place.path, "is_active": True}
    asked: dict[str, QuerySet[Any]] = {
        "person": Person.objects.filter(**within),
        "office": Office.objects.filter(**within),
        "place": Place.objects.filter(path__startswith=person.place.path),
    }
    return {kind: _named(asked[kind]) for kind in asked if kind in set(kinds)}


def _named(rows: QuerySet[Model]) -> list[Option]:
    return [(str(pk), name) for pk, name in rows.order_by("name").values_list("pk", "name")]


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, date):
        return value.isoformat()
    return ",".join(map(str, value)) if isinstance(value, list | tuple) else str(value)


def given(fields: Mapping[str, Field], form: QueryDict) -> dict[str, str]:
    """Return what a form says of these fields."""
    return {key: form.get(key, "") for key in fields if key in form}


def faults(values: Mapping[str, str], *, fields: Mapping[str, Field], place: Place) -> dict[str, str]:
    """Return everything that is wrong with what was typed, by field; nothing where all of it can be kept."""
    found = cleaned(values, fields=fields, place=place)
    missing = {key for key, field in fields.items() if field.required and not values.get(key, "").strip()}
    return {**{key: _("这一项要填") for key in missing}, **found.wrong}
