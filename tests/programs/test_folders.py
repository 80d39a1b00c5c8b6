"""The three programs of this repository and the example of the docs: they pass their check and their worked cases."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from duixian.programs import load_program, play

ROOT = Path(__file__).parents[2]
FOLDERS = sorted((ROOT / "programs").iterdir())


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_a_program_comes_out_as_its_worked_cases_say(folder: Path) -> None:
    played = play(folder, program=load_program(folder))
    assert len(played) >= 6
    assert [str(difference) for each in played for difference in each.differences] == []


def test_a_worked_case_that_expects_otherwise_differs(tmp_path: Path) -> None:
    source = ROOT / "programs" / "major_projects"
    (tmp_path / "cases").mkdir()
    text = (source / "cases" / "gates.toml").read_text(encoding="utf-8")
    (tmp_path / "cases" / "gates.toml").write_text(text.replace("start_rate = 50", "start_rate = 51"), "utf-8")
    [played] = play(tmp_path, program=load_program(source))
    assert [str(each) for each in played.differences] == ["指标 start_rate：应为 51，算出 50"]


def test_the_example_of_the_docs_is_true(tmp_path: Path) -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (ROOT / "docs" / "programs.md").read_text(encoding="utf-8"), re.DOTALL)
    folder = tmp_path / "hidden_dangers"
    (folder / "cases").mkdir(parents=True)
    (folder / "program.toml").write_text(blocks[0], encoding="utf-8")
    (folder / "cases" / "overdue.toml").write_text(blocks[1], encoding="utf-8")
    [played] = play(folder, program=load_program(folder))
    assert [str(each) for each in played.differences] == []
