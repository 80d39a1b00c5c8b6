"""What accepting a statement makes: of a target or milestone a commitment, of a result an observation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from duixian.accounts.models import Person
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.entries import Change, record_many
from duixian.ledger.actions.locking import actor
from duixian.ledger.models import Commitment, Observation, Statement, TargetKind
from duixian.ledger.targets import baseline_of, due_of, promised_title, target_kind, theme_of

BATCH = 500


def is_promise(row: Statement) -> bool:
    """Answer whether a statement promises a figure or a day: a target, or a duty that stands; see `deeds` for tasks."""
    return row.kind != "task" and (row.status == "target" or (row.status == "rule" and row.kind == "figure"))


def is_result(row: Statement) -> bool:
    """Answer whether a statement reports a figure of a known year."""
    return row.status == "result" and row.kind == "figure" and row.value is not None and row.year is not None


def make(rows: Sequence[Statement], *, by: Person) -> None:
    """Make or restore what follows from accepted statements, in bulk; call it in the transaction of the review."""
    now = clock.now()
    _commitments([row for row in rows if is_promise(row)], by=by, now=now)
    _observations([row for row in rows if is_result(row)], by=by, now=now)


def _commitments(rows: Sequence[Statement], *, by: Person, now: datetime, anew: bool = True) -> None:
    there = {each.statement_id: each for each in Commitment.objects.filter(statement__in=rows)}
    new = [_commitment(row, now) for row in rows if row.pk not in there and row.repeats_id is None]
    Commitment.objects.bulk_create(new, batch_size=BATCH)
    changes = [_promised(each, "commitment.promise", {}, each.baseline) for each in new]
    changes += [
        _changed(there[row.pk], row) for row in rows if row.pk in there and (anew or there[row.pk].withdrawn_at)
    ]
    record_many(changes, by=actor(by))


def _commitment(row: Statement, now: datetime) -> Commitment:
    return Commitment(
        statement=row,
        document=row.document,
        place=row.document.place,
        original_due=due_of(row),
        baseline=baseline_of(row),
        accepted_at=now,
        **_target(row),
    )


def _target(row: Statement) -> dict[str, Any]:
    """Return the fields of a commitment that its statement sets."""
    return {
        "title": promised_title(row),
        "theme": theme_of(row),
        "year": row.year,
        "indicator_id": row.indicator_id,
        "target_kind": target_kind(row),
        "measure": row.measure,
        "comparator": row.comparator,
        "value": row.value,
        "value_high": row.value_high,
        "unit": row.unit,
        "event": row.event,
        "due": due_of(row),
    }


def deeds(bare: Sequence[Statement], measured: Sequence[Statement], *, by: Person) -> None:
    """Make a commitment of each task that has neither figure nor date; one that has got some needs none of its own."""
    _commitments(bare, by=by, now=clock.now(), anew=False)
    for commitment in Commitment.objects.filter(statement__in=measured, target_kind=TargetKind.DEED, withdrawn_at=None):
        if not commitment.claims.exists() and not commitment.evidence.exists():
            unmake(commitment.statement, by=by, why="并入这项任务的数字和节点")


def _changed(commitment: Commitment, row: Statement) -> Change:
    """Bring a commitment in line with its corrected statement; the baseline stays. A deadline set by a person stays."""
    wanted = _target(row)
    if commitment.amendments.exists():
        del wanted["due"]
    before = {name: getattr(commitment, name) for name in wanted}
    for name, value in wanted.items():
        setattr(commitment, name, value)
    commitment.withdrawn_at, commitment.withdrawn_why = None, ""
    commitment.save()
    moved = {name: value for name, value in wanted.items() if before[name] != value}
    return _promised(commitment, "commitment.correct", {name: before[name] for name in moved}, moved)


def _promised(commitment: Commitment, action: str, before: dict[str, Any], after: dict[str, Any]) -> Change:
    return Change(subject=commitment, action=action, before=before, after=after, place=commitment.place.path)


def _observations(rows: Sequence[Statement], *, by: Person, now: datetime) -> None:
    there = set(
        Observation.objects.filter(statement__in=rows, withdrawn_at=None).values_list("statement_id", flat=True)
    )
    new = [_observation(row, now) for row in rows if row.pk not in there and row.repeats_id is None]
    Observation.objects.bulk_create(new, batch_size=BATCH)
    record_many([_observed(each, "observation.take") for each in new], by=actor(by))


def _observation(row: Statement, now: datetime) -> Observation:
    if row.year is None:
        raise ValueError(f"a result of no year: {row}")
    return Observation(
        indicator_id=row.indicator_id,
        subject=row.subject,
        place=row.document.place,
        period_start=date(row.year, 1, 1),
        period_end=row.due or date(row.year, 12, 31),
        measure=row.measure,
        value=row.value,
        value_high=row.value_high,
        unit=row.unit,
        comparator=row.comparator or "eq",
        source=Observation.Source.STATEMENT,
        statement=row,
        known_at=now,
    )


def _observed(observation: Observation, action: str) -> Change:
    after = {"value": observation.value, "unit": observation.unit, "period": observation.period_end}
    return Change(subject=observation, action=action, after=after, place=observation.place.path)


def unmake(row: Statement, *, by: Person, why: str) -> None:
    """Withdraw what an accepted statement had made; refuses where an office has reported on it already."""
    now = clock.now()
    commitment = Commitment.objects.filter(statement=row, withdrawn_at=None).first()
    changes = []
    if commitment is not None:
        if commitment.claims.exists() or commitment.evidence.exists():
            hint = _("先看看这项承诺的经过；确实不算承诺，就在承诺页写明理由撤销它。")
            raise LedgerError(_("这一条已经有进度和佐证，不能撤回审核。"), where=commitment.title, hint=hint)
        commitment.withdrawn_at, commitment.withdrawn_why = now, why
        commitment.save(update_fields=["withdrawn_at", "withdrawn_why"])
        changes.append(_promised(commitment, "commitment.withdraw", {}, {"why": why}))
    changes += _withdrawn_observations(Observation.objects.filter(statement=row, withdrawn_at=None), now)
    record_many(changes, by=actor(by))


def _withdrawn_observations(rows: Iterable[Observation], now: datetime) -> list[Change]:
    changes = []
    for each in rows:
        each.withdrawn_at = now
        each.save(update_fields=["withdrawn_at"])
        changes.append(_observed(each, "observation.withdraw"))
    return changes
