"""The back-test of forecasts counts hits, false alarms and abstentions, beside naive peers."""

from __future__ import annotations

from pathlib import Path

from benchmarks.forecasting import measure, real


def test_each_look_has_a_row_for_each_forecaster() -> None:
    rows = measure(count=60)
    assert [row.what for row in rows[:3]] == [
        "31 March, Duixian",
        "31 March, straight line only",
        "31 March, always on track",
    ]
    assert rows[2].measured == "hits 0%, false alarms 0%"


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    assert "absent" in real(tmp_path).note
