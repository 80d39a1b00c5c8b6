"""The cases of a program as a workbook: out with the choices that each cell may take, back with what is wrong by cell.

A row with a number changes that case, one without opens a new one. What a cell leaves empty stays as it is on a case
that is there already; to empty a field, one does it on the page.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any, BinaryIO, NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from duixian.accounts.models import Office, Person, Place
from duixian.cases.models import Case
from duixian.cases.tables.shelf import Shelved
from duixian.cases.values import cleaned
from duixian.errors import LedgerError
from duixian.exporters.workbook import FILL_IN, HEAD, INK, LINE, QUIET, fitting, fmt, for_print, workbook
from duixian.ledger.sheets.opening import opened
from duixian.programs import OWN_HEADS, Program
from duixian.programs.schema import NUMBERS, Field

NUMBER, OFFICE, PLACE = OWN_HEADS
CHOICES, HELP = "可选的值", "填写说明"
ROOM, FIRST = 2000, 3
AGAIN = gettext_lazy("从列表页重新下载模板，把填的抄过去。")
KINDS = {
    "text": "文字", "integer": "整数", "decimal": "数", "money": "金额", "share": "百分比", "area": "面积",
    "date": "日期，如 2025-06-30", "choice": "选一个", "boolean": "是 或 否", "person": "人名", "office": "单位名",
    "place": "地名", "link": "网址", "geometry": "经度,纬度",
}  # fmt: skip


class Fault(NamedTuple):
    """What is wrong with a cell: what Excel calls it, its head, what stands in it, what is wrong."""

    cell: str
    head: str
    value: str
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A row that may be taken: the case that it changes, or None for a new one; its values; its office and place."""

    case: Case | None
    values: Mapping[str, Any]
    office: int | None
    place: int | None


class Held(NamedTuple):
    """A case as a workbook holds it: its number, the names of its office and place, its values in words."""

    number: int
    office: str
    place: str
    values: Mapping[str, str]


