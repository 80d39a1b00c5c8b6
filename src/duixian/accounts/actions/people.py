"""People: adding, changing, deactivating them; their passwords, locks and second factors."""

from __future__ import annotations

import re
import secrets
from collections.abc import Mapping
from typing import Any

from axes.utils import reset as reset_attempts
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django_otp import devices_for_user

from duixian.accounts.actions.limits import check_keeper_stays, check_reach, check_role
from duixian.accounts.locking import actor, locked
from duixian.accounts.models import Office, Person, Place
from duixian.errors import LedgerError
from duixian.journal.entries import Change, record

USERNAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,39}")
# Without 0 o 1 l i: read out over the telephone, none is taken for another.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP = 4, 4


def generated_password() -> str:
    """Return a password of four groups of four: 3k7p-x2mw-9rta-hd5e."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


@transaction.atomic
def add_person(
    *,
    username: str,
    name: str,
    role: str,
    place: Place,
    by: Person | None,
    office: Office | None = None,
    title: str = "",
) -> tuple[Person, str]:
    """Return a new person and the password to hand over, which is kept nowhere; they change it when they log in."""
    username, where = username.strip().lower(), name.strip() or username
    _check_names(username, name, where=where)
    check_reach(by, place, where=where)
    check_role(role, office, place, where=where)
    person = Person(username=username, name=name.strip(), title=title.strip(), role=role, place=place, office=office)
    password = _give_password(person)
    person.save()
    after = {"username": username, **_fields(person)}
    record(Change(subject=person, action="person.add", after=after, place=place.path), by=actor(by))
    return person, password


def _check_names(username: str, name: str, *, where: str) -> None:
    if not USERNAME.fullmatch(username):
        hint = _("用 2 到 40 个小写字母、数字、点或横线，例如 qin.ruoxi。")
        raise LedgerError(_("登录名“%(username)s”不合适。") % {"username": username}, where=where, hint=hint)
    if Person.objects.filter(username=username).exists():
        raise LedgerError(
            _("登录名“%(username)s”已经有人用了。") % {"username": username},
            where=where,
            hint=_("换一个，例如在后面加单位的缩写。"),
        )
    _check_name(name, where=where)


def _check_name(name: str, *, where: str) -> None:
    if not name.strip() or len(name) > 40:
        raise LedgerError(_("没有姓名，或者姓名太长。"), where=where, hint=_("姓名写 1 到 40 个字。"))


def _give_password(person: Person) -> str:
    password = generated_password()
    person.set_password(password)
    person.must_change_password = True
    return password


def _fields(person: Person) -> dict[str, Any]:
    """Return what the journal says of a person."""
    return {
        "name": person.name,
        "title": person.title,
        "role": person.role,
        "place": person.place.name,
        "office": person.office.name if person.office else "",
    }


@transaction.atomic
def change_person(
    person: Person,
    *,
    name: str,
    role: str,
    place: Place,
    by: Person | None,
    office: Office | None = None,
    title: str = "",
    revision: int | None = None,
) -> Person:
    """Change who a person is and what they may do; the last active keeper of a place stays its keeper."""
    person = locked(person, revision=revision)
    _check_name(name, where=person.name)
    for each in (person.place, place):
        check_reach(by, each, where=person.name)
    if office is None or office.pk != person.office_id or role != person.role:
        check_role(role, office, place, where=person.name)
    if (role, place.pk) != (person.role, person.place_id):
        check_keeper_stays(person)
    before = _fields(person)
    person.name, person.title, person.role = name.strip(), title.strip(), role
    person.place, person.office = place, office
    after = _fields(person)
    if after != before:
        person.save(update_fields=["name", "title", "role", "place", "office"])
        _record(person, "person.change", before=_other(before, after), after=_other(after, before), by=by)
    return person


def _other(one: Mapping[str, Any], two: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in one.items() if two[name] != value}


def _record(
    person: Person,
    action: str,
    *,
    by: Person | None,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
) -> None:
    change = Change(subject=person, action=action, before=before or {}, after=after or {}, place=person.place.path)
    record(change, by=actor(by))


@transaction.atomic
def deactivate_person(person: Person, *, by: Person | None) -> Person:
    """Let someone log in no more, at once; what they did stays under their name."""
    person = locked(person)
    check_reach(by, person.place, where=person.name)
    if person.is_active:
        check_keeper_stays(person)
        person.is_active = False
        person.save(update_fields=["is_active"])
        _record(person, "person.deactivate", before={"is_active": True}, after={"is_active": False}, by=by)
    return person


@transaction.atomic
def activate_person(person: Person, *, by: Person | None) -> tuple[Person, str]:
    """Let someone log in again; return them with a new password to hand over (empty: they were active)."""
    person = locked(person)
    check_reach(by, person.place, where=person.name)
    if person.is_active:
        return person, ""
    person.is_active = True
    password = _give_password(person)
    person.save(update_fields=["is_active", "password", "must_change_password"])
    _record(person, "person.activate", before={"is_active": False}, after={"is_active": True}, by=by)
    return person, password


@transaction.atomic
def reset_password(person: Person, *, by: Person | None) -> str:
    """Return a new password to hand over; every open session of the person ends, and a lock is lifted."""
    person = locked(person)
    check_reach(by, person.place, where=person.name)
    password = _give_password(person)
    person.save(update_fields=["password", "must_change_password"])
    reset_attempts(username=person.username)
    _record(person, "person.password", by=by)
    return password


@transaction.atomic
def set_own_password(person: Person, *, password: str) -> Person:
    """Let a person choose their own password, within the policy."""
    person = locked(person)
    try:
        validate_password(password, user=person)
    except ValidationError as error:
        raise LedgerError(
            _("；").join(error.messages), where=person.name, hint=_("换一个长一些、不常见的密码。")
        ) from None
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    _record(person, "person.own_password", by=person)
    return person


@transaction.atomic
def unlock(person: Person, *, by: Person | None) -> int:
    """Let someone who mistyped too often try again now; return how many failures were forgotten."""
    person = locked(person)
    check_reach(by, person.place, where=person.name)
    forgotten = int(reset_attempts(username=person.username) or 0)
    if forgotten:
        _record(person, "person.unlock", by=by)
    return forgotten


@transaction.atomic
def remove_second_factor(person: Person, *, by: Person | None) -> int:
    """Take away the second factor of someone who lost their phone; return how many devices there were."""
    person = locked(person)
    check_reach(by, person.place, where=person.name)
    devices = list(devices_for_user(person, confirmed=None))
    for device in devices:
        device.delete()
    if devices:
        _record(person, "person.no_second_factor", by=by)
    return len(devices)
