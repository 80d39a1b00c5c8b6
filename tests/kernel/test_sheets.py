"""Cases as a workbook: what went out comes back as it was, faults are told by cell, nothing goes in by half."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from installing import Install
from openpyxl import load_workbook
from people import signed_in

from duixian.accounts.models import Office, Person, Place
from duixian.cases.actions.opening import change_fields, open_case
from duixian.cases.models import Case
from duixian.cases.rows import histories
from duixian.cases.tables.shelf import Shelved
from duixian.journal.models import Entry
from duixian.journal.verifying import verify

pytestmark = pytest.mark.django_db
FIELDS = {
    "name": "南环路改线", "kind": "新建", "grade": "县级", "total_investment": "41000.5", "plan_start": "2025-03-03",
    "site": "112.86,36.83",
}  # fmt: skip


@pytest.fixture
def shelved(served: Install) -> Shelved:
    return served("major_projects")


@pytest.fixture
def road(shelved: Shelved, county: Place, qin: Person, fang: Person, housing: Office) -> Case:
    return open_case("major_projects", fields={**FIELDS, "lead": fang.name}, place=county, by=qin, office=housing)


def downloaded(person: Person, query: str = "") -> Any:
    response = signed_in(person).get(f"/cases/major_projects/sheet.xlsx{query}")
    assert response.status_code == 200
    return load_workbook(BytesIO(response.content))


def heads(book: Any) -> dict[str, int]:
    return {str(cell.value).removesuffix(" *"): cell.column for cell in book.worksheets[0][3]}


def sent(person: Person, book: Any) -> Any:
    kept = BytesIO()
    book.save(kept)
    file = SimpleUploadedFile("项目.xlsx", kept.getvalue())
    return signed_in(person).post("/cases/major_projects/import/", {"file": file})


def test_what_went_out_changes_nothing_when_it_comes_back(road: Case, shelved: Shelved, qin: Person) -> None:
    before, entries = histories([road], of=shelved)[road.pk], Entry.objects.count()
    response = sent(qin, downloaded(qin))
    assert response.status_code == 302
    assert histories([road], of=shelved)[road.pk] == before
    assert not Entry.objects.filter(pk__gt=entries, action="case.change").exists()


def test_a_row_with_a_number_changes_and_one_without_opens(road: Case, shelved: Shelved, qin: Person) -> None:
    book = downloaded(qin)
    sheet, at = book.worksheets[0], heads(book)
    sheet.cell(4, at["总投资"], "52000")
    for head, value in {"项目名称": "北沟冷链库", "建设性质": "续建", "责任单位": "县住建局", "总投资": 3200}.items():
        sheet.cell(5, at[head], value)
    assert sent(qin, book).status_code == 302
    told = {case.title: histories([case], of=shelved)[case.pk].fields for case in Case.objects.all()}
    assert told["南环路改线"]["total_investment"] == 52000
    assert told["南环路改线"]["grade"] == "county"
    assert (told["北沟冷链库"]["kind"], told["北沟冷链库"]["total_investment"]) == ("continued", 3200)
    assert str(Case.objects.get(title="北沟冷链库").office) == "县住建局"
    assert verify().faults == ()


def test_every_fault_is_told_by_its_cell_and_nothing_goes_in(road: Case, qin: Person) -> None:
    book = downloaded(qin)
    sheet, at = book.worksheets[0], heads(book)
    sheet.cell(4, at["总投资"], "四千")
    sheet.cell(5, at["项目名称"], "东沟水厂")
    sheet.cell(5, at["责任领导"], "没有这个人")
    sheet.cell(6, at["编号"], 77)
    response = sent(qin, book)
    page = response.content.decode()
    assert response.status_code == 400
    letters = {head: sheet.cell(3, column).column_letter for head, column in at.items()}
    assert f"{letters['总投资']}4" in page
    assert "“四千”不是数字" in page
    assert f"{letters['责任领导']}5" in page
    assert "本县没有叫“没有这个人”的人" in page
    assert f"{letters['建设性质']}5" in page
    assert f"{letters['编号']}6" in page
    assert [case.title for case in Case.objects.all()] == ["南环路改线"]


def test_a_head_that_is_gone_is_named(road: Case, qin: Person) -> None:
    book = downloaded(qin)
    book.worksheets[0].cell(3, heads(book)["总投资"], "投资")
    response = sent(qin, book)
    assert response.status_code == 400
    assert "表头里少了：总投资" in response.content.decode()


def test_an_office_changes_only_its_own(road: Case, xu: Person, liang: Person) -> None:
    assert [row[0].value for row in downloaded(xu).worksheets[0].iter_rows(min_row=4)] == [road.number]
    assert downloaded(liang).worksheets[0].max_row == 3
    book = downloaded(xu)
    assert sent(liang, book).status_code == 400


def test_the_template_offers_the_choices(shelved: Shelved, county: Place, qin: Person) -> None:
    book = downloaded(qin, "?empty=1")
    assert [sheet.title for sheet in book.worksheets] == ["项目", "可选的值", "填写说明"]
    listed = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in book["可选的值"].columns}
    assert listed["建设性质 *"] == ["新建", "续建"]
    assert len(book.worksheets[0].data_validations.dataValidation) == len(listed)


def test_a_row_names_the_place_of_a_new_case(
    road: Case, shelved: Shelved, county: Place, township: Place, qin: Person
) -> None:
    book = downloaded(qin)
    sheet, at = book.worksheets[0], heads(book)
    assert sheet.cell(4, at["地方"]).value == county.name
    for row, place in ((5, township.name), (6, ""), (7, "没有的乡")):
        for head, value in (("项目名称", f"第{row}行"), ("建设性质", "新建"), ("地方", place)):
            sheet.cell(row, at[head]).value = value
    assert "没有叫“没有的乡”的地方" in sent(qin, book).text
    sheet.cell(7, at["地方"]).value = None
    assert sent(qin, book).status_code == 302
    assert {case.title: case.place_id for case in Case.objects.exclude(pk=road.pk)} == {
        "第5行": township.pk, "第6行": county.pk, "第7行": county.pk,
    }  # fmt: skip


def test_a_row_does_not_move_a_case_to_another_place(road: Case, township: Place, qin: Person) -> None:
    book = downloaded(qin)
    sheet, at = book.worksheets[0], heads(book)
    sheet.cell(4, at["地方"]).value = township.name
    assert "登记以后不换地方" in sent(qin, book).text


def test_an_old_workbook_writes_only_what_was_changed_in_it(road: Case, shelved: Shelved, qin: Person) -> None:
    book = downloaded(qin)
    change_fields(road, fields={"total_investment": "88888"}, by=qin)
    at = heads(book)
    # Excel keeps the number that was a text, and the row stands elsewhere.
    book.worksheets[0].cell(4, at["总投资"], 41000.5)
    book.worksheets[0].cell(4, at["项目层级"], "市级")
    book.worksheets[0].insert_rows(4)
    assert sent(qin, book).status_code == 302
    fields = histories([road], of=shelved)[road.pk].fields
    assert (fields["total_investment"], fields["grade"]) == (88888, "city")


def test_a_cell_that_the_page_has_changed_too_is_a_fault(road: Case, shelved: Shelved, qin: Person) -> None:
    book = downloaded(qin)
    change_fields(road, fields={"total_investment": "88888"}, by=qin)
    at = heads(book)["总投资"]
    book.worksheets[0].cell(4, at, "52000")
    response = sent(qin, book)
    assert response.status_code == 400
    assert "页上已经改成 88888，表里原来是 41000.5" in response.text
    book.worksheets[0].cell(4, at, "88888")
    assert sent(qin, book).status_code == 302
    # A workbook without what it held, as one writes it by hand, still takes what stands in it.
    del book["导出时的值"]
    book.worksheets[0].cell(4, at, "52000")
    assert sent(qin, book).status_code == 302
    assert histories([road], of=shelved)[road.pk].fields["total_investment"] == 52000


def test_one_number_stands_in_one_row(road: Case, qin: Person) -> None:
    book = downloaded(qin)
    sheet, at = book.worksheets[0], heads(book)
    sheet.cell(5, at["编号"], road.number)
    assert "上面已经有一行是这个编号" in sent(qin, book).text


def test_the_keeper_gives_a_case_to_another_office_and_an_office_does_not(
    road: Case, shelved: Shelved, qin: Person, xu: Person, liang: Person
) -> None:
    for person, status in ((xu, 400), (qin, 302)):
        book = downloaded(person)
        book.worksheets[0].cell(4, heads(book)["责任单位"], str(liang.office))
        assert sent(person, book).status_code == status
    case = Case.objects.get(pk=road.pk)
    row = shelved.model._default_manager.get(pk=road.pk)
    assert (case.office, row.office_of) == (liang.office, liang.office)
    entry = Entry.objects.filter(action="case.change").latest("pk")
    assert f'"after":{{"office_of":{liang.office_id}}}' in entry.body
    assert verify().faults == ()


def test_the_page_gives_a_case_to_another_office(road: Case, qin: Person, xu: Person, liang: Person) -> None:
    address, form = f"/cases/major_projects/{road.number}/", {"office_of": liang.office_id}
    assert f">{liang.office}</option>" not in signed_in(xu).get(address).text
    assert signed_in(xu).post(f"{address}change/", form).status_code == 404
    assert signed_in(qin).post(f"{address}change/", form).status_code == 302
    assert signed_in(xu).get(address).status_code == 404
    assert str(liang.office) in signed_in(liang).get(address).text
