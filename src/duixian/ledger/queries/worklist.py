"""One's own desk: what is to be done first, and for a keeper what waits: reviews, papers, tasks nobody has."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db.models import Q

from duixian.accounts.models import Person, Role
from duixian.ledger.judging import Assessment, Known
from duixian.ledger.models import Document, Evidence, Task
from duixian.ledger.queries import scope
from duixian.ledger.queries.documents import all_listed
from duixian.ledger.queries.kept import rows_of
from duixian.ledger.queries.listing import is_lacking, is_reddening, promised
from duixian.ledger.queries.once import once
from duixian.ledger.queries.rows import Row
from duixian.ledger.reaching import number, say

FIRST = 5
SHOWN = 8
ENDED = (Assessment.DELIVERED, Assessment.MISSED, Assessment.WITHDRAWN)
# The kinds of target of which a number is reported.
COUNTED = frozenset({"count", "level", "growth", "share", "floor", "ceiling", "zero", "rank", "streak", "duty"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A commitment on the desk: days left (past: negative), what was last reported of it, what it lacks."""

    row: Row
    days: int | None
    claim: Known | None
    said: str
    lacks: bool
    is_reported_this_month: bool

    @property
    def overdue(self) -> int:
        """How many days the deadline is past, 0 where it is not."""
        return -self.days if self.days is not None and self.days < 0 else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """All open commitments of a person, the most urgent first, and the counts above them."""

    items: Sequence[Item]
    overdue: int
    lacking: int
    reddening: int
    earlier: int

    @property
    def first(self) -> Sequence[Item]:
        """The five to do first."""
        return self.items[:FIRST]

    @property
    def rest(self) -> Sequence[Item]:
        """The others."""
        return self.items[FIRST:]


@once
def desk_of(person: Person, *, day: date) -> Desk:
    """Return what a person has to see to on a day: an office what it leads, a leader what they answer for."""
    visible = promised(person, day).filter(withdrawn_at=None)
    if person.role == Role.OFFICE:
        visible = visible.filter(lead=person.office)
    elif person.role == Role.LEADER:
        visible = visible.filter(leader=person)
    now = Q(year__gte=day.year) | Q(year=None)
    rows = [row for row in rows_of(visible, day=day) if row.standing.assessment not in ENDED]
    kept = frozenset(visible.filter(now).values_list("pk", flat=True))
    items = sorted((item_of(row, day=day) for row in rows if row.commitment.pk in kept), key=_urgency)
    return Desk(
        items=items,
        overdue=sum(item.row.standing.assessment is Assessment.LATE for item in items),
        lacking=sum(item.lacks for item in items),
        reddening=sum(is_reddening(item.row, day=day) for item in items),
        earlier=len(rows) - len(items),
    )


def item_of(row: Row, *, day: date) -> Item:
    """Return a row as the desk shows it."""
    standing, target = row.standing, row.facts.target
    claim = standing.reported
    said = ""
    if claim is not None:
        said = say(target, claim.value) if claim.value is not None else ""
    return Item(
        row=row,
        days=None if row.due is None else (row.due - day).days,
        claim=claim,
        said=said,
        lacks=is_lacking(row),
        is_reported_this_month=any(
            (each.as_of.year, each.as_of.month) == (day.year, day.month) for each in row.facts.claims
        ),
    )


_ORDER = (Assessment.LATE, Assessment.AT_RISK, Assessment.UNKNOWN, Assessment.ON_TRACK)


def _urgency(item: Item) -> tuple[int, int, int]:
    """Return where an item stands: the loudest first, then what is due first."""
    kind = item.row.standing.assessment
    soon = item.days is not None and item.days <= 30 and kind is not Assessment.LATE
    place = _ORDER.index(kind) if kind in _ORDER else len(_ORDER)
    return (-item.row.escalation.bars, min(place, 1) if soon else place, item.days if item.days is not None else 9999)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reporting:
    """The form that reports one commitment: the number to begin with and its unit, how much is shown of how much."""

    item: Item
    has_number: bool
    value: str
    step: str
    unit: str
    shown: str
    target: str


def reporting(item: Item) -> Reporting:
    """Return what the form of a commitment begins with: what was last reported, or shown."""
    target, standing = item.row.facts.target, item.row.standing
    last = standing.reported or standing.evidenced
    value = last.value if last is not None and last.value is not None else None
    return Reporting(
        item=item,
        has_number=target.kind in COUNTED,
        value="" if value is None else number(target, value).replace(",", ""),
        step="1" if target.kind in ("count", "duty") or _is_whole(target.value, target.factor) else "0.1",
        unit=target.shown or target.unit,
        shown=number(target, standing.evidenced.value)
        if standing.evidenced and standing.evidenced.value is not None
        else "0",
        target="" if target.value is None or target.kind not in ("count", "level") else number(target, target.value),
    )


def _is_whole(value: Decimal | None, factor: Decimal) -> bool:
    return value is not None and (value / factor) >= 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What waits for a keeper: documents with statements to review, papers to confirm, tasks without a lead."""

    documents: Sequence[Any]
    statements: int
    papers: Sequence[Evidence]
    paper_count: int
    tasks: Sequence[Task]
    task_count: int
    failed: Sequence[Document]

    def deeds(self, desk: Desk) -> list[Deed]:
        """Return at most five things to do first, the most urgent first."""
        red = [Deed(kind="red", item=each) for each in desk.items if each.row.escalation.level == "red"]
        failed = [Deed(kind="failed", document=each) for each in self.failed]
        papers = [Deed(kind="papers", count=self.paper_count, since=self.papers[0].received_at)] if self.papers else []
        tasks = [Deed(kind="tasks", count=self.task_count)] if self.task_count else []
        reviews = [Deed(kind="review", document=each, count=each.left) for each in self.documents]
        return [*red[:2], *failed[:1], *papers, *tasks, *reviews, *red[2:]][:FIRST]


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """Something that a keeper does: call in what is red, confirm papers, review a document, give tasks away."""

    kind: str
    item: Item | None = None
    document: Any = None
    count: int = 0
    since: datetime | None = None


@once
def waiting(person: Person) -> Waiting:
    """Return what waits for a keeper, the oldest first."""
    documents = sorted(all_listed(person), key=lambda each: (-(each.year or 0), each.pk))
    left = [each for each in documents if each.left]
    papers = scope.evidence(person).filter(confirmed_at=None, claim__returned_at=None)
    papers = papers.select_related("commitment", "commitment__lead").order_by("received_at", "pk")
    tasks = scope.tasks(person).filter(lead=None).select_related("document").order_by("-document__year", "order")
    return Waiting(
        documents=left,
        statements=sum(each.left for each in left),
        papers=list(papers[:SHOWN]),
        paper_count=papers.count(),
        tasks=list(tasks.defer("document__text", "document__pages")[:SHOWN]),
        task_count=tasks.count(),
        failed=[each for each in documents if each.state == Document.State.FAILED],
    )
