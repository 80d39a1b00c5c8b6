"""What the task breakdown shows: the plan as an outline, a row a task, with counts; from what one may see."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from duixian.accounts.models import Office, Person, Role
from duixian.exporters.breakdown import measured
from duixian.exporters.shown import mended, one_line
from duixian.journal.models import Entry
from duixian.ledger.models import Commitment, Document, Task
from duixian.ledger.pure import as_read
from duixian.ledger.queries import scope
from duixian.ledger.queries.once import once
from duixian.ledger.queries.task_history import as_known
from duixian.ledger.suggesting import Past, Suggestion, last_year

TABS = {
    "all": _("全部"),
    "no-lead": _("没有牵头"),
    "no-figure": _("没有数字"),
    "no-due": _("期限未写明"),
    "mine": _("我改过的"),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A figure or a milestone of a task as the text has it; it is changed in its sentence, nowhere else."""

    words: str
    kind: str
    statement_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A task as the page shows it."""

    task: Task
    number: str
    measures: tuple[Measure, ...]
    supporting: tuple[Office, ...]
    last_year: Suggestion | None = None
    is_mine: bool = False

    @property
    def stamp(self) -> int:
        """What changes with anything that the row shows."""
        task, names = self.task, tuple(office.name for office in self.supporting)
        given = (task.lead.name if task.lead else "", task.leader.name if task.leader else "", task.due)
        return hash((task.pk, task.revision, task.statement.revision, self.number, self.measures, names, given))

    @property
    def due(self) -> date | None:
        """The day it is due: the one given, else the end of its year."""
        return self.task.due or (date(self.task.year, 12, 31) if self.task.year else None)

    @property
    def is_due_written(self) -> bool:
        """Whether the text or a person names the day."""
        return self.task.due is not None

    @property
    def tabs(self) -> set[str]:
        """The tabs that it stands under."""
        held = {
            "no-lead": self.task.lead_id is None and self.task.lead is None,
            "no-figure": not self.measures,
            "no-due": not self.is_due_written,
            "mine": self.is_mine,
        }
        return {"all", *(tab for tab, is_so in held.items() if is_so)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A heading of the plan with its rows; `total` and `missing` count all its tasks, whatever the tab."""

    number: int
    title: str
    rows: tuple[Row, ...]
    total: int
    missing: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The outline of a document under a tab."""

    document: Document
    tab: str
    chapters: tuple[Chapter, ...]
    counts: Counter[str]
    kinds: Counter[str]
    part: str
    led: int = 0

    @property
    def helped(self) -> int:
        """How many of an office's tasks it does not lead."""
        return self.total - self.led

    @property
    def rows(self) -> list[Row]:
        """The rows shown, in order."""
        return [row for chapter in self.chapters for row in chapter.rows]

    @property
    def total(self) -> int:
        """How many tasks there are, whatever the tab."""
        return self.counts["all"]

    @property
    def missing(self) -> int:
        """How many have no lead office."""
        return self.counts["no-lead"]

    @property
    def bare(self) -> int:
        """How many have neither figure nor date."""
        return self.counts["no-figure"]

    @property
    def given(self) -> int:
        """How many have a lead office."""
        return self.total - self.missing


def planned(person: Person) -> QuerySet[Document]:
    """Return the documents that have tasks which a person sees, newest first."""
    mine = scope.tasks(person).values("document")
    return scope.documents(person).filter(pk__in=mine).defer("text", "pages").order_by("-year", "-pk")


def loaded(tasks: QuerySet[Task]) -> QuerySet[Task]:
    """Return tasks with all that a row of the outline shows."""
    promises = (
        Commitment.objects.filter(withdrawn_at=None).select_related("statement").order_by("statement__start", "pk")
    )
    return tasks.select_related("lead", "leader", "statement", "place").prefetch_related(
        "supporting", Prefetch("commitments", queryset=promises)
    )


def numbers(document: Document) -> dict[int, str]:
    """Return the number of each task of a document, 3.1, by its key; they count all tasks, whoever looks."""
    found: dict[int, str] = {}
    tasks = Task.objects.filter(document=document, retired=False).order_by("order").values_list("chapter", "pk")
    for chapter, (_title, group) in enumerate(groupby(tasks, key=lambda each: each[0]), 1):
        found |= {pk: f"{chapter}.{within}" for within, (_heading, pk) in enumerate(group, 1)}
    return found


