"""A figure of a program opens the cases that make it."""

from __future__ import annotations

import re

import pytest
from installing import Install
from people import signed_in

from duixian.accounts.models import Person
from duixian.cases.actions.opening import open_case

pytestmark = pytest.mark.django_db
PROGRAM = "/cases/major_projects/"


@pytest.fixture
def projects(served: Install, qin: Person) -> None:
    served("major_projects")
    for name, kind in (("一号冷库", "new"), ("二号冷库", "new"), ("三号老厂", "continued")):
        fields = {"name": name, "kind": kind, "lead": str(qin.pk), "total_investment": "900"}
        open_case("major_projects", fields=fields, place=qin.place, by=qin)


def test_a_figure_opens_its_cases(projects: None, qin: Person) -> None:
    client = signed_in(qin)
    page = client.get(PROGRAM).content.decode()
    asked = dict(re.findall(r'class="behind" href="([^"]+)"[^>]*><b>([^<]+)</b>', page))
    assert asked[f"{PROGRAM}?figure=projects"] == "3"
    for figure, is_counted in (("projects", True), ("started_this_year", False)):
        listed = client.get(f"{PROGRAM}?figure={figure}").content.decode()
        assert [name in listed for name in ("一号冷库", "二号冷库", "三号老厂")] == [is_counted] * 3


def test_a_figure_that_is_none_asks_for_nothing(projects: None, qin: Person) -> None:
    page = signed_in(qin).get(f"{PROGRAM}?figure=nonsense").content.decode()
    assert "三号老厂" in page
