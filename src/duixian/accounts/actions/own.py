"""What people do to their own account: logging in, a second factor, the keys."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _
from django_otp import devices_for_user
from django_otp.plugins.otp_static.models import StaticDevice, StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice

from duixian.accounts.locking import actor, locked
from duixian.accounts.models import Person
from duixian.errors import LedgerError
from duixian.journal.entries import SYSTEM, Change, record

RECOVERY_CODES = 8


@transaction.atomic
def note_login(person: Person, *, address: str = "") -> None:
    """Write down that someone logged in, and from which address."""
    person = locked(person)
    record(_entering(person, "person.login", address), by=actor(person))


@transaction.atomic
def note_failed_login(username: str, *, address: str = "") -> None:
    """Write down that someone tried to log in as this person and could not; a name that nobody has leaves nothing."""
    person = Person.objects.select_for_update().filter(username=username).first()
    if person is not None:
        record(_entering(person, "person.login_failed", address), by=SYSTEM)


def _entering(person: Person, action: str, address: str) -> Change:
    after = {"address": address} if address else {}
    return Change(subject=person, action=action, after=after, place=person.place.path)


@transaction.atomic
def start_second_factor(person: Person) -> TOTPDevice:
    """Return a new device that counts only once a code of it is given; one that was never confirmed is dropped."""
    person = locked(person)
    TOTPDevice.objects.filter(user=person, confirmed=False).delete()
    return TOTPDevice.objects.create(user=person, name="totp", confirmed=False)


def confirm_second_factor(person: Person, *, code: str) -> tuple[TOTPDevice, list[str]]:
    """Return the device that counts from now on, and the recovery codes, which are shown once."""
    device = TOTPDevice.objects.filter(user=person, confirmed=False).first()
    if device is None:
        raise LedgerError(_("没有等着确认的验证器。"), where=_("两步验证"), hint=_("先按“开启两步验证”，再扫码。"))
    # Outside the transaction below: a wrong code must count, so that the next one has to wait.
    if not device.verify_token(code.replace(" ", "")):
        hint = _("看看手机的时间准不准；等验证器换到下一组 6 位数再输。")
        raise LedgerError(_("验证码不对，两步验证还没有开启。"), where=_("两步验证"), hint=hint)
    return device, _confirm(person, device)


@transaction.atomic
def _confirm(person: Person, device: TOTPDevice) -> list[str]:
    person = locked(person)
    TOTPDevice.objects.filter(user=person, confirmed=True).delete()
    device.confirmed = True
    device.save(update_fields=["confirmed"])
    StaticDevice.objects.filter(user=person).delete()
    kept = StaticDevice.objects.create(user=person, name="recovery")
    codes = [StaticToken.random_token() for _ in range(RECOVERY_CODES)]
    StaticToken.objects.bulk_create(StaticToken(device=kept, token=code) for code in codes)
    record(Change(subject=person, action="person.second_factor", place=person.place.path), by=actor(person))
    return codes


@transaction.atomic
def drop_second_factor(person: Person) -> None:
    """Take away one's own second factor and its recovery codes."""
    person = locked(person)
    devices = list(devices_for_user(person, confirmed=None))
    for device in devices:
        device.delete()
    if devices:
        record(Change(subject=person, action="person.no_second_factor", place=person.place.path), by=actor(person))


@transaction.atomic
def set_keys(person: Person, *, off: bool) -> None:
    """Switch the single-letter keys of a person off or on."""
    person = locked(person)
    if person.keys_off != off:
        person.keys_off = off
        person.save(update_fields=["keys_off"])
        before, after = {"keys_off": not off}, {"keys_off": off}
        change = Change(subject=person, action="person.keys", before=before, after=after, place=person.place.path)
        record(change, by=actor(person))
