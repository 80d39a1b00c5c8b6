"""Places: taking in a list of townships and villages, whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from duixian.accounts.locking import actor
from duixian.accounts.models import Person, Place
from duixian.accounts.placelist import Checked, Line, aliases_of, checked, read_list
from duixian.errors import LedgerError
from duixian.journal.entries import Change, record_many

BATCH = 500


def check_places(data: bytes, *, name: str, by: Person | None) -> Checked:
    """Return what a list would do, and every line to mend; writes nothing."""
    root = by.place if by is not None else None
    there = {place.code: place for place in Place.objects.select_related("parent")}
    return checked(read_list(data, name=name), there=there, root=root)


@transaction.atomic
def import_places(data: bytes, *, name: str, by: Person | None, fictional: bool = False) -> Checked:
    """Write a list of places and return what it did; where a line has an error, nothing at all is written.

    The same list again changes nothing, and a place that it does not name stays.
    """
    if by is not None and not by.is_keeper:
        raise LedgerError(_("只有管理员能导入地方。"), where=name, hint=_("请督查室的管理员来导入。"))
    found = check_places(data, name=name, by=by)
    if not found.errors:
        _add(found.add, by=by, fictional=fictional)
        _change(found.change, by=by)
    return found


def _add(lines: Iterable[Line], *, by: Person | None, fictional: bool) -> None:
    """Add new places, a level at a time, so that each finds the one above it."""
    for _level, group in groupby(lines, key=lambda line: line.level):
        listed = list(group)
        above = {place.code: place for place in Place.objects.filter(code__in={line.parent for line in listed})}
        rows = [_place(line, above.get(line.parent), fictional=fictional) for line in listed]
        Place.objects.bulk_create(rows, batch_size=BATCH)
        record_many([_added(row) for row in rows], by=actor(by))


def _place(line: Line, parent: Place | None, *, fictional: bool) -> Place:
    return Place(
        code=line.code,
        name=line.name,
        level=line.level,
        parent=parent,
        path=f"{parent.path if parent else ''}{line.code}/",
        aliases="\n".join(line.aliases),
        is_fictional=fictional or (parent is not None and parent.is_fictional),
    )


def _added(place: Place) -> Change:
    parent = place.parent.name if place.parent else ""
    after = {"code": place.code, "name": place.name, "level": place.level, "parent": parent}
    return Change(subject=place, action="place.add", after=after, place=place.path)


def _change(pairs: Iterable[tuple[Place, Line]], *, by: Person | None) -> None:
    changes = []
    for place, line in pairs:
        before = {"name": place.name, "aliases": place.aliases.split("\n")}
        place.name, place.aliases = line.name, aliases_of(line, place)
        place.save(update_fields=["name", "aliases"])
        after = {"name": place.name, "aliases": place.aliases.split("\n")}
        changes.append(Change(subject=place, action="place.change", before=before, after=after, place=place.path))
    record_many(changes, by=actor(by))
