"""What the sentences of commitments say beyond their numbers, for the kinds of target that need it: one query."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import F
from django.db.models.functions import Substr

from duixian.ledger.models import Commitment, Statement, TargetKind
from duixian.ledger.wording import Condition, Relation, cadence_in, condition_in, relation_in, years_in

WORDED = frozenset({TargetKind.RELATIVE, TargetKind.STREAK, TargetKind.DUTY})


class Wording(NamedTuple):
    """What a sentence says: with what it compares, what each year has to show, for how many, how often, since when."""

    relation: Relation | None = None
    condition: Condition | None = None
    years: int | None = None
    cadence: str = ""
    since: date | None = None


PLAIN = Wording()
_STOP = re.compile("[，。；,;]")


def said_of(rows: Sequence[Commitment]) -> dict[int, Wording]:
    """Return what the sentences of the commitments say, by the key of the commitment."""
    kinds = {row.pk: row.target_kind for row in rows if row.target_kind in WORDED}
    if not kinds:
        return {}
    length = F("sentence_end") - F("sentence_start")
    wanted = Statement.objects.filter(commitment__in=list(kinds)).annotate(
        sentence=Substr("document__text", F("sentence_start") + 1, length),
        begins=F("start") - F("sentence_start"),
        ends=F("end") - F("sentence_start"),
    )
    columns = ("commitment", "sentence", "begins", "ends", "document__issued_on")
    return {key: _wording(kinds[key], *rest) for key, *rest in wanted.values_list(*columns)}


def _wording(kind: str, sentence: str, begins: int, ends: int, issued: date | None) -> Wording:
    """Return what is said of a commitment: a duty's period stands before its number, the rest in its clause."""
    if kind == TargetKind.DUTY:
        return Wording(cadence=cadence_in(sentence[:ends]), since=issued)
    before, after = sentence[:begins], sentence[ends:]
    clause = f"{_STOP.split(before)[-1]}{sentence[begins:ends]}{_STOP.split(after)[0]}"
    if kind == TargetKind.RELATIVE:
        return Wording(relation=relation_in(clause))
    return Wording(condition=condition_in(clause), years=years_in(clause))
