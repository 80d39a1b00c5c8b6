"""Reviewing what was read: accept, correct, reject, undo, split, merge; one at a time, or many after a list."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Field
from django.utils.translation import gettext as _

from duixian.accounts.models import Person
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record, record_many
from duixian.journal.models import Entry
from duixian.journal.rows import store_fields
from duixian.ledger.actions import promises
from duixian.ledger.actions.locking import actor, all_locked, locked
from duixian.ledger.actions.tasks import arrange
from duixian.ledger.models import Document, ReviewState, Statement
from duixian.ledger.pure import differing, fields_of

BATCH = 500
ACCEPTED = (ReviewState.ACCEPTED, ReviewState.CORRECTED)
SPLIT, MERGED, UNCUT = "拆成两条", "并成一条", "撤回拆并"
# Why a statement is rejected whose place others have taken.
REPLACED = (SPLIT, MERGED, UNCUT)
CUT = ("statement.split", "statement.merge")


@transaction.atomic
def accept(
    statement: Statement, *, by: Person, revision: int | None = None, corrections: Mapping[str, Any] | None = None
) -> Statement:
    """Accept a statement, with a person's corrections where there are any; makes its commitment or observation.

    What the reader said stays in `as_read`. Accepting twice changes nothing the second time.
    """
    row = locked(statement, revision=revision)
    wanted = differing(row, corrections or {})
    if row.review in ACCEPTED and not wanted:
        return row
    _check(row, wanted)
    before = {"review": row.review, **{name: getattr(row, name) for name in wanted}}
    for name, value in wanted.items():
        setattr(row, name, value)
    corrected = bool(wanted) or row.review == ReviewState.CORRECTED
    _review(row, ReviewState.CORRECTED if corrected else ReviewState.ACCEPTED, by=by)
    row.save()
    _record(row, "statement.correct" if wanted else "statement.accept", before=before, after=wanted, by=by)
    promises.make([row], by=by)
    arrange(row.document, by=by)
    return row


def _check(row: Statement, wanted: Mapping[str, Any]) -> None:
    """Refuse what cannot be meant: a figure without a number, a target without a unit, a day before the document's."""
    now = {**fields_of(row), **wanted}
    if now["kind"] == "figure" and now["value"] is None:
        raise LedgerError(_("数字类的条目要有数值。"), where=row.text, hint=_("填上数值，或者把类别改成任务。"))
    if now["kind"] == "figure" and not now["unit"] and now["measure"] != "rank" and now["status"] == "target":
        raise LedgerError(_("目标没有单位，没法判定。"), where=row.text, hint=_("填上单位；个、户、% 都可以。"))
    issued = row.document.issued_on
    if now["status"] == "target" and now["due"] and issued and now["due"] < issued:
        hint = _("核对期限，或者在文件页核对成文日期。")
        raise LedgerError(
            _("期限 %(due)s 早于文件日期 %(issued)s。") % {"due": now["due"], "issued": issued},
            where=row.text,
            hint=hint,
        )


def _review(row: Statement, state: ReviewState, *, by: Person, reason: str = "") -> None:
    row.review, row.review_reason = state, reason
    row.reviewed_by, row.reviewed_at = by, clock.now()


def _record(row: Statement, action: str, *, before: dict[str, Any], after: Mapping[str, Any], by: Person) -> None:
    change = Change(
        subject=row,
        action=action,
        before=before,
        after={"review": row.review, **after},
        reason=row.review_reason,
        place=row.document.place.path,
    )
    record(change, by=actor(by))


@transaction.atomic
def accept_many(statements: Sequence[Statement], *, by: Person) -> int:
    """Accept all that still wait among `statements` of one document; return how many were accepted."""
    rows = [
        row for row in all_locked(Statement, [each.pk for each in statements]) if row.review == ReviewState.PROPOSED
    ]
    if not rows:
        return 0
    documents = {row.document_id for row in rows}
    if len(documents) > 1:
        raise ValueError("accept_many is for the statements of one document")
    document = rows[0].document
    now = clock.now()
    for row in rows:
        row.document = document
        row.review, row.reviewed_by, row.reviewed_at = ReviewState.ACCEPTED, by, now
    store_fields(rows, ["review", "reviewed_by", "reviewed_at"])
    record_many([_accepted(row) for row in rows], by=actor(by))
    promises.make(rows, by=by)
    arrange(document, by=by)
    return len(rows)


def _accepted(row: Statement) -> Change:
    return Change(
        subject=row,
        action="statement.accept",
        before={"review": ReviewState.PROPOSED},
        after={"review": row.review, "together": True},
        place=row.document.place.path,
    )


@transaction.atomic
def reject(statement: Statement, *, by: Person, reason: str = "", revision: int | None = None) -> Statement:
    """Reject a statement; what an earlier acceptance had made is withdrawn."""
    row = locked(statement, revision=revision)
    if row.review == ReviewState.REJECTED:
        return row
    before = {"review": row.review}
    if row.review in ACCEPTED:
        promises.unmake(row, by=by, why=reason or "审核驳回")
    _review(row, ReviewState.REJECTED, by=by, reason=reason[:200])
    row.save()
    _record(row, "statement.reject", before=before, after={}, by=by)
    arrange(row.document, by=by)
    return row


@transaction.atomic
def undo(statement: Statement, *, by: Person, revision: int | None = None) -> Statement:
    """Take back the last deed on a statement: it says again what it said before, and waits or stands as it did."""
    row = locked(statement, revision=revision)
    if not _take_back(row, by=by):
        raise LedgerError(_("这一条还没有审过，没有可撤销的。"), where=str(row), hint="")
    arrange(row.document, by=by)
    return row


