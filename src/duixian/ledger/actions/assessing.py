"""The daily assessing: which commitments turned on each finished day, kept as `Step` rows and told in the journal.

Start at `assess`. It is idempotent, and catches up the days that were missed in their order. What it writes follows
from `ledger.judging` alone; the pages of a day show the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from duixian.accounts.models import Place
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.days import end_of
from duixian.journal.entries import SYSTEM, Change, record_many
from duixian.ledger.actions.locking import all_locked, locked
from duixian.ledger.judging import Known, Standing
from duixian.ledger.models import AssessedDay, Commitment, Step
from duixian.ledger.queries.standing import Facts, escalation_of, facts_of, judged
from duixian.ledger.storing import in_chinese

BATCH = 500
DAY = timedelta(days=1)
State = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Turns:
    """The days that were assessed, and how many commitments turned on them."""

    days: tuple[date, ...] = ()
    turned: int = 0


def assess(place: Place, *, on: date | None = None) -> Turns:
    """Assess every finished day of a place up to `on` that was not assessed yet; without `on`, up to yesterday."""
    yesterday = clock.today() - DAY
    last = on or yesterday
    if last > yesterday:
        hint = _("最近能判定的是 %(yesterday)s：一天过完，当天的填报才算齐。") % {"yesterday": f"{yesterday:%Y-%m-%d}"}
        raise LedgerError(_("%(last)s 还没有过完。") % {"last": f"{last:%Y-%m-%d}"}, where=place.name, hint=hint)
    done, turned = [], 0
    while (day := _next(place, last)) is not None:
        turned += _assess_day(place, day)
        done.append(day)
    return Turns(tuple(done), turned)


def _next(place: Place, last: date) -> date | None:
    """Return the day to assess next; the first ever is the last one itself: history is computed, not invented."""
    before: date | None = AssessedDay.objects.filter(place=place).aggregate(last=Max("day"))["last"]
    day = last if before is None else before + DAY
    return day if day <= last else None


@transaction.atomic
def _assess_day(place: Place, day: date) -> int:
    """Store what turned on a day; of two that assess at once the second waits, and finds the day done."""
    place = locked(place)
    if AssessedDay.objects.filter(place=place, day=day).exists():
        return 0
    rows = Commitment.objects.filter(place=place, accepted_at__lt=end_of(day)).select_related("lead")
    listed, before = list(rows.defer("baseline")), last_states(place)
    with in_chinese():
        steps = list(_steps(listed, before, day))
    Step.objects.bulk_create(steps, batch_size=BATCH)
    told = [step for step in steps if step.before or step.colour]
    _tell(place, told)
    turned = sum(bool(step.before) for step in steps)
    AssessedDay.objects.create(place=place, day=day, commitments=len(listed), turned=turned, at=clock.now())
    return turned


def last_states(place: Place) -> dict[int, State]:
    """Return the assessment and colour that each commitment of a place had last."""
    last = Step.objects.filter(commitment__place=place).values("commitment").annotate(last=Max("pk"))
    rows = Step.objects.filter(pk__in=last.values("last")).values_list("commitment_id", "assessment", "colour")
    return {key: (assessment, colour) for key, assessment, colour in rows}


def _steps(rows: Sequence[Commitment], before: Mapping[int, State], day: date) -> Iterator[Step]:
    now = clock.now()
    for key, facts in facts_of(rows, day=day).items():
        standing = judged(facts, day=day)
        colour = escalation_of(facts, standing, day=day).level
        was = before.get(key, ("", ""))
        if was != (str(standing.assessment), colour):
            yield Step(
                commitment_id=key, day=day, before=was[0], assessment=str(standing.assessment), colour_before=was[1],
                colour=colour, rule=standing.rule, inputs=_inputs(facts, standing), words=standing.words,
                missing=standing.missing, at=now,
            )  # fmt: skip


def _inputs(facts: Facts, standing: Standing) -> dict[str, Any]:
    """Return what the assessment was made from, ready for JSON."""
    target, line = facts.target, standing.schedule
    return {
        "target": _plain(target.value),
        "unit": target.unit,
        "due": _plain(target.due),
        "original_due": _plain(target.original_due),
        "expected": _plain(line.expected),
        "reported": _known(standing.reported),
        "evidenced": _known(standing.evidenced),
    }


def _known(known: Known | None) -> dict[str, Any] | None:
    if known is None:
        return None
    return {
        "as_of": known.as_of.isoformat(),
        "value": _plain(known.value),
        "unit": known.unit,
        "done": known.is_done,
        "grade": known.grade,
        "source": known.source,
        "id": known.id,
    }


def _plain(value: object) -> str | None:
    return None if value is None else str(value)


def _tell(place: Place, steps: Sequence[Step]) -> None:
    """Write the turns into the journal, under the system's name."""
    rows = {row.pk: row for row in all_locked(Commitment, [step.commitment_id for step in steps])}
    changes = [
        Change(
            subject=rows[step.commitment_id],
            action="commitment.turn",
            before={"assessment": step.before, "colour": step.colour_before},
            after={"assessment": step.assessment, "colour": step.colour, "day": step.day, "rule": step.rule},
            reason=step.words,
            place=place.path,
        )
        for step in steps
    ]
    record_many(changes, by=SYSTEM)
