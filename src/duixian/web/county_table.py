"""Counties beside each other as a table for Excel: a row for each indicator and county, each with its source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from duixian.exporters.plain_table import Cell as Plain
from duixian.exporters.plain_table import Table
from duixian.ledger.comparability import Grade, status_words
from duixian.ledger.models import Observation, Statement
from duixian.ledger.queries.counties import Cell, Counties, Row
from duixian.web.templatetags.marks import ASSESSMENTS

GRADES = {
    Grade.SAME: gettext_lazy("可以直接比"),
    Grade.CONVERTED: gettext_lazy("换算后可比"),
    Grade.NOT: gettext_lazy("不能比"),
}


def table_of(page: Counties, *, day: date) -> Table:
    """Return what the page shows, values as they are stored: in the unit of the observation, without rounding."""
    heads = (
        _("主题"), _("指标"), _("能不能比"), _("为什么"), _("县"), _("数值"), _("单位"), _("口径和时期"), _("性质"),
        _("答应的"), _("判定"), _("文件"), _("原文"), _("观测"),
    )  # fmt: skip
    rows = [*page.rows, *page.apart]
    note = _("%(year)s 年，截至 %(day)s 已知，%(count)s 个指标。底子、口径、公布时间都不同，不排名次。") % {
        "year": page.year,
        "day": day.isoformat(),
        "count": len(rows),
    }
    keys = [cell.source for row in rows for cell in row.cells if cell.source]
    seen = Observation.objects.filter(pk__in=keys).select_related("statement__document").in_bulk()
    return Table(_("比各县"), note, heads, [line for row in rows for line in _lines(page, row, seen)])


def _lines(page: Counties, row: Row, seen: Mapping[int, Observation]) -> Iterator[list[Plain]]:
    for column, cell in zip(page.columns, row.cells, strict=True):
        about = [row.theme, row.indicator.title, str(GRADES[row.grade]), row.words, column.place.name]
        yield [*about, *_measured(cell, seen.get(cell.source or 0)), *_promised(cell), *_source(cell, seen)]


def _measured(cell: Cell, seen: Observation | None) -> list[Plain]:
    if seen is None:
        return [None, "", _("还没有"), ""]
    return [seen.value, seen.unit, cell.words, status_words(seen.obs_status) or _("报告里说的")]


def _promised(cell: Cell) -> list[Plain]:
    return [cell.promised, str(ASSESSMENTS[cell.assessment]) if cell.assessment else ""]


def _source(cell: Cell, seen: Mapping[int, Observation]) -> list[Plain]:
    found = seen.get(cell.source or 0)
    statement = found.statement if found else None
    if not isinstance(statement, Statement):
        return ["", "", cell.source]
    return [statement.document.title, statement.text, cell.source]
