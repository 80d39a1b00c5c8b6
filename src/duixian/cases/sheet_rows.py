"""A row of a workbook of cases that came back: what it asks for, and what is wrong with it, by cell."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, NamedTuple

from django.utils.translation import gettext as _
from openpyxl.utils import get_column_letter

from duixian.accounts.models import Office, Person, Place
from duixian.cases.models import Case
from duixian.cases.originals import NUMBER, OFFICE, PLACE, Originals
from duixian.cases.queries import visible
from duixian.cases.tables.shelf import Shelved
from duixian.cases.values import cleaned
from duixian.programs.schema import NUMBERS, Field

CHOICES = "可选的值"
# No number of a case is longer.
DIGITS = 9


class Fault(NamedTuple):
    """What is wrong with a cell: what Excel calls it, its head, what stands in it, what is wrong."""

    cell: str
    head: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row that may be taken: the case that it changes, or None for a new one; its values; its office and place.

    An office or a place is None where the row leaves it as it is.
    """

    case: Case | None
    values: Mapping[str, Any]
    office: int | None
    place: int | None


@dataclass(frozen=True, slots=True)
class Known:
    """The people, offices and places that a person may name, by their names; a name of several is none.

    `offices` are those to which the person may give a case.
    """

    keys: Mapping[str, Mapping[str, int]]
    offices: frozenset[int]

    @classmethod
    def of(cls, person: Person) -> Known:
        """Return those of a person's place: four queries."""
        place = person.place
        within = {"place__path__startswith": place.path, "is_active": True}
        rows: dict[str, Iterable[tuple[str, int]]] = {
            "person": Person.objects.filter(**within).values_list("name", "pk"),
            "office": Office.objects.filter(**within).values_list("name", "pk"),
            "place": Place.objects.filter(path__startswith=place.path).values_list("name", "pk"),
        }
        offices = frozenset(visible.offices(person).values_list("pk", flat=True))
        return cls({kind: _single(pairs) for kind, pairs in rows.items()}, offices)


