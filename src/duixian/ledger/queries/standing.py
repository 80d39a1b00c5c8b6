"""What holds of many commitments on a day: five queries, however many there are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from django.db.models import Q
from django.utils import timezone

from duixian.catalogue import indicators
from duixian.catalogue.units import convert
from duixian.ledger.amounts import scale_of
from duixian.ledger.escalation import LADDER, Escalation, Ladder, escalate
from duixian.ledger.judging import Known, Standing, Target, judge
from duixian.ledger.models import Amendment, Claim, Commitment, Evidence, Observation
from duixian.ledger.queries.ladders import ladders_of

# How well an observation proves, by its status.
GRADES = {"A": "甲", "P": "乙"}
Key = tuple[str | None, int, int | None, str | None]


class Facts(NamedTuple):
    """What is known of a commitment by a day: its target as it stood, what is claimed, what is shown."""

    target: Target
    claims: tuple[Known, ...]
    proofs: tuple[Known, ...]
    ladder: Ladder = LADDER


def end_of(day: date) -> datetime:
    """Return the first moment after a day, in the county's time zone."""
    return timezone.make_aware(datetime.combine(day + timedelta(days=1), time.min))


def standings(commitments: Iterable[Commitment], *, day: date) -> dict[int, Standing]:
    """Return the standing of each commitment on a day, by its key. Bring `lead`."""
    return {key: judged(each, day=day) for key, each in facts_of(commitments, day=day).items()}


def judged(facts: Facts, *, day: date) -> Standing:
    """Return the standing that follows from what is known."""
    return judge(facts.target, day=day, claims=facts.claims, proofs=facts.proofs)


def escalation_of(facts: Facts, standing: Standing, *, day: date) -> Escalation:
    """Return the colour of 三色督办."""
    return escalate(standing.assessment, due=facts.target.due, day=day, ladder=facts.ladder)


def facts_of(commitments: Iterable[Commitment], *, day: date) -> dict[int, Facts]:
    """Return what is known by a day of each commitment, by its key."""
    rows = list(commitments)
    keys, end = [row.pk for row in rows], end_of(day)
    dues, ladders = _dues(keys, end), ladders_of(rows, end=end)
    claims, papers, seen = _claims(keys, day, end), _papers(keys, day, end), _observations(rows, end)
    found = {}
    for row in rows:
        target = _target(row, due=dues.get(row.pk, row.original_due), end=end)
        proofs = [*papers[row.pk], *(_closing(each, target) for each in _of(row, seen))]
        found[row.pk] = Facts(target, tuple(claims[row.pk]), tuple(proofs), ladders.get(row.pk, LADDER))
    return found


def _target(row: Commitment, *, due: date | None, end: datetime) -> Target:
    scale, indicator = scale_of(row.title, row.value, row.unit), indicators().get(row.indicator_id or "")
    year = row.year or (row.original_due.year if row.original_due else None)
    is_over = row.withdrawn_at is not None and row.withdrawn_at < end
    return Target(
        kind=row.target_kind,
        value=row.value,
        value_high=row.value_high,
        unit=row.unit,
        comparator=row.comparator,
        measure=row.measure,
        good=indicator.good if indicator else "none",
        start=date(year, 1, 1) if year else None,
        due=due,
        original_due=row.original_due,
        shown=scale.unit,
        factor=scale.factor,
        ask=row.lead.name if row.lead else "督查室",
        withdrawn_on=timezone.localdate(row.withdrawn_at) if is_over else None,
        withdrawn_why=row.withdrawn_why,
    )


def _dues(keys: Sequence[int], end: datetime) -> dict[int, date]:
    """Return the deadline in force of each commitment whose deadline was ever changed, as it stood."""
    rows = Amendment.objects.filter(commitment__in=keys).order_by("at", "id")
    dues: dict[int, date | None] = {}
    for key, before, due, at in rows.values_list("commitment_id", "due_before", "due", "at"):
        if at < end:
            dues[key] = due
        else:
            dues.setdefault(key, before)
    return {key: due for key, due in dues.items() if due}


