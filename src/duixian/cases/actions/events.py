"""What happens to a case: events with their amounts and papers, excused days, an event that was wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from duixian.accounts.locking import actor, locked
from duixian.accounts.models import Person
from duixian.cases.models import Case, CaseEvent, CaseExcuse, CasePaper, EventAmount
from duixian.cases.tables.shelf import shelf
from duixian.cases.values import strictly
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record
from duixian.ledger.actions.claims import Paper
from duixian.programs.schema import NUMBERS, Event


@transaction.atomic
def happen(
    case: Case,
    *,
    event: str,
    by: Person,
    key: str,
    fields: Mapping[str, Any] | None = None,
    on: date | None = None,
    at: datetime | None = None,
    papers: Sequence[tuple[str, Paper]] = (),
) -> CaseEvent:
    """Take down an event. The same `key` again returns the first one: a double click or a second sending is one."""
    there = CaseEvent.objects.filter(key=key).first()
    if there is not None:
        return there
    case = locked(case)
    kind = _kind(case, event)
    day = on or clock.today()
    _check_day(case, day)
    values = strictly(fields or {}, fields=kind.fields, place=case.place)
    _check_required(kind, values, case)
    now = clock.now()
    row = CaseEvent.objects.create(
        case=case,
        event=event,
        on=day,
        counts_on=values.get(kind.counts_on or "") or day,
        at=at or now,
        received_at=now,
        by=by,
        fields=_plain(kind, values),
        key=key,
    )
    _keep_amounts(row, kind, values)
    for word, paper in papers:
        _keep_paper(case, row, word, paper, by)
    after = {"event": event, "on": day, "fields": values, "papers": [paper.sha256 for _, paper in papers]}
    _record(case, "case.event", after, by, at=at)
    return row


def _kind(case: Case, event: str) -> Event:
    try:
        return shelf.get(case.program).program.event(event)
    except KeyError:
        raise LedgerError(f"没有“{event}”这种事。", where=case.title, hint="能记什么由模板写明。") from None


def _check_day(case: Case, day: date) -> None:
    if day > clock.today():
        raise LedgerError(f"{day} 还没有到。", where=case.title, hint="发生了再记；补记写当天的日期。")
    if day < case.opened_on:
        raise LedgerError(f"{day} 早于登记 {case.opened_on}。", where=case.title, hint="核对日期。")


def _check_required(kind: Event, values: Mapping[str, Any], case: Case) -> None:
    missing = [field.title for key, field in kind.fields.items() if field.required and values.get(key) is None]
    if missing:
        raise LedgerError(f"还没有填：{'、'.join(missing)}。", where=f"{case.title} · {kind.title}", hint="补上再存。")


def _plain(kind: Event, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept as words; numbers are kept beside, typed."""
    kept = {key: value for key, value in values.items() if kind.fields[key].type not in NUMBERS and value is not None}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in kept.items()}


def _keep_amounts(row: CaseEvent, kind: Event, values: Mapping[str, Any]) -> None:
    EventAmount.objects.bulk_create(
        EventAmount(event=row, name=key, value=Decimal(value))
        for key, value in values.items()
        if kind.fields[key].type in NUMBERS and value is not None
    )


def _keep_paper(case: Case, event: CaseEvent | None, word: str, paper: Paper, by: Person) -> CasePaper:
    return CasePaper.objects.create(
        case=case,
        event=event,
        kind=word[:60],
        name=paper.name[:200],
        sha256=paper.sha256,
        size=paper.size,
        media_type=paper.media_type[:80],
        on=event.on if event else clock.today(),
        place_words=paper.place_words[:120],
        by=by,
        received_at=clock.now(),
    )


@transaction.atomic
def attach(case: Case, *, kind: str, paper: Paper, by: Person) -> CasePaper:
    """Put a paper to a case: what a stage asks for, or anything else that shows something."""
    case = locked(case)
    kept = _keep_paper(case, None, kind, paper, by)
    _record(case, "case.paper", {"kind": kind, "paper": paper.sha256, "name": paper.name}, by)
    return kept


@transaction.atomic
def take_back(event: CaseEvent, *, by: Person, why: str) -> CaseEvent:
    """Say that an event was wrong, and why; it stays on the record and no longer counts."""
    if not why.strip():
        raise LedgerError("撤回要写明理由。", where=str(event.case), hint="写一句哪里记错了。")
    case = locked(event.case)
    event = case.events.get(pk=event.pk)
    if event.withdrawn_at is None:
        event.withdrawn_at, event.withdrawn_why = clock.now(), why[:300]
        event.save(update_fields=["withdrawn_at", "withdrawn_why"])
        _record(case, "case.take_back", {"event": event.event, "on": event.on}, by, reason=why)
    return event


@transaction.atomic
def excuse(case: Case, *, event: str, since: date, until: date, by: Person, why: str) -> CaseExcuse:
    """Say on which days a duty does not count, and why."""
    kind = _kind(case, event)
    if kind.at_least is None:
        raise LedgerError(f"“{kind.title}”不是长期职责，没有可核减的。", where=case.title, hint="核减只对长期职责。")
    if not why.strip() or since > until:
        raise LedgerError("核减要写明理由和起止日期。", where=case.title, hint="起在前，止在后。")
    case = locked(case)
    row = CaseExcuse.objects.create(
        case=case, event=event, since=since, until=until, reason=why[:300], by=by, received_at=clock.now()
    )
    _record(case, "case.excuse", {"event": event, "since": since, "until": until}, by, reason=why)
    return row


def _record(
    case: Case, action: str, after: Mapping[str, Any], by: Person, *, reason: str = "", at: datetime | None = None
) -> None:
    change = Change(subject=case, action=action, after=after, reason=reason, place=case.place.path, at=at)
    record(change, by=actor(by))
