"""The figures of a program place by place: each opens its cases; who opens a case gives it a place."""

from __future__ import annotations

import re
from html import unescape

import pytest
from installing import Install
from people import signed_in

from duixian.accounts.models import Person, Place, Role
from duixian.cases.actions.opening import open_case
from duixian.cases.models import Case

pytestmark = pytest.mark.django_db
PROGRAM = "/cases/major_projects/"
CELL = re.compile(r'class="behind" href="([^"]+place=[^"]+)"[^>]*><b>([^<]+)</b>')


@pytest.fixture
def projects(served: Install, county: Place, township: Place, qin: Person) -> None:
    served("major_projects")
    for name, place in (("一号冷库", county), ("二号冷库", township), ("三号老厂", township)):
        fields = {"name": name, "kind": "new", "lead": qin.pk, "total_investment": "900"}
        open_case("major_projects", fields=fields, place=place, by=qin)


def test_each_figure_opens_the_cases_of_its_place(projects: None, county: Place, township: Place, qin: Person) -> None:
    client = signed_in(qin)
    cells = dict(CELL.findall(client.get(f"{PROGRAM}places/").text))
    told = {unescape(href).partition("place=")[2]: value for href, value in cells.items() if "figure=projects&" in href}
    assert told == {str(county.pk): "3", str(township.pk): "2", f"{county.pk}-own": "1"}
    for href, value in cells.items():
        if "figure=projects&" in href:
            listed = client.get(unescape(href)).text
            assert sum(name in listed for name in ("一号冷库", "二号冷库", "三号老厂")) == int(value)


def test_a_split_indicator_has_a_table_of_its_own(served: Install, county: Place, township: Place, qin: Person) -> None:
    served("livelihood_works")
    for name, kind in (("甲小区", "estate"), ("乙公厕", "toilet")):
        fields = {"name": name, "kind": kind, "amount": "1", "due": "2025-11-30", "lead": qin.pk}
        open_case("livelihood_works", fields=fields, place=township, by=qin)
    page = signed_in(qin).get("/cases/livelihood_works/places/?split=completed_this_year")
    assert page.status_code == 200
    assert "本年竣工 · " not in page.text
    plain = signed_in(qin).get("/cases/livelihood_works/places/").text
    assert "城关镇" in plain
    assert "?split=completed_this_year" in plain


def test_where_all_is_the_county_s_own_it_says_so(served: Install, county: Place, qin: Person) -> None:
    served("major_projects")
    open_case("major_projects", fields={"name": "一号冷库", "kind": "new", "lead": qin.pk}, place=county, by=qin)
    assert "下面各地还没有" in signed_in(qin).get(f"{PROGRAM}places/").text


def test_a_township_sees_its_own_alone(projects: None, township: Place, qin: Person) -> None:
    cadre = Person.objects.create(username="cadre", name="乡里人", role=Role.KEEPER, place=township)
    page = signed_in(cadre).get(PROGRAM).text
    assert ("二号冷库" in page, "一号冷库" in page) == (True, False)


def test_a_new_case_is_given_to_a_place(
    projects: None, county: Place, township: Place, elsewhere: Place, qin: Person
) -> None:
    client, typed = signed_in(qin), {"name": "四号粮仓", "kind": "new", "lead": qin.pk, "total_investment": "50"}
    assert f'<option value="{township.pk}"' in client.get(f"{PROGRAM}new/").text
    client.post(f"{PROGRAM}new/", {**typed, "place_of": township.pk})
    client.post(f"{PROGRAM}new/", {**typed, "name": "五号粮仓", "place_of": elsewhere.pk})
    assert {case.title: case.place.name for case in Case.objects.filter(title__contains="粮仓")} == {
        "四号粮仓": township.name, "五号粮仓": county.name,
    }  # fmt: skip


def test_a_leader_of_the_county_answers_for_a_township_s_case(
    projects: None, township: Place, fang: Person, qin: Person
) -> None:
    case = Case.objects.get(title="二号冷库")
    answer = signed_in(qin).post(f"{PROGRAM}{case.number}/change/", {"revision": case.revision, "lead": fang.pk})
    assert answer.status_code == 302
    assert fang.name in signed_in(qin).get(f"{PROGRAM}{case.number}/").text
