"""The cases of a program as a workbook: out with the choices that each cell may take, back with what is wrong by cell.

A row with a number changes that case, one without opens a new one. What a cell leaves empty stays as it is on a case
that is there already; to empty a field, one does it on the page. Of a row that went out from here only the cells that
a person changed are taken, and one that was changed on the page in the meantime is a fault. A row of a case that the
person only sees asks for nothing, as long as nothing was changed in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from duixian.accounts.models import Person
from duixian.cases.models import Case
from duixian.cases.originals import (
    NUMBER,
    OFFICE,
    ORIGINALS,
    PLACE,
    Held,
    Originals,
    held_of,
    keep_originals,
    originals_of,
)
from duixian.cases.sheet_rows import CHOICES, Asked, Fault, Known, Line, Row, line_of
from duixian.cases.tables.shelf import Shelved
from duixian.errors import LedgerError
from duixian.exporters.workbook import FILL_IN, HEAD, INK, LINE, QUIET, fitting, fmt, for_print, workbook
from duixian.journal.among import Keys
from duixian.ledger.sheets.opening import Table, opened
from duixian.programs import Program
from duixian.programs.schema import Field

HELP = "填写说明"
ROOM, FIRST = 2000, 3
AGAIN = gettext_lazy("从列表页重新下载模板，把填的抄过去。")
KINDS = {
    "text": "文字", "integer": "整数", "decimal": "数", "money": "金额", "share": "百分比", "area": "面积",
    "date": "日期，如 2025-06-30", "choice": "选一个", "boolean": "是 或 否", "person": "人名", "office": "单位名",
    "place": "地名", "case": "编号或名称", "link": "网址", "geometry": "经度,纬度",
}  # fmt: skip


@dataclass(slots=True)
class Checked:
    """A workbook that came back: what may be taken, what is wrong, and how many rows are of cases only to be seen."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    passed: int = 0

    @property
    def new(self) -> int:
        """How many cases it opens."""
        return sum(line.case is None for line in self.lines)


def write_sheet(file: BinaryIO, shelved: Shelved, *, by: Person, rows: Sequence[Held] = ()) -> None:
    """Write the workbook of a program for a person: with rows the cases that there are."""
    program, known = shelved.program, Known.of(by)
    with workbook(file) as book:
        sheet = book.add_worksheet(fitting(program.case)[:31])
        sheet.write_string(0, 0, fitting(f"{program.title} {program.version}"), fmt(book, bold=True, font_size=14))
        note = "有编号的一行改那一件；没有编号的新登记一件。空着的格不改。带 * 的新登记时要填。"
        sheet.write_string(1, 0, note, fmt(book, font_color=QUIET))
        heads = heads_of(program)
        sheet.write_row(2, 0, heads, fmt(book, bold=True, bg_color=HEAD, bottom=1, bottom_color=INK, text_wrap=True))
        text = fmt(book, bg_color=FILL_IN, bottom=1, bottom_color=LINE, num_format="@", text_wrap=True)
        for at, row in enumerate(rows, FIRST):
            sheet.write_number(at, 0, row.number)
            for column, word in enumerate(row.words.values(), 1):
                sheet.write_string(at, column, word, text)
        sheet.set_column(0, 0, 8)
        sheet.set_column(1, len(heads) - 1, 16)
        sheet.freeze_panes(FIRST, 3)
        _choose(book, sheet, program, known)
        _explain(book, program.living)
        if rows:
            keep_originals(book, rows)
        for_print(sheet, head=2, name=program.title)


def heads_of(program: Program) -> list[str]:
    """Return the heads of the table."""
    return [
        NUMBER,
        OFFICE,
        PLACE,
        *(f"{each.title}{' *' if each.required else ''}" for each in program.living.values()),
    ]


def _choose(book: Any, sheet: Any, program: Program, known: Known) -> None:
    """Let each cell that has choices choose among them; they stand on a sheet of their own."""
    lists = book.add_worksheet(CHOICES)
    given = [name for name, key in known.keys["office"].items() if key in known.offices]
    asked = {OFFICE: given, PLACE: list(known.keys["place"])} | {
        f"{each.title}{' *' if each.required else ''}": choices
        for each in program.living.values()
        if (choices := _choices(each, known))
    }
    heads = heads_of(program)
    for column, (head, choices) in enumerate(asked.items()):
        lists.write_string(0, column, fitting(head))
        for at, choice in enumerate(choices, 1):
            lists.write_string(at, column, fitting(choice))
        letter, at = get_column_letter(column + 1), heads.index(head)
        source = f"={CHOICES}!${letter}$2:${letter}${len(choices) + 1}"
        told = {"validate": "list", "source": source, "error_type": "warning", "error_title": "不在可选之列"}
        sheet.data_validation(FIRST, at, FIRST + ROOM, at, {**told, "error_message": f"照“{CHOICES}”那张表写。"})
    lists.protect("")


