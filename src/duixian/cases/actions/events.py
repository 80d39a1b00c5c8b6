"""What happens to a case: events with their amounts and papers, excused days, an event that was wrong."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from duixian.accounts.locking import actor, locked
from duixian.accounts.models import Person
from duixian.cases.actions.holding import BATCH, held
from duixian.cases.models import Case, CaseEvent, CaseExcuse, CasePaper, EventAmount
from duixian.cases.tables.shelf import shelf
from duixian.cases.values import strictly
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record_many
from duixian.ledger.actions.claims import Paper
from duixian.programs.schema import NUMBERS, Event


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """An event that is to be taken down. `key` is the form's own; `at` is the device's moment, None for now."""

    case: Case
    event: str
    by: Person
    key: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    on: date | None = None
    at: datetime | None = None
    papers: Sequence[tuple[str, Paper]] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Brought:
    """A paper that is to be put to a case."""

    case: Case
    kind: str
    paper: Paper
    by: Person


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
    deed = Deed(case=case, event=event, by=by, key=key, fields=fields or {}, on=on, at=at, papers=papers)
    return happen_many([deed])[0]


@transaction.atomic
def happen_many(deeds: Sequence[Deed]) -> list[CaseEvent]:
    """Take down the events of many cases, all or none; one whose key is there already is the row that is there."""
    there = {row.key: row for row in CaseEvent.objects.filter(key__in=[deed.key for deed in deeds])}
    fresh = list({deed.key: deed for deed in reversed(deeds) if deed.key not in there}.values())[::-1]
    cases = held(deed.case for deed in fresh)
    made = [(deed, *_checked(deed, cases[deed.case.pk])) for deed in fresh]
    CaseEvent.objects.bulk_create([row for _, row, _ in made], batch_size=BATCH)
    EventAmount.objects.bulk_create([each for _, row, values in made for each in _amounts(row, values)])
    CasePaper.objects.bulk_create(
        [_paper(row.case, row, word, paper, deed.by) for deed, row, _ in made for word, paper in deed.papers],
        batch_size=BATCH,
    )
    record_many([_told(deed, row, values) for deed, row, values in made])
    there |= {row.key: row for _, row, _ in made}
    return [there[deed.key] for deed in deeds]


def _checked(deed: Deed, case: Case) -> tuple[CaseEvent, dict[str, Any]]:
    """Return the row of an event with its clean values; a LedgerError says what is wrong with it."""
    kind = _kind(case, deed.event)
    day = deed.on or clock.today()
    _check_day(case, day)
    values = strictly(deed.fields, fields=kind.living, place=case.place)
    _check_required(kind, values, case)
    now = clock.now()
    row = CaseEvent(
        case=case,
        event=deed.event,
        on=day,
        counts_on=values.get(kind.counts_on or "") or day,
        at=deed.at or now,
        received_at=now,
        by=deed.by,
        fields=_plain(kind, values),
        key=deed.key,
    )
    return row, values


def _told(deed: Deed, row: CaseEvent, values: Mapping[str, Any]) -> Change:
    papers = [paper.sha256 for _, paper in deed.papers]
    after = {"event": deed.event, "on": row.on, "fields": values, "papers": papers}
    return _change(row.case, "case.event", after, deed.by, at=deed.at)


def _kind(case: Case, event: str) -> Event:
    try:
        return shelf.get(case.program).of(case).event(event)
    except KeyError:
        raise LedgerError(
            _("没有“%(event)s”这种事。") % {"event": event}, where=case.title, hint=_("能记什么由模板写明。")
        ) from None


def _check_day(case: Case, day: date) -> None:
    if day > clock.today():
        raise LedgerError(
            _("%(day)s 还没有到。") % {"day": day}, where=case.title, hint=_("发生了再记；补记写当天的日期。")
        )
    if day < case.opened_on:
        raise LedgerError(
            _("%(day)s 早于登记 %(opened_on)s。") % {"day": day, "opened_on": case.opened_on},
            where=case.title,
            hint=_("核对日期。"),
        )


def _check_required(kind: Event, values: Mapping[str, Any], case: Case) -> None:
    missing = [field.title for key, field in kind.living.items() if field.required and values.get(key) is None]
    if missing:
        raise LedgerError(
            _("还没有填：%(listed)s。") % {"listed": _("、").join(missing)},
            where=f"{case.title} · {kind.title}",
            hint=_("补上再存。"),
        )


def _plain(kind: Event, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is kept as words; numbers are kept beside, typed."""
    kept = {key: value for key, value in values.items() if kind.fields[key].type not in NUMBERS and value is not None}
    return {key: value.isoformat() if isinstance(value, date) else value for key, value in kept.items()}


