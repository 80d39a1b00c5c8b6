"""What a program lets out: the figures that `[publish]` names, over the cases of a place, for the report to the people.

A figure with fewer cases behind it than `at_least` is withheld; where one choice of a split is, the smallest of the
others is too, or it could be worked out from the whole (secondary suppression, as statistical offices do it).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from duixian.accounts.models import Place
from duixian.cases.measuring import Measured, measured_with_cases
from duixian.cases.models import Case
from duixian.cases.past import fields_then
from duixian.cases.queries.shown import names_of, shown, told
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.ledger.reporting.figures import Figure
from duixian.programs import worked_out

# Cases that are named behind a figure; how many there are is always said.
MOST = 200


def published_of(place: Place, day: date) -> Iterator[Figure]:
    """Yield the figures of every installed program that has cases at a place or below it, as they are on a day."""
    within = list(Place.objects.filter(path__startswith=place.path).values_list("pk", flat=True))
    for shelved in shelf.all():
        wanted = shelved.program.publish.indicators
        if wanted and Case.objects.filter(program=shelved.program.id, place__in=within, opened_on__lte=day).exists():
            yield from _of_program(shelved, wanted, within, day)


def _of_program(shelved: Shelved, wanted: Sequence[str], within: Collection[int], day: date) -> Iterator[Figure]:
    program = shelved.program
    indicators = [program.indicator(key) for key in wanted]
    told = measured_with_cases(shelved, day=day, indicators=indicators, within=within)
    for indicator in indicators:
        rows = [(row, cases) for row, cases in told if row.indicator == indicator]
        crowds = {row.choice: _crowd(row, cases) for row, cases in rows}
        few = withheld(crowds, at_least=program.publish.at_least)
        yield from (_figure(row, shelved, cases, day, is_few=row.choice in few) for row, cases in rows)


def _crowd(row: Measured, cases: Sequence[int]) -> int:
    """Return of how many cases a figure tells: those behind it; a count of 0, and what is unknown, of all looked at."""
    is_none = row.figure.value is None or (row.indicator.count is not None and row.figure.value == 0)
    return row.figure.of if is_none else len(cases)


def withheld(crowds: Mapping[str, int], *, at_least: int) -> set[str]:
    """Return the choices of an indicator whose figures do not leave, of how many cases each is told; of one without
    choices its only one ("")."""
    few = {choice for choice, many in crowds.items() if many < at_least}
    others = crowds.keys() - few
    if any(crowds[choice] for choice in few) and len(few) == 1 and others:
        few.add(min(sorted(others), key=lambda choice: crowds[choice]))
    return few


def _figure(row: Measured, shelved: Shelved, cases: Sequence[int], day: date, *, is_few: bool) -> Figure:
    program, indicator, figure = shelved.program, row.indicator, row.figure
    least = program.publish.at_least
    value = None if is_few else figure.value
    keys = [] if value is None else cases
    lacking = f"不足 {least} 个{program.case}，或者能由别的数推出来，不公布" if is_few else "现在还算不出"
    return Figure(
        key=f"{program.id}.{row.key}",
        of=program.title,
        fact=row.title,
        text="" if value is None else "".join(told(value, row.unit)),
        why=lacking if value is None else "",
        value=None if value is None else f"{value:f}",
        unit=row.unit,
        how=worked_out(indicator, program, day=day, choice=row.choice),
        version=program.version,
        cases=0 if is_few else figure.of,
        unknown=0 if is_few else figure.unknown,
        behind=len(keys),
        synthetic=Case.objects.filter(pk__in=keys[:MOST], is_synthetic=True).exists(),
        columns=[program.fields[key].title for key in _columns(shelved)],
        rows=_rows(shelved, keys[:MOST], day),
    )


def _columns(shelved: Shelved) -> list[str]:
    return [key for key in shelved.program.publish.fields if key in shelved.program.living]


def _rows(shelved: Shelved, keys: Sequence[int], day: date) -> list[list[str]]:
    """Return the cases in their fields that may leave, as they stood on the day."""
    columns, fields = _columns(shelved), shelved.program.fields
    then = fields_then(shelved, day=day, keys=keys)
    rows = shelved.model._default_manager.filter(pk__in=keys).order_by("pk").values("pk", *columns)
    known = [{key: then.get(key, {}).get(row["pk"], row[key]) for key in columns} for row in rows]
    names = names_of({key: fields[key] for key in columns}, known)
    listed = [[shown(key, fields[key], row[key], names) for key in columns] for row in known]
    return [[f"{each.value}{each.unit}" for each in row] for row in listed]