def _choices(each: Field, known: Known) -> list[str]:
    if each.type == "choice":
        return list(each.choices.values())
    return ["是", "否"] if each.type == "boolean" else list(known.keys.get(each.type, {}))


def _explain(book: Any, fields: Mapping[str, Field]) -> None:
    sheet = book.add_worksheet(HELP)
    sheet.write_row(0, 0, ["栏目", "写什么", "单位", "要不要填", "说明"], fmt(book, bold=True, bg_color=HEAD))
    for at, each in enumerate(fields.values(), 1):
        words = [each.title, KINDS[each.type], each.unit, "新登记时要填" if each.required else "", each.help]
        sheet.write_row(at, 0, [fitting(word) for word in words])
    sheet.set_column(0, 4, 24)
    sheet.protect("")


def check(
    data: bytes, *, name: str, shelved: Shelved, by: Person, own: Iterable[Case], visible: Iterable[Case]
) -> Checked:
    """Return what a workbook asks for and every fault of it, by cell; `own` are the cases that it may change.

    Of the other `visible` ones a row may stand in it as it went out.
    """
    tables = opened(data, name=name, again=str(AGAIN))
    columns, at, rows = _table(tables, name, shelved.program)
    cases, before = {case.number: case for case in own}, originals_of(tables)
    shown = {case.number: case for case in visible}
    asked = Asked(shelved, by, Known.of(by), cases, shown, before, _now(cases, before, shelved))
    checked, seen = Checked(), set[int]()
    for number, row in enumerate(rows, at + 2):
        cells = {head: row[column] if column < len(row) else None for head, column in columns.items()}
        if any(value is not None and str(value).strip() for value in cells.values()):
            _check_row(Row(number, cells, columns), asked, checked, seen)
    if not checked.lines and not checked.faults and not checked.passed:
        raise LedgerError(_("表里一行都没有填。"), where=name, hint=_("从表头下面那一行填起，再传。"))
    return checked


def _check_row(row: Row, asked: Asked, checked: Checked, seen: set[int]) -> None:
    line, faults = line_of(row, asked)
    case = line.case if line else None
    if case is not None and case.pk in seen:
        faults.append(row.fault(NUMBER, _("上面已经有一行是这个编号")))
    seen |= {case.pk} if case else set()
    checked.faults += faults
    checked.lines += [line] if line and not faults else []
    checked.passed += line is None and not faults


def _now(cases: Mapping[int, Case], before: Originals, shelved: Shelved) -> Originals:
    """Return what a workbook would hold now of those cases that it held when it went out."""
    keys = [case.pk for number, case in cases.items() if number in before]
    rows = shelved.model._default_manager.filter(pk__among=Keys(keys))
    return {each.number: each.words for each in held_of(rows.select_related("case", "place_of", "office_of"), shelved)}


def _table(tables: Iterable[Table], name: str, program: Program) -> tuple[dict[str, int], int, list[tuple[Any, ...]]]:
    """Return where each head stands, the row of the heads, and the rows below."""
    titles = {_plain(head) for head in heads_of(program)}
    for title, rows in tables:
        for at, row in enumerate(rows[:20]):
            heads = [_plain(value) for value in row]
            if title not in (CHOICES, HELP, ORIGINALS) and len(titles & set(heads)) >= min(3, len(titles)):
                missing = sorted(titles - set(heads))
                if missing:
                    listed = _("、").join(missing)
                    raise LedgerError(
                        _("表头里少了：%(listed)s。") % {"listed": listed},
                        where=name,
                        hint=_("把表头改回原来的字。%(again)s") % {"again": AGAIN},
                    )
                return {head: heads.index(head) for head in titles}, at, rows[at + 1 :]
    raise LedgerError(_("没有找到表头。"), where=name, hint=str(AGAIN))


def _plain(value: Any) -> str:
    return "" if value is None else str(value).strip().removesuffix("*").strip()
