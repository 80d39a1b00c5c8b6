"""A comparison as rows by year: what was promised, what became of it. Start at `blocks`, one for each place.

A row is a thing that is measured; its slots are years, each with what was promised for it and what was reported of it.
Works and dated stages without figures are rows of their own. Nothing is left out: a result without a promise is a row
too, and a pair that is not sure says so.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from duixian.exporters.answers import Answer, Key, Mark, answers, befores, doubt_of, key_of
from duixian.exporters.shown import amount, one_line
from duixian.linking import Comparison, Contradiction, Duplicate, End, Link, Quiet, Total
from duixian.linking.subjects import BROADER, plain_name, subject_of
from duixian.statement import Report, Statement

_GROWS = re.compile("增长|增速|增幅|增减|下降|降低|降幅|减少")
Thing = tuple[str, str, str, str]


@dataclass(slots=True, kw_only=True)
class Slot:
    """A year of a row: who promises what for it, who reports what of it, and what became of the promise."""

    promised: list[End] = field(default_factory=list)
    reported: list[End] = field(default_factory=list)
    answer: Answer | None = None


@dataclass(slots=True, kw_only=True)
class Row:
    """Something that is measured, year by year."""

    thing: Thing
    slots: dict[int, Slot] = field(default_factory=dict)
    doubts: list[Link] = field(default_factory=list)

    def ends(self) -> Iterator[End]:
        """Yield every statement of the row, promises first."""
        for slot in self.slots.values():
            yield from slot.promised
        for slot in self.slots.values():
            yield from slot.reported

    @property
    def title(self) -> str:
        """What is measured, as the promise names it; growth says that it is."""
        statements = [end.statement for end in self.ends()]
        subject = one_line(statements[0].subject)
        rates = [each for each in statements if each.kind == "figure"]
        measures = {each.measure for each in rates}
        if measures == {"rank"} and "位" not in subject:
            return f"{subject}位次"
        if measures != {"growth"} or _GROWS.search(subject):
            return subject
        return subject + ("增减" if any((each.value or 0) < 0 for each in rates) else "增长")

    @property
    def unit(self) -> str:
        """The unit as written, where all figures of the row share it; else nothing, and each has its own."""
        written = {amount(end.statement).unit for end in self.ends() if end.statement.kind == "figure"}
        return written.pop() if len(written) == 1 else ""

    @property
    def also(self) -> list[str]:
        """Other names under which the row's figures stand in the documents."""
        known = {plain_name(one_line(end.statement.subject)) for end in list(self.ends())[:1]}
        found = []
        for end in self.ends():
            subject = one_line(end.statement.subject)
            if (name := plain_name(subject)) not in known:
                known.add(name)
                found.append(subject)
        return found

    @property
    def is_beside(self) -> bool:
        """Whether there is something to compare: two years, or a promise and what became of it."""
        return len(self.slots) > 1 or any(slot.answer is not None for slot in self.slots.values())

    def marks(self) -> set[Mark]:
        """Return which verdicts the row has."""
        return {slot.answer.mark for slot in self.slots.values() if slot.answer is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """Works or a dated stage: what was promised or reported of it first, and what a later document says."""

    first: End
    later: End | None
    year: int | None
    answer: Answer | None = None
    link: Link | None = None

    @property
    def why(self) -> str:
        """The reason of the verdict, or why there is none."""
        if self.answer is not None:
            return self.answer.why
        return "" if self.link is None else self.link.why

    @property
    def doubt(self) -> str:
        """Why the pair may not be of one thing, or nothing where it surely is."""
        return "" if self.link is None else doubt_of(self.link)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """What the documents of one place say beside each other.

    `years` are those reported on or promised up to the last report, `far` those promised beyond it; `tallies` are the
    verdicts by the year of the promise, `ahead` how many promises no later document can answer for yet.
    """

    place: str
    reports: dict[str, Report]
    rows: list[Row]
    works: list[Work]
    years: list[int]
    far: list[int]
    tallies: dict[int, Counter[Mark]]
    ahead: Counter[int]
    unsure: list[Link]
    quiet: list[Quiet]
    contradictions: list[Contradiction]
    duplicates: list[Duplicate]
    totals: list[Total]

    @property
    def tally(self) -> Counter[Mark]:
        """The verdicts of the promises that were due by the last report."""
        return self._sum(lambda year: year <= self.last)

    @property
    def later(self) -> Counter[Mark]:
        """The verdicts, as far as there are any, of promises that are due after the last report."""
        return self._sum(lambda year: year > self.last)

    @property
    def last(self) -> int:
        """The year of the last report, or a year that never comes where none has one."""
        return max((report.year for report in self.reports.values() if report.year), default=9999)

    def _sum(self, wanted: Callable[[int], bool]) -> Counter[Mark]:
        return sum((tally for year, tally in self.tallies.items() if wanted(year)), Counter[Mark]())

    def contradicted(self) -> dict[Key, str]:
        """Return the statements that another one contradicts: 说法不一 where arithmetic says so, else 存疑."""
        soft = {key_of(end): "存疑" for each in self.contradictions for end in each.ends if each.strength == "soft"}
        hard = {key_of(end): "说法不一" for each in self.contradictions for end in each.ends if each.strength == "hard"}
        return soft | hard


def blocks(comparison: Comparison) -> list[Block]:
    """Return the rows of a comparison, a block for each place in the order of the documents."""
    found = answers(comparison)
    groups: dict[str, dict[str, Report]] = {}
    for doc, report, place in zip(comparison.docs, comparison.reports, _places(comparison.reports), strict=True):
        groups.setdefault(place, {})[doc] = report
    return [_block(place, reports, comparison, found) for place, reports in groups.items()]


def _places(reports: Iterable[Report]) -> list[str]:
    """Return the place of each report; one that names none is of the only place that the others name."""
    named = [report.place or "" for report in reports]
    known = sorted(set(filter(None, named)))
    return [place or (known[0] if len(known) == 1 else "没有写明地方") for place in named]


def _block(place: str, reports: dict[str, Report], comparison: Comparison, found: dict[Key, Answer]) -> Block:
    mine = {key: answer for key, answer in found.items() if key[0] in reports}
    first = [link for link in befores(comparison) if link.earlier.doc in reports]
    table = _Table(reports, mine)
    table.join(first)
    rows = table.sorted()
    works = list(_works(mine, first, reports))
    last = max((report.year for report in reports.values() if report.year), default=9999)
    years = sorted({year for row in rows for year in row.slots})
    return Block(
        place=place,
        reports=reports,
        rows=rows,
        works=works,
        years=[year for year in years if year <= last],
        far=[year for year in years if year > last],
        tallies=_tallies(rows, works),
        ahead=_ahead(rows, reports, mine),
        unsure=[*(each.link for each in mine.values() if each.link and each.doubt), *filter(doubt_of, first)],
        quiet=[each for each in comparison.quiet if each.end.doc in reports],
        contradictions=[each for each in comparison.contradictions if each.ends[0].doc in reports],
        duplicates=[each for each in comparison.duplicates if each.ends[0].doc in reports],
        totals=[each for each in comparison.totals if each.whole.doc in reports],
    )


class _Table:
    """The rows while they are made: promises first, then the results that answer them, then all other results."""

    def __init__(self, reports: dict[str, Report], found: dict[Key, Answer]) -> None:
        self.reports, self.found = reports, found
        self.rows: dict[Thing, list[Row]] = {}
        self.row_of: dict[Key, Row] = {}
        ends = [End(doc, each) for doc, report in reports.items() for each in report.statements if is_row(each)]
        for end in ends:
            if end.statement.status == "target":
                self._promise(end)
        for key, answer in found.items():
            if key not in self.row_of and answer.link is not None and answer.link.relation == "same indicator":
                self._promise(answer.promise)
        for end in ends:
            if end.statement.status == "result" and end.statement.year and key_of(end) not in self.row_of:
                self._put(end, thing_of(end.statement), end.statement.year, lambda slot: slot.reported)

    def _promise(self, end: End) -> None:
        year = year_of(end, self.reports)
        if year is None:
            return
        answer = self.found.get(key_of(end))
        row = self._put(end, thing_of(end.statement), year, lambda slot: slot.promised)
        slot = row.slots[year]
        if answer is None:
            return
        if slot.answer is None:
            slot.answer = answer
        for link in (answer.link, *answer.others):
            later = None if link is None else link.later
            if later is None or later.statement.status != "result" or key_of(later) in self.row_of:
                continue
            if not slot.reported or _is_equal(slot.reported[0].statement, later.statement):
                slot.reported.append(later)
                self.row_of[key_of(later)] = row

    def _put(self, end: End, thing: Thing, year: int, side: Callable[[Slot], list[End]]) -> Row:
        """Put a statement into the first row of its thing that has room for it in that year."""
        rows = self.rows.setdefault(thing, [])
        row = next((row for row in rows if _has_room(side(row.slots.get(year) or Slot()), end)), None)
        if row is None:
            row = Row(thing=thing)
            rows.append(row)
        side(row.slots.setdefault(year, Slot())).append(end)
        self.row_of[key_of(end)] = row
        return row

    def join(self, links: Iterable[Link]) -> None:
        """Make one row of a result and what is planned of the same later, where nothing stands in the way."""
        for link in links:
            one = self.row_of.get(key_of(link.earlier))
            if one is None or BROADER in link.reasons:
                continue
            if link.later.statement.kind == "task" and link.relation == "same indicator":
                self._promise(link.later)
            other = self.row_of.get(key_of(link.later))
            if other is not None and other is not one and _can_join(one, other):
                self._join(one, other)
                one.doubts += [link] if doubt_of(link) else []

    def _join(self, one: Row, other: Row) -> None:
        for year, slot in other.slots.items():
            mine = one.slots.setdefault(year, Slot())
            mine.promised += slot.promised
            mine.reported += slot.reported
            mine.answer = mine.answer or slot.answer
        one.doubts += other.doubts
        self.rows[other.thing].remove(other)
        self.row_of |= dict.fromkeys(map(key_of, other.ends()), one)

    def sorted(self) -> list[Row]:
        """Return the rows in the order in which the documents first speak of them."""
        order = {doc: at for at, doc in enumerate(self.reports)}
        rows = [row for rows in self.rows.values() for row in rows]
        return sorted(rows, key=lambda row: min((order[end.doc], end.statement.start) for end in row.ends()))


def is_row(statement: Statement) -> bool:
    """Answer whether a statement is a figure that was promised or reported, and not said before."""
    return statement.kind == "figure" and statement.status in ("target", "result") and statement.repeats is None


def thing_of(statement: Statement) -> Thing:
    """Return what a figure measures: its name, place, measure, and unit where it is no rate."""
    subject = subject_of(statement)
    unit = statement.unit if subject.dimension == "count" else subject.dimension
    return subject.indicator or subject.core, subject.place, statement.measure or "", unit


def year_of(end: End, reports: dict[str, Report]) -> int | None:
    """Return the year that a statement is of: its own, that of its last day, else its report's."""
    statement = end.statement
    due = statement.due.year if statement.due else None
    return statement.year or due or reports[end.doc].year


def _has_room(ends: list[End], end: End) -> bool:
    return not ends or _is_equal(ends[0].statement, end.statement)


def _is_equal(one: Statement, other: Statement) -> bool:
    return (one.value, one.value_high, one.unit) == (other.value, other.value_high, other.unit)


def _can_join(one: Row, other: Row) -> bool:
    shared = one.slots.keys() & other.slots.keys()
    pairs = [(one.slots[year], other.slots[year]) for year in shared]
    return all(
        not (mine.promised and yours.promised) and not (mine.reported and yours.reported) for mine, yours in pairs
    )


def _works(found: dict[Key, Answer], first: Iterable[Link], reports: dict[str, Report]) -> Iterator[Work]:
    """Yield works and dated stages, each promise once, then those of which a result came before the plan."""
    seen: set[tuple[str, str, int | None]] = set()
    for answer in found.values():
        statement, link = answer.promise.statement, answer.link
        if statement.kind == "figure" or (link is not None and link.relation == "same indicator"):
            continue
        year = year_of(answer.promise, reports)
        what = (statement.subject, stage_of(statement), year)
        if what not in seen:
            seen.add(what)
            yield Work(first=answer.promise, later=link.later if link else None, year=year, answer=answer, link=link)
    for link in first:
        if link.relation == "same project" or link.earlier.statement.kind != "figure":
            yield Work(first=link.earlier, later=link.later, year=year_of(link.earlier, reports), link=link)


def stage_of(statement: Statement) -> str:
    """Return in words how far works are to come or have come: 9月底前投入运营, 开工; a count where there is one."""
    if statement.kind == "figure":
        return str(amount(statement))
    event = one_line(statement.event or "")
    when = one_line(statement.text).replace(" ", "") if statement.kind == "milestone" else ""
    return when + ("" if event and event in when else event)


def _tallies(rows: Iterable[Row], works: Iterable[Work]) -> dict[int, Counter[Mark]]:
    """Return the verdicts by the year of the promise; a promise that two documents print is one."""
    tallies: dict[int, Counter[Mark]] = {}
    for row in rows:
        for year, slot in row.slots.items():
            if slot.answer is not None:
                tallies.setdefault(year, Counter())[slot.answer.mark] += 1
    for work in works:
        if work.answer is not None:
            tallies.setdefault(work.year or 0, Counter())[work.answer.mark] += 1
    return dict(sorted(tallies.items()))


def _ahead(rows: Iterable[Row], reports: dict[str, Report], found: dict[Key, Answer]) -> Counter[int]:
    """Return by year how many figures and dated stages are promised that no later document can answer for."""
    ahead = Counter(year for row in rows for year, slot in row.slots.items() if slot.promised and slot.answer is None)
    dated = {
        (each.subject, stage_of(each), year)
        for doc, report in reports.items()
        for each in report.statements
        if each.kind == "milestone" and each.status == "target" and (doc, each) not in found
        if (year := year_of(End(doc, each), reports)) is not None
    }
    ahead.update(year for *_, year in dated)
    return ahead
