"""Several reports beside each other: `compare` orders them by year and looks for links, silence and contradictions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from duixian.linking.comparison import Comparison, Contradiction, End, Link, Quiet
from duixian.linking.contradictions import contradictions_in
from duixian.linking.duplicates import duplicates_in
from duixian.linking.figures import Read, figure_links
from duixian.linking.milestones import milestone_links
from duixian.linking.names import Weights
from duixian.linking.project_notes import done_twice
from duixian.linking.projects import project_links
from duixian.linking.subjects import same, subject_of
from duixian.linking.totals import totals_in
from duixian.statement import Report, Statement

# A name of fewer letters tells nothing apart.
_NAME = 3


def compare(reports: Sequence[Report], *, docs: Sequence[str] | None = None) -> Comparison:
    """Return what `reports` say beside each other; `docs` are their names, else the names of their files.

    Links are made within a place only. Reports come out in the order of their years.
    """
    names = list(docs) if docs is not None else [report.name for report in reports]
    ordered = sorted(zip(reports, names, strict=True), key=lambda pair: _when(pair[0]))
    reads = [Read(doc, report) for report, doc in ordered]
    links: list[Link] = []
    for earlier, later in combinations(reads, 2):
        if answers(later, earlier):
            links += _links(earlier, later)
    return Comparison(
        reports=tuple(report for report, _ in ordered),
        docs=tuple(doc for _, doc in ordered),
        links=tuple(links),
        quiet=tuple(_quiet(reads, links)),
        contradictions=(*contradictions_in(reads), *_done_twice(reads)),
        duplicates=tuple(duplicates_in(reads)),
        totals=tuple(total for read in reads for total in totals_in(read)),
    )


def _when(report: Report) -> tuple[int, float]:
    """Return when a report was given; of two of one year, the one that looks back came first."""
    figures = [each for each in report.statements if each.kind == "figure"]
    ahead = sum(each.status == "target" for each in figures) / max(1, len(figures))
    return report.year or 0, ahead


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


def _links(earlier: Read, later: Read) -> list[Link]:
    weights = Weights((earlier.report.text, later.report.text))
    figures = figure_links(earlier, later, weights)
    dated = list(milestone_links(earlier, later, weights))
    docs = (earlier.doc, later.doc)
    works = project_links(earlier.report, later.report, docs=docs, works=(earlier.works, later.works))
    return _merged(figures + dated + _riding(earlier, figures, dated), works)


def _riding(earlier: Read, figures: Sequence[Link], dated: Sequence[Link]) -> list[Link]:
    """Return links of milestones that date a count (改造老旧小区8个，10月底前完工) to what became of the count."""
    answered = {link.earlier.statement.span for link in dated}
    counted = {(link.earlier.statement.sentence, subject_of(link.earlier.statement).core): link for link in figures}
    riding = []
    for promise in earlier.promised:
        name = subject_of(promise).core
        found = [link for (place, core), link in counted.items() if place == promise.sentence and name in core]
        if promise.kind == "milestone" and promise.span not in answered and found and len(name) >= _NAME:
            why = f"数量：{found[0].why}；是否{promise.text}{promise.event or ''}没有报"
            later = found[0].later
            ride = replace(found[0], earlier=End(earlier.doc, promise), later=later, met="cannot be told", why=why)
            riding.append(ride if found[0].met != "no" else replace(ride, met="no"))
    return riding


def _merged(figures: list[Link], works: list[Link]) -> list[Link]:
    """Return the links of both kinds, those of figures before works that say the same again."""
    taken = {(link.earlier.statement.span, link.later.statement.span) for link in figures}
    ends = {link.earlier.statement.span for link in figures}
    kept = [
        link
        for link in works
        if (link.earlier.statement.span, link.later.statement.span) not in taken
        and not (link.earlier.statement.kind != "task" and link.earlier.statement.span in ends)
    ]
    return sorted(figures + kept, key=lambda link: (link.earlier.statement.span, link.later.statement.span))


def _done_twice(reads: Sequence[Read]) -> Iterator[Contradiction]:
    """Yield works that two reports of a place both report as done, in different years."""
    for earlier, later in combinations(reads, 2):
        if is_one_place(earlier.report, later.report):
            texts = (earlier.report.text, later.report.text)
            yield from done_twice(earlier.works, later.works, (earlier.doc, later.doc), texts)


def _quiet(reads: Sequence[Read], links: Iterable[Link]) -> Iterable[Quiet]:
    """Yield the figures and milestones that were promised and that no later report of the place answers for."""
    answered = {(link.earlier.doc, link.earlier.statement.span) for link in links}
    for at, read in enumerate(reads):
        later = [other for other in reads[at + 1 :] if answers(other, read)]
        if not later:
            continue
        for promise in read.promised:
            if (read.doc, promise.span) in answered or promise.repeats is not None:
                continue
            again = _again(promise, later)
            if again is None:
                yield Quiet(end=End(read.doc, promise), later="absent", why="后来的报告没有再提")
            else:
                words = f"{again.year or ''} 年又定 {again.text}".strip()
                yield Quiet(end=End(read.doc, promise), later="only a new target", why=f"没有报结果，{words}")


def _again(promise: Statement, later: Sequence[Read]) -> Statement | None:
    """Return a later target for the same, or None."""
    mine = subject_of(promise)
    for read in later:
        weights = Weights((read.report.text,))
        for each in read.promised:
            if each.kind == promise.kind == "figure" and same(mine, subject_of(each), weights).score:
                return each
    return None
