"""Tasks: arranging the accepted statements of a plan as rows, and giving them to offices, leaders and deadlines."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from duixian.accounts.models import Office, Person
from duixian.errors import ConflictError, LedgerError
from duixian.exporters.breakdown import TaskRow, breakdown, numbered
from duixian.journal import clock
from duixian.journal.entries import Change, record_many
from duixian.journal.rows import store_fields
from duixian.ledger.actions import promises
from duixian.ledger.actions.locking import actor, all_locked
from duixian.ledger.models import Amendment, Assignment, Commitment, Document, ReviewState, Statement, Task
from duixian.ledger.pure import report_of

BATCH = 500
NO_CHANGE: Any = object()
FROM_TEXT = ("title", "section", "order", "chapter", "year", "is_duty", "due", "due_in_text", "retired")


def arrange(document: Document, *, by: Person) -> None:
    """Bring the tasks of a document in line with its accepted statements; idempotent, in bulk, deletes nothing.

    A row whose statement is no longer accepted, or has joined another row, is retired; what was assigned stays on it.
    """
    rows = list(
        document.statements.filter(review__in=(ReviewState.ACCEPTED, ReviewState.CORRECTED)).order_by("start", "end")
    )
    for row in rows:
        row.document = document
    report = report_of(document, rows)
    # By identity: two statements may share their characters (分别增长5%).
    row_of = {id(read): row for read, row in zip(report.statements, rows, strict=True)}
    tasks = {task.statement_id: task for task in document.tasks.all()}
    wanted: list[tuple[Task, TaskRow]] = []
    moved: list[Task] = []
    for order, (number, heading, line) in enumerate(numbered(breakdown(report)), 1):
        head = row_of[id(line.statement)]
        task = tasks.pop(head.pk, None) or Task(document=document, statement=head, place=document.place)
        was = _state(task)
        wanted.append((_filled(task, line, order, f"{number} {heading}"), line))
        if task.pk is not None and _state(task) != was:
            moved.append(task)
    _save([task for task, _ in wanted if task.pk is None], moved, retired=tasks.values(), by=by)
    heads = [(row_of[id(line.statement)], line) for _, line in wanted if line.statement.kind == "task"]
    bare = [row for row, line in heads if not line.measures]
    measured = [row for row, line in heads if line.measures]
    promises.deeds(bare, measured, by=by)
    _attach(document, wanted, row_of)


def _filled(task: Task, line: TaskRow, order: int, chapter: str) -> Task:
    """Set what the text says of a task; what a person has set stays."""
    task.title, task.section, task.order = line.title[:200], list(line.section), order
    task.chapter, task.year, task.is_duty = chapter.partition(" ")[2][:120], line.year, line.is_duty
    if task.due == task.due_in_text or task.pk is None:
        task.due = line.due
    task.due_in_text = line.due
    task.retired = False
    return task


def _state(task: Task) -> tuple[Any, ...]:
    """Return what the text says of a task."""
    return tuple(getattr(task, name) for name in FROM_TEXT)


def _save(new: Sequence[Task], moved: Sequence[Task], *, retired: Iterable[Task], by: Person) -> None:
    gone = [task for task in retired if not task.retired]
    for task in gone:
        task.retired = True
    store_fields([*moved, *gone], FROM_TEXT)
    Task.objects.bulk_create(new, batch_size=BATCH)
    changes = [
        Change(subject=task, action="task.make", after={"title": task.title}, place=task.place.path) for task in new
    ]
    changes += [Change(subject=task, action="task.retire", place=task.place.path) for task in gone]
    record_many(changes, by=actor(by))


def _attach(document: Document, wanted: Sequence[tuple[Task, TaskRow]], row_of: dict[int, Statement]) -> None:
    """Hang each commitment under its task; one that a task brings along takes over the task's owner if it has none."""
    task_of: dict[int, Task] = {}
    for task, line in wanted:
        for each in (line.statement, *line.figures, *line.milestones):
            task_of[row_of[id(each)].pk] = task
    moved = []
    for commitment in Commitment.objects.filter(document=document).only("statement_id", "task_id"):
        under = task_of.get(commitment.statement_id)
        if under is not None and commitment.task_id != under.pk:
            commitment.task = under
            moved.append(commitment)
    store_fields(moved, ["task"])


