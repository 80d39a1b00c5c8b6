"""What judges a case of an older version: its own stages, steps and duties, by the names that fields have today."""

from __future__ import annotations

import pytest

from duixian.programs import Program, held, read_program
from duixian.programs.conditions import rules_of, wrong_with
from duixian.programs.names import names_of
from duixian.programs.schema import AtLeast
from duixian.programs.versions import on_the_way, order
from duixian.rules import renamed

FIRST = """title = "隐患"
version = "2025.9"
in_force = 2025-01-01
case = "件"
[[basis]]
source = "甲"
says = "乙"
[fields.name]
title = "名称"
type = "text"
[fields.cost]
title = "花费"
type = "money"
unit = "万元"
[fields.lead]
title = "督办人"
type = "person"
[fields.note]
title = "说明"
type = "text"
[parameters.line]
title = "起点"
type = "money"
unit = "万元"
values = [{ from = 2025-01-01, value = 10, reference = "甲" }]
[[stages]]
id = "open"
title = "在办"
next = ["trial"]
[[stages]]
id = "trial"
title = "试点"
next = ["mending"]
[[stages]]
id = "mending"
title = "整改"
requires = ["cost", "note"]
when = "cost >= line AND name <> 'cost' AND reached_trial IS NULL"
limit = 15
[[steps]]
id = "survey"
title = "踏勘"
office = "县住建局"
limit = 10
when = "cost > 5"
[[events]]
id = "visit"
title = "督导"
by = "lead"
at_least = { times = 2, during = ["mending"], substitutes = ["lead"] }
"""
SECOND = (
    FIRST.replace("2025.9", "2025.10")
    .replace("[fields.cost]", '[fields.price]\nwas = "cost"')
    .replace("cost >= line", "price >= 10")
    .replace("cost > 5", "price > 5")
    .replace('"cost"', '"price"', 2)
    .replace('was = "price"', 'was = "cost"')
)
# No trial any more, a longer way, a visit more, no parameter; the lead is called chief, the note retired.
THIRD = f"""{FIRST[: FIRST.index("[fields.cost]")].replace("2025.9", "2026.1")}
[fields.budget]
title = "预算"
type = "money"
unit = "万元"
was = "price"
[fields.chief]
title = "督办人"
type = "person"
was = "lead"
[fields.note]
title = "说明"
type = "text"
retired = true
[[stages]]
id = "open"
title = "在办中"
next = ["checking"]
[[stages]]
id = "checking"
title = "核查"
next = ["mending"]
[[stages]]
id = "mending"
title = "整改"
requires = ["budget", "chief"]
limit = 5
[[events]]
id = "visit"
title = "督导"
by = "chief"
at_least = {{ times = 4, during = ["mending"] }}
[[events]]
id = "call"
title = "约谈"
at_least = {{ times = 1, during = ["mending"] }}
"""


@pytest.fixture
def own() -> Program:
    first, second, third = (read_program(text, key="hidden") for text in (FIRST, SECOND, THIRD))
    return held(first, [second, third])


def test_a_rule_is_renamed_outside_of_its_texts() -> None:
    rule = "cost > 3 AND name <> 'cost' OR workdays(opened_on, today) > \"cost\" -- cost"
    assert renamed(rule, {"cost": "price"}) == (
        "price > 3 AND name <> 'cost' OR workdays(opened_on, today) > price -- cost"
    )


def test_what_a_version_asks_for_is_named_as_fields_are_today(own: Program) -> None:
    mending = own.stage("mending")
    assert (mending.requires, mending.limit) == (["budget"], 15)
    assert mending.when == "budget >= line AND name <> 'cost' AND reached_trial IS NULL"
    assert own.step("survey").when == "budget > 5"
    assert [wrong_with(text, program=own, wants=wants) for _, text, wants in rules_of(own)] == [None, None]


def test_a_version_keeps_its_duties_and_nobody_owes_new_ones(own: Program) -> None:
    duty = own.event("visit").at_least
    assert duty is not None
    assert (own.event("visit").by, duty.times, duty.substitutes) == ("chief", 2, ["chief"])
    assert own.event("call").at_least == AtLeast(times=1, during=[])


def test_past_a_stage_that_is_gone_the_way_is_that_of_today(own: Program) -> None:
    assert [(stage.title, stage.next) for stage in on_the_way(own, ["open"])] == [
        ("在办中", ["checking"]), ("整改", []), ("核查", ["mending"]),
    ]  # fmt: skip


def test_whatever_the_program_in_force_names_an_older_version_can_tell(own: Program) -> None:
    assert names_of(read_program(THIRD, key="hidden")).keys() <= names_of(own).keys()
    assert own.fields.keys() == {"name", "budget", "chief", "note"}


def test_the_tenth_version_of_a_year_comes_after_the_ninth() -> None:
    assert sorted(["2026.1", "2025.10", "2025.9"], key=order) == ["2025.9", "2025.10", "2026.1"]
