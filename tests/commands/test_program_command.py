"""`duixian program`: check, try, new and schema, as a person types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run

PROGRAMS = Path(__file__).parents[2] / "programs"


def test_check_says_what_each_folder_holds(run: Run) -> None:
    done = run("program", "check", *sorted(PROGRAMS.iterdir()))
    assert done.returncode == 0
    assert "重点项目 2025.1" in done.stdout.decode()
    assert "没有错" in done.stderr.decode()


def test_check_leaves_with_1_and_says_where(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    text = (PROGRAMS / "livelihood_works" / "program.toml").read_text(encoding="utf-8")
    (folder / "program.toml").write_text(
        text.replace("livelihood_works", "broken").replace("due < today", "deu < today")
    )
    done = run("program", "check", folder)
    assert done.returncode == 1
    assert "是不是 due？" in done.stderr.decode()


def test_try_plays_the_worked_cases(run: Run) -> None:
    done = run("program", "try", PROGRAMS / "parallel_approvals")
    assert done.returncode == 0
    assert done.stdout.decode().count("✓") == 7


def test_new_makes_a_folder_that_passes(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "hidden_dangers"
    assert run("program", "new", folder, "--title", "隐患排查").returncode == 0
    assert run("program", "check", folder).returncode == 0
    assert run("program", "try", folder).returncode == 0


def test_schema_is_json(run: Run) -> None:
    assert "stages" in json.loads(run("program", "schema").stdout)["properties"]


def test_a_folder_that_is_not_there_is_misuse(run: Run) -> None:
    done = run("program", "check", "nowhere")
    assert done.returncode == 2
    assert "没有这个文件夹" in done.stderr.decode()


def test_a_program_is_planned_installed_taken_back_and_removed(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUIXIAN_DATABASE_URL", raising=False)
    folder, data = tmp_path / "hidden_dangers", ("--data", "账本")
    run("init", *data, "--place", "武乡")
    run("program", "new", folder)
    planned = run("program", "plan", folder, *data).stdout.decode()
    assert "建表 program_hidden_dangers：10 列" in planned
    assert "列 lead_id：责任人（人）" in planned
    assert "退回去 1 步\n    删表 program_hidden_dangers，事项先归档" in planned
    done = run("program", "install", folder, *data)
    assert "开着的网页服务从下一次打开页面起用它" in done.stderr.decode()
    assert run("program", "back", "hidden_dangers", *data).returncode == 0
    assert run("program", "list", *data).stdout == b""
    again = run("program", "back", "hidden_dangers", *data)
    assert (again.returncode, "没有装“hidden_dangers”" in again.stderr.decode()) == (1, True)


def test_a_plan_tells_of_programs_that_fields_point_to_and_that_are_not_there(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DUIXIAN_DATABASE_URL", raising=False)
    data, points = ("--data", "账本"), PROGRAMS / "parallel_approvals"
    run("init", *data, "--place", "武乡")
    alone = run("program", "plan", points, *data).stderr.decode()
    together = run("program", "plan", points, PROGRAMS / "major_projects", *data).stderr.decode()
    assert "没有装这些模板，指着它们的栏填不了：major_projects" in alone
    assert ("没有装这些模板" in together, "没有这些单位" in together) == (False, True)
