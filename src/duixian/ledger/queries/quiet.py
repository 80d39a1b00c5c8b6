"""Promises of an earlier report that no later document mentions: what the linker found, as commitments."""

from __future__ import annotations

from datetime import date

from duixian.accounts.models import Person
from duixian.journal.days import end_of
from duixian.ledger.models import Finding
from duixian.ledger.queries import scope


def quiet_keys(person: Person, day: date) -> frozenset[int]:
    """Return the keys of the commitments that a person may see and that nothing has mentioned again by a day."""
    found = Finding.objects.filter(kind=Finding.Kind.QUIET, stale=False, found_at__lt=end_of(day))
    rows = scope.commitments(person).filter(accepted_at__lt=end_of(day), statement__findings__in=found)
    return frozenset(rows.values_list("pk", flat=True))
