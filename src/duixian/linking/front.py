"""Several reports beside each other: `compare` orders them by year and looks for links, silence and contradictions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from duixian.linking.company import companions
from duixian.linking.comparison import Comparison, Contradiction, End, Link
from duixian.linking.contradictions import contradictions_in
from duixian.linking.duplicates import duplicates_in
from duixian.linking.figures import assign, figure_links, link_of
from duixian.linking.milestones import milestone_links
from duixian.linking.names import Weights
from duixian.linking.project_notes import done_twice
from duixian.linking.projects import project_links
from duixian.linking.reads import Read, answers, is_one_place
from duixian.linking.silence import quiet_in
from duixian.linking.subjects import subject_of
from duixian.linking.totals import totals_in
from duixian.statement import Report, Span

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
        quiet=tuple(quiet_in(reads, links)),
        contradictions=(*contradictions_in(reads), *_done_twice(reads)),
        duplicates=tuple(duplicates_in(reads)),
        totals=tuple(total for read in reads for total in totals_in(read)),
    )


def _when(report: Report) -> tuple[int, float]:
    """Return when a report was given; of two of one year, the one that looks back came first."""
    figures = [each for each in report.statements if each.kind == "figure"]
    ahead = sum(each.status == "target" for each in figures) / max(1, len(figures))
    return report.year or 0, ahead


def _links(earlier: Read, later: Read) -> list[Link]:
    weights = Weights((earlier.report.text, later.report.text))
    figures = figure_links(earlier, later, weights)
    dated = list(milestone_links(earlier, later, weights))
    figures += [link_of(pair, earlier, later) for pair in assign(companions(earlier, later, figures + dated, weights))]
    docs = (earlier.doc, later.doc)
    works = project_links(earlier.report, later.report, docs=docs, works=(earlier.works, later.works))
    return _merged(figures + dated + _riding(earlier, figures, dated), works)


def _riding(earlier: Read, figures: Sequence[Link], dated: Sequence[Link]) -> list[Link]:
    """Return links of milestones that date a count (改造老旧小区8个，10月底前完工) to what became of the count."""
    answered = {link.earlier.statement.span for link in dated}
    counted: dict[Span, list[Link]] = defaultdict(list)
    for link in figures:
        counted[link.earlier.statement.sentence].append(link)
    riding = []
    for promise in earlier.promised:
        name = subject_of(promise).core
        found = [link for link in counted[promise.sentence] if name in subject_of(link.earlier.statement).core]
        if promise.kind == "milestone" and promise.span not in answered and found and len(name) >= _NAME:
            why = f"数量：{found[0].why}；是否{promise.text}{promise.event or ''}没有报"
            later = found[0].later
            ride = replace(found[0], earlier=End(earlier.doc, promise), later=later, met="cannot be told", why=why)
            riding.append(ride if found[0].met != "no" else replace(ride, met="no"))
    return riding


def _merged(figures: list[Link], works: list[Link]) -> list[Link]:
    """Return the links of both kinds: of one promise that to a result; of the same said twice, that of the figure."""
    reported = {_from(link) for link in works if link.later.statement.status == "result"}
    first = [link for link in figures if link.later.statement.status == "result" or _from(link) not in reported]
    taken = {_from(link) for link in first}
    told = {(link.earlier.statement.sentence, link.later.statement.span) for link in first}
    kept = [
        link
        for link in works
        if _from(link) not in taken and (link.earlier.statement.sentence, link.later.statement.span) not in told
    ]
    return sorted(first + kept, key=lambda link: (link.earlier.statement.span, link.later.statement.span))


def _from(link: Link) -> Span:
    return link.earlier.statement.span


def _done_twice(reads: Sequence[Read]) -> Iterator[Contradiction]:
    """Yield works that two reports of a place both report as done, in different years."""
    for earlier, later in combinations(reads, 2):
        if is_one_place(earlier.report, later.report):
            texts = (earlier.report.text, later.report.text)
            yield from done_twice(earlier.works, later.works, (earlier.doc, later.doc), texts)
