"""The steps of a case: laid out when it is opened, asked for in their order, answered, asked for again, waived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from duixian.accounts.locking import actor
from duixian.accounts.models import Person
from duixian.cases.actions.holding import BATCH, held
from duixian.cases.models import Case, CaseStep
from duixian.cases.rows import histories
from duixian.cases.tables.shelf import shelf
from duixian.catalogue.calendar import add_workdays
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record_many
from duixian.journal.rows import store_fields
from duixian.programs import Case as History
from duixian.programs import Program, course
from duixian.programs.schema import Step


def lay_out(cases: Iterable[Case], *, program: Program) -> None:
    """Give each new case a row for each step, also for those that its fields do not ask for today."""
    CaseStep.objects.bulk_create(
        [CaseStep(case=case, step=step.id, deemed=step.deemed) for case in cases for step in program.steps],
        batch_size=BATCH,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A step that is to be sent to its office on a day; None is today."""

    case: Case
    step: str
    by: Person
    on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What an office answered to a step on a day; None is today."""

    case: Case
    step: str
    by: Person
    granted: bool
    on: date | None = None
    words: str = ""


def ask(case: Case, *, step: str, by: Person, on: date | None = None) -> CaseStep:
    """Send a step to its office; its limit begins to run. One that was refused may be sent again."""
    return ask_many([Asking(case=case, step=step, by=by, on=on)])[0]


@transaction.atomic
def ask_many(askings: Sequence[Asking]) -> list[CaseStep]:
    """Send many steps to their offices, all or none."""
    taken = [(each, *found) for each, found in zip(askings, _all_held(askings), strict=True)]
    past = _histories(case for _, case, _, _ in taken)
    rows = [_sent(each, case, row, kind, past[case.pk]) for each, case, row, kind in taken]
    store_fields([row for row in rows if row.pk], ["asked_on", "deadline", "waived_why"])
    CaseStep.objects.bulk_create([row for row in rows if not row.pk], batch_size=BATCH)
    record_many([_asked(each, case, row) for (each, case, _, _), row in zip(taken, rows, strict=True)])
    return rows


def _histories(cases: Iterable[Case]) -> dict[int, History]:
    """Return the history of each case, by its key."""
    by_program: dict[str, dict[int, Case]] = {}
    for case in cases:
        by_program.setdefault(case.program, {})[case.pk] = case
    told = [histories(each.values(), of=shelf.get(program)) for program, each in by_program.items()]
    return {key: history for each in told for key, history in each.items()}


def _sent(each: Asking, case: Case, row: CaseStep, kind: Step, past: History) -> CaseStep:
    """Return the row of a step as it is asked for: a new one where the last time was refused."""
    day = each.on or clock.today()
    _check_day(day, case)
    listed = course(past, program=shelf.get(case.program).of(case), day=day)
    stands = next(found for found in listed if found.step.id == kind.id)
    was_refused = stands.state == "refused" and row.answered_on is not None and row.answered_on <= day
    if row.asked_on is not None and not was_refused:
        raise LedgerError(
            _("“%(kind)s”%(asked_on)s 已经报过。") % {"kind": kind.title, "asked_on": row.asked_on},
            where=case.title,
            hint=_("看看是不是要记答复。"),
        )
    if stands.waits_for:
        first = _("、").join(f"“{found.title}”" for found in stands.waits_for)
        raise LedgerError(
            _("“%(kind)s”还轮不到：要先办完%(first)s。") % {"kind": kind.title, "first": first},
            where=case.title,
            hint=_("办完的先记答复；不需要办的，写明为什么。"),
        )
    if was_refused:
        row = CaseStep(case=case, step=kind.id, attempt=row.attempt + 1, deemed=kind.deemed)
    row.asked_on, row.deadline, row.waived_why = day, add_workdays(day, kind.limit).day, ""
    return row


def _asked(each: Asking, case: Case, row: CaseStep) -> Change:
    after = {"step": each.step, "on": row.asked_on, "deadline": row.deadline}
    again = {"attempt": row.attempt} if row.attempt > 1 else {}
    return _change(case, "case.ask", after | again, each.by)


def answer(case: Case, *, step: str, by: Person, granted: bool, on: date | None = None, words: str = "") -> CaseStep:
    """Take down an office's answer; one that comes after a deemed one is kept beside it and changes nothing."""
    return answer_many([Answer(case=case, step=step, by=by, granted=granted, on=on, words=words)])[0]


