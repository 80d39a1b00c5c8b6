"""What a workbook of cases held when it went out: on a hidden sheet, by number, so that it may be sorted and cut.

Against it one can tell a cell that a person changed from one that has grown old.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from duixian.cases.queries.shown import names_of, sheet_words
from duixian.cases.rows import columns_by_field
from duixian.cases.tables.shelf import Shelved
from duixian.exporters.workbook import fitting
from duixian.ledger.sheets.opening import Table
from duixian.programs import OWN_HEADS

ORIGINALS = "导出时的值"
NUMBER, OFFICE, PLACE = OWN_HEADS
Originals = Mapping[int, Mapping[str, str]]


class Held(NamedTuple):
    """A case as a workbook holds it: its number, and what stands below each head, in words."""

    number: int
    words: Mapping[str, str]


def held_of(rows: Iterable[Any], shelved: Shelved) -> list[Held]:
    """Return rows of a program, with their cases, places and offices, as a workbook holds them."""
    listed, fields = list(rows), shelved.program.living
    columns = {key: column for key, column in columns_by_field(shelved).items() if key in fields}
    values = [{key: getattr(row, column) for key, column in columns.items()} for row in listed]
    names = names_of(fields, values)
    return [
        Held(
            row.case.number,
            {
                OFFICE: row.office_of.name if row.office_of else "",
                PLACE: row.place_of.name,
                **{each.title: fitting(sheet_words(each, known[key], names)) for key, each in fields.items()},
            },
        )
        for row, known in zip(listed, values, strict=True)
    ]


def keep_originals(book: Any, rows: Sequence[Held]) -> None:
    """Keep what rows hold on a sheet that Excel does not show."""
    sheet = book.add_worksheet(ORIGINALS)
    sheet.write_row(0, 0, [NUMBER, *rows[0].words])
    for at, row in enumerate(rows, 1):
        sheet.write_number(at, 0, row.number)
        for column, word in enumerate(row.words.values(), 1):
            sheet.write_string(at, column, word)
    sheet.protect("")
    sheet.very_hidden()


def originals_of(tables: Iterable[Table]) -> Originals:
    """Return what a workbook held when it went out; nothing where it was filled by hand from the template."""
    rows = next((rows for title, rows in tables if title == ORIGINALS), [])
    heads = [str(each or "") for each in rows[0]] if rows else []
    return {
        int(row[0]): {head: str(value or "").strip() for head, value in zip(heads, row, strict=False)}
        for row in rows[1:]
        if isinstance(row[0], int | float)
    }
