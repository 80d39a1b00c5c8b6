"""What holds of many commitments on a day: six queries, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from duixian.catalogue import indicators
from duixian.journal.among import Keys
from duixian.journal.days import end_of, over_by
from duixian.ledger.amounts import scale_of
from duixian.ledger.escalation import LADDER, Escalation, Ladder, escalate
from duixian.ledger.judging import Around, Known, Standing, Target, judge
from duixian.ledger.models import Amendment, Claim, Commitment, Evidence
from duixian.ledger.queries.ladders import ladders_of
from duixian.ledger.queries.observed import around_of, observed, proofs_of
from duixian.ledger.queries.wordings import PLAIN, Wording, said_of
from duixian.ledger.standings import NOTHING


class Facts(NamedTuple):
    """What is known of a commitment by a day: its target as it stood, what is claimed, what is shown."""

    target: Target
    claims: tuple[Known, ...]
    proofs: tuple[Known, ...]
    ladder: Ladder = LADDER
    around: Around = NOTHING


def standings(commitments: Iterable[Commitment], *, day: date) -> dict[int, Standing]:
    """Return the standing of each commitment on a day, by its key. Bring `lead`."""
    return {key: judged(each, day=day) for key, each in facts_of(commitments, day=day).items()}


def judged(facts: Facts, *, day: date) -> Standing:
    """Return the standing that follows from what is known."""
    return judge(facts.target, day=day, claims=facts.claims, proofs=facts.proofs, around=facts.around)


def escalation_of(facts: Facts, standing: Standing, *, day: date) -> Escalation:
    """Return the colour of 三色督办."""
    return escalate(standing.assessment, due=facts.target.due, day=day, ladder=facts.ladder)


def facts_of(commitments: Iterable[Commitment], *, day: date) -> dict[int, Facts]:
    """Return what is known by a day of each commitment, by its key."""
    rows = list(commitments)
    keys, end, over = [row.pk for row in rows], end_of(day), over_by(day)
    dues, ladders, said = _dues(keys, over), ladders_of(rows, end=over), said_of(rows)
    claims, papers = _claims(keys, day, end), _papers(keys, day, end)
    seen = observed(rows, said, day=day, end=end)
    found = {}
    for row in rows:
        target = _target(row, due=dues.get(row.pk, row.original_due), end=over, said=said.get(row.pk, PLAIN))
        proofs = [*papers[row.pk], *(_closing(each, target) for each in proofs_of(row, seen))]
        found[row.pk] = Facts(
            target, tuple(claims[row.pk]), tuple(proofs), ladders.get(row.pk, LADDER),
            around_of(row, target, seen, day=day),
        )  # fmt: skip
    return found


def _target(row: Commitment, *, due: date | None, end: datetime, said: Wording) -> Target:
    scale, indicator = scale_of(row.title, row.value, row.unit), indicators().get(row.indicator_id or "")
    year = row.year or (row.original_due.year if row.original_due else None)
    is_over = row.withdrawn_at is not None and row.withdrawn_at < end
    return Target(
        kind=row.target_kind,
        value=row.value,
        value_high=row.value_high,
        unit=row.unit,
        comparator=row.comparator,
        measure="growth" if said.relation else row.measure,
        good=indicator.good if indicator else "none",
        start=date(year, 1, 1) if year else None,
        due=due,
        original_due=row.original_due,
        shown=scale.unit,
        factor=scale.factor,
        ask=row.lead.name if row.lead else _("督查室"),
        withdrawn_on=timezone.localdate(row.withdrawn_at) if is_over else None,
        withdrawn_why=row.withdrawn_why,
        relation=said.relation,
        condition=said.condition,
        years=said.years,
        cadence=said.cadence,
        since=said.since,
    )


def _dues(keys: Sequence[int], end: datetime) -> dict[int, date]:
    """Return the deadline in force of each commitment whose deadline was ever changed, as it stood."""
    rows = Amendment.objects.filter(commitment__among=Keys(keys)).order_by("at", "id")
    dues: dict[int, date | None] = {}
    for key, before, due, at in rows.values_list("commitment_id", "due_before", "due", "at"):
        if at < end:
            dues[key] = due
        else:
            dues.setdefault(key, before)
    return {key: due for key, due in dues.items() if due}


def _claims(keys: Sequence[int], day: date, end: datetime) -> dict[int, list[Known]]:
    rows = Claim.objects.filter(commitment__among=Keys(keys), as_of__lte=day, received_at__lt=end)
    rows = rows.filter(Q(returned_at=None) | Q(returned_at__gte=end))
    found: dict[int, list[Known]] = defaultdict(list)
    for pk, key, value, is_done, as_of in rows.values_list("pk", "commitment_id", "value", "is_done", "as_of"):
        found[key].append(Known(as_of=as_of, value=value, is_done=is_done, source="claim", id=pk))
    return found


def _papers(keys: Sequence[int], day: date, end: datetime) -> dict[int, list[Known]]:
    rows = Evidence.objects.filter(commitment__among=Keys(keys), as_of__lte=day, confirmed_at__lt=end)
    columns = ("pk", "commitment_id", "value", "is_done", "as_of", "grade")
    found: dict[int, list[Known]] = defaultdict(list)
    for pk, key, value, is_done, as_of, grade in rows.values_list(*columns):
        found[key].append(Known(as_of=as_of, value=value, is_done=is_done, grade=grade, source="evidence", id=pk))
    return found


def _closing(known: Known, target: Target) -> Known:
    """Return an observation, marked as the final result where its period reaches the deadline."""
    due = target.due
    return replace(known, closes=due is None or known.as_of >= due)
