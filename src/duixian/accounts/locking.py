"""What every action does first: take the row as it is now, and hold it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django.utils.translation import gettext as _

from duixian.accounts.models import Person
from duixian.errors import ConflictError
from duixian.journal.entries import SYSTEM, Actor
from duixian.journal.models import Subject

Row = TypeVar("Row", bound=Subject)


def actor(by: Person | None) -> Actor:
    """Return a person as the journal names them; None is the system."""
    return SYSTEM if by is None else Actor(name=by.name, id=by.pk, via=by.via)


def locked(row: Row, *, revision: int | None = None) -> Row:
    """Return the row as it is in the table, held until the transaction ends.

    `revision` is the one that the person saw; another one in the table is a ConflictError, and nothing is overwritten.
    """
    here = type(row)._default_manager.select_for_update().get(pk=row.pk)
    if revision is not None and here.revision != revision:
        raise ConflictError(
            _("别人刚刚改过这一条，您的改动没有保存，也没有丢。"),
            where=str(here),
            hint=_("请看看两边的差别，再决定保留哪一个。"),
        )
    return here


def all_locked(model: type[Row], keys: Iterable[Any]) -> list[Row]:
    """Return the rows with these keys in the order of their keys, held until the transaction ends."""
    return list(model._default_manager.select_for_update().filter(pk__in=list(keys)).order_by("pk"))