def _amounts(row: CaseEvent, values: Mapping[str, Any]) -> Iterator[EventAmount]:
    fields = _kind(row.case, row.event).fields
    for key, value in values.items():
        if fields[key].type in NUMBERS and value is not None:
            yield EventAmount(event=row, name=key, value=Decimal(value))


def _paper(case: Case, event: CaseEvent | None, word: str, paper: Paper, by: Person) -> CasePaper:
    return CasePaper(
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


def attach(case: Case, *, kind: str, paper: Paper, by: Person) -> CasePaper:
    """Put a paper to a case: what a stage asks for, or anything else that shows something."""
    return attach_many([Brought(case=case, kind=kind, paper=paper, by=by)])[0]


@transaction.atomic
def attach_many(brought: Sequence[Brought]) -> list[CasePaper]:
    """Put papers to many cases, all or none."""
    cases = held(each.case for each in brought)
    rows = [_paper(cases[each.case.pk], None, each.kind, each.paper, each.by) for each in brought]
    CasePaper.objects.bulk_create(rows, batch_size=BATCH)
    record_many(
        [
            _change(row.case, "case.paper", {"kind": row.kind, "paper": row.sha256, "name": row.name}, row.by)
            for row in rows
        ]
    )
    return rows


@transaction.atomic
def take_back(event: CaseEvent, *, by: Person, why: str) -> CaseEvent:
    """Say that an event was wrong, and why; it stays on the record and no longer counts."""
    if not why.strip():
        raise LedgerError(_("撤回要写明理由。"), where=str(event.case), hint=_("写一句哪里记错了。"))
    case = locked(event.case)
    event = case.events.get(pk=event.pk)
    if event.withdrawn_at is None:
        event.withdrawn_at, event.withdrawn_why = clock.now(), why[:300]
        event.save(update_fields=["withdrawn_at", "withdrawn_why"])
        record_many([_change(case, "case.take_back", {"event": event.event, "on": event.on}, by, reason=why)])
    return event


@transaction.atomic
def excuse(case: Case, *, event: str, since: date, until: date, by: Person, why: str) -> CaseExcuse:
    """Say on which days a duty does not count, and why."""
    kind = _kind(case, event)
    if kind.at_least is None:
        raise LedgerError(
            _("“%(kind)s”不是长期职责，没有可核减的。") % {"kind": kind.title},
            where=case.title,
            hint=_("核减只对长期职责。"),
        )
    if not why.strip() or since > until:
        raise LedgerError(_("核减要写明理由和起止日期。"), where=case.title, hint=_("起在前，止在后。"))
    case = locked(case)
    row = CaseExcuse.objects.create(
        case=case, event=event, since=since, until=until, reason=why[:300], by=by, received_at=clock.now()
    )
    record_many([_change(case, "case.excuse", {"event": event, "since": since, "until": until}, by, reason=why)])
    return row


def _change(
    case: Case, action: str, after: Mapping[str, Any], by: Person, *, reason: str = "", at: datetime | None = None
) -> Change:
    return Change(subject=case, action=action, after=after, reason=reason, place=case.place.path, at=at, by=actor(by))
