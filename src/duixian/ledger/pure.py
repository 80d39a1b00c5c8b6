"""Between the tables and the reader: a row as the reader's `Statement`, a document as its `Report`, and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError

from duixian.journal.fields import ExactDecimalField
from duixian.ledger.models import Document, Indicator, Statement
from duixian.paper import Box, Paper
from duixian.statement import Repair, Report, Span
from duixian.statement import Statement as Read

# Fields that a person may correct, under the names of the table.
CORRECTABLE = (
    "kind",
    "status",
    "subject",
    "event",
    "indicator_id",
    "measure",
    "value",
    "value_high",
    "unit",
    "comparator",
    "year",
    "due",
    "place_name",
    "place_code",
    "lead",
)


def row_of(read: Read, document: Document, *, number: int, known: frozenset[str]) -> Statement:
    """Return the row, not saved yet, of a statement that the reader found; `known` are the ids of the catalogue."""
    return Statement(
        document=document,
        number=number,
        kind=read.kind,
        status=read.status,
        start=read.start,
        end=read.end,
        text=read.text,
        sentence_start=min(read.sentence.start, read.start),
        sentence_end=max(read.sentence.end, read.end),
        section=list(read.section),
        subject=read.subject,
        event=read.event,
        indicator_id=read.indicator if read.indicator in known else None,
        measure=read.measure,
        value=storable(read.value),
        value_high=storable(read.value_high),
        unit=read.unit,
        comparator=read.comparator,
        year=read.year,
        due=read.due,
        place_name=read.place,
        place_code=read.place_code,
        lead=read.lead,
        confidence=read.confidence,
        page=read.page,
        as_read=read.as_dict(),
    )


def storable(value: Decimal | None) -> Decimal | None:
    """Return a value that the table can hold exactly, else None: `as_read` keeps what was read."""
    try:
        ExactDecimalField().get_prep_value(value)
    except ValidationError:
        return None
    return value


def as_read(row: Statement) -> Read:
    """Return a row as the reader's statement, with the fields that hold now."""
    kept = row.as_read or {}
    fields: dict[str, Any] = {name: getattr(row, name) for name in ("kind", "status", "subject", "event", "measure")}
    return Read(
        **fields,
        span=Span(row.start, row.end),
        text=row.text,
        sentence=Span(row.sentence_start, row.sentence_end),
        section=tuple(row.section),
        indicator=row.indicator_id,
        value=row.value,
        value_high=row.value_high,
        unit=row.unit,
        comparator=row.comparator,  # type: ignore[arg-type]
        year=row.year,
        due=row.due,
        place=row.place_name,
        place_code=row.place_code,
        lead=row.lead,
        task=Span(*kept["task"]) if kept.get("task") else None,
        repairs=tuple(Repair(**repair) for repair in kept.get("repairs", ())),
        confidence=row.confidence,
        page=row.page,
        box=Box(*kept["box"]) if kept.get("box") else None,
    )


def report_of(document: Document, rows: Iterable[Statement], *, paper: Paper | None = None) -> Report:
    """Return a document with some of its statements as the reader's report."""
    return Report(
        text=document.text,
        statements=tuple(map(as_read, rows)),
        name=document.name,
        title=document.title,
        place=document.place.name,
        place_code=document.place.code,
        year=document.year,
        encoding=document.encoding,
        notes=tuple(document.notes),
        paper=paper,
    )


def fields_of(row: Statement) -> dict[str, Any]:
    """Return what a person may correct of a row, as it is now."""
    return {name: getattr(row, name) for name in CORRECTABLE}


def differing(row: Statement, wanted: Mapping[str, Any]) -> dict[str, Any]:
    """Return those of `wanted` that a row does not say already; a name that cannot be corrected is a KeyError."""
    strange = set(wanted) - set(CORRECTABLE)
    if strange:
        raise KeyError(f"not to be corrected: {', '.join(sorted(strange))}")
    return {name: value for name, value in wanted.items() if getattr(row, name) != value}


def known_indicators() -> frozenset[str]:
    """Return the ids of the indicators that the ledger has."""
    return frozenset(Indicator.objects.values_list("id", flat=True))
