"""The fields of the current statement as the desk shows them: in words, with a note, and with the inputs to correct."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField
from django.utils.translation import gettext as _

from duixian.catalogue import indicators
from duixian.exporters.labels import MEASURES, SIGNS
from duixian.exporters.shown import grouped, in_words, one_line
from duixian.ledger.models import Statement
from duixian.ledger.pure import as_read
from duixian.statement import plain
from duixian.web.forms.statements import StatementForm


@dataclass(frozen=True, slots=True)
class FieldRow:
    """A row of the fields: its label, what it says, a note after it, and the inputs that correct it."""

    name: str
    label: str
    shown: str
    note: str = ""
    inputs: tuple[BoundField, ...] = ()

    @property
    def errors(self) -> list[str]:
        """What is wrong with what was sent."""
        return [str(error) for each in self.inputs for error in each.errors]


def field_rows(row: Statement, form: StatementForm) -> Iterator[FieldRow]:
    """Yield the rows under kind and status, in the order in which one checks them."""
    yield FieldRow("subject", _("主语"), one_line(row.subject), _was(row, "subject"), (form["subject"],))
    yield FieldRow("event", _("节点"), row.event or "", _was(row, "event"), (form["event"],))
    yield FieldRow("indicator", _("指标"), _indicator(row), row.indicator_id or "", (form["indicator_id"],))
    yield FieldRow("measure", _("计量"), _measure(row), _was(row, "measure", MEASURES), (form["measure"],))
    value = tuple(form[name] for name in ("comparator", "value", "value_high", "unit"))
    yield FieldRow("value", _("数值"), value_words(row), _("原文“%s”") % one_line(row.text), value)
    yield FieldRow("year", _("年度"), str(row.year or ""), _was(row, "year"), (form["year"],))
    yield FieldRow("due", _("期限"), *_due(row), (form["due"],))
    yield FieldRow(
        "place", _("地点"), row.place_name or "", row.place_code or "", (form["place_name"], form["place_code"])
    )
    yield FieldRow("lead", _("牵头"), row.lead or "", _was(row, "lead"), (form["lead"],))


def _indicator(row: Statement) -> str:
    known = indicators().get(row.indicator_id or "")
    return known.title if known else ""


def _measure(row: Statement) -> str:
    return {str(key): word for key, word in MEASURES.items()}.get(row.measure or "", "")


def value_words(row: Statement) -> str:
    """Return the value with its comparison and unit: ≥65%."""
    if row.value is None:
        return ""
    numbers = [grouped(plain(number) or "") for number in (row.value, row.value_high) if number is not None]
    sign = {str(key): word for key, word in SIGNS.items()}.get(row.comparator or "", "")
    return f"{sign}{'–'.join(numbers)}{'' if row.unit == '%' else ' '}{row.unit}".strip()


def _due(row: Statement) -> tuple[str, str]:
    if row.due is not None:
        return row.due.isoformat(), _was(row, "due")
    if row.status == "target" and row.year:
        return f"{row.year}-12-31", _("未写明，按年度")
    return "", ""


def _was(row: Statement, name: str, words: Any = None) -> str:
    """Return what the reader had read where a person has said something else."""
    read = (row.as_read or {}).get(name)
    now = getattr(row, name)
    if not row.as_read or str(read or "") == str(now or ""):
        return ""
    shown = (words or {}).get(read, read)
    return _("读到的是“%s”") % one_line(str(shown)) if read else _("读时没有")


def mends(row: Statement) -> list[str]:
    """Return in words what was mended to read a statement; the text itself stays."""
    return [in_words(repair, row.document.text) for repair in as_read(row).repairs]


@dataclass(frozen=True, slots=True)
class Quote:
    """The sentence of a statement in three pieces."""

    head: str
    words: str
    tail: str


def quote(row: Statement, *, around: int = 26) -> Quote:
    """Return the sentence round a statement, shortened on both sides."""
    text = row.document.text
    head, tail = one_line(text[row.sentence_start : row.start]), one_line(text[row.end : row.sentence_end])
    return Quote(
        head if len(head) <= around else f"…{head[-around:]}",
        one_line(row.text),
        tail if len(tail) <= around else f"{tail[:around]}…",
    )


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where a statement may be cut in two, and both halves."""

    at: int
    left: str
    right: str


def cuts(row: Statement) -> list[Cut]:
    """Return the likely places to cut: after a mark between clauses."""
    places = [place for place, char in enumerate(row.text, 1) if char in "，、；,;和及并" and 1 < place < len(row.text)]
    return [Cut(row.start + place, one_line(row.text[:place]), one_line(row.text[place:])) for place in places[:6]]
