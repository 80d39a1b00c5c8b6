"""`duixian demo`: the invented county's ledger, whole and alike each time; no other folder is emptied."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

Run = Callable[..., CompletedProcess[bytes]]
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The folder of a demo, and what was printed when it was built."""
    folder = tmp_path_factory.mktemp("demo") / "演示"
    words = [sys.executable, "-m", "duixian", "demo", "--data", str(folder), "--no-serve"]
    kept = {name: value for name, value in os.environ.items() if name not in ("DUIXIAN_DATA", "DUIXIAN_DATABASE_URL")}
    done = subprocess.run(words, cwd=ROOT, capture_output=True, env=kept)
    assert done.returncode == 0, done.stderr.decode()
    return folder, done.stdout.decode()


def test_an_account_of_each_role_is_named(built: tuple[Path, str]) -> None:
    for username in ("qinruoxi", "xucheng", "fangjiming", "shendu", "duanqinghe"):
        assert username in built[1]


def test_its_journal_and_files_are_whole(built: tuple[Path, str], run: Run) -> None:
    done = run("verify", "--data", built[0])
    assert done.returncode == 0
    assert "封存 627 天" in done.stdout.decode()


ASKED = """
from pathlib import Path; from duixian.commands.django import start; start(Path({folder!r}))
from duixian.journal import clock; from duixian.ledger.models import Claim, Commitment, Evidence
from duixian.ledger.queries.standing import standings
rows = Commitment.objects.filter(place__code="990101").select_related("statement", "lead")
print(clock.today(), *sorted({{str(each.assessment) for each in standings(rows, day=clock.today()).values()}}))
print(Claim.objects.exclude(returned_at=None).exists(), Evidence.objects.filter(confirmed_at=None).exists())
print(Commitment.objects.filter(amendments__isnull=False).exists(), Commitment.objects.filter(lead=None).exists())
"""


def test_every_assessment_occurs_and_it_is_september(built: tuple[Path, str]) -> None:
    done = subprocess.run([sys.executable, "-c", ASKED.format(folder=str(built[0]))], capture_output=True, text=True)
    first, *others = done.stdout.splitlines()
    assert first == "2025-09-26 at_risk delivered late missed on_track unknown withdrawn"
    assert others == ["True True", "True True"]


JUDGED = """
import json; from pathlib import Path; from duixian.commands.django import start; start(Path({folder!r}))
from duixian.journal import clock; from duixian.ledger.models import Commitment
from duixian.ledger.queries.standing import standings
rows = Commitment.objects.filter(place__code="990101").select_related("document", "lead")
judged = standings(rows, day=clock.today())
print(json.dumps([[each.title, each.document.year, each.target_kind, judged[each.pk].assessment] for each in rows]))
"""
TABLE = ROOT / "tests" / "demo" / "assessments.toml"


@pytest.fixture(scope="module")
def judged(built: tuple[Path, str]) -> list[list[Any]]:
    """Title, year of the report, kind and assessment of each of the county's commitments."""
    words = [sys.executable, "-c", JUDGED.format(folder=str(built[0]))]
    found = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    assert isinstance(found, list)
    return found


def test_every_kind_of_target_is_promised(judged: list[list[Any]]) -> None:
    assert {kind for _title, _year, kind, _assessment in judged} == {
        "level", "growth", "share", "floor", "ceiling", "zero", "rank", "relative", "streak", "count", "milestone",
        "duty", "deed",
    }  # fmt: skip


def test_every_assessment_is_what_a_person_made_of_its_inputs(judged: list[list[Any]]) -> None:
    """Where `judged` stands in a row, a person says otherwise: the row fails as soon as judging agrees."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["row"]
    wanted = {(row["commitment"], row["report"]): row.get("judged", row["expected"]) for row in rows}
    assert {(title, year): assessment for title, year, _kind, assessment in judged} == wanted


CASES = """
import json; from collections import Counter; from pathlib import Path
from duixian.commands.django import start; start(Path({folder!r}))
from duixian.cases.models import Case, CaseAlert, CaseEvent, Tie
from duixian.ledger.models import Observation
print(json.dumps({{
    "programs": Counter(Case.objects.values_list("program", flat=True)),
    "stages": Counter(Case.objects.filter(program="major_projects").values_list("stage", flat=True)),
    "invented": Case.objects.filter(is_synthetic=False).count() == 0,
    "levels": sorted(set(CaseAlert.objects.filter(ended_on=None).values_list("level", flat=True))),
    "late": any((each.received_at.date() - each.on).days > 1 for each in CaseEvent.objects.all()),
    "tied": Tie.objects.filter(state="confirmed").count(),
    "measured": [str(each.value) for each in Observation.objects.filter(source="program", subject__contains="规模")],
}}))
"""


def test_a_year_of_projects_approvals_and_works_has_happened(built: tuple[Path, str]) -> None:
    words = [sys.executable, "-c", CASES.format(folder=str(built[0]))]
    found = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    assert found["programs"] == {"major_projects": 134, "parallel_approvals": 61, "livelihood_works": 25}
    told = tomllib.loads((ROOT / "demo" / "projects.toml").read_text(encoding="utf-8"))
    assert found["stages"] == told["stages"]
    assert found["invented"]
    assert found["late"]
    assert found["levels"] == ["blue", "orange", "red"]
    assert found["tied"] >= 1
    # Seven of the nine estates that the county promised are done.
    assert "7" in found["measured"]


def test_a_folder_of_something_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "照片").mkdir()
    (tmp_path / "照片" / "一.txt").write_text("x")
    done = run("demo", "--data", "照片", "--no-serve")
    assert done.returncode == 1
    assert "这个文件夹里不是演示数据" in done.stderr.decode()
    assert (tmp_path / "照片" / "一.txt").exists()