@transaction.atomic
def answer_many(answers: Sequence[Answer]) -> list[CaseStep]:
    """Take down what offices answered to many steps, all or none."""
    taken = [(each, *found) for each, found in zip(answers, _all_held(answers), strict=True)]
    changes = [_answered(each, case, row, kind) for each, case, row, kind in taken]
    store_fields([row for _, _, row, _ in taken], ["answered_on", "granted", "words"])
    record_many(changes)
    return [row for _, _, row, _ in taken]


def _answered(each: Answer, case: Case, row: CaseStep, kind: Step) -> Change:
    day = each.on or clock.today()
    if row.asked_on is None:
        raise LedgerError(
            _("“%(kind)s”还没有报送，不能有答复。") % {"kind": kind.title}, where=case.title, hint=_("先记报送的日期。")
        )
    if row.answered_on is not None:
        raise LedgerError(
            _("“%(kind)s”%(answered_on)s 已经答复过。") % {"kind": kind.title, "answered_on": row.answered_on},
            where=case.title,
            hint=_("没有同意的，改好了再报一次，才有新的答复。"),
        )
    if day < row.asked_on:
        raise LedgerError(
            _("答复 %(day)s 早于报送 %(asked_on)s。") % {"day": day, "asked_on": row.asked_on},
            where=case.title,
            hint=_("核对两个日期。"),
        )
    _check_day(day, case)
    row.answered_on, row.granted, row.words = day, each.granted, each.words[:300]
    after = {"step": each.step, "answered_on": day, "granted": each.granted}
    return _change(case, "case.answer", after, each.by, reason=each.words)


@transaction.atomic
def waive(case: Case, *, step: str, by: Person, why: str) -> CaseStep:
    """Say that a step is not needed here, and why."""
    case = held([case])[case.pk]
    row, kind = _step(case, step, _last(case.steps.all()))
    if not why.strip():
        raise LedgerError(
            _("“%(kind)s”为什么不需要办，要写明。") % {"kind": kind.title}, where=case.title, hint=_("写依据哪条。")
        )
    row.waived_why = why[:300]
    row.save()
    record_many([_change(case, "case.waive", {"step": step}, by, reason=why)])
    return row


def _all_held(asked: Sequence[Asking | Answer]) -> Iterator[tuple[Case, CaseStep, Step]]:
    """Yield the case, the row and the kind of each step that is meant, the cases held; each step once."""
    cases = held(each.case for each in asked)
    rows = _last(CaseStep.objects.filter(case__in=cases))
    if len({(each.case.pk, each.step) for each in asked}) < len(asked):
        raise ValueError("a step is asked or answered once at a time")
    for each in asked:
        yield (case := cases[each.case.pk]), *_step(case, each.step, rows)


def _last(rows: QuerySet[CaseStep]) -> dict[tuple[int, str], CaseStep]:
    """Return of each step the row of the last time that it was asked for."""
    return {(row.case_id, row.step): row for row in rows.order_by("attempt")}


def _step(case: Case, key: str, rows: Mapping[tuple[int, str], CaseStep]) -> tuple[CaseStep, Step]:
    row = rows.get((case.pk, key))
    if row is None:
        raise LedgerError(_("没有“%(key)s”这项手续。") % {"key": key}, where=case.title, hint=_("手续由模板写明。"))
    return row, shelf.get(case.program).of(case).step(key)


def _check_day(day: date, case: Case) -> None:
    if day > clock.today():
        raise LedgerError(_("%(day)s 还没有到。") % {"day": day}, where=case.title, hint=_("写今天或以前的日期。"))
    if day < case.opened_on:
        raise LedgerError(
            _("%(day)s 早于登记 %(opened_on)s。") % {"day": day, "opened_on": case.opened_on},
            where=case.title,
            hint=_("核对日期。"),
        )


def _change(
    case: Case,
    action: str,
    after: Mapping[str, Any],
    by: Person,
    *,
    reason: str = "",
) -> Change:
    return Change(
        subject=case,
        action=action,
        after=after,
        reason=reason,
        place=case.place.path,
        by=actor(by),
    )
