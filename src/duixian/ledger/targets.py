"""What a statement promises, typed: which kind of target it is, what it is called, and by when."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from duixian.catalogue import find_indicator, indicators, units
from duixian.exporters.breakdown import measured
from duixian.exporters.shown import one_line, title
from duixian.ledger.models import Statement, TargetKind
from duixian.ledger.pure import as_read
from duixian.statement import plain

_DUTY = frozenset({"次", "天", "场", "日"})
_RELATIVE = re.compile("同步|高于|快于|领先|持平|不低于全[国省市]")
_STREAK = re.compile("连续|持续")
# What must hold all the time, and not be reached once: a red line, a stock; a flow only adds up to its level.
_HELD = re.compile("红线|底线|守住|守牢|严守|坚守|保有量|库存")
_STEADY, _FLOW = re.compile("(?:稳定|保持|稳控)在$"), re.compile("产量|产值|增加值|总值|收入|投资|销售|金额|资金")
_YEARS = frozenset({"年", "季度", "个月"})
_LONGEST = 200


def target_kind(row: Statement) -> TargetKind:
    """Return how the target of a statement is judged."""
    if row.kind == "milestone":
        return TargetKind.MILESTONE
    if row.kind == "task":
        return TargetKind.RELATIVE if _RELATIVE.search(row.text) and row.indicator_id else TargetKind.DEED
    if row.value is None:
        return TargetKind.DEED
    return _of_figure(row)


def _of_figure(row: Statement) -> TargetKind:
    if row.status == "rule" and row.unit in _DUTY:
        return TargetKind.DUTY
    if row.measure == "rank":
        return TargetKind.RANK
    if row.value == 0:
        return TargetKind.ZERO
    if row.unit in _YEARS and _STREAK.search(f"{row.subject}{row.text}"):
        return TargetKind.STREAK
    if row.measure in ("growth", "change"):
        return TargetKind.GROWTH
    return _of_level(row)


def _of_level(row: Statement) -> TargetKind:
    if row.measure == "share":
        return TargetKind.SHARE
    if row.comparator in ("le", "lt"):
        return TargetKind.CEILING
    if _must_hold(row):
        return TargetKind.FLOOR
    unit = units().get(row.unit)
    if unit is not None and unit.dimension == "count":
        return TargetKind.COUNT
    return TargetKind.FLOOR if row.comparator in ("ge", "gt") and row.status == "rule" else TargetKind.LEVEL


def _must_hold(row: Statement) -> bool:
    """Answer whether a lower bound has to be kept and not to be reached: 严守48万亩耕地红线, 面积稳定在38万亩以上."""
    if row.comparator not in ("ge", "gt"):
        return False
    if _HELD.search(row.subject):
        return True
    before = "".join(row.document.text[row.sentence_start : row.start].split())
    return _STEADY.search(before) is not None and _FLOW.search(row.subject) is None


def promised_title(row: Statement) -> str:
    """Return what the commitment of a statement is called: 改造老旧小区 9个."""
    read = as_read(row)
    if row.kind == "figure":
        return f"{one_line(row.subject)} {measured(read)}"[:_LONGEST]
    return (title(read) if row.kind == "milestone" else one_line(row.subject))[:_LONGEST]


def due_of(row: Statement) -> date | None:
    """Return the last day of a promise: the one that the text names, else the end of its year, else None."""
    return row.due or (date(row.year, 12, 31) if row.year else None)


def theme_of(row: Statement) -> str:
    """Return the id of the theme of a promise: of its indicator, else by words of its subject, else of its heading."""
    found = indicators().get(row.indicator_id or "") or find_indicator(row.subject)
    if found:
        return found.theme
    said = (row.subject, *reversed(row.section))
    return next((theme for words in said if (theme := _theme_in(words))), "")


def _theme_in(said: str) -> str:
    return next((theme for theme, words in _theme_words().items() if any(word in said for word in words)), "")


@cache
def _theme_words() -> dict[str, tuple[str, ...]]:
    data = Path(__file__).with_name("data") / "themes.toml"
    return {theme: tuple(words) for theme, words in tomllib.loads(data.read_text(encoding="utf-8")).items()}


def baseline_of(row: Statement) -> dict[str, Any]:
    """Return the target as it is promised at first, ready for JSON; it is kept beside the one in force."""
    due = due_of(row)
    return {
        "kind": str(target_kind(row)),
        "subject": row.subject,
        "measure": row.measure,
        "comparator": row.comparator,
        "value": plain(row.value),
        "value_high": plain(row.value_high),
        "unit": row.unit,
        "event": row.event,
        "year": row.year,
        "due": due.isoformat() if due else None,
        "due_in_text": row.due.isoformat() if row.due else None,
    }
