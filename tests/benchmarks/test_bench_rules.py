"""The part `rules`: the same questions in our language and in SQL get the same answers, and what the rows say."""

from __future__ import annotations

from pathlib import Path

import pytest
from benchmarks import households, rules, rules_child


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, float]:
    folder = tmp_path_factory.mktemp("households")
    households.write(folder, 5_000)
    return rules_child.main(folder)


def test_polars_and_duckdb_answer_the_same(found: dict[str, float]) -> None:
    assert (found["differ"], found["duckdb_differ"]) == (0, 0)


def test_every_rule_has_its_three_languages() -> None:
    assert len(rules_child.texts("rule")) == len(rules_child.texts("numpy")) == 20


def test_our_rows_are_held_against_their_bars(found: dict[str, float]) -> None:
    rows = rules.ours(found, 100_000)
    assert [bool(row.bar) for row in rows] == [False, True, True, True]


def test_answers_are_compared_where_they_can_be_told(tmp_path: Path) -> None:
    households.write(tmp_path, 1_000)
    rules_child.main(tmp_path)
    (tmp_path / "openfisca.parquet").write_bytes((tmp_path / "duixian.parquet").read_bytes())
    differ, told = rules.compared(tmp_path)
    assert differ == 0
    assert 0 < told < 20_000
