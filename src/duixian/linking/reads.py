"""A report as the links see it: `Read`, its figures by what they are said of, and which report may answer another."""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from itertools import pairwise

from duixian.linking.names import Weights
from duixian.linking.nearby import Nearby, pairs_of
from duixian.linking.relative import leaning_in
from duixian.linking.subjects import Subject, broader, lent, subject_of
from duixian.linking.works import Work, works_in
from duixian.statement import Report, Statement

# A report of which less than this is promised only looks back: its results stand beside what is planned later.
FEW = 0.2
# A year of which a report gives at least so many results is one that it reports on.
_REVIEWED = 3
Place = tuple[int, int, str]


class Read:
    """A report's figures, by what they are said of."""

    def __init__(self, doc: str, report: Report) -> None:
        self.doc, self.report = doc, report
        self.figures = [each for each in report.statements if each.kind == "figure" and each.repeats is None]
        self.lent = {
            place_of(each): lent(each, before) for before, each in pairwise((None, *self.figures)) if each is not None
        }
        self.promised = [each for each in report.statements if is_promise(each)]
        told = Counter(each.year for each in self.figures if each.status == "result" and each.year)
        # The last year reported on: a target beyond it cannot have been met yet.
        self.until = max(told, default=None)
        self.reviews = {year for year, count in told.items() if count >= _REVIEWED}
        self.looks_back = len(self.promised) < FEW * max(1, len(self.figures))

    @cached_property
    def leaning(self) -> list[Statement]:
        """What leans on another indicator instead of giving a number."""
        return list(leaning_in(self.report))

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """Every mention of named works in the report."""
        return works_in(self.report)

    @cached_property
    def weights(self) -> Weights:
        """What letters count in the light of the report alone."""
        return Weights((self.report.text,))

    def subject(self, statement: Statement) -> Subject:
        """Return what a figure of the report is said of, with what it leaves to the one before it."""
        return subject_of(self.lent.get(place_of(statement), statement))

    def has_seen(self, year: int | None) -> bool:
        """Answer whether a year had passed when the report was given; one that is not written is last year."""
        last = self.until or (self.report.year or 0) - 1
        return year is None or year <= last

    @cached_property
    def _nearby(self) -> Nearby[Statement]:
        return Nearby((each, keys_of(self.subject(each))) for each in self.figures)

    def near(self, subject: Subject) -> list[Statement]:
        """Return the figures that may be said of a subject: of its indicator, or of names that share letters."""
        return self._nearby.of([*keys_of(subject), *broader(subject.indicator)])

    def ends(self) -> list[Statement]:
        """Return what stands on the earlier side: the promises, or what a report that only looks back reports."""
        if not self.looks_back:
            return [each for each in self.promised if each.kind == "figure" and each.repeats is None]
        return [each for each in self.figures if each.status in ("result", "target")]


def keys_of(subject: Subject) -> set[str]:
    """Return under what a figure is looked for: its indicator, its whole name, its letters two by two."""
    return pairs_of(subject.core, subject.name) | {subject.indicator or subject.core, subject.core}


def place_of(statement: Statement) -> Place:
    """Return where a statement stands and what it is said of: one number may be said of two things."""
    return (*statement.span, statement.subject)


def is_promise(statement: Statement) -> bool:
    """Answer whether a statement promises something that a later report can answer for."""
    return statement.status == "target" and statement.kind in ("figure", "milestone")


def answers(later: Read, earlier: Read) -> bool:
    """Answer whether a report may say what became of another: of the same place, and not of the same round.

    A newspaper's special on this year's report repeats it; a look back at last year comes before this year's plan.
    """
    if not is_one_place(earlier.report, later.report):
        return False
    return earlier.report.year != later.report.year or (earlier.looks_back and not later.looks_back)


def is_one_place(one: Report, other: Report) -> bool:
    """Answer whether two reports are of the same place, as far as they say."""
    if one.place_code and other.place_code:
        return one.place_code == other.place_code
    return not one.place or not other.place or one.place == other.place
