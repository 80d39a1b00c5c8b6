"""From a field of a program to a column: native, nullable, with the bounds that the file names."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import models
from django.db.models import Q

from duixian.accounts.models import Office, Person, Place
from duixian.journal.fields import ExactDecimalField
from duixian.programs.schema import NUMBERS, Field

Made = models.Field[Any, Any]
EXACT = frozenset({"decimal", "money", "share", "area"})
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
    "link": lambda: models.URLField(max_length=500, null=True, blank=True),
    "geometry": lambda: models.JSONField(null=True, blank=True),
}


def _key(model: type[models.Model]) -> Made:
    return models.ForeignKey(model, on_delete=models.PROTECT, null=True, blank=True, related_name="+")


def column_of(field: Field) -> Made:
    """Return the column that keeps a field."""
    return _KINDS[field.type]()


def checks_of(program: str, key: str, field: Field) -> list[models.CheckConstraint]:
    """Return what the database itself holds a field to. A choice once known stays known: checks only widen."""
    found = []
    if field.type == "choice":
        found.append(_check(program, key, "choice", Q(**{f"{key}__in": sorted(field.choices)})))
    if field.type in NUMBERS and field.least is not None:
        found.append(_check(program, key, "least", Q(**{f"{key}__gte": field.least})))
    if field.type in NUMBERS and field.most is not None:
        found.append(_check(program, key, "most", Q(**{f"{key}__lte": field.most})))
    return found


def _check(program: str, key: str, word: str, condition: Q) -> models.CheckConstraint:
    # PostgreSQL cuts names at 63 characters; ids have at most 40.
    return models.CheckConstraint(
        condition=Q(**{f"{key}__isnull": True}) | condition, name=f"{program[:20]}_{key[:30]}_{word}"
    )