@transaction.atomic
def undo_many(statements: Sequence[Statement], *, by: Person) -> int:
    """Take back the last deed on each of the statements of one document; return on how many there was one."""
    rows = all_locked(Statement, [each.pk for each in statements])
    if len({row.document_id for row in rows}) > 1:
        raise ValueError("undo_many is for the statements of one document")
    if not rows:
        return 0
    document = rows[0].document
    for row in rows:
        row.document = document
    done = sum(_take_back(row, by=by) for row in rows)
    arrange(document, by=by)
    return done


def _take_back(row: Statement, *, by: Person) -> bool:
    """Take back the last deed on a locked statement; answer whether there was one. The caller arranges the tasks."""
    before = last_before(row)
    if before is None:
        return False
    was = {"review": row.review, **{name: getattr(row, name) for name in before if name != "review"}}
    back = ReviewState(before.get("review", ReviewState.PROPOSED))
    if row.review in ACCEPTED and back not in ACCEPTED:
        promises.unmake(row, by=by, why="撤销审核")
    for name, value in before.items():
        if name != "review":
            setattr(row, name, _column(name).to_python(value))
    row.review, row.review_reason = back, ""
    row.save()
    _record(row, "statement.undo", before=was, after=before, by=by)
    if back in ACCEPTED:
        promises.make([row], by=by)
    return True


def _column(name: str) -> Field[Any, Any]:
    field = Statement._meta.get_field(name.removesuffix("_id"))
    if not isinstance(field, Field):
        raise KeyError(name)
    return field


def last_before(row: Statement) -> dict[str, Any] | None:
    """Return what the row was before the last review that has not been taken back, or None where there is none."""
    kind = Statement.subject_kind()
    taken_back = 0
    for entry in Entry.objects.filter(subject_kind=kind, subject_id=row.pk).order_by("-seq"):
        if entry.action == "statement.undo":
            taken_back += 1
        elif entry.action in ("statement.accept", "statement.correct", "statement.reject"):
            if not taken_back:
                return dict(json.loads(entry.body)["before"])
            taken_back -= 1
    return None


@transaction.atomic
def split(statement: Statement, *, at: int, by: Person, revision: int | None = None) -> tuple[Statement, Statement]:
    """Cut a statement in two at a character of the document; the whole is rejected, its halves wait for review."""
    row = locked(statement, revision=revision)
    if not row.start < at < row.end:
        raise LedgerError(_("要在这一条的文字中间拆。"), where=row.text, hint=_("把光标放到两个数之间再拆。"))
    halves = (_part(row, row.start, at), _part(row, at, row.end))
    reject(row, by=by, reason=SPLIT)
    for half in halves:
        _record(half, "statement.split", before={}, after={"from": row.pk, "start": half.start, "end": half.end}, by=by)
    return halves


def _part(row: Statement, start: int, end: int, *, origin: str = "split") -> Statement:
    """Return a new statement on part of the text, with the fields of `row` but for its number."""
    kept = {name: value for name, value in fields_of(row).items() if name not in ("value", "value_high")}
    return Statement.objects.create(
        **kept,
        document=row.document,
        number=Statement.objects.filter(document=row.document).count() + 1,
        start=start,
        end=end,
        text=row.document.text[start:end],
        sentence_start=min(row.sentence_start, start),
        sentence_end=max(row.sentence_end, end),
        section=row.section,
        page=row.page,
        origin=origin,
        value=row.value if origin == "merge" else None,
        value_high=row.value_high if origin == "merge" else None,
    )


@transaction.atomic
def merge(statements: Sequence[Statement], *, by: Person) -> Statement:
    """Make one statement of neighbours: it has the fields of the first, they are rejected; it waits for review."""
    rows = sorted(all_locked(Statement, [each.pk for each in statements]), key=lambda row: (row.start, row.end))
    if len(rows) < 2 or len({row.document_id for row in rows}) > 1:
        raise LedgerError(_("合并要选同一份文件里的两条以上。"), hint=_("再选一条相邻的。"))
    merged = _part(rows[0], rows[0].start, max(row.end for row in rows), origin="merge")
    for row in rows:
        reject(row, by=by, reason=MERGED)
    _record(merged, "statement.merge", before={}, after={"from": [row.pk for row in rows]}, by=by)
    return merged


@transaction.atomic
def uncut(part: Statement, *, by: Person) -> Statement:
    """Take back the cut or the join that made a statement: its parts go, what was there before stands as it did."""
    document = part.document
    cut = {entry.subject_id: json.loads(entry.body)["after"]["from"] for entry in _cuts(document)}
    source = cut.get(part.pk)
    if source is None:
        raise LedgerError(_("这一条不是拆开或合并来的。"), where=part.text, hint=_("用“撤销”收回别的动作。"))
    parts = all_locked(Statement, [key for key, other in cut.items() if other == source])
    if any(row.review != ReviewState.PROPOSED for row in parts):
        raise LedgerError(
            _("拆出来的已经审过，不能再并回去。"), where=part.text, hint=_("先撤销那几条的审核，再撤销拆分。")
        )
    for row in parts:
        reject(row, by=by, reason=UNCUT)
    originals = all_locked(Statement, source if isinstance(source, list) else [source])
    for row in originals:
        _take_back(row, by=by)
    arrange(document, by=by)
    return originals[0]


def _cuts(document: Document) -> Iterable[Entry]:
    keys = Statement.objects.filter(document=document, origin__in=("split", "merge")).values("pk")
    return Entry.objects.filter(subject_kind=Statement.subject_kind(), subject_id__in=keys, action__in=CUT)
