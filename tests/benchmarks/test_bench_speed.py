"""The speed code runs on a tiny input; what it measures is not held to anything here."""

from __future__ import annotations

import pytest
from benchmarks import probe, speed
from benchmarks.probe import Cost
from benchmarks.processes import RunError, answered
from benchmarks.row import Row
from benchmarks.texts import Corpus

OWN = Corpus("own", ("清河湾县去年种植花椒2.4万亩，新修村道36公里。", "今年计划招引企业8家，力争年底前开工。"))


def by_what(rows: list[Row]) -> dict[str, Row]:
    """Return the rows by what they are of."""
    return {row.what: row for row in rows}


def test_a_tiny_corpus_is_measured_in_every_part() -> None:
    rows = by_what(speed.measure(size=400, sizes=(200, 400), reports=2, corpora=(OWN,)))
    assert {
        "own, 0.4 kB in one document",
        "0.2 kB",
        "import duixian",
        "duixian read --jobs 2 on 2 reports",
    } <= rows.keys()


def test_without_reports_the_row_says_so() -> None:
    (row,) = speed.measure(corpora=())
    assert "no reports" in row.note


def test_a_document_has_the_size_asked_for() -> None:
    assert 998 <= len(OWN.document(1000).encode()) <= 1000


def test_repeated_reports_differ_from_one_another() -> None:
    assert len(set(OWN.repeated(5))) == 5


def test_a_reader_that_states_nothing_has_no_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "answered", lambda *_, **__: '{"seconds": [0.1], "peak_memory": 9, "statements": 0}')
    with pytest.raises(RunError, match="states nothing"):
        probe.cost(["一句话。"])


def test_growth_compares_the_slowest_with_the_fastest(monkeypatch: pytest.MonkeyPatch) -> None:
    def cost(documents: list[str], *, times: int) -> Cost:
        size = len(documents[0].encode())
        return Cost(size, (size / 1e6 * (2 if size > 150_000 else 1),), 20.0, 3)

    monkeypatch.setattr(speed, "cost", cost)
    rows = by_what(speed.growth_rows(OWN, (10_000, 100_000, 200_000)))
    assert rows["slowest / fastest megabyte, from 100 kB on"].measured == "2.00×"


def test_a_command_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(RunError, match="stopped after"):
        answered(["sleep", "5"], patience=0.05)
