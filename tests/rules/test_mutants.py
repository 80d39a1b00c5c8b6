"""An engine that is broken on purpose must be caught: else the test that holds them equal holds nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest
from engines import Frame, Rows, database
from household import COLUMNS, NAMES, rows
from test_equal import DAY

from duixian.rules import engines, parse

HOUSEHOLDS = rows(120)
IN_PYTHON: dict[str, tuple[str, Callable[..., Any]]] = {
    "days(seen, due) > 30": ("days", lambda a, b: (a - b).days),
    "NOT (income > 0.1)": ("not", lambda a: a),
    "month(due) = 3": ("month", lambda a: a.month % 12 + 1),
    "income * 2 > debt": ("*", lambda a, b: a + b),
    "contains(name, 'a')": ("contains", lambda a, b: b.lower() in a.lower()),
    "add_months(seen, 1) < due": ("add_months", lambda a, n: a),
}
IN_FRAMES: dict[str, tuple[str, Callable[..., pl.Expr]]] = {
    "income / heads > 2000": ("when", lambda a, b, c, d: pl.when(a).then(b).otherwise(d)),
    "housed AND insured": ("and", lambda a, b: a.fill_null(False) & b.fill_null(False)),
    "workdays(seen, due) = days(seen, due)": ("workdays", lambda a, b: (b - a).dt.total_days()),
    "housed OR heads > 1": ("true", lambda a: a.fill_null(True)),
}


@pytest.mark.parametrize("text", IN_PYTHON)
def test_a_broken_python_engine_differs(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    right = Frame(COLUMNS, HOUSEHOLDS).answers(parse(text, NAMES).on(DAY))
    name, broken = IN_PYTHON[text]
    monkeypatch.setitem(engines._VALUES, name, broken)
    # Parsed anew: what was read before is kept.
    assert Rows(HOUSEHOLDS).answers(parse(f" {text}", NAMES).on(DAY)) != right


@pytest.mark.parametrize("text", IN_FRAMES)
def test_a_broken_polars_engine_differs(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reading = parse(text, NAMES).on(DAY)
    right = Rows(HOUSEHOLDS).answers(reading)
    name, broken = IN_FRAMES[text]
    monkeypatch.setitem(engines._FRAMES, name, broken)
    assert Frame(COLUMNS, HOUSEHOLDS).answers(reading) != right


def test_a_broken_database_differs(monkeypatch: pytest.MonkeyPatch) -> None:
    reading = parse("NOT (heads = 3)", NAMES).on(DAY)
    right = Rows(HOUSEHOLDS).answers(reading)
    for templates in engines._TEMPLATES.values():
        monkeypatch.setitem(templates, "not", "({} IS NOT TRUE)")
    with database(COLUMNS, HOUSEHOLDS) as table:
        assert table.answers(reading) != right
