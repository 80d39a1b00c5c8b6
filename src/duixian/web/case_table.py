"""The list of a program: its columns, chips and heads, from the fields that its file names."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from django.utils.translation import gettext as _

from duixian.accounts.models import Person
from duixian.cases.queries.listing import CHOSEN, ORDERED, OWN, Filters, InStage, Listing, Row, choices_of, figures_of
from duixian.cases.queries.shown import Shown, amount, names_of, shown
from duixian.cases.rows import columns_by_field
from duixian.cases.tables.shelf import Shelved
from duixian.programs import Program
from duixian.programs.schema import Indicator

LEVELS = {"blue": 1, "orange": 2, "red": 3}
# How many of a program's own fields a list has room for, and of which kinds.
MOST, KINDS = 4, ("choice", "money", "integer", "decimal", "share", "area", "person", "date")


class Option(NamedTuple):
    """A choice of a chip: its words, its address, whether it is the one taken."""

    words: str
    href: str
    is_here: bool


class Chip(NamedTuple):
    """A filter: its title, what it is set to, the address without it, its choices."""

    title: str
    value: str
    clear: str
    options: Sequence[Option]


class Head(NamedTuple):
    """The head of a column: its title, the address that sorts by it, how it is sorted now, whether it holds numbers."""

    key: str
    title: str
    href: str
    sorted: str
    is_number: bool


class Line(NamedTuple):
    """A row with its own fields in words and the level of its alert as a number."""

    row: Row
    cells: Sequence[Shown]
    level: int


def own_columns(program: Program) -> list[str]:
    """Return the fields that a list shows beside the title: the first of each kind that compares well."""
    fitting = [key for key, each in program.living.items() if each.type in KINDS and key != program.titled_by]
    return fitting[:MOST]


def heads(program: Program, filters: Filters) -> list[Head]:
    """Return the heads of the program's own columns."""
    return [_head(key, program.fields[key].title, filters, _is_number(program, key)) for key in own_columns(program)]


def fixed_heads(program: Program, filters: Filters) -> dict[str, Head]:
    """Return the heads of what every list has."""
    titles = {"number": _("编号"), "title": program.fields[program.titled_by].title, "days": _("在本阶段 | 时限")}
    return {key: _head(key, title, filters, False) for key, title in {**titles, "office": _("单位")}.items()}


def _is_number(program: Program, key: str) -> bool:
    return program.fields[key].type in ORDERED - {"date"}


def _head(key: str, title: str, filters: Filters, is_number: bool) -> Head:
    here = filters.sort.removeprefix("-") == key
    is_down = here and filters.sort.startswith("-")
    following = key if is_down else f"-{key}" if here else (f"-{key}" if is_number or key == "days" else key)
    sorted_words = "none" if not here else "descending" if is_down else "ascending"
    return Head(key, title, f"?{filters.as_query(sort=following)}", sorted_words, is_number)


def lines(listing: Listing, shelved: Shelved) -> list[Line]:
    """Return the rows with their cells in words: a query for each kind of name at most."""
    columns, fields = columns_by_field(shelved), shelved.program.fields
    keys = own_columns(shelved.program)
    values = [{key: getattr(each.row, columns[key]) for key in keys} for each in listing.rows]
    names = names_of({key: fields[key] for key in keys}, values)
    return [
        Line(row, [shown(key, fields[key], known[key], names) for key in keys], LEVELS.get(row.level, 0))
        for row, known in zip(listing.rows, values, strict=True)
    ]


def chips(listing: Listing, program: Program, person: Person) -> list[Chip]:
    """Return the chips: the program's choices, then office, place and alert."""
    filters = listing.filters
    offices, places = choices_of(person)
    made = [
        _chip(key, each.title, filters.fields.get(key, ""), list(each.choices.items()) or _yes_no(), filters)
        for key, each in program.living.items()
        if each.type in CHOSEN
    ]
    made.append(_chip("office", _("单位"), filters.office, [(str(each.pk), each.name) for each in offices], filters))
    if len(places) > 1:
        named = [(str(each.pk), each.name) for each in places]
        named.insert(1, (f"{person.place_id}{OWN}", _("%(place)s本级") % {"place": person.place.name}))
        made.append(_chip("place", _("地方"), filters.place, named, filters))
    if program.alerts:
        levels = [("red", _("红")), ("orange", _("橙")), ("blue", _("蓝"))]
        alerts = [(each.id, each.title) for each in program.alerts]
        made.append(_chip("alert", _("督办"), filters.alert, [*levels, *alerts], filters))
    figures = [(key, _figure(*each, program)) for key, each in figures_of(program).items()]
    return [*made, _chip("figure", _("指标"), filters.figure, figures, filters)] if figures else made


def _figure(indicator: Indicator, choice: str, program: Program) -> str:
    title = program.fields[indicator.split].choices[choice] if choice and indicator.split else ""
    return f"{indicator.title} · {title}" if title else indicator.title


def _yes_no() -> list[tuple[str, str]]:
    return [("1", _("是")), ("0", _("否"))]


def _chip(key: str, title: str, value: str, choices: Sequence[tuple[str, str]], filters: Filters) -> Chip:
    options = [Option(words, f"?{filters.as_query(**{key: each})}", each == value) for each, words in choices]
    words = next((words for each, words in choices if each == value), "")
    return Chip(title, words, f"?{filters.as_query(**{key: ''})}", options)


def sentence(stages: Sequence[InStage], program: Program) -> str:
    """Return the sentence that opens the page: how many cases, and the sum that the board names."""
    first = next((each for each in program.indicators if each.count), None)
    unit = first.unit if first and first.unit else _("件")
    many = _("%(count)s %(unit)s%(case)s") % {
        "count": f"{sum(each.count for each in stages):,}",
        "unit": unit,
        "case": program.case,
    }
    total = sum((each.total for each in stages if each.total is not None), start=0)
    if not program.board.sum or not total:
        return many
    field = program.fields[program.board.sum]
    value, of = amount(total, field.unit)
    return _("%(many)s，%(title)s %(value)s %(unit)s") % {
        "many": many,
        "title": field.title,
        "value": value,
        "unit": of,
    }
