"""From a field of a program to a column: native, nullable, with the bounds that the file names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db import models
from django.db.models import Q

from duixian.accounts.models import Office, Person, Place
from duixian.cases.models.spine import Case
from duixian.journal.fields import ExactDecimalField
from duixian.programs.schema import NUMBERS, Field

Made = models.Field[Any, Any]
EXACT = frozenset({"decimal", "money", "share", "area"})
KEYED = frozenset({"person", "office", "place", "case"})
_READERS: dict[str, Callable[[Any], Any]] = {"date": date.fromisoformat, **dict.fromkeys(KEYED, int)}
# What a table keeps of each kind. All may be NULL: a running case keeps its version, and knows what that asked for.
_KINDS: dict[str, Callable[[], Made]] = {
    "text": lambda: models.TextField(null=True, blank=True),
    "integer": lambda: models.BigIntegerField(null=True, blank=True),
    **{kind: lambda: ExactDecimalField(null=True, blank=True) for kind in EXACT},
    "date": lambda: models.DateField(null=True, blank=True),
    "choice": lambda: models.CharField(max_length=40, null=True, blank=True),
    "boolean": lambda: models.BooleanField(null=True, blank=True),
    "person": lambda: _key(Person),
    "office": lambda: _key(Office),
    "place": lambda: _key(Place),
    "case": lambda: _key(Case),
    "link": lambda: models.URLField(max_length=500, null=True, blank=True),
    "geometry": lambda: models.JSONField(null=True, blank=True),
}


def _key(model: type[models.Model]) -> Made:
    return models.ForeignKey(model, on_delete=models.PROTECT, null=True, blank=True, related_name="+")


def column_of(field: Field) -> Made:
    """Return the column that keeps a field."""
    return _KINDS[field.type]()


def attribute_of(key: str, field: Field) -> str:
    """Return the attribute of a row that holds a field: of people, offices and places their key."""
    return f"{key}_id" if field.type in KEYED else key


def from_json(value: Any, field: Field) -> Any:
    """Return a value that was kept as JSON, in the journal or an archive, as its column gives it."""
    read: Callable[[Any], Any] | None = Decimal if field.type in EXACT else _READERS.get(field.type)
    return value if value is None or read is None else read(value)


def is_outside(value: Any, field: Field) -> bool:
    """Answer whether the table would refuse a known value."""
    if field.type == "choice":
        return value not in field.choices
    if field.type not in NUMBERS:
        return False
    return (field.least is not None and value < field.least) or (field.most is not None and value > field.most)


def checks_of(program: str, key: str, field: Field) -> list[models.CheckConstraint]:
    """Return what the database itself holds a field to. A choice once known stays known: checks only widen."""
    return [
        models.CheckConstraint(condition=Q(**{f"{key}__isnull": True}) | bound, name=_name(program, key, word))
        for word, bound, _ in _bounds(key, field)
    ]


def checks_in_words(program: str, key: str, field: Field) -> dict[str, str]:
    """Return the same by the names of the constraints, as a person says it."""
    return {_name(program, key, word): f"“{field.title}”（{key}）{said}" for word, _, said in _bounds(key, field)}


def _bounds(key: str, field: Field) -> Iterator[tuple[str, Q, str]]:
    if field.type == "choice":
        yield "choice", Q(**{f"{key}__in": sorted(field.choices)}), f"只能是{'、'.join(field.choices.values())}"
    if field.type in NUMBERS and field.least is not None:
        yield "least", Q(**{f"{key}__gte": field.least}), f"不小于 {field.least}{field.unit}"
    if field.type in NUMBERS and field.most is not None:
        yield "most", Q(**{f"{key}__lte": field.most}), f"不大于 {field.most}{field.unit}"


def _name(program: str, key: str, word: str) -> str:
    # PostgreSQL cuts names at 63 characters; ids have at most 40.
    return f"{cut(program, most=20)}_{cut(key, most=30)}_{word}"


def cut(text: str, *, most: int) -> str:
    """Return an id of at most `most` characters; two long ones that begin alike stay two."""
    return text if len(text) <= most else f"{text[: most - 7]}_{sha256(text.encode()).hexdigest()[:6]}"
