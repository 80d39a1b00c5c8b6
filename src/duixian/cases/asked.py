"""What is asked of the cases of a program, and the answer of a query as columns: what frames are made of."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import polars as pl
from django.core.exceptions import EmptyResultSet
from django.db.models import CharField, QuerySet
from django.db.models.functions import Cast

from duixian.cases.tables.shelf import Shelved
from duixian.programs import Program
from duixian.rules import numbers

KEY, VERSION = "case", "version_of_case"


@dataclass(frozen=True, slots=True)
class Asked:
    """Of which program, as of which day, of which cases: all where `keys` is None."""

    shelved: Shelved
    day: date
    keys: Sequence[int] | None = None

    @property
    def program(self) -> Program:
        """The program."""
        return self.shelved.program

    def of(self, rows: QuerySet[Any], path: str) -> QuerySet[Any]:
        """Return those rows that belong to the cases; `path` leads from a row to its case, "" from the case itself."""
        step = f"{path}__" if path else ""
        narrowed = {f"{step}program": self.program.id} if self.keys is None else {f"{step}pk__in": self.keys}
        return rows.filter(**narrowed).order_by()

    def at_least_of(self, rows: QuerySet[Any], path: str) -> QuerySet[Any]:
        """Return the rows of the cases, and where all are asked for those of other programs: joining drops them.

        Looking up the case of each of half a million rows takes longer than reading some too many.
        """
        return rows.order_by() if self.keys is None else self.of(rows, path)


def table(rows: QuerySet[Any], schema: Mapping[str, Any]) -> pl.DataFrame:
    """Return the values of a query, column by column, as the database tells them: without a field for each value."""
    compiler = rows.query.get_compiler(rows.db)
    try:
        sql, bound = compiler.as_sql()
    except EmptyResultSet:
        return pl.DataFrame(schema=schema)
    with compiler.connection.cursor() as cursor:
        cursor.execute(sql, bound)
        told = cursor.fetchall()
    columns = zip(*told, strict=True) if told else [()] * len(schema)
    return pl.DataFrame([_column(name, each, kind) for (name, kind), each in zip(schema.items(), columns, strict=True)])


def text(day: str) -> Cast:
    """Return a day as a text, which a frame reads sooner than Python."""
    return Cast(day, CharField())


def _column(name: str, values: Sequence[Any], kind: Any) -> pl.Series:
    """Return a column; days come as texts where they were asked for so, and of SQLite the last of some."""
    first = next((each for each in values if each is not None), None)
    if kind == pl.Date and isinstance(first, str):
        return pl.Series(name, values, dtype=pl.String).str.to_date()
    return pl.Series(name, values, dtype=kind)


def workday_number(day: pl.Expr) -> pl.Expr:
    """Return which working day a date is, so that two of them can be subtracted; null outside of the years known."""
    days, told = _workdays()
    return day.replace_strict(days, told, default=None, return_dtype=pl.Int64)


@cache
def _workdays() -> tuple[pl.Series, pl.Series]:
    """Return the days and their numbers as columns: made of Python's once, and not for each frame."""
    known = numbers()
    return pl.Series(list(known), dtype=pl.Date), pl.Series(list(known.values()), dtype=pl.Int64)


def by_version(found: pl.DataFrame, asked: Asked) -> list[tuple[Program, pl.DataFrame]]:
    """Return what judges the cases, each with those that it judges: all, where there is one version."""
    if not asked.shelved.older or found.is_empty():
        return [(asked.program, found)]
    return [(asked.shelved.at(version), rows) for (version,), rows in found.group_by(VERSION)]
