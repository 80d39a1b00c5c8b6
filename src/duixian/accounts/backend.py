"""Who is asking, in one query: the person with place and office, and whether they have a second factor."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.backends import ModelBackend
from django.db.models import Exists, OuterRef
from django_otp.plugins.otp_totp.models import TOTPDevice

from duixian.accounts.models import Person


class PersonBackend(ModelBackend):
    """Django's own check of the password; only the row of the person comes with more."""

    def get_user(self, user_id: Any) -> Person | None:
        """Return the active person of a session, who knows `has_second_factor`."""
        devices = TOTPDevice.objects.filter(user=OuterRef("pk"), confirmed=True)
        people = Person.objects.select_related("place", "office").annotate(has_second_factor=Exists(devices))
        return people.filter(pk=user_id, is_active=True).first()


def has_second_factor(person: Person) -> bool:
    """Answer whether a person must also give a code; asks the table where the row does not know."""
    known: bool | None = getattr(person, "has_second_factor", None)
    return TOTPDevice.objects.filter(user=person, confirmed=True).exists() if known is None else known
