"""A comparison as a workbook: rows by year, every pair with both sentences, silence, contradictions, totals."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from io import BytesIO
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, NamedTuple

from duixian.exporters.answers import SIGNS, WORDS, Mark, key_of, mark_of
from duixian.exporters.compare_table import value_of
from duixian.exporters.series import Block
from duixian.exporters.series_rows import Row, Slot, named, year_of
from duixian.exporters.shown import amount, one_line
from duixian.exporters.workbook import HEAD, LINE, PLAIN_TINT, TINTS, fmt, for_print, height, workbook
from duixian.exporters.xlsx import put
from duixian.linking import End

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format

_NUMBER = re.compile(r"([≥>≤<≈]?)(−?[\d,]+(?:\.\d+)?)")
RELATIONS = {"same indicator": "同一指标", "same works": "同一事项", "same project": "同一项目"}


class Head(NamedTuple):
    """A column: its head, how wide it is, whether its text wraps or is set in the middle or to the right."""

    words: str
    width: float
    wraps: bool = False
    middle: bool = False
    right: bool = False


class Told(NamedTuple):
    """A verdict, which has colours of its own."""

    mark: Mark


def compare_xlsx(blocks: Sequence[Block]) -> bytes:
    """Return the workbook."""
    data = BytesIO()
    with workbook(data) as book:
        sheets = _Sheets(book)
        several = len(blocks) > 1
        for number, block in enumerate(blocks, 1):
            name = f"对照 {number}" if several else "对照"
            sheets.write(name, _years_head(block), _years_rows(block), frozen=1, note=_note(block))
        sheets.write("逐条", _PAIRS, (row for block in blocks for row in _pairs(block)), frozen=2)
        sheets.write("没再提起", _QUIET, (row for block in blocks for row in _quiet(block)), frozen=1)
        sheets.write("说法不一", _AGAINST, (row for block in blocks for row in _against(block)), frozen=1)
        sheets.write("合计", _TOTALS, (row for block in blocks for row in _totals(block)), frozen=1)
    return data.getvalue()


class _Sheets:
    """Writes a sheet at a time: head frozen and filtered, text wrapped, rows as high as their text."""

    def __init__(self, book: Workbook) -> None:
        self.book = book
        self.head = fmt(book, bold=True, bg_color=HEAD, bottom=1, bottom_color=LINE, valign="vcenter", text_wrap=True)
        self.quiet = fmt(book, font_color="#48525C")
        self.forms: dict[tuple[object, ...], Format] = {}
        inks = {"kept": TINTS["result"], "missed": ("#2B1B1A", "#E7DEDD"), "unknown": PLAIN_TINT, "quiet": PLAIN_TINT}
        self.told = {mark: self._form(font_color=ink, bg_color=tint) for mark, (ink, tint) in inks.items()}

    def _form(self, **more: Any) -> Format:
        key = tuple(sorted(more.items()))
        if key not in self.forms:
            self.forms[key] = fmt(self.book, bottom=4, bottom_color=LINE, **more)
        return self.forms[key]

    def write(
        self, name: str, heads: Sequence[Head], rows: Iterable[Sequence[Any]], *, frozen: int, note: str = ""
    ) -> None:
        """Write a sheet; `note` stands over the head."""
        sheet = self.book.add_worksheet(name)
        top = 1 if note else 0
        if note:
            sheet.write_string(0, 0, note, self.quiet)
        for at, head in enumerate(heads):
            sheet.set_column(at, at, head.width)
            sheet.write_string(top, at, head.words, self.head)
        sheet.set_row(top, 24)
        sheet.freeze_panes(top + 1, frozen)
        last = top
        for last, row in enumerate(rows, top + 1):
            wrapped = [(str(cell), head.width) for cell, head in zip(row, heads, strict=True) if head.wraps and cell]
            sheet.set_row(last, height(wrapped))
            for at, (cell, head) in enumerate(zip(row, heads, strict=True)):
                self._put(sheet, last, at, cell, head)
        sheet.autofilter(top, 0, max(top + 1, last), len(heads) - 1)
        for_print(sheet, head=top, name=f"兑现 {name}")

    def _put(self, sheet: Any, row: int, at: int, cell: Any, head: Head) -> None:
        if isinstance(cell, Told):
            put(sheet, row, at, f"{SIGNS[cell.mark]} {WORDS[cell.mark]}", self.told[cell.mark])
            return
        more: dict[str, Any] = {"text_wrap": True} if head.wraps else {}
        if head.middle or head.right:
            more["align"] = "center" if head.middle else "right"
        number = _NUMBER.fullmatch(cell) if isinstance(cell, str) and not head.wraps else None
        if number is None:
            put(sheet, row, at, cell, self._form(**more))
            return
        # A number that Excel calculates with; the sign before it is only shown.
        sign, digits = number[1], number[2].replace(",", "").replace("−", "-")
        form = f'"{sign}"#,##0.######' if "." in digits else f'"{sign}"#,##0'
        put(sheet, row, at, float(digits), self._form(num_format=form, **more))


def _note(block: Block) -> str:
    docs = "、".join(f"{report.year or '？'} {PurePath(doc).name}" for doc, report in block.reports.items())
    return f"{block.place}：{docs}。机器配的对，还没有人确认；每一对的原句和理由见“逐条”。"


class Side(NamedTuple):
    """One of the columns of a year."""

    words: str
    width: float
    get: Callable[[Slot, str], Any]
    right: bool = False


_SIDES = (
    Side("答应", 12, lambda slot, unit: value_of(slot.promised[0], unit) if slot.promised else "", right=True),
    Side("后来", 12, lambda slot, unit: value_of(slot.reported[0], unit) if slot.reported else "", right=True),
    Side("判断", 11, lambda slot, unit: Told(slot.answer.mark) if slot.answer is not None else ""),
    Side("差多少", 9, lambda slot, unit: slot.answer.gap if slot.answer is not None else ""),
)


def _sides(block: Block) -> list[tuple[int, Side]]:
    """Return the columns of each year that have something in them."""
    filled = {
        (year, side.words)
        for row in block.rows
        for year, slot in row.slots.items()
        for side in _SIDES
        if side.get(slot, "")
    }
    return [(year, side) for year in block.years for side in _SIDES if (year, side.words) in filled]


def _years_head(block: Block) -> list[Head]:
    heads = [Head("指标", 30, wraps=True), Head("单位", 9, middle=True)]
    heads += [Head(f"{year} {side.words}", side.width, right=side.right) for year, side in _sides(block)]
    return [*heads, Head("远期答应", 18, wraps=True), Head("也写作", 22, wraps=True), Head("要看一眼", 26, wraps=True)]


def _years_rows(block: Block) -> Iterator[list[Any]]:
    against = block.contradicted
    sides = _sides(block)
    for row in sorted(block.rows, key=lambda row: not block.is_telling(row)):
        unit = row.unit
        cells = [side.get(row.slots.get(year, Slot()), unit) for year, side in sides]
        far = [f"{year} {value_of(row.slots[year].promised[0], '')}" for year in block.far if year in row.slots]
        said = {against[key] for end in row.ends() if (key := key_of(end)) in against}
        yield [row.title, unit, *cells, "；".join(far), "；".join(row.also), "；".join([*_doubts(row), *sorted(said)])]


def _doubts(row: Row) -> Iterator[str]:
    yield from (f"可能是同一件事，把握 {link.score:.2f}" for link in row.doubts)
    yield from (slot.answer.doubt for slot in row.slots.values() if slot.answer is not None and slot.answer.doubt)


_ENDS = (Head("文件", 22, wraps=True), Head("位置", 13), Head("原句", 46, wraps=True))
_PAIRS = (
    Head("答应", 26, wraps=True), Head("答应多少", 15, wraps=True), Head("哪年的", 7, middle=True),
    Head("后来", 15, wraps=True), Head("判断", 11, middle=True), Head("理由", 34, wraps=True), Head("把握", 6),
    Head("为什么算一件事", 20, wraps=True), Head("关系", 9, middle=True), *_ENDS, *_ENDS,
)  # fmt: skip


def _pairs(block: Block) -> Iterator[list[Any]]:
    for link in block.links:
        first, later = link.earlier, link.later
        mark = Told(mark_of(link)) if first.statement.status == "target" else "结果在前"
        yield [
            one_line(first.statement.subject), _amount(first), year_of(first, block.reports), _amount(later), mark,
            one_line(link.why), round(link.score, 2), "；".join(link.reasons), RELATIONS[link.relation],
            *_end(first, block), *_end(later, block),
        ]  # fmt: skip


def _amount(end: End) -> str:
    return str(amount(end.statement)) if end.statement.kind == "figure" else value_of(end, "")


def _end(end: End, block: Block) -> tuple[str, str, str]:
    """Return file, place and sentence of a statement."""
    statement = end.statement
    page = f"第 {statement.page} 页 " if statement.page else ""
    sentence = one_line("".join(statement.sentence.of(block.reports[end.doc].text).splitlines()))
    return one_line(PurePath(end.doc).name), f"{page}{statement.start:,}-{statement.end:,}", sentence


_QUIET = (Head("答应", 34, wraps=True), Head("哪年的", 8, middle=True), Head("后来", 34, wraps=True), *_ENDS)


def _quiet(block: Block) -> Iterator[list[Any]]:
    for each in block.quiet:
        yield [named(each.end), year_of(each.end, block.reports), one_line(each.why), *_end(each.end, block)]


_AGAINST = (
    Head("处", 5, middle=True), Head("哪里不一", 40, wraps=True), Head("类", 7, middle=True),
    Head("说法", 30, wraps=True), *_ENDS,
)  # fmt: skip


def _against(block: Block) -> Iterator[list[Any]]:
    for number, each in enumerate(block.contradictions, 1):
        word = "不一" if each.strength == "hard" else "存疑"
        for end in each.ends:
            yield [number, one_line(each.why), word, named(end), *_end(end, block)]


_TOTALS = (
    Head("处", 5, middle=True), Head("哪里对不上", 44, wraps=True), Head("类", 7, middle=True),
    Head("说法", 30, wraps=True), *_ENDS,
)  # fmt: skip


def _totals(block: Block) -> Iterator[list[Any]]:
    for number, each in enumerate(block.totals, 1):
        for end, word in ((each.whole, "总数"), *((part, "分项") for part in each.parts)):
            yield [number, one_line(each.why), word, named(end), *_end(end, block)]
