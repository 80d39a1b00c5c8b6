"""Whether each case of an installed program has its row, and the row says of it what the spine says."""

from __future__ import annotations

from collections.abc import Iterator

from duixian.cases.models import Case
from duixian.cases.tables.shelf import Shelved, shelf
from duixian.journal.verifying import Fault

# What a row repeats, as the spine calls it and as the row does.
_SPINE = ("stage", "stage_since", "opened_on", "place_id", "office_id")
_ROW = ("stage", "stage_since", "opened_on", "place_of_id", "office_of_id")
_DIFFERS = "模板的表与总表不一致：阶段、日期、地方或单位"
_GONE = "总表里有，模板的表里没有：列表、看板看不到它"


def rows() -> Iterator[Fault]:
    """Yield each case of an installed program whose row is not there, or differs from its spine."""
    for shelved in shelf.all():
        yield from _rows_of(shelved)


def _rows_of(shelved: Shelved) -> Iterator[Fault]:
    own = {key: values for key, *values in shelved.model._default_manager.values_list("pk", *_ROW).iterator()}
    cases = Case.objects.filter(program=shelved.program.id)
    for key, number, title, *values in cases.values_list("pk", "number", "title", *_SPINE).iterator():
        if own.get(key) != values:
            what = (
                "模板的表与总表不一致：阶段、日期、地方或单位"
                if key in own
                else "总表里有，模板的表里没有：列表、看板看不到它"
            )
            yield Fault(where=f"{shelved.program.title} {number} 号“{title}”", what=what)
