"""Days as people write them into a cell."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from duixian.ledger.sheets.days import read_day


@pytest.mark.parametrize(("written", "day"), [
    (datetime(2025, 10, 31, 8), date(2025, 10, 31)),
    (date(2025, 10, 31), date(2025, 10, 31)),
    (45961, date(2025, 10, 31)),
    ("2025-10-31", date(2025, 10, 31)),
    ("2025/1/5", date(2025, 1, 5)),
    ("2025年10月31日", date(2025, 10, 31)),
    ("10月31日", date(2025, 10, 31)),
    ("10-31", date(2025, 10, 31)),
    ("20251031", date(2025, 10, 31)),
    ("6月底前", date(2025, 6, 30)),
    ("年底", date(2025, 12, 31)),
    ("2026年底", date(2026, 12, 31)),
])  # fmt: skip
def test_a_day_is_read_as_it_is_written(written: Any, day: date) -> None:
    assert read_day(written, year=2025).day == day


@pytest.mark.parametrize(("written", "problem", "nearest"), [
    ("11月31日", "11 月没有 31 日", date(2025, 11, 30)),
    ("2025-02-29", "2 月没有 29 日", date(2025, 2, 28)),
    ("2025-13-01", "没有 13 月", None),
    ("0000-01-01", "0 年太远了", None),
    ("尽快", "“尽快”不是一个日子", None),
    (7, "“7”不是一个日子", None),
])  # fmt: skip
def test_what_is_no_day_is_told(written: Any, problem: str, nearest: date | None) -> None:
    read = read_day(written, year=2025)
    assert (read.day, read.problem, read.nearest) == (None, problem, nearest)