def _claims(keys: Sequence[int], day: date, end: datetime) -> dict[int, list[Known]]:
    rows = Claim.objects.filter(commitment__in=keys, as_of__lte=day, at__lt=end)
    rows = rows.filter(Q(returned_at=None) | Q(returned_at__gte=end))
    found: dict[int, list[Known]] = defaultdict(list)
    for pk, key, value, is_done, as_of in rows.values_list("pk", "commitment_id", "value", "is_done", "as_of"):
        found[key].append(Known(as_of=as_of, value=value, is_done=is_done, source="claim", id=pk))
    return found


def _papers(keys: Sequence[int], day: date, end: datetime) -> dict[int, list[Known]]:
    rows = Evidence.objects.filter(commitment__in=keys, as_of__lte=day, confirmed_at__lt=end)
    columns = ("pk", "commitment_id", "value", "is_done", "as_of", "grade")
    found: dict[int, list[Known]] = defaultdict(list)
    for pk, key, value, is_done, as_of, grade in rows.values_list(*columns):
        found[key].append(Known(as_of=as_of, value=value, is_done=is_done, grade=grade, source="evidence", id=pk))
    return found


class _Seen(NamedTuple):
    document: int | None
    known: Known


class _Observed(NamedTuple):
    """Observations by the commitment that a person has linked them to, and by what they measure."""

    own: dict[int, list[_Seen]]
    alike: dict[Key, list[_Seen]]


def _observations(rows: Sequence[Commitment], end: datetime) -> _Observed:
    """Return the observations that may show the commitments: their own, and those of the same indicator and period."""
    measured = [row for row in rows if row.indicator_id and row.year]
    alike = Q(indicator__in={row.indicator_id for row in measured}, place__in={row.place_id for row in measured})
    years = {row.year for row in measured if row.year}
    if years:
        alike &= Q(period_end__gte=date(min(years), 1, 1), period_end__lte=date(max(years), 12, 31))
    wanted = Observation.objects.filter(Q(commitment__in=[row.pk for row in rows]) | alike, known_at__lt=end)
    wanted = wanted.filter(Q(withdrawn_at=None) | Q(withdrawn_at__gte=end), value__isnull=False)
    wanted = wanted.exclude(revised_by__known_at__lt=end, revised_by__withdrawn_at=None)
    return _sorted_out(wanted.select_related("statement"))


def _sorted_out(wanted: Iterable[Observation]) -> _Observed:
    found = _Observed(defaultdict(list), defaultdict(list))
    for each in wanted:
        seen = _seen(each)
        own = getattr(each, "commitment_id", None)
        if own is not None:
            found.own[own].append(seen)
        else:
            found.alike[each.indicator_id, each.place_id, each.period_end.year, each.measure].append(seen)
    return found


def _seen(row: Observation) -> _Seen:
    known = Known(
        as_of=row.period_end,
        value=row.value,
        unit=row.unit,
        grade=GRADES.get(row.obs_status, "丙"),
        comparator=row.comparator,
        source="observation",
        id=row.pk,
    )
    return _Seen(getattr(row.statement, "document_id", None), known)


def _of(row: Commitment, seen: _Observed) -> list[Known]:
    """Return what is observed of a commitment: its own, else the same indicator's in another document.

    Of the same indicator only what is measured in the same unit, or in one that converts: 户 says nothing of 个.
    """
    own = seen.own.get(row.pk, [])
    if own or not row.indicator_id:
        return [each.known for each in own]
    alike = seen.alike.get((row.indicator_id, row.place_id, row.year, row.measure), [])
    return [each.known for each in alike if each.document != row.document_id and _fits(each.known, row.unit)]


def _fits(known: Known, unit: str) -> bool:
    return known.unit == unit or (known.value is not None and convert(known.value, known.unit, to=unit) is not None)


def _closing(known: Known, target: Target) -> Known:
    """Return an observation, marked as the final result where its period reaches the deadline."""
    due = target.due
    return replace(known, closes=due is None or known.as_of >= due)
