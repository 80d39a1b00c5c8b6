"""Indicators, gates and alerts over all cases say what the pure half says of each; what rings is in the journal."""

from __future__ import annotations

import json
import random
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from installing import Install
from test_case_frames import DAYS, PROGRAMS, lived

from duixian.accounts.models import Person, Place
from duixian.cases.actions.opening import change_fields, open_case
from duixian.cases.actions.ringing import ring
from duixian.cases.measuring import behind, measured, measured_at, passages, places_of
from duixian.cases.models import Case, CaseAlert
from duixian.cases.queries.listing import figures_of
from duixian.cases.rows import histories
from duixian.cases.tables.shelf import shelf
from duixian.catalogue.calendar import add_workdays
from duixian.journal import clock
from duixian.journal.models import Entry
from duixian.journal.verifying import verify
from duixian.programs import columns_of, figure, passage
from duixian.programs.conditions import holds

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("key", PROGRAMS)
def test_every_figure_is_that_of_the_cases_one_by_one(key: str, served: Install, county: Place, qin: Person) -> None:
    shelved = served(key)
    program = shelved.program
    cases = lived(shelved, county, qin, random.Random(key), how_many=15)
    for day in DAYS[:2]:
        told = histories(cases, of=shelved, day=day)
        rows = [columns_of(each, program=program, day=day) for each in told.values()]
        for each in measured(shelved, day=day):
            own = [row for row in rows if not each.choice or row[each.indicator.split or ""] == each.choice]
            assert each.figure == figure(each.indicator, own, program=program, day=day), (
                each.indicator.id,
                each.choice,
            )
        ids = {gate.indicator for gate in program.gates}
        on_days = {gate.title: min(day, date(day.year, *map(int, gate.by.split("-")))) for gate in program.gates}
        for gate, found in zip(program.gates, passages(shelved, day=day), strict=True):
            past = histories(cases, of=shelved, day=on_days[gate.title])
            then = [columns_of(each, program=program, day=on_days[gate.title]) for each in past.values()]
            value = figure(program.indicator(gate.indicator), then, program=program, day=on_days[gate.title]).value
            assert found == passage(gate, value, day=day)
            assert gate.indicator in ids


@pytest.mark.parametrize("key", PROGRAMS)
def test_a_place_has_the_figures_of_its_own_cases(
    key: str, served: Install, county: Place, township: Place, qin: Person
) -> None:
    shelved, day = served(key), DAYS[0]
    cases = lived(shelved, county, qin, random.Random(key), how_many=12)
    Case.objects.filter(pk__in=[case.pk for case in cases[::3]]).update(place=township)
    shelved.model._default_manager.filter(pk__in=[case.pk for case in cases[::3]]).update(place_of=township)
    places = places_of(shelved, Place.objects.all())
    assert {pk: set(keys) for pk, keys in places.items()} == {
        county.parent_id: {county.pk, township.pk}, county.pk: {county.pk, township.pk}, township.pk: {township.pk},
    }  # fmt: skip
    wanted = shelved.program.indicators
    told = measured_at(shelved, day=day, indicators=wanted, within=places)
    for place, found in told.items():
        assert found == measured(shelved, day=day, within=places[place])
    assert told[township.pk] != told[county.pk]


@pytest.mark.parametrize("key", PROGRAMS)
def test_behind_a_figure_stand_the_cases_that_make_it(key: str, served: Install, county: Place, qin: Person) -> None:
    shelved, day = served(key), DAYS[0]
    program = shelved.program
    cases = lived(shelved, county, qin, random.Random(key), how_many=15)
    rows = {
        pk: columns_of(each, program=program, day=day) for pk, each in histories(cases, of=shelved, day=day).items()
    }
    seen = 0
    for indicator, choice in figures_of(program).values():
        keys = set(behind(shelved, indicator, day=day, choice=choice, within=[county.pk]))
        own = {pk: row for pk, row in rows.items() if not choice or row[indicator.split or ""] == choice}
        whole = figure(indicator, own.values(), program=program, day=day)
        told = figure(indicator, [row for pk, row in own.items() if pk in keys], program=program, day=day)
        # Behind a sum of which nothing is known stands no case.
        value = told.value if keys else whole.value
        assert (value, told.part, told.whole) == (whole.value, whole.part, whole.whole), (indicator.id, choice)
        if indicator.count:
            assert len(keys) == whole.value
        seen += len(keys)
        assert behind(shelved, indicator, day=day, choice=choice, within=[]) == []
    assert seen


