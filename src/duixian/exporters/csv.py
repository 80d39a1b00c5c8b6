"""A table for Excel and the like: the contract's keys as the head, lists flattened to readable text."""

from __future__ import annotations

import csv
import io
from typing import Any

from duixian.exporters.shown import in_words
from duixian.statement import Report, Statement

# Excel takes a file for UTF-8 only with this mark.
BOM = "\ufeff"
COLUMNS = (
    "kind", "start", "end", "text", "sentence", "section", "subject", "event", "indicator", "measure", "value",
    "value_high", "unit", "comparator", "status", "year", "due", "place", "place_code", "lead", "task", "repeats",
    "repairs", "confidence", "page", "box",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_NUMERIC = frozenset({"start", "end", "value", "value_high", "year", "repeats", "confidence", "page"})


def csv_head(*, doc: bool = False) -> str:
    """Return the line of column names, with a column for the file where several are read."""
    return _written([["doc", *COLUMNS] if doc else list(COLUMNS)])


def csv_rows(report: Report, *, doc: str | None = None) -> str:
    """Return one row a statement, without the head."""
    head = [] if doc is None else [doc]
    return _written([[*head, *_cells(statement, report.text)] for statement in report.statements])


def _cells(statement: Statement, text: str) -> list[Any]:
    fields = statement.as_dict()
    fields["sentence"] = f"{statement.sentence[0]}-{statement.sentence[1]}"
    fields["section"] = " › ".join(statement.section)
    fields["task"] = "" if statement.task is None else f"{statement.task[0]}-{statement.task[1]}"
    fields["box"] = "" if statement.box is None else " ".join(str(side) for side in fields["box"])
    fields["repairs"] = "；".join(in_words(repair, text) for repair in statement.repairs)
    return [fields[name] if name in _NUMERIC else _inert(fields[name]) for name in COLUMNS]


def _inert(cell: Any) -> Any:
    """Return a text cell that a spreadsheet shows instead of calculating: an apostrophe before = + - @."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def _written(rows: list[list[Any]]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer, lineterminator="\r\n").writerows(rows)
    return buffer.getvalue()
