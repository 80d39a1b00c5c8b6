"""Statements as a workbook: a row a statement, the contract's fields as typed columns, for Excel and WPS."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple

from duixian.catalogue import indicators
from duixian.exporters.labels import COMPARATORS, KINDS, MEASURES, STATUSES
from duixian.exporters.shown import in_words, one_line
from duixian.exporters.workbook import (
    DIGITS,
    HEAD,
    LINE,
    MOST,
    PLAIN_TINT,
    QUIET,
    TINTS,
    fitting,
    fmt,
    for_print,
    height,
    workbook,
)
from duixian.statement import Report, Statement, plain

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | None
Get = Callable[[Statement, Report], Any]


class Column(NamedTuple):
    """A column: its head, its key in the contract, how wide it is, what it holds, what it means."""

    head: str
    key: str
    width: float
    get: Get
    means: str
    form: str = ""


_DECIMAL = "#,##0.######"


def _sentence(statement: Statement, report: Report) -> str:
    return one_line(statement.sentence.of(report.text))


def _number(value: Any) -> Cell:
    """Return a decimal as a number where Excel keeps all its digits, else as text."""
    if value is None:
        return None
    written = plain(value) or ""
    digits = written.replace("-", "").replace(".", "").lstrip("0")
    return float(value) if value.is_finite() and len(digits) <= DIGITS else written


def _indicator(statement: Statement, _: Report) -> str:
    found = indicators().get(statement.indicator or "")
    return found.title if found else statement.indicator or ""


def _repairs(statement: Statement, report: Report) -> str:
    return "；".join(in_words(repair, report.text) for repair in statement.repairs)


COLUMNS = (
    Column("种类", "kind", 6, lambda s, _: KINDS[s.kind], "数字、节点或任务"),
    Column("状态", "status", 6, lambda s, _: STATUSES[s.status], "成果、目标、规定或事实"),
    Column("主语", "subject", 28, lambda s, _: one_line(s.subject), "量的是什么、做的是什么"),
    Column("节点", "event", 10, lambda s, _: one_line(s.event or ""), "到哪一步：开工、竣工、投用"),
    Column("原文写法", "text", 13, lambda s, _: one_line(s.text), "数字或时间在原文里的样子"),
    Column("比较", "comparator", 7, lambda s, _: COMPARATORS[s.comparator] if s.comparator else "", "不低于、左右等"),
    Column("数值", "value", 16, lambda s, _: _number(s.value), "乘开后的数：4.73亿元是473,000,000", _DECIMAL),
    Column("单位", "unit", 8, lambda s, _: s.unit, "不带万、亿"),
    Column("计量", "measure", 6, lambda s, _: MEASURES[s.measure] if s.measure else "", "总量、增长、变动、占比、名次"),
    Column("年度", "year", 6, lambda s, _: s.year, "说的是哪一年；空着是没写明", "0"),
    Column("期限", "due", 11, lambda s, _: s.due, "最后一天", "yyyy-mm-dd"),
    Column("原句", "sentence", 60, _sentence, "它所在的整句"),
    Column("页", "page", 5, lambda s, _: s.page, "分页文件的页码", "0"),
    Column("把握", "confidence", 6, lambda s, _: s.confidence, "每一项都读对的把握", "0.00"),
    Column("上限", "value_high", 14, lambda s, _: _number(s.value_high), "范围的上一头", _DECIMAL),
    Column("指标", "indicator", 20, _indicator, "目录里的指标"),
    Column("地点", "place", 10, lambda s, _: s.place or "", "说的是哪里"),
    Column("牵头", "lead", 12, lambda s, _: s.lead or "", "原文点名的单位"),
    Column("板块", "section", 26, lambda s, _: " › ".join(map(one_line, s.section)), "上面的标题"),
    Column("修补", "repairs", 24, _repairs, "读的时候修了什么；原文不动"),
    Column("位置", "start", 8, lambda s, _: s.start, "从第几个字起", "#,##0"),
    Column("到", "end", 8, lambda s, _: s.end, "到第几个字止", "#,##0"),
)  # fmt: skip
# What is printed: up to the confidence; the rest is for the screen.
PRINTED = 14
NAMED = Column("文件", "doc", 28, lambda s, r: one_line(r.name), "出自哪份文件")
_WRAPPED = frozenset({"subject", "sentence", "section", "repairs", "doc"})
_CENTRED = frozenset({"kind", "status", "measure", "year", "due", "page"})


def write_xlsx(file: Path | BinaryIO, reports: Iterable[tuple[str, Report]], *, several: bool = False) -> None:
    """Write the statements of `reports`, each under its name, as a workbook; only a row is in memory at once."""
    columns = (NAMED, *COLUMNS) if several else COLUMNS
    with workbook(file, lean=True) as book:
        writer = _Sheets(book, columns)
        told = []
        for name, report in reports:
            writer.take(name, report)
            told.append((name, len(report.statements)))
        writer.close()
        _explain(book, columns, told)


class _Sheets:
    """Writes rows from sheet to sheet: a new one where Excel's is full."""

    def __init__(self, book: Workbook, columns: tuple[Column, ...]) -> None:
        self.book, self.columns = book, columns
        self.head = fmt(book, bold=True, bg_color=HEAD, bottom=1, bottom_color=LINE, valign="vcenter", text_wrap=True)
        self.forms = {column.key: self._form(column) for column in columns}
        self.states = {name: self._tinted(*TINTS.get(name, PLAIN_TINT)) for name in STATUSES}
        self.sheet, self.row, self.number = self._new(1), 1, 1

    def _form(self, column: Column) -> Format:
        more: dict[str, Any] = {"bottom": 4, "bottom_color": LINE}
        if column.form:
            more["num_format"] = column.form
        if column.key in _WRAPPED:
            more["text_wrap"] = True
        if column.key in _CENTRED:
            more["align"] = "center"
        return fmt(self.book, **more)

    def _tinted(self, ink: str, tint: str) -> Format:
        return fmt(self.book, font_color=ink, bg_color=tint, align="center", bottom=4, bottom_color=LINE)

    def _new(self, number: int) -> Worksheet:
        sheet = self.book.add_worksheet("逐条" if number == 1 else f"逐条 {number}")
        for at, column in enumerate(self.columns):
            sheet.set_column(at, at, column.width)
        for at, column in enumerate(self.columns):
            sheet.write_string(0, at, column.head, self.head)
        sheet.set_row(0, 24)
        sheet.freeze_panes(1, 3 if self.columns[0] is not NAMED else 4)
        for_print(sheet, head=0, name="兑现 读取结果")
        return sheet

    def take(self, name: str, report: Report) -> None:
        """Write the statements of one report."""
        for statement in report.statements:
            if self.row == MOST:
                self.close()
                self.number += 1
                self.sheet, self.row = self._new(self.number), 1
            self._write(name, statement, report)

    def _write(self, name: str, statement: Statement, report: Report) -> None:
        values = [name if column is NAMED else column.get(statement, report) for column in self.columns]
        wrapped = [
            (str(value), column.width)
            for value, column in zip(values, self.columns, strict=True)
            if column.key in _WRAPPED and value
        ]
        self.sheet.set_row(self.row, height(wrapped))
        for at, (column, value) in enumerate(zip(self.columns, values, strict=True)):
            form = self.states[statement.status] if column.key == "status" else self.forms[column.key]
            put(self.sheet, self.row, at, value, form)
        self.row += 1

    def close(self) -> None:
        """Put the filter on what was written."""
        self.sheet.autofilter(0, 0, max(1, self.row - 1), len(self.columns) - 1)
        self.sheet.print_area(0, 0, max(1, self.row - 1), len(self.columns) - len(COLUMNS) + PRINTED - 1)


