"""`duixian review export`: corrections as gold rows that the reader's own score takes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

Run = Callable[..., CompletedProcess[bytes]]
REPORT = "武乡县2025年政府工作报告\n\n二、2025年工作安排\n改造老旧小区9个，加装电梯24部。新建冷库14座。\n"
REVIEW = """
import django; django.setup()
from decimal import Decimal
from duixian.accounts.models import Person
from duixian.ledger.actions.review import accept, reject
from duixian.ledger.models import Statement
keeper = Person.objects.get(username="keeper")
accept(Statement.objects.get(text="9个"), by=keeper)
accept(Statement.objects.get(text="24部"), by=keeper, corrections={"value": Decimal(25)})
"""


@pytest.fixture
def loaded(run: Run, ledger: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.delenv("DUIXIAN_DATABASE_URL", raising=False)
    (tmp_path / "报告.txt").write_text(REPORT, encoding="utf-8")
    assert run("load", "报告.txt", "--data", "账本").returncode == 0
    return ledger


def reviewed(ledger: Path) -> None:
    own = {"DUIXIAN_DATA": str(ledger), "DJANGO_SETTINGS_MODULE": "duixian.server.settings"}
    subprocess.run([sys.executable, "-c", REVIEW], env={**os.environ, **own}, check=True)


def test_what_was_reviewed_becomes_gold_beside_its_text(run: Run, loaded: Path, tmp_path: Path) -> None:
    reviewed(loaded)
    done = run("review", "export", "--data", "账本", "--out", "标注")
    assert done.returncode == 0, done.stderr.decode()
    (gold,) = (tmp_path / "标注").glob("*.gold.jsonl")
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    text = gold.with_name(gold.name.replace(".gold.jsonl", ".txt")).read_bytes().decode()
    assert text == REPORT
    assert [text[row["start"] : row["end"]] for row in rows] == ["9个", "24部"]
    assert [(row["value"], row.get("read")) for row in rows] == [("9", None), ("25", {"value": "24"})]
    (ranges,) = (tmp_path / "标注").glob("*.ranges.json")
    ((start, end),) = json.loads(ranges.read_text())
    assert text[start:end] == "改造老旧小区9个，加装电梯24部。"
    assert "其中人改过 1 条" in done.stderr.decode()


def test_nothing_reviewed_says_what_to_do(run: Run, loaded: Path, tmp_path: Path) -> None:
    done = run("review", "export", "--data", "账本")
    assert done.returncode == 0
    assert "还没有审过的条目" in done.stderr.decode()
    assert not (tmp_path / "duixian-gold").exists()


def test_a_folder_that_cannot_be_written_is_told(run: Run, loaded: Path, tmp_path: Path) -> None:
    reviewed(loaded)
    (tmp_path / "占着").write_text("")
    done = run("review", "export", "--data", "账本", "--out", "占着")
    assert done.returncode == 1
    assert "标注写不进去" in done.stderr.decode()


def test_a_misspelt_deed_names_the_right_one(run: Run) -> None:
    done = run("review", "exprt")
    assert done.returncode == 2
    assert "是不是 export？" in done.stderr.decode()
