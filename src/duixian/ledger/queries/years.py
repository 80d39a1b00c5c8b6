"""对照: what a place promised and what became of it, year by year, with what a person should look at beside it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Case, F, QuerySet, Value, When

from duixian.accounts.models import Person, Place, Role
from duixian.catalogue import find_indicator
from duixian.exporters.answers import WORDS, Answer
from duixian.exporters.compare_table import value_of
from duixian.exporters.html.compare_page import sentence
from duixian.exporters.row_notes import notes_of
from duixian.exporters.series import Block, Work, blocks
from duixian.exporters.series_rows import Row, Slot, stage_of
from duixian.exporters.shown import amount, one_line
from duixian.journal import clock
from duixian.journal.days import end_of
from duixian.ledger.comparing import Rows, comparison_of
from duixian.ledger.models import Document, Finding, Link, Statement, Verdict
from duixian.ledger.queries.scope import WIDE
from duixian.linking import End

FILTERS = ("", "missed", "quiet", "disputed", "all")
# A mark of the linker as the sprite draws it.
ICONS: Mapping[str, str] = {"kept": "delivered", "missed": "missed", "unknown": "unknown", "quiet": "quiet"}


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure in a cell: as written, and where it stands: its document and the key of its statement."""

    words: str
    document: int
    statement: int | None


@dataclass(frozen=True, slots=True)
class Column:
    """A year, and which of its two halves have anything."""

    year: int
    has_promised: bool
    has_reported: bool

    @property
    def span(self) -> int:
        """How many columns it takes up."""
        return self.has_promised + self.has_reported


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A year of a row: what was promised, what was reported, and what became of it in a shape and words."""

    column: Column
    promised: Figure | None
    reported: Figure | None
    icon: str = ""
    word: str = ""
    gap: str = ""
    why: str = ""
    flag: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row: what is measured, its unit, other names of it, a cell a year."""

    title: str
    indicator: str
    unit: str
    also: tuple[str, ...]
    cells: tuple[Cell, ...]
    far: tuple[tuple[int, Figure], ...]
    notes: tuple[str, ...]
    marks: frozenset[str]
    is_disputed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Works:
    """Works without a figure: the stage promised or reported first, what a later document says, and the verdict."""

    title: str
    year: int | None
    is_promise: bool
    first: Figure
    later: Figure | None
    icon: str
    word: str
    why: str
    doubt: str


@dataclass(frozen=True, kw_only=True)
class Years:
    """The page: its sentence, its years, a bar a year, the rows shown, and how many rows each filter would show."""

    sentence: str
    years: tuple[Column, ...]
    bars: tuple[tuple[int, int, dict[str, int], int], ...]
    far: bool
    lines: tuple[Line, ...]
    works: tuple[Works, ...]
    counts: dict[str, int]


def places(person: Person, *, day: date) -> list[Place]:
    """Return the places of a person that had at least two documents that were read by a day."""
    if person.role not in WIDE:
        return []
    rows = Document.objects.filter(place__path__startswith=person.place.path, state=Document.State.READY)
    rows = rows.filter(read_at__lt=end_of(day))
    counted = Counter(rows.values_list("place_id", flat=True))
    return list(Place.objects.filter(pk__in=[key for key, count in counted.items() if count > 1]))


def years_of(place: Place, *, day: date, only: str = "") -> Years | None:
    """Return the page of a place on a day, its rows as `only` wants them; None where nothing lies beside each other."""
    comparison, rows = comparison_of(place, before=before(day), may_wait=False)
    found = blocks(comparison) if comparison.reports else []
    if not found:
        return None
    block = max(found, key=lambda each: len(each.rows))
    columns = [_column(block, year) for year in block.years]
    lines = [_line(block, row, rows, columns) for row in block.rows]
    works = [_works(work, rows) for work in block.works]
    return Years(
        sentence=sentence(block),
        years=tuple(columns),
        bars=tuple(_bars(block)),
        far=bool(block.far),
        lines=tuple(line for line in lines if is_wanted(line, only)),
        works=tuple(each for each in works if is_wanted_work(each, only)),
        counts={
            name: sum(is_wanted(line, name) for line in lines) + sum(is_wanted_work(each, name) for each in works)
            for name in FILTERS
        },
    )


def before(day: date) -> datetime | None:
    """Return the moment up to which a past day knows anything; None of today, which knows all."""
    return end_of(day) if day < clock.today() else None


def is_wanted(line: Line, only: str) -> bool:
    """Answer whether a filter shows a row; without one, those with at least two years."""
    if only == "all":
        return True
    if only == "disputed":
        return line.is_disputed
    if only:
        return only in line.marks
    return sum(bool(cell.promised or cell.reported) for cell in line.cells) > 1 or bool(line.marks)


def is_wanted_work(work: Works, only: str) -> bool:
    """Answer whether a filter shows works: verdicts by their icon; what does not agree is said of figures alone."""
    return only in ("", "all") or (only != "disputed" and work.icon == ICONS[only])


def _bars(block: Block) -> Iterable[tuple[int, int, dict[str, int], int]]:
    for year, tally in block.tallies.items():
        if year and year <= block.last and tally.total():
            shown = {"delivered": tally["kept"], "missed": tally["missed"], "unknown": tally["unknown"]}
            yield year, tally.total(), shown, tally["quiet"]


