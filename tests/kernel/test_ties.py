"""A commitment measured by cases: proposed with reasons, settled by a person, moved by what happens to the cases."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from installing import Install
from moments import at
from people import read_into, signed_in

from duixian.accounts.models import Person, Place
from duixian.cases.actions.events import attach
from duixian.cases.actions.moving import move
from duixian.cases.actions.opening import change_fields, open_case
from duixian.cases.actions.ties import feed, propose_ties, settle
from duixian.cases.models import Case, Tie
from duixian.cases.queries.figures import figures
from duixian.cases.tables.shelf import Shelved
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.journal.verifying import verify
from duixian.ledger.actions.claims import Paper
from duixian.ledger.actions.review import accept_many
from duixian.ledger.models import Commitment, Document, Observation
from duixian.ledger.queries.standing import standings

pytestmark = pytest.mark.django_db


@pytest.fixture
def works(served: Install) -> Shelved:
    return served("livelihood_works")


@pytest.fixture
def estates(works: Shelved, county: Place, qin: Person, fang: Person, reviewed: Document) -> list[Case]:
    """Nine old estates, as the report promises."""
    with clock.standing_at(at(2, 10)):
        return [
            open_case(
                works.program.id, place=county, by=qin,
                fields={
                    "name": f"清河小区{number}号院", "kind": "estate", "amount": "1", "due": "2025-11-30",
                    "lead": fang.name, "households": 60 + number, "builder": "清河建工",
                },
            )
            for number in range(1, 10)
        ]  # fmt: skip


def promise() -> Commitment:
    return Commitment.objects.get(statement__text="9个")


def tie(works: Shelved, indicator: str = "completed_this_year") -> Tie:
    with clock.standing_at(at(2, 10)):
        propose_ties(works)
    return Tie.objects.get(commitment=promise(), indicator=indicator, choice="estate")


def test_a_tie_is_proposed_once_and_says_why(works: Shelved, estates: list[Case]) -> None:
    found = tie(works)
    assert found.state == "proposed"
    assert found.reasons == ["单位相合：个", "原文里有：改造", "类别“老旧小区改造”"]
    with clock.standing_at(at(2, 11)):
        assert propose_ties(works) == []
    assert not Tie.objects.filter(commitment__statement__text="24部").exists()


def test_a_commitment_moves_with_the_cases_that_it_is_tied_to(works: Shelved, estates: list[Case], qin: Person) -> None:
    before = standings([promise()], day=date(2025, 9, 26))[promise().pk]
    assert before.assessment == "unknown"
    settle(tie(works), by=qin, is_confirmed=True)
    for case, month in zip(estates[:6], range(4, 10), strict=True):
        _finish(case, works, qin, month)
    with clock.standing_at(at(9, 26)):
        (row,) = feed(works, day=date(2025, 9, 26))
        assert feed(works, day=date(2025, 9, 26)) == []
    assert (row.value, row.unit, row.period_end, row.source) == (Decimal(6), "个", date(2025, 9, 26), "program")
    after = standings([promise()], day=date(2025, 9, 26))[promise().pk]
    assert after.assessment != "unknown"
    assert "6" in after.words
    assert verify().faults == ()


def test_nothing_is_measured_before_a_person_says_so(works: Shelved, estates: list[Case], qin: Person) -> None:
    tie(works)
    assert feed(works, day=date(2025, 9, 26)) == []
    settle(tie(works), by=qin, is_confirmed=False)
    assert feed(works, day=date(2025, 9, 26)) == []
    assert not Observation.objects.filter(source="program").exists()


def test_a_month_s_end_is_kept_even_where_nothing_changed(works: Shelved, estates: list[Case], qin: Person) -> None:
    settle(tie(works), by=qin, is_confirmed=True)
    kept = [day for day in (29, 30, 30) if feed(works, day=date(2025, 9, day))]
    assert kept == [29, 30]


def test_a_second_measure_is_refused_in_words(works: Shelved, estates: list[Case], qin: Person) -> None:
    settle(tie(works), by=qin, is_confirmed=True)
    with pytest.raises(LedgerError, match="已经由“本年竣工”计量"):
        settle(tie(works, "amount_this_year"), by=qin, is_confirmed=True)


def _finish(case: Case, works: Shelved, by: Person, month: int) -> None:
    """Bring a case to its completion with what its stages ask for."""
    with clock.standing_at(at(month, 8)):
        for stage in works.program.stages[1:3]:
            for kind in stage.evidence:
                paper = Paper(sha256=f"{case.pk:064}", size=9, name=f"{kind}.jpg", media_type="image/jpeg")
                attach(case, kind=kind, paper=paper, by=by)
            move(case, to=stage.id, by=by)


def test_the_cases_of_another_county_do_not_count(
    works: Shelved, estates: list[Case], qin: Person, wai: Person, elsewhere: Place
) -> None:
    settle(tie(works), by=qin, is_confirmed=True)
    fields = {
        "name": "别县小区",
        "kind": "estate",
        "amount": "1",
        "due": "2025-11-30",
        "builder": "别处",
        "lead": wai.name,
    }
    with clock.standing_at(at(3, 3)):
        other = open_case(works.program.id, fields=fields, place=elsewhere, by=wai)
    _finish(other, works, wai, 4)
    (row,) = feed(works, day=date(2025, 9, 26))
    assert row.value == 0
    mine, theirs = (person.places for person in (qin, wai))
    told = {
        whose: next(
            each.figure.value for each in figures(works, day=date(2025, 9, 26), within=within).measured
            if (each.indicator.id, each.choice) == ("completed_this_year", "estate")
        )
        for whose, within in (("mine", mine), ("theirs", theirs))
    }  # fmt: skip
    assert told == {"mine": 0, "theirs": 1}


PLAN = """清河湾县2025年政府工作报告

