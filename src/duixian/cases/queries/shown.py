"""How the value of a field is written on a page: choices by their titles, people by name, money with its unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from duixian.accounts.models import Office, Person, Place
from duixian.cases.models import Case
from duixian.programs.schema import NUMBERS, Field

NAMED: dict[str, type[Person | Office | Place | Case]] = {
    "person": Person, "office": Office, "place": Place, "case": Case,
}  # fmt: skip
TEN_THOUSAND = Decimal(10_000)


class Shown(NamedTuple):
    """A field with its value in words; empty where it is not known."""

    key: str
    title: str
    value: str
    unit: str = ""
    kind: str = "text"
    help: str = ""


Names = Mapping[tuple[str, int], str]


def names_of(fields: Mapping[str, Field], rows: Iterable[Mapping[str, Any]]) -> Names:
    """Return the names of the people, offices and places that these rows name, and the numbers of other cases: a query
    for each kind at most. Whoever may see a case need not see another to which it points; its number tells nothing."""
    wanted: dict[str, set[int]] = {}
    for row in rows:
        for key, field in fields.items():
            if field.type in NAMED and row.get(key) is not None:
                wanted.setdefault(field.type, set()).add(int(row[key]))
    return {(kind, pk): name for kind, keys in wanted.items() for pk, name in _named(NAMED[kind], keys)}


def _named(model: Any, keys: Iterable[int]) -> Any:
    label = "number" if model is Case else "name"
    return [(pk, str(name)) for pk, name in model.objects.filter(pk__in=keys).values_list("pk", label)]


def shown(key: str, field: Field, value: Any, names: Names) -> Shown:
    """Return a field as a page shows it."""
    words, unit = _words(field, value, names)
    return Shown(key, field.title, words, unit, field.type, field.help)


def _words(field: Field, value: Any, names: Names) -> tuple[str, str]:
    if value is None or value == "":
        return "", ""
    if field.type in NAMED:
        return names.get((field.type, int(value)), ""), ""
    if field.type == "choice":
        return field.choices.get(value, str(value)), ""
    if field.type == "boolean":
        return (_("是") if value else _("否")), ""
    if field.type in NUMBERS:
        return amount(Decimal(value), field.unit)
    if field.type == "geometry":
        return ", ".join(f"{part:.4f}" for part in value), ""
    return (f"{value:%Y-%m-%d}" if isinstance(value, date) else str(value)), ""


def sheet_words(field: Field, value: Any, names: Names) -> str:
    """Return a value as a workbook holds it, so that it comes back as the same: numbers plain, in the field's unit."""
    if value is not None and field.type in NUMBERS:
        return f"{Decimal(value):f}"
    if value is not None and field.type == "boolean":
        return "是" if value else "否"  # what a workbook offers to choose, in every language
    return ",".join(map(str, value)) if field.type == "geometry" and value else _words(field, value, names)[0]


def amount(value: Decimal, unit: str) -> tuple[str, str]:
    """Return a number with grouped digits, and its unit: 52,000 万元 is 5.2 亿元."""
    if unit == "万元" and abs(value) >= TEN_THOUSAND:
        value, unit = round(value / TEN_THOUSAND, 2).normalize() + 0, "亿元"
    return f"{value:,f}", unit


def told(value: Decimal, unit: str) -> tuple[str, str]:
    """Return a figure of a program as people read it, with its unit: a share with one place."""
    return amount(round(value, 1).normalize() + 0 if unit == "%" else value.normalize() + 0, unit)
