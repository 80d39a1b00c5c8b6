"""What is published: every reference looked up, with the way to its sentence, as canonical JSON: the same bytes.

The public reads of a commitment: its sentence, its office, its figures and what proves them. No person is named.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from django.utils.translation import gettext as _

from duixian.accounts.models import Person, Place
from duixian.catalogue import themes
from duixian.exporters.shown import one_line
from duixian.journal.days import end_of
from duixian.ledger.models import Commitment, Evidence, Observation, Statement
from duixian.ledger.queries.listing import of_year
from duixian.ledger.queries.standing import facts_of, judged
from duixian.ledger.reaching import in_unit, meets, say
from duixian.ledger.reporting.figures import Figure
from duixian.ledger.reporting.personal import masked_all, personal_in, texts_in
from duixian.ledger.reporting.references import ALL, AS_OF, OF_MANY, OF_ONE, Reference, paragraphs, references
from duixian.ledger.standings import Assessment, Known, Standing, Target
from duixian.ledger.storing import in_chinese

FORMAT = 1
WORDS: Mapping[Assessment, str] = {
    Assessment.DELIVERED: "已兑现",
    Assessment.ON_TRACK: "按期",
    Assessment.AT_RISK: "有风险",
    Assessment.LATE: "逾期",
    Assessment.MISSED: "未兑现",
    Assessment.UNKNOWN: "无法判定",
    Assessment.WITHDRAWN: "已撤销",
}
OTHER = "其他"
SIGNS = {"ge": "不低于", "gt": "超过", "le": "不超过", "lt": "低于", "approx": "约"}
# How well a figure is proven: the source mark that it carries.
MARKS = {"甲": "original", "乙": "provisional", "丙": "reported"}


@dataclass(frozen=True, slots=True)
class Item:
    """A commitment as of the day: its row, its theme in words, its target and standing."""

    row: Commitment
    theme: str
    target: Target
    standing: Standing


class Ledger:
    """The commitments of a place and year as of a day, figures of programs, and what a reference says of them."""

    def __init__(self, place: Place, *, year: int, day: date, figures: Iterable[Figure] = ()) -> None:
        self.place, self.year, self.day = place, year, day
        self.figures = {(each["of"], each["fact"]): each for each in figures}
        known = Person.objects.filter(created_at__lt=end_of(day))
        self.names = sorted({*known.values_list("name", flat=True)}, key=lambda name: (-len(name), name))
        rows = of_year(Commitment.objects.filter(place=place, accepted_at__date__lte=day), year)
        listed = list(rows.select_related("statement", "statement__document", "lead").order_by("document_id", "pk"))
        titles = {theme.id: theme.title for theme in themes().values()}
        # What is published reads the same, in whatever language it was asked for.
        with in_chinese():
            facts = facts_of(listed, day=day)
            self.items = {
                row.pk: Item(row, titles.get(row.theme, OTHER), facts[row.pk].target, judged(facts[row.pk], day=day))
                for row in listed
            }

    def of(self, group: str) -> list[Item]:
        """Return the commitments of a theme, or all."""
        return [item for item in self.items.values() if group in (ALL, item.theme)]

    def groups(self) -> list[str]:
        """Return the themes that have commitments, in the order of a report."""
        order = {theme.title: theme.order for theme in themes().values()}
        return sorted({item.theme for item in self.items.values()}, key=lambda title: (order.get(title, 99), title))

    def counts(self, group: str) -> Counter[str]:
        """Return how many commitments of a group have each assessment, in words."""
        return Counter(WORDS[item.standing.assessment] for item in self.of(group))

    def fault(self, reference: Reference) -> str:
        """Return what is wrong with a reference, or nothing."""
        if reference.of == AS_OF:
            return ""
        if reference.commitment is not None:
            return self._fault_of_one(reference)
        if figure := self.figures.get((reference.of, reference.fact)):
            return f"{reference}：{figure['why']}" if figure["why"] else ""
        if facts := [fact for of, fact in self.figures if of == reference.of and not self.of(of)]:
            return _choices(reference, facts)
        if not self.of(reference.of):
            words = _("%(reference)s：%(year)s 年没有“%(of)s”这个主题的承诺")
            return words % {"reference": reference, "year": self.year, "of": reference.of}
        return "" if reference.fact in OF_MANY else _choices(reference, OF_MANY)

    def _fault_of_one(self, reference: Reference) -> str:
        item = self.items.get(reference.commitment or 0)
        if item is None:
            words = _("%(reference)s：%(year)s 年没有第 %(of)s 项承诺")
            return words % {"reference": reference, "year": self.year, "of": reference.of}
        if reference.fact not in OF_ONE:
            return _choices(reference, OF_ONE)
        if said(item, reference.fact) is not None:
            return ""
        return _("%(reference)s：这一项现在没有“%(fact)s”") % {"reference": reference, "fact": reference.fact}

    def told(self, reference: Reference) -> str:
        """Return a reference in words; `fault` must be empty of it."""
        if reference.of == AS_OF:
            return in_words(self.day)
        if reference.commitment is not None:
            return said(self.items[reference.commitment], reference.fact) or ""
        if figure := self.figures.get((reference.of, reference.fact)):
            return figure["text"]
        count = len(self.of(reference.of)) if reference.fact == "承诺" else self.counts(reference.of)[reference.fact]
        return str(count)


def _choices(reference: Reference, facts: Iterable[str]) -> str:
    return _("%(reference)s：可以写 %(listed)s") % {"reference": reference, "listed": _("、").join(facts)}


def in_words(day: date) -> str:
    """Return a day as prose writes it."""
    return f"{day.year}年{day.month}月{day.day}日"


def said(item: Item, fact: str) -> str | None:
    """Return one fact of a commitment in words, or None where nothing is known of it."""
    row, standing = item.row, item.standing
    sayings: dict[str, str | None] = {
        "事项": one_line(row.statement.subject),
        "目标": _target_of(item),
        "申报": _known(item, standing.reported),
        "佐证": _known(item, standing.evidenced),
        "期限": in_words(row.due) if row.due else None,
        "原期限": in_words(row.original_due) if row.original_due else None,
        "判定": standing.words,
        "缺什么": standing.missing or None,
        "单位": row.lead.name if row.lead else None,
        "差额": _short_of(item),
    }
    return sayings[fact]


def _target_of(item: Item) -> str | None:
    value = say(item.target, item.target.value)
    return f"{SIGNS.get(item.row.comparator or '', '')}{value}" if value else item.row.event


def _known(item: Item, known: Known | None) -> str | None:
    if known is None:
        return None
    value, fault = in_unit(known, item.target)
    if fault:
        return f"{known.value}{known.unit}"
    return say(item.target, value) or ("已完成" if known.is_done else None)


def _short_of(item: Item) -> str | None:
    """Return how far what is shown is from the target, where it does not reach it."""
    value, _unit = in_unit(item.standing.evidenced, item.target)
    if value is None or item.target.value is None or meets(item.target, value):
        return None
    # What must be more than 1.2 and is 1.2 is short of nothing that one could write down.
    return say(item.target, abs(item.target.value - value)) if value != item.target.value else None


def content_of(ledger: Ledger, *, number: int, title: str, draft: str) -> str:
    """Return the published content as canonical JSON, nobody named; each reference of `draft` must be without fault."""
    body = masked_all(_body(ledger, number=number, title=title, draft=draft), ledger.names)
    return json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _named(ledger: Ledger, draft: str) -> list[Figure]:
    """Return the figures of programs that a draft names: what nobody names does not leave."""
    asked = ((each.of, each.fact) for each in references(draft))
    return [ledger.figures[each] for each in asked if each in ledger.figures]


def hidden_in(ledger: Ledger, draft: str) -> list[str]:
    """Return what is masked when commitments and figures are published, each in words that say where."""
    listed: list[tuple[str, Any]] = [(f"第 {each['id']} 项", each) for each in _listed(ledger)]
    listed += [(f"{each['of']} {each['fact']}", each) for each in _named(ledger, draft)]
    found = [
        f"{where}的{'、'.join(one.in_words(text) for one in personal)}"
        for where, each in listed
        for text in texts_in(each)
        if (personal := personal_in(text, ledger.names))
    ]
    return list(dict.fromkeys(found))


def _body(ledger: Ledger, *, number: int, title: str, draft: str) -> dict[str, Any]:
    blocks = [
        {
            "heading": each.is_heading,
            "parts": [part if isinstance(part, str) else _looked_up(ledger, part) for part in each.parts],
        }
        for each in paragraphs(draft)
    ]
    return {
        "format": FORMAT,
        "place": {"code": ledger.place.code, "name": ledger.place.name, "fictional": ledger.place.is_fictional},
        "number": number,
        "title": title,
        "year": ledger.year,
        "as_of": ledger.day.isoformat(),
        "counts": {word: ledger.counts(ALL)[word] for word in WORDS.values()},
        "total": len(ledger.items),
        "blocks": blocks,
        "commitments": _listed(ledger),
        # An issue without any keeps the bytes that it had before there were figures.
        **({"figures": figures} if (figures := _named(ledger, draft)) else {}),
    }


def check_code_of(content: str) -> str:
    """Return the check code of published content: its SHA-256 in hexadecimal."""
    return sha256(content.encode()).hexdigest()


def _looked_up(ledger: Ledger, reference: Reference) -> dict[str, Any]:
    return {"ref": str(reference), "text": ledger.told(reference), **_way(ledger, reference)}


def _way(ledger: Ledger, reference: Reference) -> dict[str, Any]:
    """Return where the reader is led from a reference: a commitment of the list, a figure, or a part of the list."""
    if figure := ledger.figures.get((reference.of, reference.fact)):
        return {"figure": figure["key"]}
    if reference.commitment is not None:
        return {"commitment": reference.commitment, "fact": reference.fact}
    return {"group": reference.of, "fact": reference.fact}


def _listed(ledger: Ledger) -> list[dict[str, Any]]:
    """Return every commitment with its figures and the way to its sentence, in the order of the documents."""
    papers, seen = _papers(ledger), _observed(ledger)
    return [_one(item, papers, seen) for item in ledger.items.values()]


def _one(item: Item, papers: Mapping[int, Evidence], seen: Mapping[int, Observation]) -> dict[str, Any]:
    row, standing = item.row, item.standing
    return {
        "id": row.pk,
        "title": row.title,
        "subject": one_line(row.statement.subject),
        "theme": item.theme,
        "office": row.lead.name if row.lead else None,
        "target": _target_of(item),
        "due": row.due.isoformat() if row.due else None,
        "original_due": row.original_due.isoformat() if row.original_due else None,
        "assessment": WORDS[standing.assessment],
        "why": standing.words,
        "missing": standing.missing or None,
        "reported": _known(item, standing.reported),
        "reported_as_of": standing.reported.as_of.isoformat() if standing.reported else None,
        "evidenced": _known(item, standing.evidenced),
        "short": _short_of(item),
        "grade": standing.grade or None,
        "mark": MARKS.get(standing.grade, "missing"),
        "proof": _proof(standing.evidenced, papers, seen),
        "sentence": _sentence(row),
    }


def _sentence(row: Commitment) -> dict[str, Any]:
    statement, document = row.statement, row.statement.document
    text = _sentence_of(statement)
    start = statement.start - statement.sentence_start
    return {
        "text": text,
        "start": start,
        "end": start + len(statement.text),
        "document": document.title,
        "page": statement.page,
        "at": statement.start,
    }


def _proof(
    known: Known | None, papers: Mapping[int, Evidence], seen: Mapping[int, Observation]
) -> dict[str, Any] | None:
    """Return what proves a figure: a paper by grade, day and SHA-256, or an observation by its document."""
    if known is None:
        return None
    if known.source == "evidence":
        paper = papers[known.id]
        return {"kind": "paper", "grade": paper.grade, "as_of": paper.as_of.isoformat(), "sha256": paper.sha256}
    row = seen[known.id]
    statement: Any = row.statement
    return {
        "kind": "observation",
        "status": row.obs_status,
        "period": [row.period_start.isoformat(), row.period_end.isoformat()],
        "document": statement.document.title if statement else None,
        "page": statement.page if statement else None,
        "text": one_line(_sentence_of(statement)) if statement else None,
    }


def _sentence_of(statement: Statement) -> str:
    return statement.document.text[statement.sentence_start : statement.sentence_end]


def _papers(ledger: Ledger) -> dict[int, Evidence]:
    return Evidence.objects.in_bulk(_ids(ledger.items.values(), "evidence"))


def _observed(ledger: Ledger) -> dict[int, Observation]:
    rows = Observation.objects.select_related("statement__document")
    return rows.in_bulk(_ids(ledger.items.values(), "observation"))


def _ids(items: Iterable[Item], source: str) -> Sequence[int]:
    known = (item.standing.evidenced for item in items)
    return [each.id for each in known if each is not None and each.source == source]
