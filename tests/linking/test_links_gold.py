"""Links against the shared gold, counted as score_links.py counts them; skipped where ../shared is absent."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from benchmarks.texts import READING

from duixian import read
from duixian.exporters.compare_jsonl import compare_jsonl
from duixian.linking import compare

SCORER = READING / "score_links.py"
BARS = {"figure": 0.85, "all": 0.70, "met": 0.90, "quiet": 0.80}
PAIRS = {
    "yixian": ("dev/河北_易县_2018.txt", "dev/河北_易县_2019.txt"),
    "wuxiang": ("seeds/000_*.txt", "seeds/001_*.txt", "seeds/002_*.txt"),
}


def scores(gold: str, folder: Path) -> dict[str, Any]:
    """Return what the scorer says of the documents of a gold file."""
    paths = [path for pattern in PAIRS[gold] for path in READING.glob(pattern)]
    predicted = folder / f"{gold}.jsonl"
    predicted.write_text(compare_jsonl(compare([read(path) for path in paths])), encoding="utf-8")
    command = [sys.executable, str(SCORER), str(READING / "links" / f"{gold}.jsonl"), str(predicted), "--json"]
    return dict(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout))


@pytest.mark.skipif(not SCORER.exists(), reason="skipped: ../shared/reading is absent")
@pytest.mark.parametrize("gold", PAIRS)
def test_links_reach_the_bars(gold: str, tmp_path: Path) -> None:
    found = scores(gold, tmp_path)
    reached = {name: found[name]["f1"] if name in ("figure", "all") else found[name] for name in BARS}
    assert {name: value for name, value in reached.items() if value < BARS[name]} == {}
