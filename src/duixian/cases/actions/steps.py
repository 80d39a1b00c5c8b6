"""The steps of a case: laid out when it is opened, asked for, answered, waived."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from duixian.accounts.locking import actor
from duixian.accounts.models import Person
from duixian.cases.actions.holding import BATCH, held
from duixian.cases.models import Case, CaseStep
from duixian.cases.tables.shelf import shelf
from duixian.catalogue.calendar import add_workdays
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record_many
from duixian.journal.rows import store_fields
from duixian.programs import Program
from duixian.programs.conditions import holds_or_none
from duixian.programs.schema import Step

NOT_NEEDED = "不需要办"


def lay_out(cases: Iterable[Case], *, program: Program, fields: Sequence[Mapping[str, Any]]) -> None:
    """Give each new case a row for each step; one whose rule says no is waived from the start."""
    CaseStep.objects.bulk_create(
        [
            CaseStep(case=case, step=step.id, deemed=step.deemed, waived_why=_waived(step, known, program))
            for case, known in zip(cases, fields, strict=True)
            for step in program.steps
        ],
        batch_size=BATCH,
    )


def _waived(step: Step, known: Mapping[str, Any], program: Program) -> str:
    if step.when is None:
        return ""
    row = {key: known.get(key) for key in program.fields}
    return NOT_NEEDED if holds_or_none(step.when, row, program=program, day=clock.today()) is False else ""


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
    """Send a step to its office; its limit begins to run."""
    return ask_many([Asking(case=case, step=step, by=by, on=on)])[0]


@transaction.atomic
def ask_many(askings: Sequence[Asking]) -> list[CaseStep]:
    """Send many steps to their offices, all or none."""
    taken = [(each, *found) for each, found in zip(askings, _all_held(askings), strict=True)]
    changes = [_asked(each, case, row, kind) for each, case, row, kind in taken]
    store_fields([row for _, _, row, _ in taken], ["asked_on", "deadline", "waived_why"])
    record_many(changes)
    return [row for _, _, row, _ in taken]


def _asked(each: Asking, case: Case, row: CaseStep, kind: Step) -> Change:
    day = each.on or clock.today()
    if row.asked_on is not None:
        raise LedgerError(
            _("“%(kind)s”%(asked_on)s 已经报过。") % {"kind": kind.title, "asked_on": row.asked_on},
            where=case.title,
            hint=_("看看是不是要记答复。"),
        )
    _check_day(day, case)
    row.asked_on, row.deadline, row.waived_why = day, add_workdays(day, kind.limit).day, ""
    return _change(case, "case.ask", {"step": each.step, "on": day, "deadline": row.deadline}, each.by)


def answer(case: Case, *, step: str, by: Person, granted: bool, on: date | None = None, words: str = "") -> CaseStep:
    """Take down an office's answer; one that comes after a deemed one is kept beside it and changes nothing."""
    return answer_many([Answer(case=case, step=step, by=by, granted=granted, on=on, words=words)])[0]


@transaction.atomic
def answer_many(answers: Sequence[Answer]) -> list[CaseStep]:
    """Take down what offices answered to many steps, all or none."""
    taken = [(each, *found) for each, found in zip(answers, _all_held(answers), strict=True)]
    changes = [_answered(each, case, row, kind) for each, case, row, kind in taken]
    store_fields([row for _, _, row, _ in taken], ["answered_on", "granted"])
    record_many(changes)
    return [row for _, _, row, _ in taken]


def _answered(each: Answer, case: Case, row: CaseStep, kind: Step) -> Change:
    day = each.on or clock.today()
    if row.asked_on is None:
        raise LedgerError(
            _("“%(kind)s”还没有报送，不能有答复。") % {"kind": kind.title}, where=case.title, hint=_("先记报送的日期。")
        )
    if day < row.asked_on:
        raise LedgerError(
            _("答复 %(day)s 早于报送 %(asked_on)s。") % {"day": day, "asked_on": row.asked_on},
            where=case.title,
            hint=_("核对两个日期。"),
        )
    _check_day(day, case)
    before = {"answered_on": row.answered_on, "granted": row.granted}
    row.answered_on, row.granted = day, each.granted
    after = {"step": each.step, "answered_on": day, "granted": each.granted}
    return _change(case, "case.answer", after, each.by, before=before, reason=each.words)


@transaction.atomic
def waive(case: Case, *, step: str, by: Person, why: str) -> CaseStep:
    """Say that a step is not needed here, and why."""
    case = held([case])[case.pk]
    row, kind = _step(case, step, {(row.case_id, row.step): row for row in case.steps.all()})
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
    rows = {(row.case_id, row.step): row for row in CaseStep.objects.filter(case__in=cases)}
    if len({(each.case.pk, each.step) for each in asked}) < len(asked):
        raise ValueError("a step is asked or answered once at a time")
    for each in asked:
        yield (case := cases[each.case.pk]), *_step(case, each.step, rows)


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
    before: Mapping[str, Any] | None = None,
    reason: str = "",
) -> Change:
    return Change(
        subject=case,
        action=action,
        before=before or {},
        after=after,
        reason=reason,
        place=case.place.path,
        by=actor(by),
    )
