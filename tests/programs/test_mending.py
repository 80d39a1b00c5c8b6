"""A fault of shape hides no other fault, and brings forth none."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Iterator
from typing import Any

import pytest

from duixian.errors import ProgramError
from duixian.programs import read_program
from duixian.programs.loading import examined

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
[fields.lead]
title = "责任人"
type = "person"
[fields.kind]
title = "类别"
type = "choice"
choices = { fire = "消防", road = "道路" }
[fields.cost]
title = "花费"
type = "money"
unit = "万元"
[[stages]]
id = "open"
title = "在办"
next = ["done"]
requires = ["lead"]
limit = 5
[[stages]]
id = "done"
title = "办结"
[[events]]
id = "check"
title = "查看"
by = "lead"
at_least = { times = 2, during = ["open"] }
[events.fields.spent]
title = "花了"
type = "money"
unit = "万元"
[[steps]]
id = "filing"
title = "备案"
office = "发改局"
limit = 2
[parameters.most]
title = "最多花"
type = "money"
unit = "万元"
[[parameters.most.values]]
from = 2025-01-01
value = 10
reference = "丙"
[[indicators]]
id = "rate"
title = "办结率"
unit = "%"
share = "reached_done IS NOT NULL"
of = "kind = 'fire'"
[[gates]]
title = "年底"
indicator = "rate"
at_least = 90
by = "12-31"
[[alerts]]
id = "dear"
title = "花多了"
when = "stage = 'open' AND kind = 'fire' AND check_spent_total > most"
to = "lead"
[[curves]]
title = "花费"
plan = "check.spent"
actual = "check.spent"
[board]
sum = "cost"
dots = "check"
[publish]
indicators = ["rate"]
fields = ["name"]
"""


def faults(text: str) -> list[str]:
    with pytest.raises(ProgramError) as caught:
        read_program(text, key="hidden")
    return list(caught.value.faults)


def test_a_mistyped_key_hides_none_of_five_other_faults() -> None:
    broken = (
        SOUND.replace("requires =", "requries =")
        .replace('["lead"]', '["leed"]')
        .replace('sum = "cost"', 'sum = "cots"')
        .replace('by = "lead"', 'by = "boss"')
        .replace('indicator = "rate"', 'indicator = "rat"')
        .replace("> most", "> mosst")
    )
    told = faults(broken)
    assert len(told) == 6
    assert "不认识“requries”；是不是 requires？" in told[0]
    assert "要求“leed”" in told[1]


def test_what_hangs_on_a_dropped_stage_is_not_told() -> None:
    broken = SOUND.replace('id = "done"\ntitle = "办结"', 'id = "done"\nlimit = 0').replace('sum = "cost"', 'sum = "x"')
    told = faults(broken)
    assert [each.split("；")[0] for each in told] == [
        "第 28 行：stages.第2条.title：缺这一项",
        "第 30 行：stages.第2条.limit：写的是 0，不能小于 1",
        "第 74 行：卡片上的 sum“x”，没有这个",
    ]


def test_lines_are_those_of_the_file_though_rows_before_were_dropped() -> None:
    broken = SOUND.replace('id = "open"\n', "").replace(
        'id = "done"\n', 'id = "done"\nrequires = ["naem"]\nlimit = "x"\n'
    )
    assert [each.split("：")[0] for each in faults(broken)] == ["第 22 行", "第 30 行"]


def test_one_table_written_as_a_list_says_how() -> None:
    assert "每条前面写两层方括号：[[gates]]" in faults(SOUND.replace("[[gates]]", "[gates]"))[0]


def test_a_type_that_does_not_work_yet_says_what_does_its_work() -> None:
    told = faults(SOUND.replace('type = "person"', 'type = "party"').replace('type = "text"', 'type = "file"'))
    assert "写在阶段或事件的 evidence 里" in told[0]
    assert "先写 text" in told[1]
    assert len(told) == 2


def test_the_mark_before_a_text_of_notepad_is_no_fault(tmp_path: Any) -> None:
    from duixian.programs import load_program

    (tmp_path / "program.toml").write_text(SOUND, encoding="utf-8-sig")
    folder = tmp_path.rename(tmp_path.parent / "hidden")
    assert load_program(folder).title == "隐患"


def _keys(table: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    rows = table.items() if isinstance(table, dict) else enumerate(table) if isinstance(table, list) else ()
    for key, value in rows:
        if isinstance(key, str):
            yield (*path, key)
        yield from _keys(value, (*path, key))


KEYS = list(_keys(tomllib.loads(SOUND)))


def _mutants(path: tuple[Any, ...]) -> Iterator[dict[str, Any]]:
    """Yield the program with the key mistyped, mistaken, and with what no key can hold."""
    is_id = path[:-1] in (("fields",), ("parameters",)) or path[-2:-1] in (("choices",), ("fields",))
    for change in (None, "qwxyz", f"{path[-1]}x", [[1]], {"q": {"w": [1]}}):
        if is_id and not isinstance(change, list | dict):
            continue
        if path in (("fields",), ("parameters",)) and isinstance(change, dict):
            continue
        data = copy.deepcopy(tomllib.loads(SOUND))
        around = data
        for part in path[:-1]:
            around = around[part]
        if isinstance(change, str):
            around[change] = around.pop(path[-1])
        elif change is None:
            around[path[-1]] = -1.5
        else:
            around[path[-1]] = change
        yield data


@pytest.mark.parametrize("path", KEYS, ids=lambda path: ".".join(map(str, path)))
def test_a_fault_of_shape_brings_forth_no_other(path: tuple[Any, ...], monkeypatch: pytest.MonkeyPatch) -> None:
    for data in _mutants(path):
        monkeypatch.setattr("duixian.programs.loading.data_in", lambda text, said=data: (said, None))
        told = examined("", key="hidden").faults
        elsewhere = [
            str(each)
            for each in told
            if each.path[: len(path)] != path and each.path[:-1] != path[:-1] and each.path != path[: len(each.path)]
        ]
        assert elsewhere == [], data
