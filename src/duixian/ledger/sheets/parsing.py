"""A workbook that came back, as lines by head: nothing is judged here but whether it is ours to read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from openpyxl.utils import get_column_letter

from duixian.errors import LedgerError
from duixian.exporters.plan import HEADINGS, KEY, KEYS
from duixian.ledger.naming import plain_name
from duixian.ledger.sheets.keys import RowKey, read_key
from duixian.ledger.sheets.opening import Table, opened

HEAD_WITHIN = 20
AGAIN = gettext_lazy("从任务分解页重新导出一份，把填的抄过去。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A row of the sheet: its number, its cells by head, its key as text and read."""

    number: int
    cells: dict[str, Any]
    key: RowKey | None
    is_shifted: bool = False

    def text(self, head: str) -> str:
        """Return a cell as text, nothing for an empty one."""
        value = self.cells.get(head)
        return "" if value is None else str(value).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The table: on which sheet, where each head stands, its lines; `keys` are those that went out, if still there."""

    name: str
    columns: dict[str, int]
    head_row: int
    lines: list[Line]
    keys: list[RowKey] = field(default_factory=list)

    @property
    def is_reordered(self) -> bool:
        """Whether columns were moved; they are found by their heads all the same."""
        return tuple(sorted(self.columns, key=self.columns.__getitem__)) != HEADINGS

    def cell(self, head: str, number: int) -> str:
        """Return what Excel calls a cell: F31."""
        return f"{get_column_letter(self.columns[head] + 1)}{number}"


def parsed(data: bytes, *, name: str) -> Sheet:
    """Return the table of a workbook; LedgerError where it is not one of ours."""
    tables, keys = _tables(data, name)
    found = next(((title, rows, at) for title, rows in tables if (at := _head_row(rows)) is not None), None)
    if found is None:
        raise LedgerError(
            _("没有找到表头。"),
            where=name,
            hint=_("表头那一行要有“任务”和“%(key)s”。%(again)s") % {"key": KEY, "again": AGAIN},
        )
    title, rows, at = found
    columns = _columns(rows[at], name)
    lines = [line for number, row in enumerate(rows[at + 1 :], at + 2) if (line := _line(number, row, columns))]
    return Sheet(name=title, columns=columns, head_row=at + 1, lines=lines, keys=keys)


def _tables(data: bytes, name: str) -> tuple[list[Table], list[RowKey]]:
    """Return the rows of each sheet, and the keys that went out."""
    tables = opened(data, name=name, again=str(AGAIN))
    keys = [key for title, rows in tables if title == KEYS for row in rows if row and (key := read_key(str(row[0])))]
    return [table for table in tables if table[0] != KEYS], keys


def _head_row(rows: Sequence[tuple[Any, ...]]) -> int | None:
    for at, row in enumerate(rows[:HEAD_WITHIN]):
        if len({"任务", "数字与节点", "牵头单位", KEY} & set(_heads(row))) >= 2:
            return at
    return None


def _heads(row: Iterable[Any]) -> list[str]:
    return [plain_name(str(value)) if value is not None else "" for value in row]


def _columns(row: tuple[Any, ...], name: str) -> dict[str, int]:
    heads = _heads(row)
    missing = [head for head in HEADINGS if head not in heads]
    twice = [head for head in HEADINGS if heads.count(head) > 1]
    if missing:
        listed = _("、").join(f"“{head}”" for head in missing)
        raise LedgerError(
            _("表头里少了%(listed)s。") % {"listed": listed},
            where=name,
            hint=_("把表头改回原来的字；删了列的话，%(again)s") % {"again": AGAIN},
        )
    if twice:
        raise LedgerError(
            _("表头里“%(head)s”有两列。") % {"head": twice[0]}, where=name, hint=_("删掉多出来的那一列再传。")
        )
    return {head: heads.index(head) for head in HEADINGS}


def _line(number: int, row: tuple[Any, ...], columns: dict[str, int]) -> Line | None:
    """Return a row, or None where it is empty; a key in another column means that cells were moved."""
    if all(value is None or not str(value).strip() for value in row):
        return None
    cells = {head: row[at] if at < len(row) else None for head, at in columns.items()}
    key = read_key(str(cells[KEY] or ""))
    elsewhere = key is None and any(read_key(value) for value in row if isinstance(value, str))
    return Line(number=number, cells=cells, key=key, is_shifted=elsewhere)