@dataclass(slots=True)
class Checked:
    """A workbook that came back: what may be taken, and what is wrong."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def new(self) -> int:
        """How many cases it opens."""
        return sum(line.case is None for line in self.lines)


@dataclass(frozen=True, slots=True)
class Known:
    """The people, offices and places of a county by their names; a name of several is none."""

    keys: Mapping[str, Mapping[str, int]]

    @classmethod
    def of(cls, place: Place) -> Known:
        """Return those of a place: three queries."""
        within = {"place__path__startswith": place.path, "is_active": True}
        rows: dict[str, Iterable[tuple[str, int]]] = {
            "person": Person.objects.filter(**within).values_list("name", "pk"),
            "office": Office.objects.filter(**within).values_list("name", "pk"),
            "place": Place.objects.filter(path__startswith=place.path).values_list("name", "pk"),
        }
        return cls({kind: _single(pairs) for kind, pairs in rows.items()})


def _single(pairs: Iterable[tuple[str, int]]) -> dict[str, int]:
    found: dict[str, list[int]] = {}
    for name, key in pairs:
        found.setdefault(name, []).append(key)
    return {name: keys[0] for name, keys in found.items() if len(keys) == 1}


def write_sheet(file: BinaryIO, shelved: Shelved, *, place: Place, rows: Sequence[Held] = ()) -> None:
    """Write the workbook of a program: with rows the cases that there are."""
    program, known = shelved.program, Known.of(place)
    fields = program.living
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
            for column, word in enumerate([row.office, row.place, *(row.values.get(key, "") for key in fields)], 1):
                sheet.write_string(at, column, fitting(word), text)
        sheet.set_column(0, 0, 8)
        sheet.set_column(1, len(heads) - 1, 16)
        sheet.freeze_panes(FIRST, 3)
        _choose(book, sheet, program, known)
        _explain(book, fields)
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
    asked = {OFFICE: list(known.keys["office"]), PLACE: list(known.keys["place"])} | {
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


def check(data: bytes, *, name: str, shelved: Shelved, place: Place, visible: Iterable[Case]) -> Checked:
    """Return what a workbook asks for and every fault of it, by cell; `visible` are the cases that it may change."""
    columns, at, rows = _table(data, name, shelved.program)
    cases, known = {case.number: case for case in visible}, Known.of(place)
    checked = Checked()
    for number, row in enumerate(rows, at + 2):
        cells = {head: row[column] if column < len(row) else None for head, column in columns.items()}
        if any(value is not None and str(value).strip() for value in cells.values()):
            _check_row(checked, number, cells, columns, shelved, place, cases, known)
    if not checked.lines and not checked.faults:
        raise LedgerError(_("表里一行都没有填。"), where=name, hint=_("从表头下面那一行填起，再传。"))
    return checked


def _table(data: bytes, name: str, program: Program) -> tuple[dict[str, int], int, list[tuple[Any, ...]]]:
    """Return where each head stands, the row of the heads, and the rows below."""
    titles = {_plain(head) for head in heads_of(program)}
    for title, rows in opened(data, name=name, again=str(AGAIN)):
        for at, row in enumerate(rows[:20]):
            heads = [_plain(value) for value in row]
            if title not in (CHOICES, HELP) and len(titles & set(heads)) >= min(3, len(titles)):
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


def _check_row(
    checked: Checked, number: int, cells: Mapping[str, Any], columns: Mapping[str, int], shelved: Shelved, place: Place,
    cases: Mapping[int, Case], known: Known,
) -> None:  # fmt: skip
    def wrong(head: str, words: str) -> None:
        cell = f"{get_column_letter(columns[head] + 1)}{number}"
        checked.faults.append(Fault(cell, head, _written(cells[head]), words))

    before = len(checked.faults)
    case = _case(cells[NUMBER], cases, wrong)
    office, own = _office(cells[OFFICE], known, wrong), _place(cells[PLACE], case, known, wrong)
    fields = shelved.program.living
    given = {key: _meant(cells[each.title], each, known) for key, each in fields.items()}
    given = {key: value for key, value in given.items() if value not in (None, "")}
    found = cleaned(given, fields=fields, place=place)
    for key, words in found.faults.items():
        wrong(fields[key].title, words)
    if case is None:
        for key, each in fields.items():
            if each.required and key not in given:
                wrong(each.title, _("新登记时要填"))
    if len(checked.faults) == before:
        checked.lines.append(Line(case, found.values, office, own))


def _case(value: Any, cases: Mapping[int, Case], wrong: Any) -> Case | None:
    text = _written(value).rsplit("-", 1)[-1]
    if not text:
        return None
    if not text.isdecimal() or int(text) not in cases:
        wrong(NUMBER, _("没有这个编号；新登记的，这一格空着"))
        return None
    return cases[int(text)]


def _office(value: Any, known: Known, wrong: Any) -> int | None:
    text = _written(value)
    if text and text not in known.keys["office"]:
        wrong(OFFICE, _("没有叫“%(text)s”的单位，照“%(sheet)s”那张表写") % {"text": text, "sheet": CHOICES})
    return known.keys["office"].get(text)


def _place(value: Any, case: Case | None, known: Known, wrong: Any) -> int | None:
    text = _written(value)
    if text and text not in known.keys["place"]:
        wrong(PLACE, _("没有叫“%(text)s”的地方，照“%(sheet)s”那张表写") % {"text": text, "sheet": CHOICES})
    key = known.keys["place"].get(text)
    if case is not None and key is not None and key != case.place_id:
        wrong(PLACE, _("登记以后不换地方；换了地方的，另登记一件"))
    return key


def _meant(value: Any, each: Field, known: Known) -> Any:
    """Return what a cell means: a name that only one has as its key, a date without its time, a number as it is."""
    if isinstance(value, datetime):
        return value.date()
    if each.type in known.keys:
        text = _written(value)
        return known.keys[each.type].get(text, text)
    if isinstance(value, float) and each.type in NUMBERS:
        return Decimal(repr(value))
    return value if isinstance(value, date) else _written(value)


def _written(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return f"{value:%Y-%m-%d}" if isinstance(value, datetime) else str(value).strip()
