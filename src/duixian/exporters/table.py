"""The table of a report for a terminal: plain columns, a rule above and below, widths by display cells.

Lines are parts with a style name; the status is a word and the style only doubles it, so that nothing is lost without
colour. Under 80 columns 位置 and 计量 go first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from duixian.exporters.counts import Counts, counts, repairs
from duixian.exporters.labels import ENCODINGS, KINDS, MEASURES, STATUSES
from duixian.exporters.lines import GAP, Column, Line, Part, fit, laid, rule
from duixian.exporters.shown import DOUBT, amount, in_words, one_line, title, when
from duixian.statement import Report, Statement

NARROW = 80
STYLES = {"result": "green", "target": "magenta", "rule": "yellow", "fact": ""}
_ROOM = 12
_WIDEST_AMOUNT = 18
_REPAIRS = 6


NUMBER, SUBJECT, AMOUNT = Column("#", right=True), Column("主语"), Column("数值", right=True)
STATUS, MEASURE, WHEN = Column("状态"), Column("计量"), Column("年度或期限")
PLACE, SURE = Column("位置"), Column("把握", right=True)
COLUMNS = (NUMBER, SUBJECT, AMOUNT, STATUS, MEASURE, WHEN, PLACE, SURE)
# What goes when the terminal is narrow, first to last.
FOLDING = (PLACE, MEASURE, SURE, STATUS)


def facts(report: Report) -> str:
    """Return the line over the table: file, encoding, length, place, year."""
    characters = len("".join(report.text.split()))
    place = " ".join(word for word in (report.place, report.place_code) if word)
    parts = [
        one_line(report.name),
        ENCODINGS.get(report.encoding, report.encoding),
        f"{characters:,} 字",
        place,
        f"{report.year} 年" if report.year else "没有写明年度",
    ]
    return "  ".join(part for part in parts if part)


def table(report: Report, *, width: int = 100, limit: int = 0) -> Iterator[Line]:
    """Yield the lines of the table; with a `limit`, the middle of a longer one is left out, and says so."""
    numbered = list(enumerate(report.statements, 1))
    above, below = _cut(numbered, limit)
    cells = {number: _cells(number, statement) for number, statement in above + below}
    widths = _widths(list(cells.values()), width)
    yield []
    yield laid({column: Part(column.head, "dim") for column in widths}, widths)
    yield rule(widths)
    yield from (laid(cells[number], widths) for number, _ in above)
    if len(above) + len(below) < len(numbered):
        last = below[0][0] - 1 if below else len(numbered)
        yield [Part(f"  … 第 {len(above) + 1}–{last} 条略，--limit 0 全部印出", "dim")]
    yield from (laid(cells[number], widths) for number, _ in below)
    yield rule(widths)
    yield from summary(report)


def summary(report: Report) -> Iterator[Line]:
    """Yield the lines under the table: counts, repairs, repeats, doubts, and what was mended."""
    numbers = counts(report.statements)
    if not numbers.total:
        yield [Part("没有读到数字、节点或任务。", "bold"), Part("请核对文件是不是工作报告的全文。")]
    else:
        yield _counted(numbers)
        yield _looked(numbers)
    yield from _mended(report)
    yield from ([Part(one_line(note))] for note in report.notes)


def _counted(numbers: Counts) -> Line:
    line = [Part(f"{numbers.total:,} 条", "bold")]
    line += [Part(f"  {KINDS[kind]} {number:,}") for kind, number in numbers.kinds.items()]
    line.append(Part("  │", "dim"))
    for status, number in numbers.statuses.items():
        line += [Part("  "), Part(STATUSES[status], STYLES[status]), Part(f" {number:,}")]
    return line


def _looked(numbers: Counts) -> Line:
    line = [Part(f"修补 {numbers.repairs} 处，重复 {numbers.repeats} 条；")]
    if numbers.doubts:
        return [*line, Part(f"{numbers.doubts} 条把握低于 {DOUBT:.2f}，前面带 ?", "bold")]
    return [*line, Part(f"没有一条把握低于 {DOUBT:.2f}")]


def _mended(report: Report) -> Iterator[Line]:
    """Yield what was mended, a repair a line, with the first statement that it helped to read."""
    first = {
        repair: number
        for number, statement in reversed(list(enumerate(report.statements, 1)))
        for repair in statement.repairs
    }
    listed = repairs(report.statements)
    for repair in listed[:_REPAIRS]:
        yield [Part(f"  {first[repair]} {in_words(repair, report.text)}", "dim")]
    if len(listed) > _REPAIRS:
        yield [Part(f"  另 {len(listed) - _REPAIRS} 处修补见 --format html", "dim")]


def _cut(numbered: list[tuple[int, Statement]], limit: int) -> tuple[list[tuple[int, Statement]], ...]:
    """Return what stands above and below the gap: two thirds from the beginning, the rest from the end."""
    if limit <= 0 or len(numbered) <= limit:
        return numbered, []
    below = limit // 3
    return numbered[: limit - below], numbered[len(numbered) - below :]


def _cells(number: int, statement: Statement) -> dict[Column, Part]:
    doubtful = statement.confidence < DOUBT
    return {
        NUMBER: Part(str(number), "dim"),
        SUBJECT: Part(title(statement)),
        AMOUNT: Part(fit(str(amount(statement)), _WIDEST_AMOUNT), "bold" if statement.kind == "figure" else "dim"),
        STATUS: Part(STATUSES[statement.status], STYLES[statement.status]),
        MEASURE: Part(MEASURES[statement.measure] if statement.measure else "", "dim"),
        WHEN: Part(when(statement)),
        PLACE: Part(_place(statement), "dim"),
        SURE: Part(f"{'?' if doubtful else ''}{statement.confidence:.2f}", "bold" if doubtful else "dim"),
    }


def _place(statement: Statement) -> str:
    """Return where a statement stands: its page, where there are pages, and its characters."""
    page = f"{statement.page}页 " if statement.page else ""
    return f"{page}{statement.start:,}-{statement.end:,}"


def _widths(rows: Sequence[dict[Column, Part]], width: int) -> dict[Column, int]:
    """Return the columns that are shown and their widths; the subject takes what the others leave."""
    widths = {column: max([cell_len(column.head), *(cell_len(row[column].text) for row in rows)]) for column in COLUMNS}
    folded = FOLDING[:2] if width < NARROW else ()
    for column in FOLDING:
        if column in folded or _room(widths, width) < _ROOM:
            del widths[column]
    widths[SUBJECT] = min(widths[SUBJECT], max(_ROOM, _room(widths, width)))
    return widths


def _room(widths: dict[Column, int], width: int) -> int:
    """Return how many cells the other columns leave to the subject."""
    return width - GAP * (len(widths) - 1) - sum(each for column, each in widths.items() if column is not SUBJECT)
