"""The list of commitments: one sentence, filters in the address, saved views, search, export."""

from __future__ import annotations

import csv
import io
import re
from typing import Any

import pytest
from django.test import Client
from given import promise
from moments import at
from openpyxl import load_workbook
from people import read_into, signed_in
from pytest_django import DjangoAssertNumQueries

from duixian.accounts.models import Office, Person, Place
from duixian.journal import clock
from duixian.ledger.actions.review import accept_many
from duixian.ledger.models import Commitment, Document, SavedView
from duixian.ledger.queries import listing, once
from duixian.ledger.queries.kept import forget

MOST_QUERIES = 20


@pytest.fixture(autouse=True)
def in_september(document: Document, qin: Person, housing: Office) -> Any:
    """A report accepted in January, looked at in September 2025."""
    with clock.standing_at(at(1, 20)):
        accept_many(list(document.statements.all()), by=qin)
    promise("老旧小区", lead=housing)
    with clock.standing_at(at(9, 26)):
        yield


def page(person: Person, address: str = "/commitments/", **headers: str) -> str:
    response = signed_in(person).get(address, headers=headers)
    assert response.status_code == 200
    return response.content.decode()


def numbers(html: str) -> list[str]:
    return re.findall(r'<td class="c-number quiet">(\d+)</td>', html)


def test_the_sentence_counts_and_says_what_nobody_can_tell(qin: Person) -> None:
    total = Commitment.objects.count()
    html = page(qin)
    assert f"{total} 项承诺：" in html
    assert re.search(r"无法判定 \d+ 项", html)
    assert len(numbers(html)) == total


def test_each_filter_narrows_the_list(qin: Person, housing: Office, document: Document) -> None:
    everything = len(numbers(page(qin)))
    for query in (f"lead={housing.pk}", "kind=count", "assessment=late", "theme=agriculture", "colour=red", "due=over"):
        found = len(numbers(page(qin, f"/commitments/?{query}")))
        assert 0 < found < everything, query
    assert len(numbers(page(qin, f"/commitments/?document={document.pk}"))) == everything
    assert numbers(page(qin, "/commitments/?leader=999")) == []


def test_what_no_filter_knows_does_no_harm(qin: Person) -> None:
    assert numbers(page(qin, "/commitments/?page=zz&sort=%00&due=x&year=abcd&only=nothing&colour="))


def test_a_column_sorts_both_ways(qin: Person) -> None:
    up, down = (numbers(page(qin, f"/commitments/?sort={sort}")) for sort in ("due", "-number"))
    assert up != sorted(up)
    assert down == sorted(down, reverse=True)


def test_targets_sort_within_their_unit_and_say_so(qin: Person) -> None:
    html = page(qin, "/commitments/?sort=target")
    assert "按目标的数排：单位相同的在一起，没有数的在最后</p>" in html
    targets = re.findall(r'<td class="c-target">(.*?)</td>', html)
    numbers = [re.search(r"\d", target) is not None for target in targets]
    assert numbers == sorted(numbers, reverse=True)
    assert abs(targets.index("3.2万亩") - targets.index("≥48.6万亩")) == 1
    assert "按目标的数排" not in re.sub(r'title=".*?"', "", page(qin))


def test_what_has_no_value_stands_last_both_ways(qin: Person) -> None:
    for sort in ("lead", "-lead"):
        html = page(qin, f"/commitments/?sort={sort}")
        assert html.index("县住建局</td>") < html.index("未派办</span></td>")


def test_search_finds_sentences_and_documents_in_two_groups(qin: Person) -> None:
    html = page(qin, "/commitments/?q=全部投入使用")
    assert len(numbers(html)) == 2
    assert "文件里有 1 份" in html
    assert "清河湾县2025年政府工作报告" in html


def test_htmx_gets_the_part(qin: Person) -> None:
    part = page(qin, **{"HX-Request": "true"})
    assert "<html" not in part
    assert "项承诺：" in part


def test_a_past_day_knows_nothing_that_came_later(qin: Person) -> None:
    assert "还没有承诺" in page(qin, "/commitments/?on=2025-01-10&year=all")


def test_an_office_sees_its_own_and_a_stranger_nothing(xu: Person, wai: Person) -> None:
    assert len(numbers(page(xu))) == 1
    assert "还没有承诺" in page(wai)


