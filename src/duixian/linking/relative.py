"""Targets that lean on another indicator, without a number of their own: 居民收入与经济增长基本同步."""

from __future__ import annotations

import re
from collections.abc import Iterator

from duixian.catalogue import find_indicator
from duixian.statement import Report, Span, Statement

_LEANING = re.compile(
    r"(?P<subject>[一-龥\s]{2,24}?)(?:增长|增速)?(?P<event>(?:与|和|同|跟)"
    r"(?P<other>经济增长|经济发展|地区生产总值增长|GDP增长|GDP)(?:保持|基本|大体|大致)*(?:同步|相当|一致|持平))"
)
_HEAD = re.compile(r"^.*?(?=(?:城镇|农村|城乡|居民|全体|一般|税收|规模|固定|社会))")


def leaning_in(report: Report) -> Iterator[Statement]:
    """Yield a task for each relative target or result of a report, with its indicator; `event` is what it leans on."""
    for found in _LEANING.finditer(report.text):
        # A scan breaks lines inside words.
        written = "".join(found["subject"].split())
        head = _HEAD.match(written)
        subject = written[head.end() :] if head else written
        indicator = find_indicator(subject)
        if indicator is None:
            continue
        start = found.start("subject") + len(found["subject"]) - len(found["subject"].lstrip())
        near = _nearest(report, found.start())
        yield Statement.at(
            report.text,
            Span(start, found.end()),
            kind="task",
            sentence=near.sentence if near else Span(start, found.end()),
            section=near.section if near else (),
            subject=subject,
            indicator=indicator.id,
            status=near.status if near and near.status in ("result", "target") else "target",
            event=found["event"],
            year=near.year if near else report.year,
            confidence=0.85,
        )


def _nearest(report: Report, place: int) -> Statement | None:
    """Return the statement that stands nearest to a place: it says whether the passage looks back or ahead."""
    return min(report.statements, key=lambda each: abs(each.start - place), default=None)
