"""Many deeds at once leave the same rows and the same journal as one after the other; one that may not stops all."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from installing import Install
from moments import at

from duixian.accounts.models import Person, Place
from duixian.cases.actions.events import Brought, Deed, attach, attach_many, happen, happen_many
from duixian.cases.actions.moving import Move, NotYetError, move, move_many
from duixian.cases.actions.opening import open_case
from duixian.cases.actions.steps import Answer, Asking, answer, answer_many, ask, ask_many
from duixian.cases.models import Case, CaseEvent, CasePaper, CaseStage, CaseStep, EventAmount
from duixian.cases.tables.shelf import shelf
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.models import Entry
from duixian.journal.verifying import verify
from duixian.ledger.actions.claims import Paper

pytestmark = pytest.mark.django_db
PHOTO = Paper(sha256="0" * 64, size=9, name="现场.jpg", media_type="image/jpeg", place_words="柳河镇")
TODAY = at(3, 28)
Two = tuple[Case, Case]


@pytest.fixture
def bridges(served: Install, county: Place, qin: Person, fang: Person) -> Two:
    served("major_projects")
    fields = {"name": "南环路改线", "kind": "新建", "total_investment": "41000", "lead": fang.name}
    opened = date(2025, 1, 6)
    with clock.standing_at(TODAY):
        first, second = (
            open_case("major_projects", fields=fields, place=county, by=qin, opened_on=opened) for _ in "甲乙"
        )
    return first, second


@pytest.fixture
def files(served: Install, county: Place, qin: Person) -> Two:
    served("parallel_approvals")
    fields = {"name": "冷库", "applicant": "某公司", "agent": qin.name, "standard_land": "否"}
    opened = date(2025, 3, 3)
    with clock.standing_at(TODAY):
        first, second = (
            open_case("parallel_approvals", fields=fields, place=county, by=qin, opened_on=opened) for _ in "甲乙"
        )
    return first, second


def left(case: Case) -> list[Any]:
    """All that stands in the tables and in the journal of a case, but for keys and for the chain's own hashes."""
    row = Case.objects.get(pk=case.pk)
    own = shelf.get(row.program).model._default_manager.get(pk=row.pk)
    kinds = (CaseStage, CaseEvent, CasePaper, CaseStep)
    rows = [[each.__dict__ for each in kind._default_manager.filter(case=row).order_by("pk")] for kind in kinds]
    amounts = list(EventAmount.objects.filter(event__case=row).order_by("pk").values_list("name", "value"))
    bodies = Entry.objects.filter(subject_kind="cases.case", subject_id=row.pk).order_by("seq").values_list("body")
    told = [json.loads(body) | {"id": 0} for (body,) in bodies]
    known = {"id", "_state", "case_id", "event_id", "key", "number", "head"}
    flat = [row.__dict__, own.__dict__, *(each for kind in rows for each in kind)]
    return [[{key: value for key, value in each.items() if key not in known} for each in flat], amounts, told]


def assert_both_leave_the_same(pair: Two, single: Callable[[Case, str], object], many: Callable[[], object]) -> None:
    """Do it to the first alone and to the second among many: both are left alike, and the journal is whole."""
    with clock.standing_at(TODAY):
        single(pair[0], "甲")
        many()
    assert left(pair[0]) == left(pair[1])
    assert verify().is_whole


def test_events_of_several_people_with_amounts_and_papers(bridges: Two, qin: Person, fang: Person) -> None:
    def deeds(case: Case, key: str) -> list[Deed]:
        visit = {"found": "钢筋未到", "position": "84.1,39.0"}
        done = {"month_end": "2025-02-28", "done": "320.5"}
        seen = (("现场照片", PHOTO),)
        return [
            Deed(case=case, event="site_visit", by=fang, key=f"{key}1", fields=visit, on=date(2025, 3, 4), papers=seen),
            Deed(case=case, event="progress", by=qin, key=f"{key}2", fields=done, at=at(3, 9)),
            Deed(case=case, event="site_visit", by=fang, key=f"{key}3"),
        ]

    def one(case: Case, key: str) -> None:
        for deed in deeds(case, key):
            told = {"fields": deed.fields, "on": deed.on, "at": deed.at, "papers": deed.papers}
            happen(case, event=deed.event, by=deed.by, key=deed.key, **told)  # type: ignore[arg-type]

    assert_both_leave_the_same(bridges, one, lambda: happen_many([*deeds(bridges[1], "乙"), *deeds(bridges[0], "甲")]))


def test_papers_and_a_move(bridges: Two, qin: Person, fang: Person) -> None:
    day = date(2025, 2, 10)

    def one(case: Case, _key: str) -> None:
        attach(case, kind="立项批复", paper=PHOTO, by=qin)
        move(case, to="early", by=fang, on=day, reason="立项")

    def many() -> None:
        attach_many([Brought(case=bridges[1], kind="立项批复", paper=PHOTO, by=qin)])
        move_many([Move(case=bridges[1], to="early", by=fang, on=day, reason="立项")])

    assert_both_leave_the_same(bridges, one, many)


def test_steps_asked_answered_and_asked_again(files: Two, qin: Person) -> None:
    asked, told = date(2025, 3, 4), date(2025, 3, 6)

    def one(case: Case, _key: str) -> None:
        ask(case, step="filing", by=qin, on=asked)
        answer(case, step="filing", by=qin, granted=False, on=told, words="材料不齐")
        ask(case, step="filing", by=qin)

    def many() -> None:
        ask_many([Asking(case=files[1], step="filing", by=qin, on=asked)])
        answer_many([Answer(case=files[1], step="filing", by=qin, granted=False, on=told, words="材料不齐")])
        ask_many([Asking(case=files[1], step="filing", by=qin)])

    assert_both_leave_the_same(files, one, many)


def test_one_that_may_not_move_stops_all(bridges: Two, qin: Person) -> None:
    with pytest.raises(NotYetError, match="不能直接到"):
        move_many([Move(case=bridges[0], to="early", by=qin), Move(case=bridges[1], to="completed", by=qin)])
    assert set(Case.objects.values_list("stage", flat=True)) == {"reserve"}
    with pytest.raises(ValueError, match="once"):
        move_many([Move(case=bridges[0], to="early", by=qin)] * 2)


def test_an_event_or_a_step_that_is_refused_stops_all(bridges: Two, files: Two, qin: Person) -> None:
    good = Deed(case=bridges[0], event="site_visit", by=qin, key="一")
    with pytest.raises(LedgerError, match="还没有填"):
        happen_many([good, Deed(case=bridges[1], event="progress", by=qin, key="二")])
    assert not CaseEvent.objects.exists()
    assert len(happen_many([good, good])) == 2
    assert CaseEvent.objects.count() == 1
    asking = Asking(case=files[0], step="filing", by=qin)
    with pytest.raises(LedgerError, match="没有“桥”这项手续"):
        ask_many([asking, Asking(case=files[0], step="桥", by=qin)])
    with pytest.raises(ValueError, match="once"):
        ask_many([asking, asking])
    assert not CaseStep.objects.exclude(asked_on=None).exists()
