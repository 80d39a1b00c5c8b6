"""A comparison as one page: sentence, a bar a year, table, works, what does not agree. Start at `compare_page`."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from collections.abc import Sequence
from datetime import date
from hashlib import sha256
from pathlib import PurePath
from string import Template

from duixian.exporters.answers import MARKS, WORDS, Mark
from duixian.exporters.html.article import literal
from duixian.exporters.html.compare_aside import aside
from duixian.exporters.html.compare_rows import Figures, icon, works
from duixian.exporters.html.report_page import BRAND, asset, origin, styles, version
from duixian.exporters.html.sources import Sources
from duixian.exporters.series import Block
from duixian.exporters.shown import one_line

STYLES = ("tokens.css", "compare.css", "compare-small.css")
SCRIPTS = ("compare.js",)
SINGLE = (
    '<tbody class="single"><tr class="split"><th colspan="99" scope="rowgroup">只在一年里有的</th></tr>\n{}\n</tbody>'
)
# A piece of a bar below this share of the longest one holds no number.
_NARROW = 0.03


def compare_page(blocks: Sequence[Block], *, tag: str = "", read_on: date | None = None) -> str:
    """Return the page; `tag` marks made-up data, `read_on` is the day to print on it."""
    sources = Sources({doc: report for block in blocks for doc, report in block.reports.items()})
    places = "\n".join(_place(block, sources, first=number == 0) for number, block in enumerate(blocks))
    script = '(() => {\n"use strict";\n' + "".join(asset(name) for name in SCRIPTS) + "})();\n"
    return Template(asset("compare.html")).substitute(
        version=version(),
        integrity=f"sha256-{b64encode(sha256(script.encode()).digest()).decode()}",
        style=styles(STYLES),
        script=script,
        brand=BRAND,
        name=literal("、".join(block.place for block in blocks)),
        facts=literal(_facts(blocks)),
        tag=f'<span class="tag">{literal(tag)}</span>' if tag else "",
        origin=origin(read_on),
        places=places,
        sources=sources.html(),
    )


def _facts(blocks: Sequence[Block]) -> str:
    years = sorted({report.year for block in blocks for report in block.reports.values() if report.year})
    number = sum(len(block.reports) for block in blocks)
    return " · ".join(filter(None, (f"{number} 份报告", _years(years))))


def _years(years: Sequence[int]) -> str:
    return f"{years[0]}–{years[-1]} 年" if len(years) > 1 else f"{years[0]} 年" if years else ""


def _place(block: Block, sources: Sources, *, first: bool) -> str:
    figures = Figures(block, sources)
    # In the order in which one reads: the numbers of the sources follow it.
    beside, single = figures.rows(beside=True), figures.rows(beside=False)
    listed = works(block, sources)
    return Template(asset("compare-place.html")).substitute(
        place=literal(block.place),
        level="h1" if first else "h2",
        headline=headline(block),
        docs=_docs(block),
        bars=_bars(block),
        filters=_filters(block) if first else "",
        head=figures.head(),
        rows=beside,
        single=SINGLE.format(single) if single else "",
        works=Template(asset("compare-works.html")).substitute(number=len(block.works), rows=listed) if listed else "",
        aside=aside(block, sources),
    )


def headline(block: Block) -> str:
    """Return the sentence that opens the page, its counts linked to the rows they count."""
    return _LINKED.sub(_link, sentence(block)).replace("；", "；<br>")


def sentence(block: Block) -> str:
    """Return how many promises there were and what became of them."""
    tally = block.tally
    years = [year for year, found in block.tallies.items() if year <= block.last and found.total()]
    if not tally.total():
        return _nothing_due(block)
    told = f"{_years(years)}答应的 {tally.total():,} 项，"
    if tally["kept"] + tally["missed"]:
        told += f"做到 {tally['kept']:,} 项，没做到 {tally['missed']:,} 项"
    else:
        told += "后来的报告没有一项报了结果"
    rest = [
        f"{tally['quiet']:,} 项此后没有报结果" if tally["quiet"] else "",
        f"{tally['unknown']:,} 项无法判定" if tally["unknown"] else "",
    ]
    return "；".join(filter(None, (told, "，".join(filter(None, rest)))))


# The parts of the sentence that lead to rows.
_LINKED = re.compile(
    r"""(?P<kept>(?<=，做到\ )[\d,]+\ 项)
      | (?P<missed>(?<=没做到\ )[\d,]+\ 项)
      | (?P<quiet>[\d,]+\ 项此后没有报结果)
      | (?P<unknown>[\d,]+\ 项无法判定)""",
    re.VERBOSE,
)


def _link(found: re.Match[str]) -> str:
    return f'<a href="#show={found.lastgroup}" data-show="{found.lastgroup}">{found[0]}</a>'


def _nothing_due(block: Block) -> str:
    waiting = block.ahead.total()
    if waiting:
        return f"答应的 {waiting:,} 项还没有后来的报告可对"
    return "这些报告里没有可以前后对照的承诺"


def _docs(block: Block) -> str:
    """Return the documents in order: year, file, number of statements."""
    return "".join(
        f"<li><b>{report.year or '年份未写明'}</b> {literal(one_line(PurePath(doc).name))}"
        f" <span>{len(report.statements):,} 条</span></li>"
        for doc, report in block.reports.items()
    )


def _bars(block: Block) -> str:
    """Return a stacked bar for each year, always in one order: kept, missed, unknown, quiet, not yet due."""
    due = sorted({year for year in (*block.tallies, *block.ahead) if year <= block.last})
    lines = [(f"{year} 年", block.tallies.get(year, Counter()), block.ahead[year]) for year in due]
    beyond = sum(number for year, number in block.ahead.items() if year > block.last)
    if block.later.total() or beyond:
        lines.append((f"{block.last + 1} 年以后", block.later, beyond))
    most = max((tally.total() + ahead for _, tally, ahead in lines), default=1)
    return "".join(_bar(label, tally, ahead, most) for label, tally, ahead in lines)


def _bar(label: str, tally: Counter[Mark], ahead: int, most: int) -> str:
    total = tally.total() + ahead
    parts = [(mark, WORDS[mark], tally[mark]) for mark in MARKS] + [("ahead", "还没有后来的报告", ahead)]
    said = "，".join(f"{words} {number}" for _, words, number in parts if number)
    pieces = "".join(
        f'<i class="{name}" style="flex-grow:{number}" title="{words} {number}">{_fitting(number, most)}</i>'
        for name, words, number in parts
        if number
    )
    return (
        f'<div class="span"><span class="label">{label} <b>{total:,}</b> 项</span>'
        f'<span class="stack" role="img" aria-label="{said}" style="--w:{total / most:.3f}">{pieces}</span></div>'
    )


def _fitting(number: int, most: int) -> str:
    """Return the number of a piece of a bar where the piece is wide enough to hold it."""
    return f"<b>{number:,}</b>" if number / most > _NARROW else ""


def _filters(block: Block) -> str:
    tally = block.tally + block.later
    beside = sum(block.is_telling(row) for row in block.rows)
    against = len(block.contradictions)
    buttons = (
        [f'<button type="button" data-all aria-pressed="true">两年都有的 {beside}</button>']
        if beside < len(block.rows)
        else []
    )
    buttons += [
        f'<button type="button" data-show="{mark}" aria-pressed="false"{"" if tally[mark] else " disabled"}>'
        f"{icon(mark)}{WORDS[mark]} {tally[mark]:,}</button>"
        for mark in MARKS
    ]
    off = "" if against else " disabled"
    buttons.append(f'<button type="button" data-show="against" aria-pressed="false"{off}>≠ 说法不一 {against}</button>')
    return "".join(buttons)
