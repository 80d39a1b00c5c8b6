"""The count of deeds on the desk: what is right costs nothing, what is wrong is unticked and written anew."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.desk_actions import deeds

from duixian import read

TEXT = "清河湾县2025年政府工作报告\n\n二、2025年工作安排\n改造老旧小区9个，加装电梯24部。\n"


def annotated(tmp_path: Path, **changes: str) -> Path:
    path = tmp_path / "报告.txt"
    path.write_text(TEXT, encoding="utf-8")
    rows = [each.as_dict() for each in read(path).statements]
    rows[0] |= changes
    lines = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.with_suffix(".gold.jsonl").write_text(lines, encoding="utf-8")
    return path


def test_a_report_read_rightly_is_four_actions(tmp_path: Path) -> None:
    done = deeds(annotated(tmp_path), 0.0)
    assert (done.statements, done.listed, done.single, done.actions) == (2, 2, 0, 4)


def test_a_wrong_field_is_unticked_opened_written_and_accepted(tmp_path: Path) -> None:
    done = deeds(annotated(tmp_path, value="8"), 0.0)
    assert (done.listed, done.unticked, done.single, done.fields) == (1, 1, 1, 1)
    assert done.actions == 4 + 1 + 1 + 1 + 2


def test_what_the_reader_was_not_sure_of_is_looked_at_one_by_one(tmp_path: Path) -> None:
    assert deeds(annotated(tmp_path), 1.1).single == 2
