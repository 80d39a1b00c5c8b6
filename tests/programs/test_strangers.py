"""A worked case names only what its program has; every file of a folder is told, and every folder."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from conftest import Run

from duixian.programs import checked, load_program, play, write_new

WRONG = """title = "样例"
today = 2026-03-02

[[case]]
opened_on = 2025-03-01
fields = { leed = "张三", due = "明天", budget = true }

[[case.stages]]
stage = "recieved"
on = 2025-03-01

[[case.events]]
event = "chek"
on = 2025-03-02

[[case.events]]
event = "check"
on = 2025-03-02
fields = { fund = "漏" }

[[case.steps]]
step = "filing"

[case.expect]
alerts = ["overdu"]
unknown = ["overdue", "no"]
may_enter = ["finished"]
lacks = { dooing = [] }
duties = { chek = { "2025-03" = "1/1 met" } }
columns = { stgae = "doing", days_since_check = 3 }
critical = ["filing"]

[figures]
done_rat = 1
"done_rate/new" = 1
"""
TOLD = [
    "第 6 行：栏目“leed”，没有这个；是不是 lead？",
    "第 6 行：“办结期限”写成“明天”，类型不对；写日期",
    "第 6 行：“预算”写成“True”，类型不对；写数",
    "第 9 行：阶段“recieved”，没有这个；是不是 received？",
    "第 13 行：事件“chek”，没有这个；是不是 check？",
    "第 19 行：栏目“fund”，没有这个；是不是 found？",
    "第 22 行：手续“filing”，没有这个",
    "第 25 行：提醒“overdu”，没有这个；是不是 overdue？",
    "第 26 行：提醒“no”，没有这个",
    "第 27 行：阶段“finished”，没有这个",
    "第 28 行：阶段“dooing”，没有这个；是不是 doing？",
    "第 29 行：长期职责“chek”，没有这个；是不是 check？",
    "第 30 行：栏目“stgae”，没有这个；是不是 stage？",
    "第 31 行：手续“filing”，没有这个",
    "第 34 行：指标“done_rat”，没有这个；是不是 done_rate？",
    "第 35 行：指标“done_rate”不按选项分",
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A new program's folder, with its one sound case."""
    made = tmp_path / "hidden"
    write_new(made, title="隐患", today=date(2026, 3, 2))
    return made


def told(folder: Path) -> list[str]:
    return [fault for error in checked(folder).errors for fault in error.faults]


def test_every_id_and_value_of_a_worked_case_is_looked_up(folder: Path) -> None:
    (folder / "cases" / "wrong.toml").write_text(WRONG, encoding="utf-8")
    for fault, words in zip(told(folder), TOLD, strict=True):
        assert words in fault


def test_faults_of_shape_are_told_in_chinese_beside_the_strangers(folder: Path) -> None:
    text = WRONG.replace("opened_on =", "opend_on =").replace('event = "check"\non', 'event = "check"\nwhen')
    (folder / "cases" / "wrong.toml").write_text(text.replace("today = 2026-03-02\n", ""), encoding="utf-8")
    faults = told(folder)
    assert faults[0] == "today：缺这一项；写上算到哪一天"
    (folder / "cases" / "wrong.toml").write_text(text, encoding="utf-8")
    faults = told(folder)
    assert len(faults) == len(TOLD) + 2  # the event without its day is not looked into
    assert "不认识“opend_on”；是不是 opened_on？" in faults[0]


def test_a_broken_file_keeps_no_other_from_being_played(folder: Path) -> None:
    (folder / "cases" / "broken.toml").write_text("title = 样例", encoding="utf-8")
    (folder / "cases" / "foreign.toml").write_bytes("title = '样例'".encode("gb18030"))
    played = play(folder, program=load_program(folder))
    assert [(each.path.name, each.error is None) for each in played] == [
        ("broken.toml", False),
        ("foreign.toml", False),
        ("overdue.toml", True),
    ]


def test_ids_that_a_fault_of_the_program_took_away_are_no_strangers(folder: Path) -> None:
    path = folder / "program.toml"
    path.write_text(path.read_text(encoding="utf-8").replace('type = "date"', 'type = "day"'), encoding="utf-8")
    [only] = told(folder)
    assert "“day”不在可选之列" in only


def test_try_goes_on_to_the_next_folder_and_leaves_with_1(folder: Path, run: Run) -> None:
    (folder / "cases" / "broken.toml").write_text("title = 样例", encoding="utf-8")
    other = folder.parent / "other"
    write_new(other, title="别的", today=date(2026, 3, 2))
    done = run("program", "try", folder, other)
    assert done.returncode == 1
    assert "文字没有加引号" in done.stderr.decode()
    assert done.stdout.decode().count("✓") == 2
