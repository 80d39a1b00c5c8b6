"""Offices: adding, renaming, other ways of writing their names, deactivating them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duixian.accounts.actions.limits import check_reach
from duixian.accounts.locking import actor, locked
from duixian.accounts.models import Office, Person, Place
from duixian.errors import LedgerError
from duixian.journal.entries import Change, record

LONGEST = 60
LONGEST_SHORT = 30


@transaction.atomic
def add_office(*, place: Place, name: str, by: Person | None, short: str = "", aliases: Iterable[str] = ()) -> Office:
    """Return a new office of a place; no other office there may go by any of its names."""
    check_reach(by, place, where=name)
    office = Office(place=place)
    _name(office, name=name, short=short, aliases=aliases)
    office.save()
    _record(office, "office.add", after=_fields(office), by=by)
    return office


@transaction.atomic
def change_office(
    office: Office,
    *,
    name: str,
    by: Person | None,
    short: str = "",
    aliases: Iterable[str] = (),
    revision: int | None = None,
) -> Office:
    """Rename an office and set how else it is written; its old name stays an alias, so that older papers find it."""
    office = locked(office, revision=revision)
    check_reach(by, office.place, where=office.name)
    before = _fields(office)
    old = [office.name] if office.name != name.strip() else []
    _name(office, name=name, short=short, aliases=[*aliases, *old])
    after = _fields(office)
    if after != before:
        office.save(update_fields=["name", "short", "aliases"])
        moved = {key: before[key] for key in before if before[key] != after[key]}
        _record(office, "office.change", before=moved, after={key: after[key] for key in moved}, by=by)
    return office


@transaction.atomic
def deactivate_office(office: Office, *, by: Person | None) -> Office:
    """Offer an office no more; refuses where people still log in for it. What was assigned to it stays."""
    office = locked(office)
    check_reach(by, office.place, where=office.name)
    names = list(office.people.filter(is_active=True).values_list("name", flat=True))
    if office.is_active and names:
        hint = _("先停用这些账号，或者把他们改到别的单位。")
        raise LedgerError(_in_use(names), where=office.name, hint=hint)
    return _switched(office, is_active=False, by=by)


@transaction.atomic
def activate_office(office: Office, *, by: Person | None) -> Office:
    """Offer an office again."""
    office = locked(office)
    check_reach(by, office.place, where=office.name)
    return _switched(office, is_active=True, by=by)


def _switched(office: Office, *, is_active: bool, by: Person | None) -> Office:
    if office.is_active != is_active:
        office.is_active = is_active
        office.save(update_fields=["is_active"])
        action = "office.activate" if is_active else "office.deactivate"
        _record(office, action, before={"is_active": not is_active}, after={"is_active": is_active}, by=by)
    return office


def _name(office: Office, *, name: str, short: str, aliases: Iterable[str]) -> None:
    """Set the names of an office after checking them against the others of its place, which are held."""
    Place.objects.select_for_update().get(pk=office.place_id)
    office.name, office.short = name.strip(), short.strip()
    if not office.name or len(office.name) > LONGEST or len(office.short) > LONGEST_SHORT:
        hint = _("名称写 1 到 %(longest)s 个字，简称不超过 %(longest_short)s 个字。") % {
            "longest": LONGEST,
            "longest_short": LONGEST_SHORT,
        }
        raise LedgerError(_("单位没有名称，或者名称太长。"), where=office.name or office.place.name, hint=hint)
    wanted = dict.fromkeys(each.strip() for each in aliases)
    office.aliases = "\n".join(each for each in wanted if each and each != office.name)
    _check_free(office)


def _in_use(names: Sequence[str]) -> str:
    words = ngettext("还有 %(n)s 个在用的账号：%(listed)s。", "还有 %(n)s 个在用的账号：%(listed)s。", len(names))
    return words % {"n": len(names), "listed": _("、").join(names)}


def _check_free(office: Office) -> None:
    mine = {office.name, *office.aliases.split("\n")} - {""}
    for other in Office.objects.filter(place=office.place_id).exclude(pk=office.pk):
        both = mine & ({other.name, *other.aliases.split("\n")} - {""})
        if both:
            hint = _("打开“%(other)s”看看是不是同一个单位；是就改那一个，不是就换个名称。") % {"other": other.name}
            raise LedgerError(
                _("“%(name)s”已经是“%(other)s”的名称或别名。") % {"name": min(both), "other": other.name},
                where=office.name,
                hint=hint,
            )


def _fields(office: Office) -> dict[str, Any]:
    return {
        "name": office.name,
        "short": office.short,
        "aliases": [each for each in office.aliases.split("\n") if each],
    }


def _record(
    office: Office,
    action: str,
    *,
    after: Mapping[str, Any],
    by: Person | None,
    before: Mapping[str, Any] | None = None,
) -> None:
    change = Change(subject=office, action=action, before=before or {}, after=after, place=office.place.path)
    record(change, by=actor(by))
