"""One commitment: its sentence in context, what is known of it, why it is judged so, its papers, its history."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, NamedTuple

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from duixian.accounts.models import Person
from duixian.journal.days import end_of
from duixian.journal.models import Entry
from duixian.ledger.judging import Assessment, Target
from duixian.ledger.models import Claim, Commitment, Document, Evidence
from duixian.ledger.queries import scope
from duixian.ledger.queries.kept import rows_of
from duixian.ledger.queries.listing import promised
from duixian.ledger.queries.rows import Row, Shown, mark_of, shown, source_href
from duixian.ledger.reaching import is_ceiling, number, say
from duixian.ledger.words import change_in_words, deed_in_words, reason_in_words

AROUND = 60
MOST_ENTRIES = 100
A_YEAR = 365
SETTLED = frozenset({Assessment.DELIVERED, Assessment.MISSED, Assessment.WITHDRAWN})
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
ADDING_UP = frozenset({"count", "level"})


class Sentence(NamedTuple):
    """The sentence of a commitment: what stands before it, the words of the promise, what follows."""

    before: str
    words: str
    after: str


class Fact(NamedTuple):
    """A line of reasons: what it is, its value, and how it is shown."""

    name: str
    value: str
    tone: str = ""


class Happened(NamedTuple):
    """A line of the timeline: the day, the deed in words, who, and what it changed."""

    day: date
    deed: str
    who: str
    note: str


class Formula(NamedTuple):
    """The inputs of the progress and what comes out, in percent."""

    shown: Shown
    target: str
    percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class Detail:
    """All that the page of a commitment shows, as known on a day."""

    row: Row
    sentence: Sentence
    reported: Shown | None
    evidenced: Shown | None
    facts: Sequence[Fact]
    claims: Sequence[Claim]
    papers: Sequence[Evidence]
    happened: Sequence[Happened]
    last_year: Sequence[Row]
    neighbours: Sequence[Row]
    may_report: bool
    excess: str
    unproven: Sequence[Evidence]


def detail(person: Person, commitment: Commitment, *, day: date) -> Detail:
    """Return what is known of a commitment on a day."""
    row, *alike = rows_of([commitment, *_alike(person, commitment, day)], day=day)
    target, standing = row.facts.target, row.standing
    claims, papers = _claims(commitment, day), _papers(commitment, day)
    return Detail(
        row=row,
        sentence=sentence_of(commitment),
        reported=shown(target, standing.reported),
        evidenced=shown(target, standing.evidenced),
        facts=_facts(row, day),
        claims=claims,
        papers=papers,
        happened=_happened(row, day),
        last_year=[each for each in alike if each.commitment.place_id == commitment.place_id],
        neighbours=[each for each in alike if each.commitment.place_id != commitment.place_id],
        may_report=scope.reportable(person).filter(pk=commitment.pk).exists(),
        excess=say(target, standing.excess) if standing.excess is not None else "",
        unproven=[each for each in papers if _waits(each, day)],
    )


def _waits(paper: Evidence, day: date) -> bool:
    """Answer whether a paper waits for a keeper's word; what was sent back with its claim does not."""
    end, claim = end_of(day), paper.claim
    is_returned = claim is not None and claim.returned_at is not None and claim.returned_at < end
    return not is_returned and (paper.confirmed_at is None or paper.confirmed_at >= end)


def visible(person: Person, day: date) -> QuerySet[Commitment]:
    """Return the commitments that a person may open on a day."""
    return promised(person, day).select_related("task", "statement").prefetch_related("supporting")


def sentence_of(commitment: Commitment) -> Sentence:
    """Return the sentence with the promise marked; the rest of a long one is cut."""
    row = commitment.statement
    text = Document.objects.filter(pk=row.document_id).values_list("text", flat=True).get()
    start, end = max(row.sentence_start, row.start - AROUND), min(row.sentence_end, row.end + AROUND)
    before, after = text[start : row.start], text[row.end : end]
    lead = "……" if start > row.sentence_start else ""
    tail = "……" if end < row.sentence_end else ""
    return Sentence(f"{lead}{_flat(before)}", _flat(text[row.start : row.end]), f"{_flat(after)}{tail}")


def _flat(text: str) -> str:
    return "".join(text.split("\n"))


def _claims(commitment: Commitment, day: date) -> list[Claim]:
    rows = Claim.objects.filter(commitment=commitment, received_at__lt=end_of(day))
    return list(rows.select_related("by").order_by("-as_of", "-received_at", "-id"))


def _papers(commitment: Commitment, day: date) -> list[Evidence]:
    rows = Evidence.objects.filter(commitment=commitment, received_at__lt=end_of(day))
    return list(rows.select_related("by", "confirmed_by", "claim").order_by("-as_of", "-received_at", "-id"))


def _facts(row: Row, day: date) -> list[Fact]:
    """Return the inputs of the assessment: what is left, how long, how fast, and what follows from it."""
    target, standing = row.facts.target, row.standing
    proof, is_settled = standing.evidenced, standing.assessment in SETTLED
    facts = []
    if target.kind in ADDING_UP and target.value is not None and not is_ceiling(target) and not is_settled:
        left = target.value - (proof.value if proof and proof.value is not None else Decimal(0))
        facts.append(Fact(_("剩余"), say(target, max(left, Decimal(0)))))
    if row.due is not None and not is_settled:
        days = (row.due - day).days
        facts.append(_time_fact(days))
    facts += _pace_facts(row, day)
    if standing.missing:
        facts.append(Fact(_("还缺什么"), standing.missing, "missing"))
    return [*facts, Fact(_("规则"), standing.rule)]


