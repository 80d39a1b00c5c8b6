"""The same statement printed twice: within a document as the reader marked it, and in several documents of a place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from duixian.linking.comparison import Duplicate, End
from duixian.linking.reads import Read
from duixian.linking.subjects import subject_of
from duixian.statement import Statement


def duplicates_in(reads: Sequence[Read]) -> Iterator[Duplicate]:
    """Yield each figure that stands in several places with the same value, year and status."""
    found: dict[tuple[object, ...], list[End]] = defaultdict(list)
    for read in reads:
        for each in read.report.statements:
            if each.kind == "figure" and each.status in ("result", "target"):
                found[said_key(read, each)].append(End(read.doc, each))
    for ends in found.values():
        if len(ends) > 1:
            yield Duplicate(ends=tuple(ends))


def said_key(read: Read, statement: Statement) -> tuple[object, ...]:
    """Return what two statements share that say the same."""
    subject = subject_of(statement)
    name = subject.indicator or subject.core
    return (
        read.report.place_code or read.report.place, name, subject.place, statement.measure, statement.value,
        statement.value_high, statement.unit, statement.status, statement.year,
    )  # fmt: skip