def _single(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, list[int]] = {}
    for name, key in pairs:
        found.setdefault(name, []).append(key)
    return {name: keys[0] for name, keys in found.items() if len(keys) == 1}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the rows of a workbook are held against: the cases that a person may change, those that they only see, what
    the workbook held when it went out, what it would hold now."""

    shelved: Shelved
    by: Person
    known: Known
    cases: Mapping[int, Case]
    shown: Mapping[int, Case]
    before: Originals
    now: Originals


class Row(NamedTuple):
    """A row of a workbook: its number there, its cells by their heads, the columns of the heads."""

    number: int
    cells: Mapping[str, Any]
    columns: Mapping[str, int]

    def fault(self, head: str, words: str) -> Fault:
        """Return what is wrong with a cell."""
        cell = f"{get_column_letter(self.columns[head] + 1)}{self.number}"
        return Fault(cell, head, _written(self.cells[head]), words)


def line_of(row: Row, asked: Asked) -> tuple[Line | None, list[Fault]]:
    """Return what a row asks for, and everything that is wrong with it; of a case that the person only sees there is
    no line, and each cell that was changed is wrong."""
    faults: dict[str, str] = {}
    case = _case(row.cells[NUMBER], asked, faults)
    line = Line(
        case=case,
        values=_values(row, case, asked, faults),
        office=_office(_written(row.cells[OFFICE]), case, asked, faults),
        place=_place(_written(row.cells[PLACE]), case, asked, faults),
    )
    if case is None or case.number in asked.cases:
        return line, [row.fault(head, words) for head, words in faults.items()]
    return None, [row.fault(head, _("这一件您只能看，不能改")) for head in _touched(line, faults, asked)]


def _touched(line: Line, faults: Mapping[str, str], asked: Asked) -> list[str]:
    """Return the heads of the cells that a row changes."""
    fields = asked.shelved.program.living
    heads = [OFFICE] * bool(line.office) + [fields[key].title for key in line.values]
    return list(dict.fromkeys([*faults, *heads]))


def _case(value: Any, asked: Asked, faults: dict[str, str]) -> Case | None:
    text = _written(value).rsplit("-", 1)[-1]
    if not text:
        return None
    number = int(text) if text.isdecimal() and len(text) <= DIGITS else 0
    found = asked.cases.get(number) or asked.shown.get(number)
    if found is None:
        faults[NUMBER] = _("没有这个编号；新登记的，这一格空着")
    return found


def _values(row: Row, case: Case | None, asked: Asked, faults: dict[str, str]) -> dict[str, Any]:
    """Return the values that a row brings: of a row that went out from here, those that a person changed."""
    fields, was = asked.shelved.program.living, asked.before.get(case.number, {}) if case else {}
    said = {key: _written(row.cells[each.title]) for key, each in fields.items()}
    given = {
        key: _meant(row.cells[each.title], each, asked.known)
        for key, each in fields.items()
        if said[key] and said[key] != was.get(each.title)
    }
    found = cleaned(given, fields=fields, place=asked.by.place)
    for key, words in found.faults.items():
        faults[fields[key].title] = words
    if case is None:
        for key, each in fields.items():
            if each.required and key not in given:
                faults[each.title] = _("新登记时要填")
        return found.values
    old = {key: _meant(was.get(fields[key].title), fields[key], asked.known) for key in found.values}
    then = cleaned(old, fields=fields, place=asked.by.place).values
    taken = {key: value for key, value in found.values.items() if value != then.get(key)}
    for key in taken:
        _check_now(fields[key].title, said[key], case, asked, faults)
    return taken


def _check_now(head: str, said: str, case: Case, asked: Asked, faults: dict[str, str]) -> None:
    """Find fault with a cell that was changed both in the workbook and on the page, and not to the same."""
    was = asked.before.get(case.number, {}).get(head)
    now = asked.now.get(case.number, {}).get(head, "").strip()
    if was is not None and now not in (was, said):
        told = {"now": now or _("空着"), "was": was or _("空着")}
        faults[head] = _("页上已经改成 %(now)s，表里原来是 %(was)s；重新下载，再改这一格") % told


def _office(text: str, case: Case | None, asked: Asked, faults: dict[str, str]) -> int | None:
    if not text or (case and text == asked.before.get(case.number, {}).get(OFFICE)):
        return None
    key, own = asked.known.keys["office"].get(text), case.office_id if case else asked.by.office_id
    if key is None:
        faults[OFFICE] = _("没有叫“%(text)s”的单位，照“%(sheet)s”那张表写") % {"text": text, "sheet": CHOICES}
    elif key != own and key not in asked.known.offices:
        faults[OFFICE] = _("您不能把事项交给“%(text)s”，请督查单位来改") % {"text": text}
    elif case is not None:
        _check_now(OFFICE, text, case, asked, faults)
    return key


def _place(text: str, case: Case | None, asked: Asked, faults: dict[str, str]) -> int | None:
    if case and text == asked.before.get(case.number, {}).get(PLACE):
        return None
    key = asked.known.keys["place"].get(text)
    if text and key is None:
        faults[PLACE] = _("没有叫“%(text)s”的地方，照“%(sheet)s”那张表写") % {"text": text, "sheet": CHOICES}
    if case is not None and key is not None and key != case.place_id:
        faults[PLACE] = _("登记以后不换地方；换了地方的，另登记一件")
    return key


def _meant(value: Any, each: Field, known: Known) -> Any:
    """Return what a cell means: a name that only one has as its key, a date without its time, a number as it is."""
    if isinstance(value, datetime):
        return value.date()
    if each.type in known.keys:
        text = _written(value)
        return known.keys[each.type].get(text, text)
    if isinstance(value, float) and each.type in NUMBERS:
        return Decimal(repr(value))
    return value if isinstance(value, date) else _written(value)


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else str(value).strip()