def _time_fact(days: int) -> Fact:
    if days >= 0:
        return Fact(_("剩余时间"), _("%(days)s 天") % {"days": days})
    return Fact(_("已过期限"), _("%(days)s 天") % {"days": -days}, "late")


def _pace_facts(row: Row, day: date) -> list[Fact]:
    """Return the pace so far and the day to which it leads, where works add up."""
    target, proof = row.facts.target, row.standing.evidenced
    counted = target.kind == "count" and target.start is not None and not is_ceiling(target)
    if not counted or proof is None or not proof.value or target.value is None or proof.value >= target.value:
        return []
    days = max(1, (day - (target.start or day)).days)
    each = Decimal(days) / proof.value
    reached = day + timedelta(days=int(each * (target.value - proof.value)))
    late = (reached - row.due).days if row.due else 0
    words = _("%(day)s，晚 %(late)s 天") if late > 0 else "%(day)s"
    words = _("期限后一年也完不成") if late > A_YEAR else words % {"day": reached.isoformat(), "late": late}
    unit = target.shown or target.unit
    return [
        Fact(_("历次平均"), _("%(days)s 天一%(unit)s") % {"days": round(each), "unit": unit}),
        Fact(_("照此完成"), words, "behind" if late > 0 else ""),
    ]


def _happened(row: Row, day: date) -> list[Happened]:
    entries = Entry.objects.filter(
        subject_kind=Commitment.subject_kind(), subject_id=row.commitment.pk, received_at__lt=end_of(day)
    )
    return [_told(entry, row.facts.target) for entry in entries.order_by("-at", "-seq")[:MOST_ENTRIES]]


def _told(entry: Entry, target: Target) -> Happened:
    reason = reason_in_words(entry)
    after = json.loads(entry.body)["after"]
    told = _SENTENCES.get(entry.action)
    note = told(after, target) if told else change_in_words(entry)
    note = _("；").join(filter(None, (note, _("理由：%(why)s") % {"why": reason} if reason else "")))
    is_first = entry.action == "commitment.promise"
    deed = _("确认读取，生成承诺") if is_first else deed_in_words(entry)
    return Happened(timezone.localtime(entry.at).date(), deed, entry.actor, note)


def _amount(after: dict[str, Any], target: Target) -> str:
    if after.get("value") is not None:
        value = say(target, Decimal(after["value"]))
        return _("累计 %(value)s") % {"value": value} if target.kind in ADDING_UP else value
    return _("已完成") if after.get("done") else ""


def _reported(after: dict[str, Any], target: Target) -> str:
    papers = len(after.get("papers", ()))
    files = _("附 %(count)s 件材料") % {"count": papers} if papers else _("没有材料")
    return _("，").join(filter(None, (_amount(after, target), after.get("words", "").rstrip("。"), files)))


def _confirmed(after: dict[str, Any], target: Target) -> str:
    proves = _amount(after, target)
    return _("%(grade)s，%(proves)s") % {"grade": after.get("grade", ""), "proves": proves or _("不证明数")}


# Deeds that are told in a sentence; the others are told field by field.
_SENTENCES: Mapping[str, Callable[[dict[str, Any], Target], str]] = {
    "commitment.promise": lambda _after, _target: "",
    "commitment.report": _reported,
    "commitment.confirm": _confirmed,
    "commitment.return": lambda _after, _target: "",
    "commitment.withdraw": lambda _after, _target: "",
}


def _alike(person: Person, commitment: Commitment, day: date) -> list[Commitment]:
    """Return the commitments of the same indicator: here in the year before, and of other places in the same year."""
    if not commitment.indicator_id or not commitment.year:
        return []
    before = Q(place=commitment.place_id, year=commitment.year - 1)
    beside = Q(year=commitment.year) & ~Q(place=commitment.place_id)
    found = promised(person, day).filter(before | beside, indicator=commitment.indicator_id).exclude(pk=commitment.pk)
    return list(found[:12])


def formula(row: Row) -> Formula | None:
    """Return how the progress is computed, with its inputs: 佐证 6 ÷ 目标 9 = 66.7%; None where nothing adds up."""
    target, standing = row.facts.target, row.standing
    if standing.progress is None or standing.evidenced is None or target.value is None:
        return None
    known = number(target, standing.progress * target.value)
    source, href = mark_of(standing.evidenced), source_href(standing.evidenced)
    return Formula(Shown(value=known, source=source, href=href), number(target, target.value), standing.progress * 100)


def time_formula(row: Row, day: date) -> str:
    """Return how much of the time has gone, with its inputs, by the deadline that the pace is taken from."""
    target, time = row.facts.target, row.standing.schedule.time
    if time is None or target.start is None or target.planned is None:
        return ""
    return _("时间 %(gone)s ÷ %(all)s 天 = %(percent)s%%，按%(named)s") % {
        "gone": max(0, (day - target.start).days),
        "all": (target.planned - target.start).days,
        "percent": f"{time * 100:.1f}",
        "named": target.planned_words,
    }
