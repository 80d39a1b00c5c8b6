"""One rule, four engines, one answer: drawn rules over rows in which much is unknown."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from drawing import amounts, conditions
from engines import Frame, Rows, Table, database
from household import COLUMNS, NAMES, rows
from hypothesis import HealthCheck, given, reject, settings

from duixian.errors import RuleError
from duixian.rules import Reading, parse

DAY = date(2025, 3, 31)
HOUSEHOLDS = rows(80)
FRAME, ROWS = Frame(COLUMNS, HOUSEHOLDS), Rows(HOUSEHOLDS)
# `make bench` draws more, with a profile of its own, and other ones each time.
BENCH = settings.get_current_profile_name() == "bench"
EXAMPLES = settings(
    max_examples=25_000 if BENCH else 1_000,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    derandomize=not BENCH,
    database=None,
)


@pytest.fixture(scope="module")
def table() -> Iterator[Table]:
    with database(COLUMNS, HOUSEHOLDS) as opened:
        yield opened


def differing(reading: Reading, table: Table) -> list[Any]:
    """Return the rows on which an engine answers otherwise than Python does."""
    wanted = ROWS.answers(reading)
    found = {"database": table.answers(reading), "polars": FRAME.answers(reading)}
    return [
        (name, HOUSEHOLDS[at], answer, expected)
        for name, answers in found.items()
        for at, (answer, expected) in enumerate(zip(answers, wanted, strict=True))
        if answer != expected
    ]


def read(text: str, wants: str) -> Reading:
    """Return the rule as it reads; a drawing that the language refuses does not count."""
    try:
        return parse(text, NAMES, wants=wants).on(DAY)
    except RuleError:
        reject()


@EXAMPLES
@given(text=conditions())
def test_a_condition_answers_the_same_in_every_engine(table: Table, text: str) -> None:
    reading = read(text, "condition")
    assert differing(reading, table) == []


@EXAMPLES
@given(text=amounts())
def test_an_amount_is_the_same_in_every_engine(table: Table, text: str) -> None:
    reading = read(text, "amount")
    assert differing(reading, table) == []
