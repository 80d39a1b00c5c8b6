"""What a program lets out: figures by `[publish]`, few cases withheld, frozen in the issue drafted with them."""

from __future__ import annotations

import json
from datetime import date

import pytest
from installing import Install
from moments import at
from people import read_into

from duixian.accounts.models import Person, Place
from duixian.cases.actions.opening import change_fields, open_case
from duixian.cases.measuring import measured
from duixian.cases.models import Case
from duixian.cases.publishing import published_of, withheld
from duixian.cases.tables.shelf import Shelved
from duixian.errors import LedgerError
from duixian.journal import clock
from duixian.ledger.actions.publications import draft, faults_of, hidden_of, publish, rebuilt, rewrite
from duixian.ledger.actions.review import accept_many
from duixian.ledger.models import Document, Publication
from duixian.ledger.reporting.layout import issue_of
from duixian.ledger.verifying import verify

pytestmark = pytest.mark.django_db
DAY = date(2025, 9, 26)


@pytest.fixture
def projects(served: Install) -> Shelved:
    return served("major_projects")


@pytest.fixture
def year(county: Place, qin: Person) -> Document:
    """The report of the year, taken in when it came."""
    Person.objects.filter(pk=qin.pk).update(created_at=at(1, 2))
    with clock.standing_at(at(2, 8)):
        document = read_into(county, qin)
        accept_many(list(document.statements.all()), by=qin)
    return document


def opened(place: Place, by: Person, *names: str) -> list[Case]:
    with clock.standing_at(at(2, 10)):
        return [
            open_case(
                "major_projects", place=place, by=by,
                fields={"name": name, "kind": "new", "lead": by.pk, "total_investment": "1200"},
            )
            for name in names
        ]  # fmt: skip


def drafted(place: Place, by: Person) -> Publication:
    with clock.standing_at(at(9, 26)):
        return draft(place, year=2025, as_of=DAY, by=by)


def test_what_is_named_is_told_with_the_cases_behind_it(projects: Shelved, county: Place, qin: Person) -> None:
    opened(county, qin, "北沟冷链库", "南坡粮仓", "城东泵站")
    told = {each["key"]: each for each in published_of(county, DAY)}
    assert set(told) == {f"major_projects.{key}" for key in projects.program.publish.indicators}
    sum_ = told["major_projects.investment"]
    assert (sum_["of"], sum_["fact"], sum_["text"], sum_["cases"]) == ("重点项目", "总投资", "3,600万元", 3)
    assert sum_["how"] == "把总投资加起来"
    assert sum_["columns"] == ["项目名称", "建设性质", "总投资"]
    assert sum_["rows"][0] == ["北沟冷链库", "新建", "1,200万元"]
    rate = told["major_projects.year_rate"]
    assert (rate["text"], rate["value"]) == ("", None)
    assert rate["why"].startswith("不足 3 个项目")


def test_a_figure_over_few_cases_is_withheld(projects: Shelved, county: Place, qin: Person) -> None:
    opened(county, qin, "北沟冷链库", "南坡粮仓")
    told = {each["key"]: each for each in published_of(county, DAY)}
    few = told["major_projects.investment"]
    assert "不足 3 个项目" in few["why"]
    assert (few["text"], few["value"], few["cases"], few["rows"]) == ("", None, 0, [])


def test_nothing_is_told_of_a_place_without_cases(projects: Shelved, county: Place, elsewhere: Place) -> None:
    assert list(published_of(elsewhere, DAY)) == []


@pytest.mark.parametrize(
    ("counts", "few"),
    [
        ({"a": 5, "b": 9}, set()),
        ({"a": 2, "b": 9, "c": 4}, {"a", "c"}),
        ({"a": 2, "b": 1, "c": 4}, {"a", "b"}),
        ({"a": 0, "b": 9}, {"a"}),
    ],
)
def test_what_is_withheld_cannot_be_worked_out_from_the_others(counts: dict[str, int], few: set[str]) -> None:
    assert withheld(counts, at_least=3) == few


