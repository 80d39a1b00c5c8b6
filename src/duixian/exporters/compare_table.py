"""A comparison for a terminal: for each indicator what was promised and what became of it, year by year.

Plain columns as in `table`. A verdict is a sign and a word, the style only doubles it. Where the terminal is narrow the
column of far years goes first, then years without a verdict, then how far a result is off.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from duixian.exporters.answers import MARKS, SIGNS, WORDS, Answer, Key, Mark, key_of
from duixian.exporters.compare_notes import notes
from duixian.exporters.lines import GAP, Column, Line, Part, fit, laid, rule
from duixian.exporters.series import Block, Work
from duixian.exporters.series_rows import Row, Slot, stage_of
from duixian.exporters.shown import amount, grouped, one_line
from duixian.linking import End

STYLES: dict[Mark, str] = {"kept": "green", "missed": "bold", "unknown": "dim", "quiet": "bold"}
TITLE = Column("指标")
FAR = Column("远期答应")
_WHOLE = re.compile(r"\d{4,}(?:\.\d+)?")
_ROOM = 14
_WIDEST_TITLE = 34
_WIDEST_WORDS = 26
_WORKS = 12


class Year:
    """The columns of a year: what was promised, what was reported, and the verdict."""

    def __init__(self, year: int) -> None:
        self.year = year
        self.promised = Column(f"{year} 答应", right=True)
        self.reported = Column(f"{year} 后来", right=True)
        self.verdict = Column(f"{year} 判断")

    def columns(self) -> tuple[Column, ...]:
        """Return the columns from left to right."""
        return self.promised, self.reported, self.verdict


def compare_table(blocks: Iterable[Block], *, width: int = 100, detail: bool = False) -> Iterator[Line]:
    """Yield the lines of the table of each place; `detail` prints every row and every remark."""
    for number, block in enumerate(blocks):
        if number:
            yield []
        yield from _block(block, width, detail=detail)


def _block(block: Block, width: int, *, detail: bool) -> Iterator[Line]:
    rows = [row for row in block.rows if detail or block.is_telling(row)]
    yield [Part(_facts(block), "dim")]
    yield []
    if rows:
        yield from _table(block, rows, width)
    yield from _works(block, width, detail=detail)
    yield []
    yield from counted(block)
    yield from notes(block, detail=detail, singles=0 if detail else len(block.rows) - len(rows))


def _facts(block: Block) -> str:
    where = f"{len(block.reports)} 份，{one_line(block.place)}"
    return f"{where}。答应取自当年报告，后来取自下一年的报告"


def _table(block: Block, rows: list[Row], width: int) -> Iterator[Line]:
    years = [Year(year) for year in block.years]
    against = block.contradicted
    laid_out = [_cells(row, years, block.far, against) for row in rows]
    widths, folded = _widths(laid_out, years, width, judged={year for row in rows for year in _judged(row)})
    yield from _heads(widths, years, block)
    yield rule(widths)
    yield from (laid(cells, widths) for cells in laid_out)
    yield rule(widths)
    if folded:
        yield [Part(f"窄了，没有印出 {'、'.join(folded)}；加宽窗口，或写 --out 对照.html", "dim")]


def _judged(row: Row) -> Iterator[int]:
    return (year for year, slot in row.slots.items() if slot.answer is not None)


def _cells(row: Row, years: list[Year], far: list[int], against: dict[Key, str]) -> dict[Column, Part]:
    unit = row.unit
    cells = {TITLE: Part(fit(f"{row.title} {unit}".strip(), _WIDEST_TITLE))}
    for year in years:
        slot = row.slots.get(year.year, Slot())
        cells[year.promised] = Part(_value(slot.promised, unit), "magenta")
        cells[year.reported] = Part(_value(slot.reported, unit), "bold")
        cells[year.verdict] = _verdict(slot, against)
    words = [f"{year} {_value(row.slots[year].promised, '')}" for year in far if year in row.slots]
    cells[FAR] = Part("；".join(words), "magenta")
    return cells


def _value(ends: list[End], unit: str) -> str:
    return fit(value_of(ends[0], unit), _WIDEST_WORDS) if ends else ""


def value_of(end: End, unit: str) -> str:
    """Return a figure as written, without its unit where the row says it; words where there is no number."""
    if end.statement.kind != "figure":
        return stage_of(end.statement)
    sign, number, own = amount(end.statement)
    # One way of writing in a column: 35590 and 35,590 are one number.
    number = grouped(number) if _WHOLE.fullmatch(number) else number
    return f"{sign}{number}" + ("" if own == unit else own)


def _verdict(slot: Slot, against: dict[Key, str]) -> Part:
    """Return sign and difference; that somebody says otherwise, and that a pair is not sure."""
    said = next((against[key] for end in (*slot.promised, *slot.reported) if (key := key_of(end)) in against), "")
    words = _judgement(slot.answer) if slot.answer is not None else []
    words += [f"≠ {said}"] if said else []
    style = "yellow" if said else STYLES[slot.answer.mark] if slot.answer is not None else ""
    return Part(" ".join(words), style)


def _judgement(answer: Answer) -> list[str]:
    word = {"quiet": answer.silence, "unknown": fit(answer.why, _WIDEST_WORDS)}.get(answer.mark, answer.gap)
    doubt = f"可能是同一件事 {answer.link.score:.2f}" if answer.link is not None and answer.doubt else ""
    return [part for part in (SIGNS[answer.mark], word, doubt) if part]


def _widths(
    rows: list[dict[Column, Part]], years: list[Year], width: int, *, judged: set[int]
) -> tuple[dict[Column, int], list[str]]:
    """Return the columns that are shown with their widths, and in words what was folded away."""
    order = [TITLE, *(column for year in years for column in year.columns()), FAR]
    widths = {column: max(cell_len(row[column].text) for row in rows) for column in order}
    heads = {column: 4 for column in order if column not in (TITLE, FAR)} | {FAR: cell_len(FAR.head)}
    widths = {column: max(each, heads.get(column, 4)) for column, each in widths.items() if each}
    folded = []
    for words, columns in _folds(years, judged):
        if _total(widths) - widths[TITLE] + _ROOM <= width:
            break
        if any(column in widths for column in columns):
            folded.append(words)
            widths = {column: each for column, each in widths.items() if column not in columns}
    widths[TITLE] = min(widths[TITLE], max(_ROOM, width - (_total(widths) - widths[TITLE])))
    return widths, folded


def _folds(years: list[Year], judged: set[int]) -> Iterator[tuple[str, tuple[Column, ...]]]:
    """Yield what is folded away, first to last; the last year that has a verdict stays."""
    yield "远期", (FAR,)
    ordered = sorted(years, key=lambda year: (year.year in judged, year.year))
    for year in ordered[:-1]:
        yield f"{year.year} 年", year.columns()


def _total(widths: dict[Column, int]) -> int:
    return sum(widths.values()) + GAP * (len(widths) - 1)


def _heads(widths: dict[Column, int], years: list[Year], block: Block) -> Iterator[Line]:
    """Yield the two lines of the head: the years, and what the columns under them hold."""
    tops = dict.fromkeys(widths, Part(""))
    heads = dict.fromkeys(widths, Part("")) | {TITLE: Part(TITLE.head, "dim")}
    if FAR in widths:
        heads[FAR] = Part(FAR.head, "dim")
    for year in years:
        running = year.year == block.last and block.ahead[year.year] > 0
        words = {year.promised: "答应", year.reported: "目前" if running else "后来"}
        shown = [column for column in year.columns() if column in widths]
        heads |= {column: Part(words.get(column, ""), "dim") for column in shown}
        if shown:
            tops[shown[0]] = Part(str(year.year), "dim")
    yield laid(tops, widths)
    yield laid(heads, widths)


def counted(block: Block) -> Iterator[Line]:
    """Yield the counts: how many promises, what became of them, and how many are not due or not answered for."""
    tally = block.tally
    line = [Part(f"{tally.total():,} 项", "bold")]
    for mark in MARKS:
        line += [Part("  "), Part(f"{SIGNS[mark]} {WORDS[mark]}", STYLES[mark]), Part(f" {tally[mark]:,}")]
    yield line
    waiting = sum(number for year, number in block.ahead.items())
    words = [
        f"另有 {block.later.total():,} 项期限在 {block.last} 年以后" if block.later.total() else "",
        f"{waiting:,} 项还没有后来的报告可对" if waiting else "",
    ]
    if any(words):
        yield [Part("；".join(filter(None, words)), "dim")]


def _works(block: Block, width: int, *, detail: bool) -> Iterator[Line]:
    """Yield the works and dated stages: promised, later, verdict."""
    if not block.works:
        return
    columns = (Column("工程和事项"), Column("年"), Column("答应"), Column("后来"), Column("判断"))
    shown = block.works if detail else _telling(block.works)
    cells = [dict(zip(columns, _work(work), strict=True)) for work in shown]
    widths = {column: max(cell_len(column.head), *(cell_len(row[column].text) for row in cells)) for column in columns}
    over = _total(widths) - width
    for column, least in zip((columns[0], columns[3], columns[2]), (_ROOM, 10, 10), strict=True):
        if over > 0:
            cut = min(over, max(0, widths[column] - least))
            widths[column] -= cut
            over -= cut
    yield []
    yield laid({column: Part(column.head, "dim") for column in columns}, widths)
    yield rule(widths)
    yield from (laid(row, widths) for row in cells)
    yield rule(widths)
    if len(shown) < len(block.works):
        yield [Part(f"另 {len(block.works) - len(shown)} 项工程和事项：--detail", "dim")]


def _telling(works: list[Work]) -> list[Work]:
    """Return the works that a short list shows: what was not done first, then what is not known, then the rest."""
    order: dict[Mark | None, int] = {"missed": 0, "kept": 1, "unknown": 2, None: 3, "quiet": 4}
    chosen = sorted(works, key=lambda work: order[work.answer.mark if work.answer else None])[:_WORKS]
    return [work for work in works if work in chosen]


def _work(work: Work) -> tuple[Part, ...]:
    promised = work.first.statement.status == "target"
    later = stage_of(work.later.statement) if work.later is not None else ""
    planned = work.later is not None and work.later.statement.status == "target"
    year = work.later.statement.year if planned and work.later is not None else None
    return (
        Part(fit(one_line(work.first.statement.subject), _WIDEST_TITLE)),
        Part(str(work.year or "")),
        Part(stage_of(work.first.statement) if promised else "", "magenta"),
        _later(work, later, year),
        _mark(work.answer),
    )


def _later(work: Work, later: str, year: int | None) -> Part:
    if work.first.statement.status != "target":
        return Part(f"{stage_of(work.first.statement)}；{year or ''} 计划{later}")
    return Part(f"{year} 又定 {later}" if year else later, "" if year else "bold")


def _mark(answer: Answer | None) -> Part:
    return Part(f"{SIGNS[answer.mark]} {WORDS[answer.mark]}", STYLES[answer.mark]) if answer is not None else Part("")
