"""Where a figure comes from: at most three steps to paper, from the observation over the evidence to the sentence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from duixian.accounts.models import Person
from duixian.exporters.shown import grouped
from duixian.ledger.models import Claim, Commitment, Document, Evidence, Observation, Statement
from duixian.ledger.queries import scope
from duixian.ledger.queries.commitment import PICTURES, Sentence
from duixian.statement import plain

AROUND = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A step towards paper: what it is, its value, who and when, words, a file, a sentence, and where to read on.

    `made_by` names the figure of a program that made it of its cases.
    """

    kind: str
    value: str = ""
    mark: str = ""
    who: str = ""
    day: date | None = None
    words: str = ""
    evidence: Evidence | None = None
    is_picture: bool = False
    sentence: Sentence | None = None
    document: Document | None = None
    statement: Statement | None = None
    made_by: str = ""


def steps(person: Person, kind: str, key: int) -> list[Step]:
    """Return the steps from a figure to its paper; what a person may not see is not there."""
    ways = {"claim": _of_claim, "evidence": _of_evidence, "observation": _of_observation, "commitment": _of_target}
    found = ways.get(kind)
    if found is None:
        raise Http404
    return found(person, key)


def _of_claim(person: Person, key: int) -> list[Step]:
    claim = _one(Claim.objects.filter(commitment__in=scope.commitments(person).values("pk")), key)
    step = Step(
        kind=_("申报"),
        value=_value(claim, claim.commitment),
        mark="reported",
        who=claim.by.name,
        day=claim.as_of,
        words=claim.words,
    )
    papers = [_paper(each) for each in claim.evidence.select_related("by", "commitment")]
    return [step, *papers, _promise(claim.commitment)]


def _of_evidence(person: Person, key: int) -> list[Step]:
    evidence = _one(scope.evidence(person).select_related("by", "commitment"), key)
    return [_paper(evidence), _promise(evidence.commitment)]


def _of_observation(person: Person, key: int) -> list[Step]:
    rows = scope.observations(person).select_related("statement__document", "place")
    seen = _one(rows, key)
    step = Step(
        kind=_("观测值"),
        value=f"{grouped(plain(seen.value) or '')} {seen.unit}" if seen.value is not None else _("缺"),
        mark="original" if seen.obs_status == "A" else "provisional",
        who=f"{seen.place.name} · {Observation.Status(seen.obs_status).label}",
        day=seen.period_end,
        words=seen.subject,
        made_by=seen.made_by or "",
    )
    statement = seen.statement
    return [step, _sentence(statement, _("原句"))] if isinstance(statement, Statement) else [step]


def _of_target(person: Person, key: int) -> list[Step]:
    return [_promise(_one(scope.commitments(person), key))]


def _one(rows: Any, key: int) -> Any:
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def _value(row: Claim | Evidence, commitment: Commitment) -> str:
    if row.value is None:
        return _("已完成") if row.is_done else _("没有填数")
    return f"{grouped(plain(row.value) or '')} {commitment.unit}"


def _paper(evidence: Evidence) -> Step:
    is_sure = evidence.confirmed_at is not None
    marks = {"甲": "original", "乙": "provisional"}
    return Step(
        kind=_("佐证 · %(grade)s") % {"grade": evidence.grade} if is_sure else _("材料，还没有认定"),
        value=_value(evidence, evidence.commitment),
        mark=marks.get(evidence.grade, "reported") if is_sure else "reported",
        who=evidence.by.name,
        day=evidence.as_of,
        evidence=evidence,
        is_picture=evidence.media_type in PICTURES,
    )


def _promise(commitment: Commitment) -> Step:
    statement = Statement.objects.select_related("document").get(pk=commitment.statement_id)
    return _sentence(statement, _("承诺的原句"))


def _sentence(statement: Statement, kind: str) -> Step:
    text = statement.document.text
    start = max(statement.sentence_start, statement.start - AROUND)
    end = min(statement.sentence_end, statement.end + AROUND)
    sentence = Sentence(text[start : statement.start], statement.text, text[statement.end : end])
    return Step(kind=kind, sentence=sentence, document=statement.document, statement=statement)