二、2025年工作安排
3月底前续建项目复工率达到100%，新建项目开工率不低于40%。

抓好项目建设，要确保重点项目投资完成率达到95%以上，城镇化率达到61%。
"""


@pytest.fixture
def plan(county: Place, qin: Person) -> Document:
    with clock.standing_at(at(1, 20)):
        document = read_into(county, qin, PLAN)
        accept_many(list(document.statements.all()), by=qin)
    return document


def test_a_share_is_measured_by_a_share_and_a_gate_is_known_again(
    served: Install, county: Place, township: Place, qin: Person, plan: Document
) -> None:
    projects = served("major_projects")
    # The cases are a township's; what the county promised counts them too.
    with clock.standing_at(at(2, 10)):
        fields = {"name": "北沟冷链库", "kind": "new", "lead": qin.pk, "total_investment": "900"}
        case = open_case(projects.program.id, fields=fields, place=township, by=qin)
        ties = {row.indicator: row for row in propose_ties(projects)}
    assert {key: row.commitment.statement.text for key, row in ties.items()} == {
        "resumed_rate": "100%", "start_rate": "40%", "year_rate": "95%",
    }  # fmt: skip
    assert ties["start_rate"].reasons == [
        "单位相合：%", "原文里有：开工率、新建项目", "与门槛“首季新开工率”同一天、同一个数",
    ]  # fmt: skip
    settle(ties["start_rate"], by=qin, is_confirmed=True)
    with clock.standing_at(at(3, 3)):
        move(case, to="early", by=qin)
        assert [row.value for row in feed(projects, day=date(2025, 3, 3))] == [0]
        change_fields(case, fields={"start_date": "2025-03-10", "tracker": qin.pk}, by=qin)
    with clock.standing_at(at(3, 20)):
        for kind in next(stage for stage in projects.program.stages if stage.id == "started").evidence:
            attach(case, kind=kind, paper=Paper(sha256="1" * 64, size=9, name="a.jpg", media_type="image/jpeg"), by=qin)
        move(case, to="started", by=qin)
        (row,) = feed(projects, day=date(2025, 3, 20))
    assert (row.value, row.unit, row.measure, row.made_by) == (Decimal(100), "%", "share", "major_projects/start_rate")
    with clock.standing_at(at(3, 31)):
        assert len(feed(projects, day=date(2025, 3, 31))) == 1
    with clock.standing_at(at(4, 1)):
        told = standings([ties["start_rate"].commitment], day=date(2025, 4, 1))
    assert {each.assessment for each in told.values()} == {"delivered"}


def test_the_page_of_a_case_names_the_commitment_that_it_counts_for(
    works: Shelved, estates: list[Case], county: Place, qin: Person
) -> None:
    settle(tie(works), by=qin, is_confirmed=True)
    fields = {"name": "北街公厕", "kind": "toilet", "amount": "1", "due": "2025-11-30"}
    with clock.standing_at(at(2, 10)):
        toilet = open_case(works.program.id, fields=fields, place=county, by=qin)
    _finish(estates[0], works, qin, 4)

    def page(case: Case) -> str:
        return signed_in(qin).get(f"/cases/{works.program.id}/{case.number}/?on=2025-09-26").text

    address = f"/commitments/{promise().pk}/"
    assert (address in page(estates[0]), "已计入" in page(estates[0])) == (True, True)
    assert (address in page(estates[1]), "还没有计入" in page(estates[1])) == (True, True)
    assert address not in page(toilet)
