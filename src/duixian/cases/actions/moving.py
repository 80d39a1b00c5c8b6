"""Moving a case to another stage. What it lacks is said in words, and nothing moves."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction

from duixian.accounts.locking import actor, locked
from duixian.accounts.models import Person
from duixian.cases.models import Case, CaseStage
from duixian.cases.rows import history
from duixian.cases.tables.shelf import shelf
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record
from duixian.programs import Lack, lacks


class NotYetError(LedgerError):
    """A case that lacks something for a stage; `lacks` says what, one by one."""

    def __init__(self, what: str, *, lacks: Sequence[Lack], where: str = "", hint: str = "") -> None:
        super().__init__(what, where=where, hint=hint)
        self.lacks = tuple(lacks)


@transaction.atomic
def move(
    case: Case, *, to: str, by: Person | None, on: date | None = None, reason: str = "", revision: int | None = None
) -> Case:
    """Move a case to a stage on a day; NotYetError where it lacks something."""
    case = locked(case, revision=revision)
    shelved = shelf.get(case.program)
    day = on or clock.today()
    _check_day(case, day)
    missing = lacks(history(case, of=shelved), to=to, program=shelved.program, day=day)
    if missing:
        raise _not_yet(case, shelved.program.stage(to).title, missing)
    before = {"stage": case.stage, "since": case.stage_since}
    case.stage, case.stage_since = to, day
    case.save(update_fields=["stage", "stage_since"])
    shelved.model._default_manager.filter(pk=case.pk).update(stage=to, stage_since=day)
    CaseStage.objects.create(case=case, stage=to, on=day, received_at=clock.now(), by=by, reason=reason[:300])
    after = {"stage": to, "since": day}
    change = Change(subject=case, action="case.move", before=before, after=after, reason=reason, place=case.place.path)
    record(change, by=actor(by))
    return case


def _check_day(case: Case, day: date) -> None:
    if day > clock.today():
        raise LedgerError(f"{day} 还没有到。", where=case.title, hint="写今天或以前的日期。")
    if day < case.stage_since:
        hint = f"它 {case.stage_since} 才进入现在的阶段；日期写那天或以后。"
        raise LedgerError(f"{day} 早于进入现阶段的日子。", where=case.title, hint=hint)


def _not_yet(case: Case, stage: str, missing: Sequence[Lack]) -> NotYetError:
    if missing[0].kind == "path":
        return NotYetError(missing[0].words, lacks=missing, where=case.title, hint="照阶段的次序走。")
    listed = "；".join(f"{number}. {each.words}" for number, each in enumerate(missing, start=1))
    what = f"不能移到“{stage}”，还缺 {len(missing)} 样：{listed}"
    return NotYetError(what, lacks=missing, where=case.title, hint="补齐再移；补一样，存一样。")