@pytest.mark.parametrize("key", PROGRAMS)
def test_an_alert_rings_at_the_cases_whose_rule_holds(key: str, served: Install, county: Place, qin: Person) -> None:
    shelved, day = served(key), DAYS[0]
    cases = lived(shelved, county, qin, random.Random(key), how_many=15)
    ring(shelved, day=day)
    expected = {
        (case.pk, alert.id)
        for case in cases
        for alert in shelved.program.alerts
        if holds(
            alert.when, columns_of(histories([case], of=shelved, day=day)[case.pk], program=shelved.program, day=day),
            program=shelved.program, day=day,
        )
    }  # fmt: skip
    assert set(CaseAlert.objects.values_list("case", "alert")) == expected
    assert expected, "nothing rang: the test says nothing"
    assert ring(shelved, day=day) == (0, 0, 0)


@pytest.fixture
def idle(served: Install, county: Place, qin: Person, fang: Person) -> Case:
    """A project whose planned start is over."""
    served("major_projects")
    fields = {"name": "北沟冷链库", "kind": "新建", "lead": fang.name, "plan_start": "2025-03-03"}
    return open_case("major_projects", fields=fields, place=county, by=qin, opened_on=date(2025, 1, 6))


def test_an_alert_begins_blue_rises_on_working_days_and_ends(idle: Case, qin: Person) -> None:
    shelved, begun = shelf.get("major_projects"), date(2025, 3, 4)
    assert ring(shelved, day=begun).begun == 1
    (row,) = CaseAlert.objects.filter(alert="not_started")
    assert (row.level, row.since, row.ended_on) == ("blue", begun, None)
    orange = add_workdays(begun, 10).day
    assert ring(shelved, day=orange - timedelta(days=1)).risen == 0
    assert ring(shelved, day=orange).risen == 1
    assert ring(shelved, day=add_workdays(begun, 22).day).risen == 1
    last = add_workdays(begun, 23).day
    with clock.standing_at(timezone.make_aware(datetime.combine(last, time(9)))):
        change_fields(idle, fields={"plan_start": "2026-09-01"}, by=qin)
    assert ring(shelved, day=last).ended == 1
    row.refresh_from_db()
    assert (row.level, row.ended_on) == ("red", last)
    told = Entry.objects.filter(action__in=("case.alert", "case.quiet")).order_by("pk")
    assert [(each.action, json.loads(each.body)["after"]["level"]) for each in told] == [
        ("case.alert", "blue"), ("case.alert", "orange"), ("case.alert", "red"), ("case.quiet", "red"),
    ]  # fmt: skip
    assert verify().faults == ()


def test_only_the_cases_that_changed_are_asked_again(idle: Case, county: Place, qin: Person) -> None:
    shelved, day = shelf.get("major_projects"), date(2025, 3, 4)
    other = {"name": "西河滩绿化", "kind": "新建", "plan_start": "2025-02-03"}
    open_case("major_projects", fields=other, place=county, by=qin, opened_on=date(2025, 1, 7))
    assert ring(shelved, day=day, keys=[idle.pk]).begun == 1
    assert ring(shelved, day=day).begun == 1


def test_a_share_of_nothing_cannot_be_told(served: Install) -> None:
    found = {each.indicator.id: each.figure for each in measured(served("major_projects"), day=DAYS[0])}
    assert found["start_rate"].value is None
    assert found["projects"].value == Decimal(0)