def rows_of(document: Document, person: Person, *, day: date | None = None, suggest: bool = True) -> list[Row]:
    """Return all rows of a document that a person sees, in the order of its text; as they were on `day` if named."""
    tasks = list(loaded(scope.tasks(person).filter(document=document)).order_by("order"))
    if day is not None:
        tasks = as_known(tasks, day)
    number = numbers(document)
    is_asked = suggest and document.year and any(task.lead is None for task in tasks)
    past = past_of(document, person, years=1) if is_asked else Past()
    mine = _touched(person, tasks)
    return [_row(task, number.get(task.pk, ""), past, is_mine=task.pk in mine) for task in tasks]


def _row(task: Task, number: str, past: Past, *, is_mine: bool) -> Row:
    return Row(
        task=task,
        number=number,
        measures=measures_of(task),
        supporting=tuple(task.supporting.all()),
        last_year=last_year(task, past) if task.lead is None else None,
        is_mine=is_mine,
    )


def row_of(task: Task, person: Person, past: Past) -> Row:
    """Return one task as the page shows it."""
    return _row(task, numbers(task.document).get(task.pk, ""), past, is_mine=bool(_touched(person, [task])))


def measures_of(task: Task) -> tuple[Measure, ...]:
    """Return the figures and milestones of a task in the order of its text."""
    return tuple(_measure(each) for each in task.commitments.all() if each.statement.kind != "task")


def _measure(commitment: Commitment) -> Measure:
    read = as_read(commitment.statement)
    words = measured(read) if read.kind == "figure" else f"{one_line(mended(read))}{read.event or ''}"
    return Measure(words, read.kind, commitment.statement_id)


def past_of(document: Document, person: Person, *, years: int | None = None) -> Past:
    """Return the earlier tasks of the document's place that someone led: all, or of so many years without helpers."""
    earlier = scope.tasks(person).filter(place=document.place, lead__isnull=False).exclude(document=document)
    if document.year:
        earlier = earlier.filter(year__lt=document.year)
    if document.year and years:
        earlier = earlier.filter(year__gte=document.year - years)
    measured = Prefetch("commitments", Commitment.objects.only("task", "indicator"))
    helpers = () if years else ("supporting",)
    rows = earlier.only("title", "year", "order", "lead").prefetch_related("lead", *helpers, measured)
    return Past.of(rows.order_by("-year", "order"))


def nearby(task: Task, person: Person) -> Counter[int]:
    """Return how many tasks of the same chapter each office leads, by its key."""
    same = scope.tasks(person).filter(document=task.document_id, chapter=task.chapter, lead__isnull=False)
    return Counter(pk for pk in same.exclude(pk=task.pk).values_list("lead_id", flat=True) if pk)


def _touched(person: Person, tasks: Iterable[Task]) -> set[int]:
    kind, keys = Task.subject_kind(), [task.pk for task in tasks]
    entries = Entry.objects.filter(actor_id=person.pk, subject_kind=kind, action="task.assign", subject_id__in=keys)
    return set(entries.values_list("subject_id", flat=True))


def outline(document: Document, person: Person, *, tab: str = "all", day: date | None = None) -> Plan:
    """Return the plan of a document under a tab."""
    return _outline(person, document, tab=tab, day=day, own=person.pk)


@once
def _outline(person: Person, document: Document, *, tab: str, day: date | None, own: int) -> Plan:
    """Return the plan; `own` is who asks, since one tab holds what they changed."""
    rows = rows_of(document, person, day=day)
    parts = Counter(row.task.section[0] for row in rows if row.task.section)
    return Plan(
        document=document,
        tab=tab if tab in TABS else "all",
        chapters=tuple(_chapters(rows, tab if tab in TABS else "all")),
        counts=Counter(tab for row in rows for tab in row.tabs),
        kinds=Counter(measure.kind for row in rows for measure in row.measures),
        led=sum(row.task.lead is not None and row.task.lead.pk == person.office_id for row in rows),
        part=one_line(parts.most_common(1)[0][0]) if parts else "",
    )


def _chapters(rows: Sequence[Row], tab: str) -> Iterable[Chapter]:
    for (number, title), group in groupby(rows, key=lambda row: (row.number.partition(".")[0], row.task.chapter)):
        listed = list(group)
        shown = tuple(row for row in listed if tab in row.tabs)
        missing = sum("no-lead" in row.tabs for row in listed)
        if shown:
            yield Chapter(number=int(number or 0), title=title, rows=shown, total=len(listed), missing=missing)


def offices(person: Person) -> list[Office]:
    """Return the offices that a task may be given to."""
    return list(scope.offices(person).filter(is_active=True).order_by("place__path", "name"))


def leaders(person: Person) -> list[Person]:
    """Return the leaders who may answer for a task, first those with most tasks."""
    listed = scope.people(person).filter(is_active=True, role=Role.LEADER)
    return list(listed.annotate(load=Count("tasks", filter=Q(tasks__retired=False))).order_by("-load", "name"))
