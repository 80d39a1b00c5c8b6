"""The code that measures linking runs on thin reports; the peer pairs what has one name and one year."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import linking

from duixian import read_text


def test_the_made_reports_link_promise_by_promise() -> None:
    rows = {row.what: row for row in linking.growth((10, 20))}
    assert set(rows) == {"10 promises", "20 promises", "dearest / cheapest link"}
    assert rows["20 promises"].note.startswith("20 links")


def test_without_gold_the_accuracy_says_so(tmp_path: Path) -> None:
    (row,) = linking.accuracy(tmp_path)
    assert row.note == "skipped: ../shared/reading is absent"


def test_the_peer_pairs_equal_names_only() -> None:
    before = "清河湾县2024年政府工作报告\n二、2024年工作安排\n2024年，新建冷库12座，改造老旧小区8个。"
    after = "清河湾县2025年政府工作报告\n一、2024年工作回顾\n2024年，新建冷库11座，老旧小区改造8个。"
    lines = linking.by_equal_names([read_text(text, name=text[:8]) for text in (before, after)])
    link, quiet = map(json.loads, lines.splitlines())
    assert (link["from"]["text"], link["to"]["text"], link["met"]) == ("12座", "11座", "no")
    assert quiet["quiet"]["text"] == "8个"
