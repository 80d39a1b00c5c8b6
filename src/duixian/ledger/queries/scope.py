"""What a person may see: by place, and in the role of an office only its own. Every page query starts here."""

from __future__ import annotations

from django.db.models import Q, QuerySet

from duixian.accounts.models import Office, Person, Place, Role
from duixian.journal.models import Entry
from duixian.ledger.models import Commitment, Document, Evidence, Observation, Statement, Task

# Roles that see all of their places.
WIDE = frozenset({Role.KEEPER, Role.LEADER, Role.REVIEWER})
# What is done for all places of a ledger at once: its entries name none.
SHARED = ("program.install", "program.back", "program.remove")


def sight(person: Person) -> tuple[object, ...]:
    """Return what decides what a person sees and what is their own: with the same, two people see the same."""
    own = {Role.OFFICE: person.office_id, Role.LEADER: person.pk}
    return person.place.path, person.role, own.get(Role(person.role))


def places(person: Person) -> QuerySet[Place]:
    """Return the place that a person answers for and all below it."""
    return Place.objects.filter(path__startswith=person.place.path)


def offices(person: Person) -> QuerySet[Office]:
    """Return the offices of a person's places."""
    return Office.objects.filter(place__path__startswith=person.place.path)


def people(person: Person) -> QuerySet[Person]:
    """Return the people of a person's places."""
    return Person.objects.filter(place__path__startswith=person.place.path)


def documents(person: Person) -> QuerySet[Document]:
    """Return the documents of a person's places; an office sees those that are read, an auditor none."""
    rows = Document.objects.filter(place__path__startswith=person.place.path).select_related("place")
    if person.role in WIDE:
        return rows
    return rows.filter(state=Document.State.READY) if person.role == Role.OFFICE else rows.none()


def statements(person: Person) -> QuerySet[Statement]:
    """Return the statements of the documents that a person may review: the keeper's, and for reading the others'."""
    if person.role not in WIDE:
        return Statement.objects.none()
    return Statement.objects.filter(document__place__path__startswith=person.place.path).select_related("document")


def _owned(person: Person) -> Q:
    return Q(lead=person.office) | Q(supporting=person.office)


def tasks(person: Person) -> QuerySet[Task]:
    """Return the tasks of a person's places; of an office, those it leads or supports."""
    rows = Task.objects.filter(place__path__startswith=person.place.path, retired=False)
    if person.role in WIDE:
        return rows
    return rows.filter(_owned(person)).distinct() if person.role == Role.OFFICE else rows.none()


def commitments(person: Person) -> QuerySet[Commitment]:
    """Return the commitments of a person's places; of an office, those it leads or supports."""
    rows = Commitment.objects.filter(place__path__startswith=person.place.path)
    if person.role in WIDE:
        return rows
    return rows.filter(_owned(person)).distinct() if person.role == Role.OFFICE else rows.none()


def reportable(person: Person) -> QuerySet[Commitment]:
    """Return the commitments on which a person may report: an office those it leads, a leader those they answer for."""
    rows = commitments(person).filter(withdrawn_at=None)
    if person.role == Role.KEEPER:
        return rows
    if person.role == Role.OFFICE:
        return rows.filter(lead=person.office)
    return rows.filter(leader=person) if person.role == Role.LEADER else rows.none()


def evidence(person: Person) -> QuerySet[Evidence]:
    """Return the evidence of the commitments that a person may see."""
    if person.role in WIDE:
        return Evidence.objects.filter(commitment__place__path__startswith=person.place.path)
    return Evidence.objects.filter(commitment__in=commitments(person).values("pk"))


def observations(person: Person) -> QuerySet[Observation]:
    """Return the observations of a person's places that stand."""
    rows = Observation.objects.filter(place__path__startswith=person.place.path, withdrawn_at=None)
    return rows if person.role in WIDE or person.role == Role.OFFICE else rows.none()


def entries(person: Person) -> QuerySet[Entry]:
    """Return the journal of a person's places, for the keeper, the auditor and the city's reviewer; with it what was
    done to the programs, which all places of the ledger share."""
    if person.role not in (Role.KEEPER, Role.AUDITOR, Role.REVIEWER):
        return Entry.objects.none()
    return Entry.objects.filter(Q(place__startswith=person.place.path) | Q(place="", action__in=SHARED))
