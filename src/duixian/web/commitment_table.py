"""The rows of the list of commitments as a table for Excel: the same rows, the same order, the same words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext as _

from duixian.exporters.plain_table import Cell, Table
from duixian.ledger.queries.listing import Listing
from duixian.ledger.queries.rows import Row
from duixian.web.templatetags.marks import ASSESSMENTS, ESCALATIONS


def table_of(listing: Listing, *, day: date, address: str) -> Table:
    """Return the rows that the list shows, on all of its pages."""
    heads = (
        _("编号"), _("承诺"), _("目标"), _("目前"), _("完成 %"), _("时间 %"), _("期限"), _("原期限"),
        _("牵头单位"), _("责任领导"),
        _("申报"), _("佐证等级"), _("时序"), _("判定"), _("判定理由"), _("还缺什么"), _("督办"),
        _("地方"), _("文件"), _("原文"),
    )  # fmt: skip
    note = _("截至 %(day)s 已知，共 %(count)s 行。筛选：%(address)s") % {
        "day": day.isoformat(),
        "count": len(listing.rows),
        "address": address or _("无"),
    }
    return Table(_("承诺"), note, heads, [_cells(row) for row in listing.rows])


def _cells(row: Row) -> list[Cell]:
    commitment, standing = row.commitment, row.standing
    return [
        row.number,
        commitment.title,
        row.target,
        f"{row.now.value}{row.now.unit}",
        _percent(row.done),
        _percent(row.tick),
        row.due.isoformat() if row.due else _("没有写明"),
        commitment.original_due.isoformat() if commitment.original_due else _("没有写明"),
        commitment.lead.name if commitment.lead else _("未派办"),
        commitment.leader.name if commitment.leader else _("未定"),
        row.reported,
        standing.grade or _("无"),
        str(row.pace),
        str(ASSESSMENTS[standing.assessment]),
        standing.words,
        standing.missing,
        str(ESCALATIONS[row.escalation.bars][0]) if row.escalation.bars else "",
        commitment.place.name,
        commitment.document.title,
        commitment.statement.text,
    ]


def _percent(value: float | None) -> Cell:
    return _("不适用") if value is None else Decimal(str(round(value, 1)))