@transaction.atomic
def assign(
    tasks: Sequence[Task],
    *,
    by: Person,
    lead: Office | None = NO_CHANGE,
    supporting: Sequence[Office] = NO_CHANGE,
    leader: Person | None = NO_CHANGE,
    due: date = NO_CHANGE,
    remark: str = NO_CHANGE,
    reason: str = "",
    seen: Mapping[int, int] | None = None,
) -> int:
    """Give tasks, and the commitments under them, to an office, a leader, a deadline; return how many tasks changed.

    A changed deadline of a commitment is an amendment and needs a reason; the first deadline never changes. `seen` are
    the revisions that the person saw, by key: a task that has moved on since, and would change, is a ConflictError.
    """
    wanted: dict[str, Any] = {"lead": lead, "leader": leader, "due": due, "remark": remark}
    given = {name: value for name, value in wanted.items() if value is not NO_CHANGE}
    rows = all_locked(Task, [task.pk for task in tasks])
    now = clock.now()
    changes = []
    for task in rows:
        _check_due(task, given.get("due"))
        revision = task.revision
        before, after = _moved(task, given)
        if supporting is not NO_CHANGE:
            _supported(task, supporting, before, after)
        if after:
            _check_seen(task, revision, seen or {})
            changes.append(_task_change(task, before, after, reason))
            changes += _hand_down(task, given, supporting, now=now, by=by, reason=reason)
    record_many(changes, by=actor(by))
    return sum(change.action == "task.assign" for change in changes)


def _check_seen(task: Task, revision: int, seen: Mapping[int, int]) -> None:
    if seen.get(task.pk, revision) != revision:
        hint = _("打开看看现在的样子，再改一次。")
        raise ConflictError(_("别人刚刚改过这一项，您的改动没有保存。"), where=task.title, hint=hint)


def _check_due(task: Task, due: date | None) -> None:
    issued = task.document.issued_on or (date(task.document.year, 1, 1) if task.document.year else None)
    if due is not None and issued is not None and due < issued:
        hint = _("期限写成文件之后的一天。")
        raise LedgerError(
            _("期限 %(due)s 早于文件日期 %(issued)s。") % {"due": due, "issued": issued}, where=task.title, hint=hint
        )


def _moved(row: Task | Commitment, given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set the given fields and save; return what was and is where it differs."""
    before, after = {}, {}
    for name, value in given.items():
        if getattr(row, name) != value:
            before[name], after[name] = _said(getattr(row, name)), _said(value)
            setattr(row, name, value)
    if after:
        row.save(update_fields=list(after))
    return before, after


def _said(value: Any) -> Any:
    return value.name if isinstance(value, Office | Person) else value


def _supported(task: Task, offices: Sequence[Office], before: dict[str, Any], after: dict[str, Any]) -> None:
    """Set the supporting offices of a task; add to `before` and `after` where they differ."""
    was = list(task.supporting.all())
    if {office.pk for office in was} != {office.pk for office in offices}:
        before["supporting"], after["supporting"] = [each.name for each in was], [each.name for each in offices]
        task.supporting.set(offices)


def _task_change(task: Task, before: dict[str, Any], after: dict[str, Any], reason: str) -> Change:
    return Change(subject=task, action="task.assign", before=before, after=after, reason=reason, place=task.place.path)


def _hand_down(
    task: Task, given: dict[str, Any], supporting: Any, *, now: datetime, by: Person, reason: str
) -> list[Change]:
    """Give the commitments under a task what the task was given; a dated milestone keeps its own day."""
    changes: list[Change] = []
    for commitment in task.commitments.select_for_update().filter(withdrawn_at=None):
        own = {name: value for name, value in given.items() if name in ("lead", "leader")}
        if "due" in given and given["due"] is not None and not commitment.baseline.get("due_in_text"):
            own |= amend(commitment, due=given["due"], by=by, reason=reason or "任务分解时定期限", now=now)
        changes += handed(commitment, own, now=now, reason=reason)
        if supporting is not NO_CHANGE:
            commitment.supporting.set(supporting)
    return changes


def handed(commitment: Commitment, own: dict[str, Any], *, now: datetime, reason: str = "") -> list[Change]:
    """Set fields of a commitment and keep to whom it is given from now on; return the change, where there is one."""
    before, after = _moved(commitment, own)
    if "lead" in after or "leader" in after:
        Assignment.objects.create(commitment=commitment, lead=commitment.lead, leader=commitment.leader, at=now)
    place = commitment.place.path
    told = Change(
        subject=commitment, action="commitment.assign", before=before, after=after, reason=reason, place=place
    )
    return [told] if after else []


def amend(commitment: Commitment, *, due: date, by: Person, reason: str, now: datetime) -> dict[str, Any]:
    """Write the amendment of a deadline, and return what to set; the first deadline a promise gets is its original."""
    if commitment.due == due:
        return {}
    if commitment.original_due is None:
        return {"due": due, "original_due": due}
    Amendment.objects.create(commitment=commitment, due_before=commitment.due, due=due, reason=reason, at=now, by=by)
    return {"due": due}