def _column(block: Block, year: int) -> Column:
    slots = [row.slots[year] for row in block.rows if year in row.slots]
    return Column(year, any(each.promised for each in slots), any(each.reported or each.answer for each in slots))


def _line(block: Block, row: Row, rows: Rows, columns: Iterable[Column]) -> Line:
    unit, indicator = row.unit, find_indicator(row.title)
    cells = tuple(_cell(block, column, row.slots.get(column.year) or Slot(), unit, rows) for column in columns)
    return Line(
        title=row.title,
        indicator=indicator.id if indicator else "",
        unit=unit,
        also=tuple(row.also),
        cells=cells,
        far=tuple((year, far) for year in block.far if (far := _far(row, year, rows))),
        notes=notes_of(row, block.reports),
        marks=frozenset(row.marks()),
        is_disputed=any(cell.flag for cell in cells),
    )


def _works(work: Work, rows: Rows) -> Works:
    """Return works as the page shows them; of a result that came before the plan there is no verdict."""
    answer = work.answer
    return Works(
        title=one_line(work.first.statement.subject),
        year=work.year,
        is_promise=answer is not None,
        first=_staged(work.first, rows),
        later=_staged(work.later, rows) if work.later else None,
        icon=ICONS[answer.mark] if answer else "",
        word=_word(answer) if answer else "",
        why=work.why,
        doubt=work.doubt,
    )


def _staged(end: End, rows: Rows) -> Figure:
    return Figure(stage_of(end.statement) or one_line(end.statement.subject), int(end.doc), rows.of(end))


def _word(answer: Answer) -> str:
    return answer.silence if answer.mark == "quiet" else WORDS[answer.mark]


def _far(row: Row, year: int, rows: Rows) -> Figure | None:
    slot = row.slots.get(year)
    return _figure(slot.promised, "", rows) if slot else None


def _cell(block: Block, column: Column, slot: Slot, unit: str, rows: Rows) -> Cell:
    answer, against = slot.answer, block.contradicted
    flags = {against[key] for end in (*slot.promised, *slot.reported) if (key := (end.doc, end.statement)) in against}
    return Cell(
        column=column,
        promised=_figure(slot.promised, unit, rows),
        reported=_figure(slot.reported, unit, rows),
        icon=ICONS[answer.mark] if answer else "",
        word=_word(answer) if answer else "",
        gap=answer.gap if answer else "",
        why=answer.why if answer and answer.mark in ("unknown", "quiet") else "",
        flag=min(flags, default=""),
        doubt=answer.doubt if answer else "",
    )


def _figure(ends: list[End], unit: str, rows: Rows) -> Figure | None:
    if not ends:
        return None
    end = ends[0]
    own = amount(end.statement).unit if end.statement.kind == "figure" else unit
    return Figure(value_of(end, own) + ("" if own == unit else own), int(end.doc), rows.of(end))


@dataclass(frozen=True, slots=True)
class Told:
    """A finding with the sentences it is about."""

    finding: Finding
    statements: tuple[Statement, ...]

    @property
    def quotes(self) -> list[tuple[Statement, str]]:
        """Each statement with its words on one line."""
        return [(row, one_line(f"{row.subject} {row.text}")) for row in self.statements]


def findings(place: Place, *, kinds: tuple[str, ...], day: date, limit: int = 40) -> list[Told]:
    """Return the findings of a place of some kinds, the unanswered first, with their statements, in two queries.

    Of a past day: those found by then, with the answers given by then, as far as the linker still sees them.
    """
    end = end_of(day)
    rows = Finding.objects.filter(place=place, kind__in=kinds, stale=False, found_at__lt=end)
    answered = Case(When(answered_at__lt=end, then=F("answered_at")))
    listed = list(rows.order_by(answered.asc(nulls_first=True), "strength", "pk")[:limit])
    for each in listed:
        each.answer = each.answer if each.answered_at and each.answered_at < end else ""
    through = Finding.statements.through.objects.filter(finding__in=listed)
    about: dict[int, list[Statement]] = defaultdict(list)
    for join in through.select_related("statement__document").order_by("statement__document__year", "statement__start"):
        about[join.finding_id].append(join.statement)
    return [Told(finding, tuple(about[finding.pk])) for finding in listed]


def waiting_links(place: Place, *, day: date, limit: int = 20) -> list[Link]:
    """Return the links of a place that nobody had decided by a day, the least sure first: a person's word is worth most
    there."""
    rows = _links(place, day).filter(state_then=Verdict.PROPOSED)
    return list(rows.select_related("earlier__document", "later__document").order_by("score", "pk")[:limit])


def link_counts(place: Place, *, day: date) -> Counter[str]:
    """Return how many links of a place were proposed, confirmed and rejected on a day."""
    return Counter(_links(place, day).values_list("state_then", flat=True))


def _links(place: Place, day: date) -> QuerySet[Any]:
    """Return the links proposed by a day, each with `state_then`: what a person had said of it by then."""
    end = end_of(day)
    then = Case(When(decided_at__gte=end, then=Value(Verdict.PROPOSED)), default=F("state"))
    return Link.objects.filter(place=place, stale=False, proposed_at__lt=end).annotate(state_then=then)


def may_decide(person: Person) -> bool:
    """Answer whether a person decides on links and findings."""
    return person.role == Role.KEEPER
