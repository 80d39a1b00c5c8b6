"""What happens to a case: opened, changed, moved, visited, steps asked for; in the journal, or refused in words."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone
from installing import Install

from duixian.accounts.models import Person, Place
from duixian.cases.actions.events import attach, excuse, happen, take_back
from duixian.cases.actions.moving import NotYetError, move
from duixian.cases.actions.opening import change_fields, open_case
from duixian.cases.actions.steps import answer, ask, waive
from duixian.cases.models import Case, CaseStep
from duixian.cases.rows import history
from duixian.cases.tables.shelf import shelf
from duixian.errors import ConflictError, LedgerError
from duixian.journal import clock
from duixian.journal.models import Entry
from duixian.journal.verifying import verify
from duixian.ledger.actions.claims import Paper
from duixian.ledger.verifying import verify as whole
from duixian.programs import Course, columns_of, course, months

pytestmark = pytest.mark.django_db
PHOTO = Paper(sha256="0" * 64, size=9, name="开工.jpg", media_type="image/jpeg")
PERMIT = Paper(sha256="1" * 64, size=9, name="许可.pdf", media_type="application/pdf")


@pytest.fixture
def bridge(served: Install, county: Place, qin: Person, fang: Person) -> Case:
    served("major_projects")
    fields = {"name": "南环路改线", "kind": "新建", "total_investment": "41,000", "lead": fang.name}
    return open_case("major_projects", fields=fields, place=county, by=qin, opened_on=date(2025, 1, 6))


def at(day: date) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, 10))


def deeds(case: Case) -> list[str]:
    return list(
        Entry.objects.filter(subject_kind="cases.case", subject_id=case.pk)
        .order_by("seq")
        .values_list("action", flat=True)
    )


def test_a_case_is_opened_in_the_first_stage_with_its_number(bridge: Case) -> None:
    assert (bridge.stage, bridge.number, bridge.title, bridge.version) == ("reserve", 1, "南环路改线", "2025.1")
    row = shelf.get("major_projects").model._default_manager.get(pk=bridge.pk)
    assert row.total_investment == Decimal(41000)  # type: ignore[attr-defined]
    assert deeds(bridge) == ["case.open"]


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"kind": "new"}, "还没有填：项目名称"),
        ({"name": "桥", "kind": "新新"}, "不在可选之列：新建、续建"),
        ({"name": "桥", "kind": "new", "total_investment": "三千"}, "不是数字"),
        ({"name": "桥", "kind": "new", "total_investment": "-1"}, "小于 0"),
        ({"name": "桥", "kind": "new", "lead": "没有此人"}, "本县没有叫“没有此人”的人"),
        ({"name": "桥", "kind": "new", "plan_start": "明年"}, "不是日期"),
        ({"name": "桥", "kind": "new", "nme": "x"}, "没有这个栏目"),
    ],
)
def test_what_cannot_be_read_opens_nothing(bridge: Case, county: Place, fields: dict[str, str], words: str) -> None:
    with pytest.raises(LedgerError, match=words):
        open_case("major_projects", fields=fields, place=county, by=None)
    assert Case.objects.count() == 1


def test_a_change_says_before_and_after_and_two_at_once_lose_nothing(bridge: Case, qin: Person) -> None:
    seen = bridge.revision
    change_fields(bridge, fields={"year_plan": "9000"}, by=qin, revision=seen)
    with pytest.raises(ConflictError):
        change_fields(bridge, fields={"year_plan": "8000"}, by=qin, revision=seen)
    entry = Entry.objects.get(action="case.change")
    assert '"after":{"year_plan":"9000"}' in entry.body


def test_a_move_says_what_is_missing_and_moves_nothing(bridge: Case, qin: Person) -> None:
    move(bridge, to="early", by=qin, on=date(2025, 2, 10))
    with pytest.raises(NotYetError) as caught:
        move(bridge, to="started", by=qin)
    assert [each.words for each in caught.value.lacks] == ["跟踪人", "实际开工", "施工许可", "开工照片"]
    bridge.refresh_from_db()
    assert (bridge.stage, bridge.stage_since) == ("early", date(2025, 2, 10))


def test_a_case_moves_once_nothing_is_missing(bridge: Case, qin: Person) -> None:
    move(bridge, to="early", by=qin, on=date(2025, 2, 10))
    change_fields(bridge, fields={"tracker": qin.name, "start_date": "2025-03-18"}, by=qin)
    attach(bridge, kind="施工许可", paper=PERMIT, by=qin)
    attach(bridge, kind="开工照片", paper=PHOTO, by=qin)
    move(bridge, to="started", by=qin, on=date(2025, 3, 18))
    row = shelf.get("major_projects").model._default_manager.get(pk=bridge.pk)
    assert (row.stage, row.stage_since) == ("started", date(2025, 3, 18))
    assert deeds(bridge) == ["case.open", "case.move", "case.change", "case.paper", "case.paper", "case.move"]
    assert verify().is_whole


def test_a_day_to_come_or_before_the_stage_is_refused(bridge: Case, qin: Person) -> None:
    with pytest.raises(LedgerError, match="还没有到"):
        move(bridge, to="early", by=qin, on=date(2999, 1, 1))
    with pytest.raises(LedgerError, match="早于"):
        move(bridge, to="early", by=qin, on=date(2024, 1, 1))


def test_visits_count_once_each_and_a_withdrawn_one_no_longer(bridge: Case, qin: Person, fang: Person) -> None:
    first = happen(bridge, event="site_visit", by=fang, key="a", on=date(2025, 3, 4))
    assert happen(bridge, event="site_visit", by=fang, key="a", on=date(2025, 3, 5)) == first
    happen(bridge, event="site_visit", by=fang, key="b", on=date(2025, 3, 20))
    take_back(first, by=qin, why="记错了项目")
    shelved = shelf.get("major_projects")
    row = columns_of(history(bridge, of=shelved), program=shelved.program, day=date(2025, 3, 31))
    assert (row["site_visit_count"], row["site_visit_this_month"]) == (1, 1)


def test_amounts_of_events_are_exact_and_counted_on_their_month(bridge: Case, qin: Person) -> None:
    for month, done in (("2025-02-28", "0.1"), ("2025-03-31", "0.2")):
        happen(bridge, event="progress", by=qin, key=month, fields={"month_end": month, "done": done})
    shelved = shelf.get("major_projects")
    told = history(bridge, of=shelved)
    assert columns_of(told, program=shelved.program, day=date(2025, 3, 31))["progress_done_total"] == Decimal("0.3")
    assert columns_of(told, program=shelved.program, day=date(2025, 3, 30))["progress_done_total"] == Decimal("0.1")


def test_an_event_without_what_it_needs_is_refused(bridge: Case, qin: Person) -> None:
    with pytest.raises(LedgerError, match="还没有填：完成投资"):
        happen(bridge, event="progress", by=qin, key="x", fields={"month_end": "2025-03-31"})


def test_excused_days_need_a_reason_and_lower_the_duty(bridge: Case, qin: Person) -> None:
    with pytest.raises(LedgerError, match="理由"):
        excuse(bridge, event="site_visit", since=date(2025, 3, 1), until=date(2025, 3, 9), by=qin, why=" ")
    excuse(bridge, event="site_visit", since=date(2025, 1, 1), until=date(2025, 12, 31), by=qin, why="党校学习")
    shelved = shelf.get("major_projects")
    event = shelved.program.event("site_visit")
    duty = months(history(bridge, of=shelved), event, program=shelved.program, day=date(2025, 3, 31))
    assert {month.due for month in duty} == {0}


def test_steps_run_from_asking_to_the_answer(served: Install, county: Place, qin: Person) -> None:
    served("parallel_approvals")
    fields = {"name": "冷库", "applicant": "某公司", "agent": qin.name, "standard_land": "是"}
    with clock.standing_at(at(date(2025, 3, 28))):
        case = open_case("parallel_approvals", fields=fields, place=county, by=qin, opened_on=date(2025, 3, 3))
        ask(case, step="filing", by=qin, on=date(2025, 3, 4))
        answer(case, step="filing", by=qin, granted=True, on=date(2025, 3, 5))
        ask(case, step="water", by=qin, on=date(2025, 3, 5))
        waive(case, step="fire", by=qin, why="不涉及")
        with pytest.raises(LedgerError, match="还没有报送"):
            answer(case, step="permit", by=qin, granted=True)
    assert CaseStep.objects.get(case=case, step="water").deadline == date(2025, 3, 19)
    shelved = shelf.get("parallel_approvals")
    states = {
        each.step.id: each.state
        for each in course(history(case, of=shelved), program=shelved.program, day=date(2025, 3, 28))
    }
    assert {key: states[key] for key in ("filing", "land", "water", "fire", "permit")} == {
        "filing": "done", "land": "waived", "water": "deemed", "fire": "waived", "permit": "waiting",
    }  # fmt: skip


@pytest.fixture
def store(served: Install, county: Place, qin: Person) -> Case:
    served("parallel_approvals")
    fields = {"name": "冷库", "applicant": "某公司", "agent": qin.name, "standard_land": "是"}
    return open_case("parallel_approvals", fields=fields, place=county, by=qin, opened_on=date(2025, 3, 3))


def stands(case: Case, step: str, day: date) -> Course:
    shelved = shelf.get(case.program)
    listed = course(history(case, of=shelved, day=day), program=shelved.program, day=day)
    return next(each for each in listed if each.step.id == step)


def test_a_refused_step_is_asked_for_again_and_the_first_answer_stays(store: Case, qin: Person) -> None:
    ask(store, step="filing", by=qin, on=date(2025, 3, 4))
    answer(store, step="filing", by=qin, granted=False, on=date(2025, 3, 5), words="缺项目代码")
    with pytest.raises(LedgerError, match="2025-03-05 已经答复过"):
        answer(store, step="filing", by=qin, granted=True, on=date(2025, 3, 6))
    with pytest.raises(LedgerError, match="2025-03-04 已经报过"):
        ask(store, step="filing", by=qin, on=date(2025, 3, 4))
    ask(store, step="filing", by=qin, on=date(2025, 3, 10))
    with pytest.raises(LedgerError, match="2025-03-10 已经报过"):
        ask(store, step="filing", by=qin, on=date(2025, 3, 11))
    answer(store, step="filing", by=qin, granted=True, on=date(2025, 3, 11))
    rows = CaseStep.objects.filter(case=store, step="filing").order_by("attempt")
    assert [(row.asked_on, row.deadline, row.granted, row.words) for row in rows] == [
        (date(2025, 3, 4), date(2025, 3, 6), False, "缺项目代码"),
        (date(2025, 3, 10), date(2025, 3, 12), True, ""),
    ]
    assert deeds(store) == ["case.open", "case.ask", "case.answer", "case.ask", "case.answer"]
    days = [date(2025, 3, 4), date(2025, 3, 7), date(2025, 3, 10), date(2025, 3, 11)]
    assert [stands(store, "filing", day).state for day in days] == ["open", "refused", "open", "done"]
    assert [each.words for each in stands(store, "filing", days[2]).earlier] == ["缺项目代码"]


def test_a_step_whose_turn_has_not_come_is_not_asked_for(store: Case, qin: Person) -> None:
    with pytest.raises(LedgerError, match="“环评”还轮不到：要先办完“立项备案”。"):
        ask(store, step="environment", by=qin, on=date(2025, 3, 4))
    # Standard land needs no 用地预审; what that one waits for, 人防 waits for.
    with pytest.raises(LedgerError, match="“人防”还轮不到：要先办完“立项备案”。"):
        ask(store, step="shelter", by=qin, on=date(2025, 3, 4))
    ask(store, step="filing", by=qin, on=date(2025, 3, 4))
    answer(store, step="filing", by=qin, granted=True, on=date(2025, 3, 6))
    with pytest.raises(LedgerError, match="还轮不到"):
        ask(store, step="environment", by=qin, on=date(2025, 3, 5))
    ask(store, step="environment", by=qin, on=date(2025, 3, 6))
    assert deeds(store) == ["case.open", "case.ask", "case.answer", "case.ask"]


def test_a_step_that_the_fields_waived_comes_back_with_them(store: Case, qin: Person) -> None:
    today = clock.today()
    waive(store, step="water", by=qin, why="不需要办")
    assert (stands(store, "land", today).state, stands(store, "water", today).state) == ("waived", "waived")
    change_fields(store, fields={"standard_land": "否"}, by=qin)
    assert (stands(store, "land", today).state, stands(store, "water", today).state) == ("waiting", "waived")


def test_the_waivers_of_rules_that_older_ledgers_stored_are_taken_out(store: Case, qin: Person) -> None:
    waive(store, step="water", by=qin, why="不需要办")
    waive(store, step="fire", by=qin, why="不涉及")
    CaseStep.objects.filter(case=store, step="land").update(waived_why="不需要办")
    migration = import_module("duixian.cases.migrations.0005_waived_by_people")
    migration.keep_those_of_people(apps, None)
    kept = CaseStep.objects.filter(case=store).exclude(waived_why="").values_list("step", "waived_why")
    assert set(kept) == {("water", "不需要办"), ("fire", "不涉及")}


def test_a_paper_that_is_gone_is_found_when_the_ledger_is_verified(bridge: Case, qin: Person) -> None:
    assert whole().faults == ()
    attach(bridge, kind="施工许可", paper=PERMIT, by=qin)
    (fault,) = whole().faults
    assert (fault.where, fault.what) == ("“南环路改线”的材料 许可.pdf", "存下的文件不在了")