def test_a_city_sees_its_counties_and_tells_them_apart(ping: Person, qin: Person, city: Place, county: Place) -> None:
    other = Place.objects.create(
        code="990102", name="临水县", level="county", parent=city, path=f"{city.path}990102/", is_fictional=True
    )
    with clock.standing_at(at(1, 21)):
        accept_many(list(read_into(other, qin, name="临水县2025年政府工作报告.txt").statements.all()), by=qin)
    both, one = page(ping), page(ping, f"/commitments/?place={other.pk}")
    assert len(numbers(both)) == 2 * len(numbers(one)) > 0
    assert ">临水县</small>" in one
    assert ">地方 <" in both
    assert "临水县" not in page(qin)


def test_an_auditor_is_refused_and_nobody_posts(shen: Person, qin: Person) -> None:
    assert signed_in(shen).get("/commitments/").status_code == 403
    assert signed_in(qin).post("/commitments/").status_code == 405
    assert Client().get("/commitments/").status_code == 302


def test_the_workbook_has_exactly_the_rows_shown(qin: Person) -> None:
    query = "kind=count&sort=-number"
    shown = numbers(page(qin, f"/commitments/?{query}"))
    sheet = load_workbook(io.BytesIO(signed_in(qin).get(f"/commitments/export.xlsx?{query}").content)).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(min_row=4, values_only=True)] == shown
    lines = list(
        csv.reader(io.StringIO(signed_in(qin).get(f"/commitments/export.csv?{query}").content.decode("utf-8-sig")))
    )
    assert [line[0] for line in lines[1:]] == shown
    assert lines[0][:3] == ["编号", "承诺", "目标"]


def test_an_unknown_form_of_export_is_not_there(qin: Person) -> None:
    assert signed_in(qin).get("/commitments/export.exe").status_code == 404


def test_a_view_is_saved_renamed_and_deleted(qin: Person, xu: Person) -> None:
    client = signed_in(qin)
    sent = client.post("/commitments/views/", {"name": "住建局 逾期", "query": "kind=count&evil=1&on=2025-01-01"})
    view = SavedView.objects.get()
    assert (sent.status_code, view.query) == (302, "kind=count")
    assert "住建局 逾期" in page(qin, "/commitments/?kind=count")
    assert "住建局 逾期" not in page(xu)
    assert signed_in(xu).post(f"/commitments/views/{view.pk}/", {"deed": "delete"}).status_code == 404
    client.post(f"/commitments/views/{view.pk}/", {"deed": "rename", "name": "计数的"})
    assert SavedView.objects.get().name == "计数的"
    client.post(f"/commitments/views/{view.pk}/", {"deed": "delete"})
    assert not SavedView.objects.exists()


def test_a_view_without_a_name_is_refused_in_words(qin: Person) -> None:
    response = signed_in(qin).post("/commitments/views/", {"name": " ", "query": ""})
    assert response.status_code == 400
    assert "视图要有名字" in response.content.decode()


def test_long_lists_come_in_pages(qin: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listing, "PAGE", 3)
    first, second = page(qin), page(qin, "/commitments/?page=2")
    assert len(numbers(first)) == len(numbers(second)) == 3
    assert 'rel="next" href="?page=2"' in first
    assert 'rel="prev" href="?page=1"' in second
    assert 'rel="prev" href="?sort=due&amp;page=3"' in page(qin, "/commitments/?page=99&sort=due")
    total = Commitment.objects.count()
    assert f"{total} 项承诺：" in second
    assert f"4–6 / {total}" in second
    assert "第 2 页，共 4 页" in second
    sheet = load_workbook(io.BytesIO(signed_in(qin).get("/commitments/export.xlsx?page=2").content)).worksheets[0]
    assert sheet.max_row == 3 + total


def test_more_commitments_cost_no_more_queries(
    qin: Person, county: Place, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = signed_in(qin)
    client.get("/commitments/")
    forget()
    once.forget()
    with django_assert_max_num_queries(MOST_QUERIES) as few:
        client.get("/commitments/")
        least = len(few)
    more = read_into(county, qin, "清河湾县2025年计划\n\n" + _many(), name="计划.txt")
    with clock.standing_at(at(1, 21)):
        accept_many(list(more.statements.all()), by=qin)
    # One more looks through what was written since.
    with django_assert_max_num_queries(least + 1):
        assert len(numbers(client.get("/commitments/").content.decode())) > 20


def _many() -> str:
    return "".join(f"2025年建成第{n}批农村公厕{n + 3}座。\n" for n in range(1, 30))
