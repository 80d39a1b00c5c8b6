"""Opening a case, changing its fields: the spine and the program's own row are written together, and nowhere else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from duixian.accounts.locking import actor, locked
from duixian.accounts.models import Office, Person, Place
from duixian.cases.actions.steps import lay_out
from duixian.cases.models import Case, CaseRow, CaseStage
from duixian.cases.past import OFFICE
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.cases.values import strictly
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record_many

BATCH = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class New:
    """A case that is to be opened: its fields as clean values, its office, the day; its place, if not that of all."""

    fields: Mapping[str, Any]
    opened_on: date
    office: Office | None = None
    place: Place | None = None
    is_synthetic: bool = False


def open_case(
    program: str,
    *,
    fields: Mapping[str, Any],
    place: Place,
    by: Person | None,
    office: Office | None = None,
    opened_on: date | None = None,
) -> Case:
    """Open a case in the first stage from what a person wrote; every field is read, or nothing is opened."""
    shelved = shelf.get(program)
    clean = strictly(fields, fields=shelved.program.living, place=place)
    new = New(fields=clean, opened_on=opened_on or clock.today(), office=office)
    return open_many(shelved, [new], place=place, by=by)[0]


@transaction.atomic
def open_many(shelved: Shelved, news: Iterable[New], *, place: Place, by: Person | None) -> list[Case]:
    """Open many cases at once, each with its row, its first stage, its steps and its journal entry."""
    program, listed = shelved.program, list(news)
    for new in listed:
        _check(new, shelved)
    number = Case.objects.filter(program=program.id).aggregate(last=Max("number"))["last"] or 0
    held = [shelved.on(new.opened_on) for new in listed]
    cases = [
        Case(
            program=program.id,
            version=own.version,
            number=number + step,
            title=str(new.fields[program.titled_by])[:200],
            stage=own.stages[0].id,
            stage_since=new.opened_on,
            opened_on=new.opened_on,
            place=new.place or place,
            office=new.office,
            is_synthetic=new.is_synthetic,
        )
        for step, (new, own) in enumerate(zip(listed, held, strict=True), start=1)
    ]
    Case.objects.bulk_create(cases, batch_size=BATCH)
    shelved.model._default_manager.bulk_create(map(_row(shelved), cases, listed), batch_size=BATCH)
    now = clock.now()
    CaseStage.objects.bulk_create(
        [CaseStage(case=case, stage=case.stage, on=case.opened_on, received_at=now, by=by) for case in cases],
        batch_size=BATCH,
    )
    for own in shelved.versions:
        lay_out([case for case in cases if case.version == own.version], program=own)
    record_many(
        [
            Change(subject=case, action="case.open", after=dict(new.fields), place=case.place.path)
            for case, new in zip(cases, listed, strict=True)
        ],
        by=actor(by),
    )
    return cases


def _check(new: New, shelved: Shelved) -> None:
    program = shelved.program
    missing = [each.title for key, each in program.living.items() if each.required and new.fields.get(key) is None]
    if missing:
        raise LedgerError(
            _("还没有填：%(listed)s。") % {"listed": _("、").join(missing)},
            where=program.title,
            hint=_("补上这几项再登记。"),
        )
    if new.opened_on > clock.today():
        raise LedgerError(
            _("%(opened_on)s 还没有到。") % {"opened_on": new.opened_on},
            where=program.title,
            hint=_("登记日期写今天或以前。"),
        )


def _row(shelved: Shelved) -> Any:
    names = {each.name: each.attname for each in shelved.model._meta.concrete_fields}

    def made(case: Case, new: New) -> CaseRow:
        values = {names[key]: value for key, value in new.fields.items()}
        return shelved.model(**case.repeated(), **values)

    return made


@transaction.atomic
def change_fields(
    case: Case,
    *,
    fields: Mapping[str, Any],
    by: Person | None,
    office: Office | None = None,
    revision: int | None = None,
    reason: str = "",
) -> Case:
    """Change fields of a case from what a person wrote, and its office where one is given.

    Another's change since `revision` is a ConflictError.
    """
    shelved = shelf.get(case.program)
    case = locked(case, revision=revision)
    wanted = strictly(fields, fields=shelved.program.living, place=case.place)
    wanted |= {OFFICE: office.pk} if office else {}
    row = shelved.model._default_manager.get(pk=case.pk)
    names = {each.name: each.attname for each in shelved.model._meta.concrete_fields}
    before = {key: getattr(row, names[key]) for key in wanted}
    changed = {key: value for key, value in wanted.items() if value != before[key]}
    if not changed:
        return case
    _refuse_blank(changed, case, shelved)
    for key, value in changed.items():
        setattr(row, names[key], value)
    row.save(update_fields=list(changed))
    _repeat(changed, case, shelved)
    old = {key: before[key] for key in changed}
    change = Change(subject=case, action="case.change", before=old, after=changed, reason=reason, place=case.place.path)
    record_many([change], by=actor(by))
    return case


def _refuse_blank(changed: Mapping[str, Any], case: Case, shelved: Shelved) -> None:
    fields = shelved.program.fields
    blank = [fields[key].title for key, value in changed.items() if value is None and fields[key].required]
    if blank:
        titles = _("、").join(blank)
        raise LedgerError(_("不能空着：%(titles)s。") % {"titles": titles}, where=case.title, hint=_("写上值再存。"))


def _repeat(changed: Mapping[str, Any], case: Case, shelved: Shelved) -> None:
    """Repeat in the spine what a row changed of it: the title, the office."""
    if (title := changed.get(shelved.program.titled_by)) is not None:
        case.title = str(title)[:200]
    case.office_id = changed.get(OFFICE, case.office_id)
    case.save(update_fields=["title", "office"])
