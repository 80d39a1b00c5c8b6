"""The steps of a case: laid out when it is opened, asked for, answered, waived."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction

from duixian.accounts.locking import actor, locked
from duixian.accounts.models import Person
from duixian.cases.models import Case, CaseStep
from duixian.cases.tables.shelf import shelf
from duixian.catalogue.calendar import add_workdays
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record
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
        batch_size=500,
    )


def _waived(step: Step, known: Mapping[str, Any], program: Program) -> str:
    if step.when is None:
        return ""
    row = {key: known.get(key) for key in program.fields}
    return NOT_NEEDED if holds_or_none(step.when, row, program=program, day=clock.today()) is False else ""


@transaction.atomic
def ask(case: Case, *, step: str, by: Person, on: date | None = None) -> CaseStep:
    """Send a step to its office; its limit begins to run."""
    case, row, kind = _held(case, step)
    day = on or clock.today()
    if row.asked_on is not None:
        raise LedgerError(f"“{kind.title}”{row.asked_on} 已经报过。", where=case.title, hint="看看是不是要记答复。")
    _check_day(day, case)
    row.asked_on, row.deadline, row.waived_why = day, add_workdays(day, kind.limit).day, ""
    row.save()
    _record(case, "case.ask", {"step": step, "on": day, "deadline": row.deadline}, by)
    return row


@transaction.atomic
def answer(case: Case, *, step: str, by: Person, granted: bool, on: date | None = None, words: str = "") -> CaseStep:
    """Take down an office's answer; one that comes after a deemed one is kept beside it and changes nothing."""
    case, row, kind = _held(case, step)
    day = on or clock.today()
    if row.asked_on is None:
        raise LedgerError(f"“{kind.title}”还没有报送，不能有答复。", where=case.title, hint="先记报送的日期。")
    if day < row.asked_on:
        raise LedgerError(f"答复 {day} 早于报送 {row.asked_on}。", where=case.title, hint="核对两个日期。")
    _check_day(day, case)
    before = {"answered_on": row.answered_on, "granted": row.granted}
    row.answered_on, row.granted = day, granted
    row.save()
    after = {"step": step, "answered_on": day, "granted": granted}
    _record(case, "case.answer", after, by, before=before, reason=words)
    return row


@transaction.atomic
def waive(case: Case, *, step: str, by: Person, why: str) -> CaseStep:
    """Say that a step is not needed here, and why."""
    case, row, kind = _held(case, step)
    if not why.strip():
        raise LedgerError(f"“{kind.title}”为什么不需要办，要写明。", where=case.title, hint="写依据哪条。")
    row.waived_why = why[:300]
    row.save()
    _record(case, "case.waive", {"step": step}, by, reason=why)
    return row


def _held(case: Case, key: str) -> tuple[Case, CaseStep, Step]:
    case = locked(case)
    program = shelf.get(case.program).program
    row = CaseStep.objects.filter(case=case, step=key).first()
    if row is None:
        raise LedgerError(f"没有“{key}”这项手续。", where=case.title, hint="手续由模板写明。")
    return case, row, program.step(key)


def _check_day(day: date, case: Case) -> None:
    if day > clock.today():
        raise LedgerError(f"{day} 还没有到。", where=case.title, hint="写今天或以前的日期。")
    if day < case.opened_on:
        raise LedgerError(f"{day} 早于登记 {case.opened_on}。", where=case.title, hint="核对日期。")


def _record(
    case: Case,
    action: str,
    after: Mapping[str, Any],
    by: Person,
    *,
    before: Mapping[str, Any] | None = None,
    reason: str = "",
) -> None:
    change = Change(subject=case, action=action, before=before or {}, after=after, reason=reason, place=case.place.path)
    record(change, by=actor(by))
