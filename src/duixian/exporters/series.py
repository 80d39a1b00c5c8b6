"""A comparison as rows by year: what was promised, what became of it. Start at `blocks`, one for each place.

A row is a thing that is measured; its slots are years, each with what was promised for it and what was reported of it.
Works and dated stages without figures are rows of their own. Nothing is left out: a result without a promise is a row
too, and a pair that is not sure says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from duixian.exporters.answers import Answer, Key, Mark, answers, befores, doubt_of, key_of
from duixian.exporters.series_rows import Row, Rows, stage_of, year_of
from duixian.linking import Comparison, Contradiction, Duplicate, End, Link, Quiet, Total
from duixian.statement import Report


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


@dataclass(frozen=True, kw_only=True)
class Block:
    """What the documents of one place say beside each other.

    `years` are those reported on or promised up to the last report, `far` those promised beyond it; `tallies` are the
    verdicts by the year of the promise, `ahead` how many promises no later document can answer for yet.
    """

    place: str
    reports: dict[str, Report]
    links: list[Link]
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

    def is_telling(self, row: Row) -> bool:
        """Answer whether a row is one of the main ones: years beside each other, or a figure that is contradicted."""
        against = self.contradicted
        return row.is_beside or any(key_of(end) in against for end in row.ends())

    @cached_property
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
    table = Rows(reports, mine)
    table.join(first)
    rows = table.sorted()
    works = list(_works(mine, first, reports))
    last = max((report.year for report in reports.values() if report.year), default=9999)
    years = sorted({year for row in rows for year in row.slots})
    return Block(
        place=place,
        reports=reports,
        links=[link for link in comparison.links if link.earlier.doc in reports],
        rows=rows,
        works=works,
        years=[year for year in years if year <= last],
        far=[year for year in years if year > last],
        tallies=_tallies(rows, works),
        ahead=_ahead(rows, reports, mine),
        unsure=[*(each.link for each in mine.values() if each.link and each.doubt), *filter(doubt_of, first)],
        quiet=[each for each in comparison.quiet if each.end.doc in reports],
        # What arithmetic rules out before what a change of definition may explain.
        contradictions=sorted(
            (each for each in comparison.contradictions if each.ends[0].doc in reports),
            key=lambda each: each.strength != "hard",
        ),
        duplicates=[each for each in comparison.duplicates if each.ends[0].doc in reports],
        totals=[each for each in comparison.totals if each.whole.doc in reports],
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
