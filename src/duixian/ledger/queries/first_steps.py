"""A new installation: which of the first steps are done, in place of tables full of zeros."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from duixian.accounts.models import Person, Place
from duixian.journal.models import Entry
from duixian.ledger.models import ReviewState
from duixian.ledger.queries import scope
from duixian.reader.formats import suffixes


@dataclass(frozen=True, slots=True)
class FirstSteps:
    """What there is so far; `now` is the step that comes next: report, review, offices or backup."""

    entered_at: datetime | None
    townships: int
    villages: int
    documents: int
    statements: int
    reviewed: int
    offices: int
    people: int

    @property
    def now(self) -> str:
        """Return the first step that is not done."""
        done = {"report": self.documents, "review": self.reviewed, "offices": self.offices}
        return next((step for step, count in done.items() if not count), "backup")

    @property
    def endings(self) -> str:
        """Return what a file may end with, for the field that chooses one."""
        return ",".join(suffixes())


def first_steps(person: Person) -> FirstSteps:
    """Return how far the installation is in the places of a person."""
    statements, places = scope.statements(person), scope.places(person)
    logins = Entry.objects.filter(subject_kind=Person.subject_kind(), subject_id=person.pk, action="person.login")
    last = logins.order_by("-id").first()
    return FirstSteps(
        entered_at=last.received_at if last else None,
        townships=places.filter(level=Place.Level.TOWNSHIP).count(),
        villages=places.filter(level=Place.Level.VILLAGE).count(),
        documents=scope.documents(person).count(),
        statements=statements.count(),
        reviewed=statements.exclude(review=ReviewState.PROPOSED).count(),
        offices=scope.offices(person).count(),
        people=scope.people(person).count(),
    )
