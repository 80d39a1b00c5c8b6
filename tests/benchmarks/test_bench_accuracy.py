"""Accuracy is counted as score.py counts it, and the unread half is shown in sums only."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks import accuracy, calibration
from benchmarks.calibration import Mark
from benchmarks.gold import Document, GoldSet, Json, outcomes
from benchmarks.texts import READING

TEXT = "清河湾县2031年工作回顾\n全县新修村道36公里，种植花椒2.4万亩。"
SCORE = READING / "score.py"
with_score = pytest.mark.skipif(not SCORE.exists(), reason="the scorer is not on this machine")


def figure(words: str, subject: str, value: str, unit: str) -> Json:
    """Return the gold row of a level that `words` of TEXT state as a result of 2031."""
    start = TEXT.index(words)
    row: Json = {"kind": "figure", "start": start, "end": start + len(words), "text": words, "subject": subject}
    return row | {
        "measure": "level",
        "value": value,
        "unit": unit,
        "comparator": "eq",
        "status": "result",
        "year": "2031",
    }


ROADS = figure("36公里", "新修村道", "36", "公里")
PEPPER = figure("2.4万亩", "种植花椒", "24000", "亩")


@pytest.fixture
def reading(tmp_path: Path) -> Path:
    """A folder like ../shared/reading with one seed and one report of the unread half."""
    for name in ("seeds", "dev"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / f"清河湾_{name}.txt").write_text(TEXT, encoding="utf-8")
        lines = "\n".join(json.dumps(row, ensure_ascii=False) for row in (ROADS, PEPPER))
        (folder / f"清河湾_{name}.gold.jsonl").write_text(lines, encoding="utf-8")
    if SCORE.exists():
        (tmp_path / "score.py").symlink_to(SCORE)
    return tmp_path


def half_right(gold_set: GoldSet) -> accuracy.Predictions:
    """Predict one figure rightly and one with a wrong unit."""
    rows: list[Json] = [ROADS | {"confidence": 0.95}, PEPPER | {"unit": "吨", "confidence": 0.35}]
    return dict.fromkeys(gold_set.documents, rows)


def test_without_the_gold_sets_the_row_says_so(tmp_path: Path) -> None:
    (row,) = accuracy.measure(reading=tmp_path)
    assert row.note == "skipped: ../shared/reading is absent"


@with_score
def test_the_reader_of_today_is_scored_without_a_failure(reading: Path) -> None:
    rows = accuracy.measure(reading=reading)
    assert {"seeds: quantity", "dev, unread half: milestone"} <= {row.what for row in rows}


@with_score
def test_a_wrong_unit_halves_the_score(reading: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accuracy, "predict", half_right)
    measured = {row.what: row.measured for row in accuracy.measure(reading=reading)}
    assert measured["seeds: quantity"] == "0.500"
    assert measured["expected calibration error"] == "0.200"


@with_score
def test_no_sentence_of_the_unread_half_is_shown(reading: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(accuracy, "predict", half_right)
    shown = " ".join(f"{row.what} {row.measured} {row.note}" for row in accuracy.measure(reading=reading))
    assert "花椒" not in shown


class OverlapScorer:
    """A scorer that pairs rows by their start and looks at the unit alone."""

    def pairs(self, gold: list[Json], pred: list[Json]) -> list[tuple[int, int]]:
        """Pair what starts at one place."""
        return [(g, p) for g, a in enumerate(gold) for p, b in enumerate(pred) if a["start"] == b["start"]]

    def judge(self, gold: Json, pred: Json) -> dict[str, bool]:
        """Look at the unit."""
        return {"unit": gold["unit"] == pred["unit"]}


def test_optional_rows_are_neither_missed_nor_spurious() -> None:
    document = Document("清河湾", TEXT, (ROADS, PEPPER | {"optional": True}), ((0, len(TEXT)),))
    found = outcomes(document, [PEPPER], OverlapScorer())
    assert [(each.gold, each.predicted) for each in found] == [(ROADS, None)]


def test_what_starts_outside_the_ranges_is_not_counted() -> None:
    document = Document("清河湾", TEXT, (ROADS, PEPPER), ((0, PEPPER["start"]),))
    found = outcomes(document, [ROADS, PEPPER], OverlapScorer())
    assert [each.gold for each in found] == [ROADS]


def test_the_calibration_error_is_the_mean_distance_of_the_bins() -> None:
    marks = [Mark(0.9, True), Mark(0.9, False), Mark(0.2, False), Mark(0.2, False)]
    assert calibration.expected_error(calibration.binned(marks)) == pytest.approx(0.3)


def test_full_confidence_falls_into_the_last_bin() -> None:
    (only,) = calibration.binned([Mark(1.0, True)])
    assert only.number == 9