def test_an_issue_keeps_the_figures_that_it_was_drafted_with(
    projects: Shelved, county: Place, year: Document, qin: Person
) -> None:
    cases = opened(county, qin, "北沟冷链库", "南坡粮仓", "城东泵站")
    issue = drafted(county, qin)
    assert "总投资{重点项目 总投资}" in issue.draft
    assert faults_of(issue) == []
    before = rebuilt(issue)
    with clock.standing_at(at(9, 28)):
        change_fields(cases[0], fields={"total_investment": "99000"}, by=qin)
        opened(county, qin, "后到的项目")
    content = publish(issue, by=qin).content
    assert content == before == rebuilt(issue)
    part = next(each for block in json.loads(content)["blocks"] for each in block["parts"] if "figure" in each)
    assert part["figure"] in {each["key"] for each in issue_of(content).figures}
    assert "3,600万元" in content
    assert verify().faults == ()


def test_a_figure_that_is_withheld_or_unknown_stops_publishing(
    projects: Shelved, county: Place, year: Document, qin: Person
) -> None:
    opened(county, qin, "北沟冷链库", "南坡粮仓")
    issue = drafted(county, qin)
    assert "重点项目" not in issue.draft
    text = issue.draft + "总投资{重点项目 总投资}，利润{重点项目 利润}。"
    with clock.standing_at(at(9, 26)):
        rewrite(issue, draft=text, by=qin)
        issue.refresh_from_db()
        faults = faults_of(issue)
        assert "{重点项目 总投资}：不足 3 个项目，或者能由别的数推出来，不公布" in faults
        assert any(fault.startswith("{重点项目 利润}：可以写 项目数、总投资") for fault in faults)
        with pytest.raises(LedgerError, match="不公布"):
            publish(issue, by=qin)


def test_a_name_in_a_case_is_masked(projects: Shelved, county: Place, year: Document, qin: Person) -> None:
    opened(county, qin, "北沟冷链库", "南坡粮仓", f"{qin.name}养殖场")
    issue = drafted(county, qin)
    assert any("重点项目" in each for each in hidden_of(issue))
    assert qin.name not in publish(issue, by=qin).content


def test_only_what_the_text_names_leaves(projects: Shelved, county: Place, year: Document, qin: Person) -> None:
    opened(county, qin, "北沟冷链库", "南坡粮仓", "城东泵站")
    issue = drafted(county, qin)
    with clock.standing_at(at(9, 26)):
        rewrite(issue, draft="## 今年的事\n重点项目有{重点项目 项目数}。", by=qin)
        issue.refresh_from_db()
        content = json.loads(publish(issue, by=qin).content)
    assert [each["key"] for each in content["figures"]] == ["major_projects.projects"]


def test_what_is_known_of_few_cases_is_withheld_and_what_is_known_of_none_is_unknown(
    projects: Shelved, county: Place, qin: Person
) -> None:
    cases = opened(county, qin, "北沟冷链库", "南坡粮仓", "城东泵站", "南环路")
    with clock.standing_at(at(3, 3)):
        for case in cases[1:]:
            change_fields(case, fields={"total_investment": ""}, by=qin)
    told = {each["key"]: each for each in published_of(county, DAY)}
    assert "不足 3 个项目" in told["major_projects.investment"]["why"]
    assert told["major_projects.projects"]["text"] == "4个"
    with clock.standing_at(at(3, 4)):
        change_fields(cases[0], fields={"total_investment": ""}, by=qin)
    told = {each["key"]: each for each in published_of(county, DAY)}
    assert told["major_projects.investment"]["why"] == "现在还算不出"
    (total,) = measured(projects, day=DAY, indicators=[projects.program.indicator("investment")])
    assert (total.figure.value, total.figure.unknown) == (None, 4)
