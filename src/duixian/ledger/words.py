"""The journal in words: what a deed is called, what it was done to, what it changed. The words are in data/words.toml.

`deed_in_words` for a timeline, `changes_in_words` for a table of before and after, `change_in_words` for one line.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from django.utils.translation import gettext as _

from duixian.catalogue import indicators
from duixian.exporters.labels import COMPARATORS, KINDS, MEASURES, STATUSES
from duixian.exporters.shown import grouped
from duixian.journal.models import Entry

_LONGEST = 60
_AMOUNTS = frozenset({"value", "value_high", "characters", "size", "statements"})


@dataclass(frozen=True, slots=True)
class Words:
    """The tables of words: deeds, kinds of subjects, fields, and per field its values."""

    deeds: Mapping[str, str]
    kinds: Mapping[str, str]
    fields: Mapping[str, str]
    values: Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class ChangedField:
    """One row of the table of before and after: what it is called, and both sides in words (empty: there was none)."""

    name: str
    before: str
    after: str

    def __str__(self) -> str:
        """Return the row in one phrase: 比较：等于 → 大约."""
        if self.before and self.before != self.after:
            return f"{self.name}{_('：')}{self.before} → {self.after or _('无')}"
        return f"{self.name}{_('：')}{self.after or _('无')}"


@cache
def words() -> Words:
    """Return the tables of words, read once."""
    read = tomllib.loads((files("duixian.ledger") / "data" / "words.toml").read_text(encoding="utf-8"))
    values = dict(read["values"])
    values["kind"] = {**KINDS, **values["target_kind"], **values["kind"]}
    values |= {"comparator": dict(COMPARATORS), "measure": dict(MEASURES), "status": dict(STATUSES)}
    return Words(read["deeds"], read["kinds"], read["fields"], values)


def deed_in_words(entry: Entry) -> str:
    """Return what was done, as a person says it: 接受; a deed without a word keeps its id."""
    return _(words().deeds.get(entry.action, entry.action))


def kind_in_words(entry: Entry) -> str:
    """Return what kind of thing it was done to: 承诺."""
    return _(words().kinds.get(entry.subject_kind, entry.subject_kind))


def changes_in_words(entry: Entry) -> list[ChangedField]:
    """Return what an entry changed, field by field; what is the same before and after is left out."""
    body = json.loads(entry.body)
    before, after = body.get("before") or {}, body.get("after") or {}
    both = [(name, before.get(name), after.get(name)) for name in sorted({**before, **after}, key=_order)]
    rows = [
        ChangedField(field_in_words(name), said(name, was), said(name, now)) for name, was, now in both if was != now
    ]
    return [row for row in rows if (row.before or row.after) and row.before != row.after]


def _order(name: str) -> tuple[int, str]:
    order = tuple(words().fields)
    return (order.index(name) if name in order else len(order), name)


def change_in_words(entry: Entry, *, most: int = 3) -> str:
    """Return in one line what an entry changed; more than `most` fields are counted."""
    rows = changes_in_words(entry)
    line = "；".join(map(str, rows[:most]))
    return line if len(rows) <= most else _("%(line)s；等 %(count)s 项") % {"line": line, "count": len(rows)}


def reason_in_words(entry: Entry) -> str:
    """Return the reason that an entry gives, or nothing."""
    return str(json.loads(entry.body).get("reason", ""))


def field_in_words(name: str) -> str:
    """Return what a field is called; one without a word keeps its id."""
    return _(words().fields.get(name, name))


def said(name: str, value: Any) -> str:
    """Return a value of a field in words: accepted → 已接受, True → 是, 3600 → 3,600, nothing → nothing."""
    if value is None or value == "" or value == []:
        return ""
    if value is False:
        return _("否") if name == "is_active" else ""
    if value is True:
        return _("是")
    if isinstance(value, list):
        return "、".join(said(name, each) for each in value)
    return _shortened(_looked_up(name, str(value)))


def _looked_up(name: str, value: str) -> str:
    if name in _AMOUNTS:
        return grouped(value)
    if name == "indicator_id" and value in indicators():
        return indicators()[value].title
    found = words().values.get(name, {}).get(value)
    return _(found) if found else value


def _shortened(value: str) -> str:
    is_digest = len(value) == 64 and value.isalnum() and value.isascii()
    if is_digest:
        return f"{value[:4]}…{value[-4:]}"
    return value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
