"""How much of the gold sets is read right (micro F1 by score.py), and whether `confidence` tells the truth.

The unread half of dev is shown in sums only, so that no rule is made for one of its sentences.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

import duixian
from benchmarks import calibration
from benchmarks.gold import GoldSet, Json, documents_in, gold_sets, load_scorer, outcomes
from benchmarks.row import Row, bars, held, missing
from benchmarks.texts import READING

COUNTED = ("quantity", "figure", "milestone")
SCORES = "F1 on the gold sets"
FIELDS = "Fields that are right, of paired rows"

Predictions = dict[str, list[Json]]


def measure(*, reading: Path = READING, more: Sequence[Path] = ()) -> list[Row]:
    """Return the F1 of each gold set in `reading` and in the folders `more`, the fields, and the calibration."""
    score = reading / "score.py"
    if not score.exists():
        return [missing(SCORES, "all sets", "skipped: ../shared/reading is absent")]
    sets = (*gold_sets(reading), *(GoldSet(folder.name, folder, documents_in(folder), unread=True) for folder in more))
    scores: list[Row] = []
    fields: list[Row] = []
    checked: list[Row] = []
    for gold_set in sets:
        predictions = predict(gold_set)
        result = scored(gold_set, predictions, score)
        scores += f1_rows(gold_set, result)
        fields += field_rows(gold_set, result)
        checked += calibrated(gold_set, predictions, score)
    return scores + checked + fields


def predict(gold_set: GoldSet) -> Predictions:
    """Return what Duixian states about each document of the set, as the contract has it."""
    return {
        document.name: [each.as_dict() for each in duixian.read_text(document.text, name=document.name).statements]
        for document in gold_set.load()
    }


def scored(gold_set: GoldSet, predictions: Predictions, score: Path) -> Json:
    """Return what `score.py --json` says of the predictions, run as a command on a folder with just this set."""
    with tempfile.TemporaryDirectory() as folder:
        gold, out = Path(folder) / "gold", Path(folder) / "out"
        gold.mkdir()
        out.mkdir()
        for name, rows in predictions.items():
            for path in gold_set.folder.glob(f"{name}.*"):
                (gold / path.name).symlink_to(path.resolve())
            lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
            (out / f"{name}.jsonl").write_text(lines, encoding="utf-8")
        command = [sys.executable, str(score), str(gold), "--pred", str(out), "--json"]
        result: Json = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return result


def f1_rows(gold_set: GoldSet, result: Json) -> list[Row]:
    """Return one row each for quantity, figure and milestone."""
    known = "unread" if gold_set.unread else "known"
    held_to = bars()
    return [
        held(
            SCORES,
            f"{gold_set.name}: {kind}",
            cell["f1"],
            f"{cell['f1']:.3f}",
            bar=held_to[f"{known}_{kind}"],
            note="P {precision:.3f} R {recall:.3f}, {gold} gold, {predicted} predicted".format_map(cell),
        )
        for kind in COUNTED
        for cell in [result["micro"][kind]]
    ]


def field_rows(gold_set: GoldSet, result: Json) -> list[Row]:
    """Return how often each field is right, in one row for figures and one for milestones; sums only."""
    kinds: dict[str, list[str]] = {}
    for name, share in sorted(result["fields"].items()):
        kind, field = name.split(".")
        kinds.setdefault(kind, []).append(f"{field} {share:.3f}")
    return [
        Row(table=FIELDS, what=f"{gold_set.name}: {kind}", measured=", ".join(shares)) for kind, shares in kinds.items()
    ]


def calibrated(gold_set: GoldSet, predictions: Predictions, score: Path) -> list[Row]:
    """Return the reliability of `confidence` on a set that nobody reads; none for the others."""
    if not gold_set.unread:
        return []
    scorer = load_scorer(score)
    said = [each for document in gold_set.load() for each in outcomes(document, predictions[document.name], scorer)]
    return calibration.measure(calibration.marks(said), of=gold_set.name)
