"""What passes `check` does not break later: no id that the table, a query or a form already means something else by."""

from __future__ import annotations

import pytest
from django.apps.registry import Apps
from django.core.checks import run_checks
from installing import Install

from duixian.accounts.models import Person, Place
from duixian.cases.actions.opening import open_case
from duixian.cases.models import CaseRow
from duixian.cases.tables.making import model_of
from duixian.errors import ProgramError
from duixian.programs.loading import read_program
from duixian.programs.schema import is_id
from duixian.programs.taken import OF_ROWS

TEXT = """title = "隐患"
version = "2025.1"
in_force = 2025-01-01
case = "件"
[[basis]]
source = "甲"
says = "乙"
[fields.name]
title = "名称"
type = "text"
[fields.owner]
title = "督办人"
type = "person"
[fields.due]
title = "期限"
type = "date"
[fields.a_number_with_an_id_of_exactly_forty_ch]
title = "甲"
type = "integer"
least = 1
most = 9
[fields.a_number_with_an_id_of_exactly_forty_cz]
title = "乙"
type = "integer"
least = 1
[[stages]]
id = "open"
title = "在办"
[[events]]
id = "visit"
title = "检查"
[events.fields.found]
title = "发现"
type = "text"
"""
TAKEN = [
    ("fields.due", "fields.objects", "“objects”是系统自己用的名字"),
    ("fields.due", "fields.save", "“save”是系统自己用的名字"),
    ("fields.due", "fields.pk", "“pk”是系统自己用的名字"),
    ("fields.due", "fields.since", "“since”是系统自己用的名字"),
    ("fields.due", "fields.owner_id", "“owner”在表里另占的名字"),
    ("fields.due", "fields.name_then", "“name”在表里另占的名字"),
    ("fields.due", "fields.reason", "“reason”是表单自己用的名字"),
    ('fields.due]\ntitle = "期限"\ntype = "date"', 'fields.sort]\ntitle = "期限"\ntype = "boolean"', "列表网址自己用"),
    ("events.fields.found", "events.fields.key", "“key”是表单自己用的名字"),
    ("fields.due", "fields.due__on", "“due__on”的写法不对；代号只用小写字母"),
    ("fields.due", "fields.due_", "“due_”的写法不对"),
    ('id = "open"', 'id = "open_"', "“open_”的写法不对"),
    ("events.fields.found]", 'events.fields.found]\nwas = "seen"', "“检查”的栏目“found”不能写 was；代号不改"),
    ('id = "open"', 'id = "open"\nwas = "opened"', "这里不能写 was；装过以后 id 就不改，标题可以改"),
    ("fields.due]", "fields.a_number_with_an_id_of_more_than_forty_chars]", "最多 40 个字"),
]


@pytest.mark.parametrize(("old", "new", "words"), TAKEN)
def test_an_id_that_would_break_later_is_refused_with_the_reason(old: str, new: str, words: str) -> None:
    assert old in TEXT
    with pytest.raises(ProgramError) as refused:
        read_program(TEXT.replace(old, new), key="hidden")
    assert words in str(refused.value)


@pytest.mark.parametrize("key", ["hidden__dangers", "hidden_", "h" * 41])
def test_a_folder_of_such_a_name_is_refused(key: str) -> None:
    with pytest.raises(ProgramError, match="不能作代号"):
        read_program(TEXT, key=key)


def test_the_list_of_what_a_row_has_is_complete() -> None:
    program = read_program(TEXT, key="hidden")
    own = {*program.fields, "owner_id"}
    assert {name for name in dir(model_of(program, apps=Apps())) if is_id(name)} - own <= OF_ROWS
    assert all(hasattr(model_of(program, apps=Apps()), name) for name in OF_ROWS - {"id", "today"})
    assert CaseRow._meta.abstract


@pytest.mark.django_db(transaction=True)
def test_long_ids_that_begin_alike_stand_beside_each_other(installed: Install, county: Place, qin: Person) -> None:
    keys = (
        "livelihood_works_2025",
        "livelihood_works_2026",
        "livelihoodworks_2026",
        "livelihood_works_of_the_county_seat_2026",
    )
    for key in keys:
        installed(key, TEXT)
    for key in keys:
        open_case(key, fields={"name": key}, place=county, by=qin)
        installed(key, TEXT.replace("2025.1", "2025.2").replace("most = 9", "most = 99"))
    assert [error for error in run_checks() if error.is_serious()] == []
