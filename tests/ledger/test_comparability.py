"""Whether counties compare is decided as the rows in comparability/*.toml say."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from duixian.ledger.comparability import Figure, compare

CASES = Path(__file__).parent / "comparability"


def rows() -> list[dict[str, Any]]:
    return [row for path in sorted(CASES.glob("*.toml")) for row in tomllib.loads(path.read_text("utf-8"))["case"]]


def figure(place: str, row: dict[str, Any], title: str) -> Figure:
    year, first, last = row["months"]
    said = {name: value for name, value in row.items() if name not in ("months", "value")}
    end = date(year, last, monthrange(year, last)[1])
    value = Decimal(row["value"])
    return Figure(**{"subject": title, **said}, place=place, value=value, start=date(year, first, 1), end=end)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])
def test_a_case_is_graded_and_says_why(row: dict[str, Any]) -> None:
    counties = [[figure(place, each, row["title"]) for each in row[place]] for place in ("甲县", "乙县")]
    found = compare(counties, title=row["title"])
    assert (found.grade, found.words) == (row["grade"], row["words"])
    if "values" in row:
        assert [each.value for each in found.figures] == [Decimal(value) for value in row["values"]]


@pytest.mark.parametrize("row", [row for row in rows() if row["grade"] == "not"], ids=lambda row: row["name"])
def test_a_reason_is_said_in_english_too(row: dict[str, Any]) -> None:
    counties = [[figure(place, each, row["title"]) for each in row[place]] for place in ("甲县", "乙县")]
    chinese = compare(counties, title=row["title"]).words
    with translation.override("en"):
        english = compare(counties, title=row["title"]).words
    # The head of a reason is ours; units, periods and words of the reports stay as they are written.
    assert english.isascii() or not re.match("[\u4e00-\u9fff]", english)
    assert english != chinese


def test_the_order_of_the_counties_changes_no_grade() -> None:
    for row in rows():
        counties = [[figure(place, each, row["title"]) for each in row[place]] for place in ("乙县", "甲县")]
        assert compare(counties, title=row["title"]).grade == row["grade"], row["name"]


def test_of_another_year_nothing_is_shown() -> None:
    old = figure("甲县", {"value": "5", "unit": "%", "measure": "growth", "months": [2024, 1, 12]}, "收入")
    new = figure("甲县", {"value": "6", "unit": "%", "measure": "growth", "months": [2025, 1, 6]}, "收入")
    other = figure("乙县", {"value": "7", "unit": "%", "measure": "growth", "months": [2024, 1, 12]}, "收入")
    later = figure("乙县", {"value": "8", "unit": "%", "measure": "growth", "months": [2025, 1, 8]}, "收入")
    assert compare([[new, old], [later, other]], title="收入", year=2025).grade == "not"
