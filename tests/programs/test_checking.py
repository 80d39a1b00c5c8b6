"""Every fault of a program's file at once, each with its line, what is wrong and the nearest right name."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from duixian.errors import ProgramError
from duixian.programs import load_program, play, read_program, write_new

SOUND = """title = "隐患"
version = "2025.1"
in_force = 2025-01-01
case = "件"
[[basis]]
source = "甲"
says = "乙"
[fields.name]
title = "名称"
type = "text"
[fields.due]
title = "期限"
type = "date"
[fields.cost]
title = "花费"
type = "money"
unit = "万元"
[[stages]]
id = "open"
title = "在办"
next = ["done"]
[[stages]]
id = "done"
title = "办结"
"""
FAULTS = {
    "a key that no table has": ('case = "件"', 'case = "件"\nstagse = 1', "不认识“stagse”；是不是 stages？"),
    "a stage that leads nowhere": ('next = ["done"]', 'next = ["don"]', "“don”，没有这个；是不是 done？"),
    "a stage that nothing leads to": ('next = ["done"]', "next = []", "阶段“办结”到不了"),
    "an unknown type": ('type = "date"', 'type = "day"', "“day”不在可选之列"),
    "money without a unit": ('unit = "万元"', 'unit = ""', "金额要写单位"),
    "a version of another form": ("2025.1", "v1", "写法不对"),
    "no basis": ('[[basis]]\nsource = "甲"\nsays = "乙"\n', "", "basis：缺这一项"),
    "a name of the table's own": ("[fields.due]", "[fields.stage]", "是系统自己用的名字"),
    "a name that is computed": ("[fields.due]", "[fields.days_in_stage]", "重名"),
    "no text to be named by": ('type = "text"', 'type = "date"', "没有一项是文字"),
    "a rule that names a stranger": (
        'title = "办结"\n',
        'title = "办结"\nwhen = "duw < today"\n',
        "没有“duw”这个栏目或参数；是不是 due？",
    ),
    "a rule of two kinds": ('title = "办结"\n', 'title = "办结"\nwhen = "due > 3"\n', "日期不能和整数比"),
    "an alert of a rule that is none": (
        'title = "办结"\n',
        'title = "办结"\n[[alerts]]\nid = "a"\ntitle = "甲"\nwhen = "cost"\n',
        "要一个条件",
    ),
    "an indicator of two kinds": (
        'title = "办结"\n',
        'title = "办结"\n[[indicators]]\nid = "a"\ntitle = "甲"\nunit = "个"\ncount = "cost > 1"\nsum = "cost"\n',
        "只能一样",
    ),
    "an indicator that feeds a stranger": (
        'title = "办结"\n',
        'title = "办结"\n[[indicators]]\nid = "a"\ntitle = "甲"\nunit = "个"\ncount = "cost > 1"\n'
        'observes = "key_project"\n',
        "目录里没有指标“key_project”",
    ),
    "an indicator that feeds what has another unit": (
        'title = "办结"\n',
        'title = "办结"\n[[indicators]]\nid = "a"\ntitle = "甲"\nunit = "个"\ncount = "cost > 1"\nobserves = "gdp"\n',
        "“个”换不成目录里“地区生产总值”的“元”",
    ),
    "a gate on a day that is none": (
        'title = "办结"\n',
        'title = "办结"\n[[indicators]]\nid = "a"\ntitle = "甲"\nunit = "个"\ncount = "cost > 1"\n'
        '[[gates]]\ntitle = "乙"\nindicator = "a"\nat_least = 1\nby = "02-30"\n',
        "不是每年都有 02-30 这一天",
    ),
    "a gate on an indicator that splits": (
        'title = "办结"\n',
        'title = "办结"\n[[indicators]]\nid = "a"\ntitle = "甲"\nunit = "个"\ncount = "cost > 1"\nsplit = "kind"\n'
        '[[gates]]\ntitle = "乙"\nindicator = "a"\nat_least = 1\nby = "03-31"\n',
        "看的指标按选项分",
    ),
    "steps that wait for each other": (
        'title = "办结"\n',
        'title = "办结"\n[[steps]]\nid = "a"\ntitle = "甲"\noffice = "乙"\nafter = ["a"]\nlimit = 1\n',
        "互相等待",
    ),
    "the same id twice": ('id = "done"', 'id = "open"', "“open”写了两次"),
    "half a line": ('case = "件"', "case = ", "不是合格的 TOML"),
}


def test_a_sound_program_is_read() -> None:
    assert read_program(SOUND, key="hidden").titled_by == "name"


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_named(name: str) -> None:
    old, new, words = FAULTS[name]
    with pytest.raises(ProgramError) as caught:
        read_program(SOUND.replace(old, new, 1), key="hidden", where="hidden/program.toml")
    assert words in str(caught.value)


def test_all_faults_are_named_at_once_with_their_lines() -> None:
    broken = SOUND.replace('next = ["done"]', 'next = ["don"]').replace('unit = "万元"', 'unit = ""')
    with pytest.raises(ProgramError) as caught:
        read_program(broken, key="hidden")
    lines = [fault.split("：")[0] for fault in caught.value.faults]
    assert lines == ["第 14 行", "第 21 行", "第 22 行"]


def test_the_folder_names_the_program() -> None:
    with pytest.raises(ProgramError, match="两者要一样"):
        read_program('id = "other"\n' + SOUND, key="hidden")


def test_a_new_folder_passes_its_check_and_its_cases(tmp_path: Path) -> None:
    write_new(tmp_path / "hidden_dangers", title="隐患", today=date(2026, 3, 2))
    program = load_program(tmp_path / "hidden_dangers")
    played = play(tmp_path / "hidden_dangers", program=program)
    assert [each.differences for each in played] == [()]


EXAMPLE = re.compile(r"^# (?=\[|[a-z_]+ = )", re.MULTILINE)


def test_every_example_in_a_new_folder_holds_when_its_sign_is_taken_away(tmp_path: Path) -> None:
    folder = tmp_path / "hidden_dangers"
    write_new(folder, title='“隐患”又叫"险"', today=date(2026, 3, 2))
    text = (folder / "program.toml").read_text(encoding="utf-8")
    blocks = [block for block in text.split("\n\n") if EXAMPLE.search(block)]
    assert len(blocks) >= 6
    for block in [text, *blocks]:
        (folder / "program.toml").write_text(text.replace(block, EXAMPLE.sub("", block)), encoding="utf-8")
        played = play(folder, program=load_program(folder))
        assert [each.differences for each in played] == [()]
    program = load_program(folder)
    assert program.publish.indicators == ["done_rate"]


def test_a_new_folder_never_writes_over_one(tmp_path: Path) -> None:
    write_new(tmp_path / "hidden", title="隐患", today=date(2026, 3, 2))
    with pytest.raises(ProgramError, match="已经有一个模板"):
        write_new(tmp_path / "hidden", title="隐患", today=date(2026, 3, 2))
