"""One rule, four engines, one answer: drawn rules over rows in which much is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from drawing import amounts, conditions
from engines import Frame, Rows, Table, database
from household import COLUMNS, NAMES, rows
from hypothesis import HealthCheck, given, settings

from duixian.errors import RuleError
from duixian.rules import Reading, parse

DAY = date(2025, 3, 31)
HOUSEHOLDS = rows(80)
EXAMPLES = settings(max_examples=1_200, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)


@pytest.fixture(scope="module")
def table() -> Iterator[Table]:
    with database(COLUMNS, HOUSEHOLDS) as opened:
        yield opened


def differing(reading: Reading, table: Table) -> list[Any]:
    """Return the rows on which an engine answers otherwise than Python does."""
    wanted = Rows(HOUSEHOLDS).answers(reading)
    found = {"database": table.answers(reading), "polars": Frame(COLUMNS, HOUSEHOLDS).answers(reading)}
    return [
        (name, HOUSEHOLDS[at], answer, expected)
        for name, answers in found.items()
        for at, (answer, expected) in enumerate(zip(answers, wanted, strict=True))
        if answer != expected
    ]


def read(text: str, wants: str) -> Reading | None:
    try:
        return parse(text, NAMES, wants=wants).on(DAY)
    except RuleError:
        return None


@EXAMPLES
@given(text=conditions())
def test_a_condition_answers_the_same_in_every_engine(table: Table, text: str) -> None:
    reading = read(text, "condition")
    assert reading is None or differing(reading, table) == []


@EXAMPLES
@given(text=amounts())
def test_an_amount_is_the_same_in_every_engine(table: Table, text: str) -> None:
    reading = read(text, "amount")
    assert reading is None or differing(reading, table) == []
