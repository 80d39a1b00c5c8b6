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

# One process builds the demo for all of them.
pytestmark = pytest.mark.xdist_group("demo")
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


SHOWN = """
import json; from html import unescape; from pathlib import Path
from duixian.commands.django import start; start(Path({folder!r}))
from django.test import Client
from duixian.accounts.models import Person
from duixian.journal import clock
from duixian.ledger.models import Commitment, TargetKind
from duixian.ledger.queries.standing import standings
client = Client(headers={{"host": "127.0.0.1"}})
client.force_login(Person.objects.get(username="qinruoxi"), backend="duixian.accounts.backend.PersonBackend")
found = {{}}
for kind in TargetKind:
    promised = Commitment.objects.select_related("lead").filter(place__code="990101", target_kind=kind)
    one = promised.order_by("-year", "pk")[0]
    words = standings([one], day=clock.today())[one.pk].words
    listed = unescape(client.get(f"/commitments/?kind={{kind}}&year=all").content.decode())
    page = unescape(client.get(f"/commitments/{{one.pk}}/").content.decode())
    found[kind] = [one.title in listed, words in listed, one.title in page, words in page]
print(json.dumps(found))
"""


def test_every_kind_of_target_is_seen_on_pages_with_its_sentence(built: tuple[Path, str]) -> None:
    words = [sys.executable, "-c", SHOWN.format(folder=str(built[0]))]
    found = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    assert len(found) == 13
    assert {kind: seen for kind, seen in found.items() if not all(seen)} == {}


def test_every_assessment_is_what_a_person_made_of_its_inputs(judged: list[list[Any]]) -> None:
    """Where `judged` stands in a row, a person says otherwise: the row fails as soon as judging agrees."""
    rows = tomllib.loads(TABLE.read_text(encoding="utf-8"))["row"]
    wanted = {(row["commitment"], row["report"]): row.get("judged", row["expected"]) for row in rows}
    assert {(title, year): assessment for title, year, _kind, assessment in judged} == wanted


HAPPENED = """
import json; from pathlib import Path
from duixian.commands.django import start; start(Path({folder!r}))
from duixian.cases.models import CaseAlert, CaseEvent, Tie
from duixian.ledger.models import Observation
print(json.dumps({{
    "levels": sorted(set(CaseAlert.objects.filter(ended_on=None).values_list("level", flat=True))),
    "late": any((each.received_at.date() - each.on).days > 1 for each in CaseEvent.objects.all()),
    "tied": sorted(Tie.objects.filter(state="confirmed").values_list("commitment__title", flat=True)),
    "measured": [str(each.value) for each in Observation.objects.filter(source="program", subject__contains="竣工")],
}}))
"""


def test_a_year_of_projects_approvals_and_works_has_happened(built: tuple[Path, str]) -> None:
    words = [sys.executable, "-c", HAPPENED.format(folder=str(built[0]))]
    found = json.loads(subprocess.run(words, capture_output=True, text=True, check=True).stdout)
    assert found["late"]
    assert found["levels"] == ["blue", "orange", "red"]
    assert {"改造老旧小区 9个", "重点项目总投资 172亿元"} <= set(found["tied"])
    # Six of the nine estates that the county promised are done; its office claims seven.
    assert "6" in found["measured"]


def test_a_folder_of_something_else_is_left_alone(run: Run, tmp_path: Path) -> None:
    (tmp_path / "照片").mkdir()
    (tmp_path / "照片" / "一.txt").write_text("x")
    done = run("demo", "--data", "照片", "--no-serve")
    assert done.returncode == 1
    assert "这个文件夹里不是演示数据" in done.stderr.decode()
    assert (tmp_path / "照片" / "一.txt").exists()


OPENED = """
import json; from collections import Counter; from datetime import date; from pathlib import Path
from duixian.commands.django import start; start(Path({folder!r}))
from duixian.cases.measuring import measured
from duixian.cases.models import Case
from duixian.cases.tables.shelf import shelf
from duixian.ledger.models import Commitment
stages = {{each.program.id: Counter() for each in shelf.all()}}
for program, stage in Case.objects.values_list("program", "stage"):
    stages[program][stage] += 1
days = [date(2025, 2, 28), date(2025, 3, 31), date(2025, 9, 26)]
figures = [
    [each.program.id, one.indicator.id, one.choice, str(day), str(one.figure.value)]
    for each in shelf.all() for day in days for one in measured(each, day=day)
]
titles = list(Commitment.objects.filter(place__code="990101", document__year=2025).values_list("title", flat=True))
print(json.dumps([stages, figures, titles, Case.objects.filter(is_synthetic=False).count()]))
"""
CASES = ROOT / "demo" / "projects.toml"
Opened = tuple[dict[str, dict[str, int]], dict[tuple[str, ...], str], list[str], int]


@pytest.fixture(scope="module")
def opened(built: tuple[Path, str]) -> Opened:
    """How many cases stand in each stage, what the indicators are, the year's commitments, how many cases are real."""
    words = [sys.executable, "-c", OPENED.format(folder=str(built[0]))]
    printed = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    stages, figures, titles, real = json.loads(printed)
    return stages, {tuple(key): value for *key, value in figures}, titles, real


def test_134_projects_stand_in_eight_stages(opened: Opened) -> None:
    assert opened[0]["major_projects"] == {
        "reserve": 30, "early": 25, "started": 17, "building": 43, "suspended": 3, "completed": 9, "producing": 5,
        "effective": 2,
    }  # fmt: skip


def test_approvals_and_works_stand_in_each_stage(opened: Opened) -> None:
    assert opened[0]["parallel_approvals"] == {
        "received": 4, "approving": 27, "granted": 21, "built": 6, "returned": 3,
    }  # fmt: skip
    assert opened[0]["livelihood_works"] == {
        "promised": 1, "started": 8, "completed": 4, "accepted": 4, "confirmed": 9, "abandoned": 1,
    }  # fmt: skip


def test_the_cases_measure_what_the_report_promised(opened: Opened) -> None:
    ties = tomllib.loads(CASES.read_text(encoding="utf-8"))["ties"]
    assert {tie["commitment"] for tie in ties} <= set(opened[2])
    found = {
        tie["commitment"]: opened[1][tie["program"], tie["indicator"], tie["choice"], str(tie["day"])] for tie in ties
    }
    assert {name: round(float(value), 2) for name, value in found.items()} == {
        tie["commitment"]: tie["value"] for tie in ties
    }


def test_every_case_is_made_up_and_says_so(opened: Opened) -> None:
    assert opened[3] == 0
