"""Steps side by side: who holds them, what is late, the longest way and the days saved."""

from __future__ import annotations

from datetime import date

import pytest

from duixian.programs.case import Case, Taken
from duixian.programs.schema import Program, Step
from duixian.programs.steps import course, held_by, in_order, one_by_one, together

STEPS = [
    Step(id="filing", title="备案", office="发改局", limit=2),
    Step(id="land", title="用地", office="资源局", after=["filing"], limit=10),
    Step(id="water", title="水保", office="水利局", after=["filing"], limit=5, deemed=True),
    Step(id="permit", title="许可", office="审批局", after=["land", "water"], limit=3),
]
PROGRAM = Program.model_validate(
    {
        "id": "sample",
        "title": "样例",
        "version": "2025.1",
        "in_force": date(2025, 1, 1),
        "case": "件",
        "basis": [{"source": "甲", "says": "乙"}],
        "fields": {"name": {"title": "名称", "type": "text"}},
        "stages": [{"id": "open", "title": "在办"}],
        "steps": [step.model_dump() for step in STEPS],
    }
)
# Monday 3 to Friday 28 March 2025 have no holiday among them.
ASKED = Taken("filing", date(2025, 3, 3), date(2025, 3, 4))


def walked(*steps: Taken, day: date) -> dict[str, str]:
    case = Case(opened_on=date(2025, 3, 3), steps=steps)
    return {each.step.id: each.state for each in course(case, program=PROGRAM, day=day)}


def test_an_answered_step_is_done_and_the_next_ones_wait_to_be_asked() -> None:
    states = walked(ASKED, day=date(2025, 3, 5))
    assert states == {"filing": "done", "land": "waiting", "water": "waiting", "permit": "waiting"}


def test_an_answer_of_a_later_day_is_not_known_yet() -> None:
    assert walked(ASKED, day=date(2025, 3, 3))["filing"] == "open"


def test_a_silent_office_is_deemed_to_agree_after_its_limit_and_not_before() -> None:
    asked = Taken("water", date(2025, 3, 4))
    assert walked(ASKED, asked, day=date(2025, 3, 11))["water"] == "open"
    assert walked(ASKED, asked, day=date(2025, 3, 12))["water"] == "deemed"


def test_a_late_answer_comes_after_the_deemed_one() -> None:
    asked = Taken("water", date(2025, 3, 4), date(2025, 3, 20), granted=False)
    assert walked(ASKED, asked, day=date(2025, 3, 21))["water"] == "deemed"


def test_a_step_beyond_its_limit_is_late_by_working_days() -> None:
    case = Case(opened_on=date(2025, 3, 3), steps=(ASKED, Taken("land", date(2025, 3, 4))))
    held = held_by(course(case, program=PROGRAM, day=date(2025, 3, 20)))
    assert [(each.step.id, each.days, each.over) for each in held] == [("land", 12, 2)]


def test_days_are_saved_against_one_after_the_other() -> None:
    steps = (
        ASKED,
        Taken("land", date(2025, 3, 4), date(2025, 3, 14)),
        Taken("water", date(2025, 3, 4), date(2025, 3, 10)),
        Taken("permit", date(2025, 3, 14), date(2025, 3, 18)),
    )
    found = course(Case(opened_on=date(2025, 3, 3), steps=steps), program=PROGRAM, day=date(2025, 3, 20))
    assert (together(found), one_by_one(found)) == (11, 1 + 8 + 4 + 2)
    assert [each.step.id for each in found if each.is_critical] == ["filing", "land", "permit"]


def test_steps_that_wait_for_each_other_are_refused() -> None:
    circle = [Step(id="a", title="甲", office="乙", after=["b"], limit=1)]
    with pytest.raises(ValueError, match="a"):
        in_order(circle)
