"""每月至少两次: months that are met, missed, still open, excused, or begun late."""

from __future__ import annotations

from datetime import date

from duixian.programs.case import Case, Excuse, Happening
from duixian.programs.duties import Month, months
from duixian.programs.schema import AtLeast, Event, Program

VISIT = Event(
    id="visit", title="督导", by="lead", at_least=AtLeast(times=2, during=["building"], substitutes=["deputy"])
)
PROGRAM = Program.model_validate(
    {
        "id": "sample",
        "title": "样例",
        "version": "2025.1",
        "in_force": date(2025, 1, 1),
        "case": "项目",
        "basis": [{"source": "甲", "says": "乙"}],
        "fields": {
            "name": {"title": "名称", "type": "text"},
            "lead": {"title": "领导", "type": "person"},
            "deputy": {"title": "替代", "type": "person"},
        },
        "stages": [{"id": "early", "title": "前期", "next": ["building"]}, {"id": "building", "title": "在建"}],
        "events": [VISIT.model_dump()],
    }
)


def judged(*visits: Happening, since: date, day: date, excuses: tuple[Excuse, ...] = ()) -> list[Month]:
    case = Case(
        opened_on=since,
        fields={"name": "桥", "lead": "贺", "deputy": "曾"},
        stages=(("building", since),),
        events=visits,
        excuses=excuses,
    )
    return months(case, PROGRAM.event("visit"), program=PROGRAM, day=day)


def visit(day: int, by: str = "贺", month: int = 3) -> Happening:
    return Happening("visit", date(2025, month, day), by)


def test_two_visits_meet_the_month() -> None:
    march = judged(visit(4), visit(20), since=date(2025, 3, 1), day=date(2025, 3, 31))[0]
    assert (march.due, march.done, march.state) == (2, 2, "met")


def test_a_month_that_is_over_with_one_is_missed_and_a_running_one_is_open() -> None:
    march, april = judged(visit(4), visit(1, month=4), since=date(2025, 3, 1), day=date(2025, 4, 10))
    assert (march.state, march.lacking, april.state) == ("missed", 1, "open")


def test_the_substitute_counts_and_someone_else_is_shown_but_does_not() -> None:
    march = judged(visit(4, "曾"), visit(20, "外人"), since=date(2025, 3, 1), day=date(2025, 3, 31))[0]
    assert (march.done, march.others) == (1, 1)


def test_a_stage_entered_late_asks_for_its_part_of_the_month() -> None:
    # 21 to 31 March are 7 of 21 working days: 2 × 7/21 rounds to 1.
    assert judged(since=date(2025, 3, 21), day=date(2025, 3, 31))[0].due == 1


def test_excused_days_lower_what_is_due_and_say_why() -> None:
    away = Excuse("visit", date(2025, 3, 3), date(2025, 3, 31), "在党校学习")
    march = judged(since=date(2025, 3, 1), day=date(2025, 3, 31), excuses=(away,))[0]
    assert (march.due, march.state, march.excused) == (0, "none", ("在党校学习",))


def test_a_visit_of_a_day_to_come_is_not_known_yet() -> None:
    assert judged(visit(20), since=date(2025, 3, 1), day=date(2025, 3, 10))[0].done == 0
