"""Moving a case to another stage. What it lacks is said in words, and nothing moves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from duixian.accounts.locking import actor, locked
from duixian.accounts.models import Person
from duixian.cases.actions.holding import BATCH, held
from duixian.cases.models import Case, CaseStage
from duixian.cases.rows import histories
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.cases.wording import said
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record_many
from duixian.journal.rows import store_fields
from duixian.programs import Case as History
from duixian.programs import Lack, lacks

MOVED = ("stage", "stage_since")


class NotYetError(LedgerError):
    """A case that lacks something for a stage; `lacks` says what, one by one."""

    def __init__(self, what: str, *, lacks: Sequence[Lack], where: str = "", hint: str = "") -> None:
        super().__init__(what, where=where, hint=hint)
        self.lacks = tuple(lacks)


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A case that is to enter a stage on a day; None is today."""

    case: Case
    to: str
    by: Person | None
    on: date | None = None
    reason: str = ""


@transaction.atomic
def move(
    case: Case, *, to: str, by: Person | None, on: date | None = None, reason: str = "", revision: int | None = None
) -> Case:
    """Move a case to a stage on a day; NotYetError where it lacks something."""
    if revision is not None:
        locked(case, revision=revision)
    return move_many([Move(case=case, to=to, by=by, on=on, reason=reason)])[0]


@transaction.atomic
def move_many(moves: Sequence[Move]) -> list[Case]:
    """Move many cases, each once; where one lacks something, none moves and its NotYetError is raised."""
    cases = held(each.case for each in moves)
    if len(cases) < len(moves):
        raise ValueError("a case moves once at a time")
    told = {key: told for of, rows in _by_program(cases.values()) for key, told in histories(rows, of=of).items()}
    changes = [_moved(each, cases[each.case.pk], told[each.case.pk]) for each in moves]
    store_fields(list(cases.values()), MOVED)
    for shelved, rows in _by_program(cases.values()):
        _repeat(shelved, rows)
    CaseStage.objects.bulk_create([_entered(each, cases[each.case.pk]) for each in moves], batch_size=BATCH)
    record_many(changes)
    return [cases[each.case.pk] for each in moves]


def _by_program(cases: Iterable[Case]) -> list[tuple[Shelved, list[Case]]]:
    found: dict[str, list[Case]] = {}
    for case in cases:
        found.setdefault(case.program, []).append(case)
    return [(shelf.get(program), rows) for program, rows in found.items()]


def _moved(each: Move, case: Case, told: History) -> Change:
    """Put a case into its stage and return what is to be told of it; NotYetError where it lacks something."""
    program = shelf.get(case.program).of(case)
    day = each.on or clock.today()
    _check_day(case, day)
    missing = said(lacks(told, to=each.to, program=program, day=day))
    if missing:
        raise _not_yet(case, program.stage(each.to).title, missing)
    before = {"stage": case.stage, "since": case.stage_since}
    case.stage, case.stage_since = each.to, day
    after = {"stage": case.stage, "since": day}
    return Change(
        subject=case,
        action="case.move",
        before=before,
        after=after,
        reason=each.reason,
        place=case.place.path,
        by=actor(each.by),
    )


def _entered(each: Move, case: Case) -> CaseStage:
    return CaseStage(
        case=case,
        stage=case.stage,
        on=case.stage_since,
        received_at=clock.now(),
        by=each.by,
        reason=each.reason[:300],
    )


def _repeat(shelved: Shelved, cases: Sequence[Case]) -> None:
    """Repeat the stage of each case in the row of its program."""
    rows = shelved.model._default_manager.in_bulk([case.pk for case in cases])
    for case in cases:
        rows[case.pk].stage, rows[case.pk].stage_since = case.stage, case.stage_since
    store_fields(list(rows.values()), MOVED)


def _check_day(case: Case, day: date) -> None:
    if day > clock.today():
        raise LedgerError(_("%(day)s 还没有到。") % {"day": day}, where=case.title, hint=_("写今天或以前的日期。"))
    if day < case.stage_since:
        hint = _("它 %(stage_since)s 才进入现在的阶段；日期写那天或以后。") % {"stage_since": case.stage_since}
        raise LedgerError(_("%(day)s 早于进入现阶段的日子。") % {"day": day}, where=case.title, hint=hint)


def _not_yet(case: Case, stage: str, missing: Sequence[Lack]) -> NotYetError:
    if missing[0].kind == "path":
        return NotYetError(missing[0].words, lacks=missing, where=case.title, hint=_("照阶段的次序走。"))
    listed = _("；").join(f"{number}. {each.words}" for number, each in enumerate(missing, start=1))
    words = ngettext(
        "不能移到“%(stage)s”，还缺 %(n)s 样：%(listed)s", "不能移到“%(stage)s”，还缺 %(n)s 样：%(listed)s", len(missing)
    )
    what = words % {"stage": stage, "n": len(missing), "listed": listed}
    return NotYetError(what, lacks=missing, where=case.title, hint=_("补齐再移；补一样，存一样。"))
