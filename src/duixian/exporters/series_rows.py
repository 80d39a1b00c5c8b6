"""The rows of a comparison while they are made: `Row`, something that is measured, and its years. Start at `Rows`."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from duixian.exporters.answers import Answer, Key, Mark, doubt_of, key_of
from duixian.exporters.shown import amount, one_line, title
from duixian.linking import End, Link
from duixian.linking.subjects import BROADER, is_bettered, plain_name, subject_of
from duixian.statement import Report, Statement

_GROWS = re.compile("增长|增速|增幅|增减|下降|降低|降幅|减少")
# 三公经费 and 一般性支出 may have one indicator, and are two things.
_NAMED_ALIKE = 0.5
Thing = tuple[str, str, str, str]


@dataclass(slots=True, kw_only=True)
class Slot:
    """A year of a row: who promises what for it, who reports what of it, and what became of the promise."""

    promised: list[End] = field(default_factory=list)
    reported: list[End] = field(default_factory=list)
    answer: Answer | None = None


@dataclass(slots=True, kw_only=True)
class Row:
    """Something that is measured, year by year; `before` are its pairs of a result and what is planned later."""

    thing: Thing
    slots: dict[int, Slot] = field(default_factory=dict)
    doubts: list[Link] = field(default_factory=list)
    before: list[Link] = field(default_factory=list)

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
        figures = [each for each in statements if each.kind == "figure"]
        return one_line(statements[0].subject) + measured(figures)

    @property
    def unit(self) -> str:
        """The unit as written, where all figures of the row share it; else nothing, and each has its own."""
        written = {amount(end.statement).unit for end in self.ends() if end.statement.kind == "figure"}
        return written.pop() if len(written) == 1 else ""

    def is_called(self, end: End) -> bool:
        """Answer whether a statement of the row's indicator is named so that it may be of the same thing."""
        said, yours = [subject_of(each.statement) for each in self.ends()], subject_of(end.statement)
        if any(is_bettered(mine) != is_bettered(yours) for mine in said):
            return False
        return any(mine.core == yours.core or _overlap(mine.core, yours.core) >= _NAMED_ALIKE for mine in said)

    @property
    def also(self) -> list[str]:
        """Other names under which the row's figures stand in the documents."""
        found: dict[str, str] = {}
        for end in self.ends():
            subject = one_line(end.statement.subject)
            found.setdefault(plain_name(_GROWS.sub("", subject)), subject)
        return list(found.values())[1:]

    @property
    def is_beside(self) -> bool:
        """Whether there is something to compare: two years, or a promise and what became of it."""
        return len(self.slots) > 1 or any(slot.answer is not None for slot in self.slots.values())

    def marks(self) -> set[Mark]:
        """Return which verdicts the row has."""
        return {slot.answer.mark for slot in self.slots.values() if slot.answer is not None}


class Rows:
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
        fitting = (row for row in rows if row.is_called(end) and _has_room(side(row.slots.get(year) or Slot()), end))
        row = next(fitting, None)
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
            if self.row_of.get(key_of(link.later)) is one:
                one.before.append(link)

    def _join(self, one: Row, other: Row) -> None:
        for year, slot in other.slots.items():
            mine = one.slots.setdefault(year, Slot())
            mine.promised += slot.promised
            mine.reported += slot.reported
            mine.answer = mine.answer or slot.answer
        one.doubts += other.doubts
        one.before += other.before
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


def measured(figures: Sequence[Statement]) -> str:
    """Return the word that says what figures measure, where it is not in their name: 增长, 增减, 位次."""
    measures = {each.measure for each in figures}
    subject = figures[0].subject if figures else ""
    if measures == {"rank"} and "位" not in subject:
        return "位次"
    if measures != {"growth"} or _GROWS.search(subject):
        return ""
    return "增减" if any((each.value or 0) < 0 for each in figures) else "增长"


def named(end: End) -> str:
    """Return a statement in a few words: what, how much or how far."""
    statement = end.statement
    if statement.kind == "figure":
        return f"{title(statement)}{measured([statement])} {amount(statement)}"
    return f"{one_line(statement.subject)} {stage_of(statement)}".strip()


def stage_of(statement: Statement) -> str:
    """Return in words how far works are to come or have come: 9月底前投入运营, 开工; a count where there is one."""
    if statement.kind == "figure":
        return str(amount(statement))
    event = one_line(statement.event or "")
    when = one_line(statement.text).replace(" ", "") if statement.kind == "milestone" else ""
    return when + ("" if event and event in when else event)


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


def _overlap(one: str, other: str) -> float:
    """Return which share of the letters of the shorter name the longer one has."""
    letters, others = set(one), set(other)
    return len(letters & others) / max(1, min(len(letters), len(others)))


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
