"""Why the figures of a row may not be measured against each other, in words. Start at `notes_of`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from duixian.exporters.answers import doubt_of
from duixian.exporters.series_rows import Row
from duixian.exporters.shown import amount
from duixian.linking import Link
from duixian.statement import Report, Statement

_WHAT = {"level": "总量", "growth": "增长", "change": "变动", "share": "占比", "rank": "位次"}
# 永红煤业120万吨矿井, 日处理500吨污水厂: the figure tells how large the works are, and is nothing that a year brings.
_WORKS = "(?:项目|工程|矿井|煤矿|生产线|电厂|电站|风场|水厂|污水厂|处理厂|机组|园区|基地|仓库|水库)"
_SIZE_AFTER = re.compile(rf"^[一-龥]{{0,8}}?{_WORKS}")
_SIZE_BEFORE = re.compile("(?:年产|年处理|日处理|日供水|装机|总投资|[一-龥]{2,6}(?:煤业|公司|集团))$")
_NEAR = 12


def notes_of(row: Row, reports: Mapping[str, Report]) -> tuple[str, ...]:
    """Return in sentences what keeps the figures of a row apart, each once; nothing where they can be compared."""
    sizes = tuple(_sizes(row, reports))
    last = max((report.year or 0 for report in reports.values()), default=0)
    said = sizes or (words for link in row.before for words in _said(link, last))
    return tuple(dict.fromkeys(said))


def _said(link: Link, last: int) -> Iterator[str]:
    one, other = link.earlier.statement, link.later.statement
    doubt = doubt_of(link)
    if other.value is None:
        yield f"{_year(other)}没有写数，不能比"
    elif one.measure != other.measure:
        first, second = (f"{_year(each)}是{_WHAT.get(each.measure or '', '数')}" for each in (one, other))
        yield f"{first}，{second}，不能直接比"
    elif other.status == "target":
        waits = "，还没有后来的报告" if (other.year or 0) >= last else ""
        yield f"{_year(one)}的数是结果，{_year(other)}的是新的目标{waits}"
    if doubt:
        yield f"{one.subject}{amount(one)}，{other.subject}{amount(other)}：{doubt}"


def _year(statement: Statement) -> str:
    return f"{statement.year}年" if statement.year else "有一处"


def _sizes(row: Row, reports: Mapping[str, Report]) -> Iterator[str]:
    for end in row.ends():
        if is_size(reports[end.doc].text, end.statement):
            yield f"{amount(end.statement)}是工程的规模，不是一年的产量"


def is_size(text: str, statement: Statement) -> bool:
    """Answer whether a figure only tells how large works are that stand beside it."""
    if statement.kind != "figure" or statement.measure != "level":
        return False
    before, after = text[max(0, statement.start - _NEAR) : statement.start], text[statement.end : statement.end + _NEAR]
    return bool(_SIZE_BEFORE.search(before) and _SIZE_AFTER.match(after))