def put(sheet: Worksheet, row: int, column: int, value: Any, form: Format) -> None:
    """Write a value as what it is: text, number, day, or an empty cell where it is unknown."""
    if value is None or value == "":
        sheet.write_blank(row, column, None, form)
    elif isinstance(value, str):
        sheet.write_string(row, column, fitting(value), form)
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, form)
    else:
        sheet.write_datetime(row, column, value, form)


def _explain(book: Workbook, columns: tuple[Column, ...], told: list[tuple[str, int]]) -> None:
    """Add the sheet that says what the columns mean and how many rows each file has."""
    sheet = book.add_worksheet("说明")
    bold, usual, quiet = fmt(book, bold=True), fmt(book, text_wrap=True), fmt(book, font_color=QUIET)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 14)
    sheet.set_column(2, 2, 60)
    for row, line in enumerate(_lines(columns, told)):
        for at, (words, form) in enumerate(zip(line, (bold, quiet, usual), strict=True)):
            put(sheet, row, at, words, form)
    for_print(sheet, head=0, name="兑现 说明", landscape=False)


def _lines(columns: tuple[Column, ...], told: list[tuple[str, int]]) -> Iterator[tuple[Cell, Cell, Cell]]:
    yield "机器读的，还没有人确认；空着是原文没写明，不是零。", None, None
    yield None, None, None
    yield "文件", "条数", None
    for name, number in told:
        yield one_line(name), number, None
    yield None, None, None
    yield "列", "字段", "意思"
    for column in columns:
        yield column.head, column.key, column.means
