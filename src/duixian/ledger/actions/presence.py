"""Where a reviewer is in a document: told to the others, not an event of its history."""

from __future__ import annotations

from duixian.accounts.models import Person
from duixian.journal import clock
from duixian.ledger.models import Document, Presence


def seen_at(document: Document, *, person: Person, statement: int, number: int) -> None:
    """Say that a person is at a statement, the `number`-th of the document."""
    wanted = {"statement_id": statement, "number": number, "seen_at": clock.now()}
    Presence.objects.update_or_create(person=person, document=document, defaults=wanted)
