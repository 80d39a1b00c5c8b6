"""The workbook that comes back: errors by cell with a link that mends each, and all of it or nothing is imported."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from people import read_into, signed_in

from duixian.accounts.models import Office, Person, Place
from duixian.journal.models import Entry
from duixian.ledger.actions import task_imports
from duixian.ledger.actions.review import accept_many
from duixian.ledger.actions.tasks import assign
from duixian.ledger.models import Amendment, Document, Task

Fill = Callable[[Worksheet], None]
FIRST = 4
# Columns of the workbook that goes out.
TITLE, FIGURES, DUE, LEAD, SUPPORTING, LEADER, REMARK, KEY = "C", "D", "F", "H", "I", "J", "K", "N"


@pytest.fixture
def keeper(qin: Person) -> Client:
    return signed_in(qin)


@pytest.fixture(autouse=True)
def offices(county: Place, housing: Office, farming: Office, fang: Person) -> dict[str, Office]:
    """Some offices whose names are like each other."""
    more = ("县交通局", "县交警大队", "县人力资源和社会保障局")
    return {name: Office.objects.create(place=county, name=name) for name in more}


def exported(keeper: Client, document: Document, tab: str = "all") -> bytes:
    return bytes(keeper.get("/tasks/export/", {"document": str(document.pk), "tab": tab}).content)


def filled(data: bytes, fill: Fill) -> bytes:
    book = load_workbook(BytesIO(data))
    fill(book.worksheets[0])
    return saved(book)


def saved(book: Workbook) -> bytes:
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def sent(keeper: Client, document: Document, data: bytes, name: str = "任务分解-住建.xlsx") -> Any:
    file = SimpleUploadedFile(name, data)
    return keeper.post(f"/tasks/import/?document={document.pk}", {"file": file}, follow=True)


def row_of(sheet: Worksheet, title: str) -> int:
    return next(row for row in range(FIRST, sheet.max_row + 1) if title in str(sheet[f"{TITLE}{row}"].value))


def links(html: str) -> dict[str, str]:
    return {words: unescape(href) for href, words in re.findall(r'<a href="([^"]+)">([^<]+)</a>', html)}


def address(response: Any) -> str:
    return str(response.redirect_chain[-1][0])


def titled(document: Document, title: str) -> Task:
    return Task.objects.get(document=document, retired=False, title__contains=title)


def put(column: str, title: str, value: Any) -> Fill:
    def fill(sheet: Worksheet) -> None:
        sheet[f"{column}{row_of(sheet, title)}"] = value

    return fill


def test_what_was_filled_in_is_counted_and_imported(
    keeper: Client, reviewed: Document, housing: Office, fang: Person
) -> None:
    def fill(sheet: Worksheet) -> None:
        row = row_of(sheet, "加装电梯")
        sheet[f"{LEAD}{row}"], sheet[f"{LEADER}{row}"] = "住建局", "方既明"
        sheet[f"{SUPPORTING}{row}"], sheet[f"{REMARK}{row}"] = "县农业农村局、县交通局", "先易后难"
        sheet[f"{DUE}{row}"] = "9月30日"

    page = sent(keeper, reviewed, filled(exported(keeper, reviewed), fill))
    html = page.content.decode()
    assert "会动 5 格" in html
    assert "1 格新填" in html
    keeper.post(address(page))
    task = titled(reviewed, "加装电梯")
    assert (task.lead, task.leader, task.remark, str(task.due)) == (housing, fang, "先易后难", "2025-09-30")
    assert {office.name for office in task.supporting.all()} == {"县农业农村局", "县交通局"}
    assert Entry.objects.filter(action="task.import").count() == 1
    assert task.commitments.get().lead == housing


def test_a_table_that_was_sorted_still_finds_its_tasks(keeper: Client, reviewed: Document, housing: Office) -> None:
    def turned(sheet: Worksheet) -> None:
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST)]
        for at, values in enumerate(reversed(rows), FIRST):
            for column, value in enumerate(values, 1):
                sheet.cell(at, column).value = value
        sheet[f"{LEAD}{row_of(sheet, '加装电梯')}"] = "县住建局"

    page = sent(keeper, reviewed, filled(exported(keeper, reviewed), turned))
    keeper.post(address(page))
    assert titled(reviewed, "加装电梯").lead == housing
    assert Task.objects.filter(lead=housing).count() == 1


@pytest.mark.parametrize(("column", "value", "said", "mend"), [
    (LEAD, "交通", "“交通”可能是两家单位", "县交通局"),
    (LEAD, "某某指挥部", "单位表里没有“某某指挥部”", "这一家不写"),
    (SUPPORTING, "县住建局、交通", "“交通”可能是两家单位", "县交警大队"),
    (LEADER, "王副县长", "领导名单里没有“王副县长”", "方既明（副县长）"),
    (FIGURES, "180部", "原文是 24部，表里是 180部。数字只在原文里更正", "用原文 24部"),
    (TITLE, "改装加装电梯", "任务的名称取自原文", "用原文 加装电梯"),
    (DUE, "11月31日", "11 月没有 31 日", "改为 11 月 30 日"),
    (DUE, "2025-13-01", "没有 13 月", "照旧保留"),
    (DUE, "尽快", "“尽快”不是一个日子", "照旧保留"),
    (DUE, "2024-12-31", "早于文件日期", "照旧保留"),
    (KEY, "1.2.3", "这一行没有钥匙", "不导入这一行"),
])  # fmt: skip
def test_an_error_is_told_by_cell_and_its_link_mends_it(
    keeper: Client, reviewed: Document, column: str, value: str, said: str, mend: str
) -> None:
    where: list[str] = []

    def fill(sheet: Worksheet) -> None:
        row = row_of(sheet, "加装电梯")
        where.append(f"{column}{row}" if column != KEY else f"第 {row} 行")
        sheet[f"{column}{row}"] = value

    page = sent(keeper, reviewed, filled(exported(keeper, reviewed), fill))
    html = page.content.decode()
    assert said in html
    assert where[0] in html
    assert "都还没有导入" in html
    assert "disabled" in html
    assert keeper.post(address(page)).status_code == 400
    mended = keeper.get(links(html)[mend]).content.decode()
    assert said not in mended


def test_a_mended_table_is_imported_as_it_was_mended(
    keeper: Client, reviewed: Document, offices: dict[str, Office]
) -> None:
    page = sent(keeper, reviewed, filled(exported(keeper, reviewed), put(LEAD, "加装电梯", "交通")))
    keeper.post(links(page.content.decode())["县交通局"])
    assert titled(reviewed, "加装电梯").lead == offices["县交通局"]


def test_another_way_of_writing_a_long_name_is_taken_and_said(keeper: Client, reviewed: Document) -> None:
    data = filled(exported(keeper, reviewed), put(LEAD, "加装电梯", "县人力资源社会保障局"))
    html = sent(keeper, reviewed, data).content.decode()
    assert "照相近的名字认作县人力资源和社会保障局" in html
    assert "会动 1 格" in html


def test_a_missing_row_is_told_and_deletes_nothing(keeper: Client, reviewed: Document) -> None:
    def fill(sheet: Worksheet) -> None:
        sheet.delete_rows(row_of(sheet, "加装电梯"))

    page = sent(keeper, reviewed, filled(exported(keeper, reviewed), fill))
    html = page.content.decode()
    assert "不会因此删除" in html
    assert "表里少了这一行" in html
    assert f"/tasks/{titled(reviewed, '加装电梯').pk}/#withdraw" in html
    assert "不会因此删除" not in keeper.get(links(html)["照旧保留"]).content.decode()
    assert titled(reviewed, "加装电梯")


def test_an_export_of_one_tab_misses_no_other_rows(
    keeper: Client, reviewed: Document, housing: Office, qin: Person
) -> None:
    assign([titled(reviewed, "加装电梯")], by=qin, lead=housing)
    html = sent(keeper, reviewed, exported(keeper, reviewed, "no-lead")).content.decode()
    assert "没有要改的" in html


def test_an_emptied_cell_is_asked_about(keeper: Client, reviewed: Document, housing: Office, qin: Person) -> None:
    assign([titled(reviewed, "加装电梯")], by=qin, lead=housing)
    page = sent(keeper, reviewed, filled(exported(keeper, reviewed), put(LEAD, "加装电梯", None)))
    html = page.content.decode()
    assert "牵头单位清空了，账上是 县住建局" in html
    keeper.post(links(html)["就是要清空"])
    assert titled(reviewed, "加装电梯").lead is None


def test_a_row_that_someone_changed_since_is_told_with_both_values(
    keeper: Client, reviewed: Document, housing: Office, farming: Office, qin: Person
) -> None:
    data = filled(exported(keeper, reviewed), put(LEAD, "加装电梯", "县农业农村局"))
    assign([titled(reviewed, "加装电梯")], by=qin, lead=housing)
    html = sent(keeper, reviewed, data).content.decode()
    assert "秦若溪" in html
    assert "现在是 县住建局，表里是 县农业农村局" in html
    keeper.post(links(html)["用表里的 县农业农村局"])
    assert titled(reviewed, "加装电梯").lead == farming


def test_what_others_changed_and_the_table_did_not_stays(
    keeper: Client, reviewed: Document, housing: Office, qin: Person
) -> None:
    data = filled(exported(keeper, reviewed), put(REMARK, "加装电梯", "先易后难"))
    assign([titled(reviewed, "加装电梯")], by=qin, lead=housing)
    keeper.post(address(sent(keeper, reviewed, data)))
    task = titled(reviewed, "加装电梯")
    assert (task.lead, task.remark) == (housing, "先易后难")


def test_a_row_twice_and_a_row_whose_cells_moved_are_told(keeper: Client, reviewed: Document) -> None:
    def fill(sheet: Worksheet) -> None:
        first, second = row_of(sheet, "加装电梯"), row_of(sheet, "改造老旧小区")
        values = [cell.value for cell in sheet[second]]
        for column, cell in enumerate(sheet[first], 1):
            sheet.cell(sheet.max_row + 1 if column == 1 else sheet.max_row, column, cell.value)
        for column, value in enumerate(values[1:], 1):
            sheet.cell(second, column).value = value
        sheet.cell(second, len(values)).value = None

    html = sent(keeper, reviewed, filled(exported(keeper, reviewed), fill)).content.decode()
    assert "是同一项任务" in html
    assert "这一行的格子移了位" in html


def other_heads(sheet: Worksheet) -> None:
    sheet[f"{LEAD}3"] = "谁牵头"


def no_heads(sheet: Worksheet) -> None:
    sheet.delete_rows(3)


def no_keys(sheet: Worksheet) -> None:
    for row in range(FIRST, sheet.max_row + 1):
        sheet[f"{KEY}{row}"] = None


def no_rows(sheet: Worksheet) -> None:
    sheet.delete_rows(FIRST, sheet.max_row)


@pytest.mark.parametrize(("fill", "said"), [
    (other_heads, "表头里少了“牵头单位”"),
    (no_heads, "没有找到表头"),
    (no_keys, "没有一行能和任务对上"),
    (no_rows, "表里一行任务也没有"),
])  # fmt: skip
def test_a_table_in_another_shape_is_refused_whole(keeper: Client, reviewed: Document, fill: Fill, said: str) -> None:
    response = sent(keeper, reviewed, filled(exported(keeper, reviewed), fill))
    assert response.status_code == 400
    assert said in response.content.decode()
    assert "什么都没有导入" in response.content.decode()


@pytest.mark.parametrize(("data", "said"), [
    (b"", "文件是空的"),
    (b"not a workbook", "这不是 .xlsx 工作簿"),
    (b"\xd0\xcf\x11\xe0 old", "设了密码，或者是老格式"),
    (b"PK\x05\x06" + b"\x00" * 18, "打不开"),
])  # fmt: skip
def test_what_is_no_workbook_is_refused(keeper: Client, reviewed: Document, data: bytes, said: str) -> None:
    response = sent(keeper, reviewed, data)
    assert response.status_code == 400
    assert said in response.content.decode()


def test_columns_that_were_moved_are_found_by_their_heads(keeper: Client, reviewed: Document, housing: Office) -> None:
    def moved(sheet: Worksheet) -> None:
        sheet[f"{LEAD}{row_of(sheet, '加装电梯')}"] = "县住建局"
        for merged in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(str(merged))
        sheet.insert_cols(2)

    page = sent(keeper, reviewed, filled(exported(keeper, reviewed), moved))
    keeper.post(address(page))
    assert titled(reviewed, "加装电梯").lead == housing


def test_the_workbook_of_another_document_is_refused_by_name(keeper: Client, reviewed: Document, qin: Person) -> None:
    text = "清河湾县2024年政府工作报告\n\n二、2024年工作安排\n（一）办好民生实事\n加装电梯20部。\n"
    other = read_into(reviewed.place, qin, text, "清河湾县2024年政府工作报告.txt")
    accept_many(list(other.statements.all()), by=qin)
    response = sent(keeper, reviewed, exported(keeper, other))
    assert response.status_code == 400
    assert "这是《清河湾县2024年政府工作报告》的任务分解表" in response.content.decode()


def test_a_fault_in_the_middle_leaves_nothing_half_imported(
    keeper: Client, reviewed: Document, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in range(FIRST, sheet.max_row + 1):
            sheet[f"{LEAD}{row}"] = "县住建局"

    page = sent(keeper, reviewed, filled(exported(keeper, reviewed), fill))
    calls: list[int] = []

    def breaking(*rows: Any, **given: Any) -> int:
        calls.append(1)
        if len(calls) == 4:
            raise OSError("the disk went away")
        return assign(*rows, **given)

    entries = Entry.objects.count()
    monkeypatch.setattr(task_imports, "assign", breaking)
    with pytest.raises(OSError, match="disk"):
        keeper.post(address(page))
    assert not Task.objects.exclude(lead=None).exists()
    assert Entry.objects.count() == entries
    monkeypatch.undo()
    keeper.post(address(page))
    assert not Task.objects.filter(lead=None, retired=False).exists()


def test_importing_twice_changes_nothing_the_second_time(keeper: Client, reviewed: Document) -> None:
    page = sent(keeper, reviewed, filled(exported(keeper, reviewed), put(LEAD, "加装电梯", "县住建局")))
    for _ in range(2):
        keeper.post(address(page))
    assert Entry.objects.filter(action="task.assign").count() == 1
    assert Entry.objects.filter(action="task.import").count() == 1


def test_a_moved_deadline_keeps_the_first_one(keeper: Client, reviewed: Document) -> None:
    page = sent(keeper, reviewed, filled(exported(keeper, reviewed), put(DUE, "加装电梯", "2025-11-30")))
    keeper.post(address(page))
    promise = titled(reviewed, "加装电梯").commitments.get()
    assert (str(promise.due), str(promise.original_due)) == ("2025-11-30", "2025-12-31")
    assert Amendment.objects.get().reason == "Excel 导回：任务分解-住建.xlsx"


def test_the_workbook_comes_back_with_its_errors_marked(keeper: Client, reviewed: Document) -> None:
    cell: list[str] = []

    def fill(sheet: Worksheet) -> None:
        cell.append(f"{LEAD}{row_of(sheet, '加装电梯')}")
        sheet[cell[0]] = "交通"

    page = sent(keeper, reviewed, filled(exported(keeper, reviewed), fill))
    data = keeper.get(f"{address(page)}marked.xlsx").content
    marked = load_workbook(BytesIO(data)).worksheets[0][cell[0]]
    assert marked.comment is not None
    assert "“交通”可能是两家单位" in marked.comment.text
    assert marked.fill.start_color.rgb == "FFF8E2E0"


def test_only_the_keeper_of_the_place_imports(
    keeper: Client, reviewed: Document, xu: Person, fang: Person, wai: Person
) -> None:
    where = address(sent(keeper, reviewed, filled(exported(keeper, reviewed), put(LEAD, "加装电梯", "县住建局"))))
    for person, status in ((xu, 403), (fang, 403), (wai, 404)):
        client = signed_in(person)
        assert client.get(f"/tasks/import/?document={reviewed.pk}").status_code == status
        assert client.get(where).status_code == status
        assert client.post(where).status_code == status
        assert client.get(f"{where}marked.xlsx").status_code == status
    assert keeper.get("/tasks/import/made-up/").status_code == 404
    assert titled(reviewed, "加装电梯").lead is None


def test_nothing_chosen_is_told(keeper: Client, reviewed: Document) -> None:
    response = keeper.post(f"/tasks/import/?document={reviewed.pk}", {})
    assert response.status_code == 400
    assert "还没有选文件" in response.content.decode()


def test_many_mends_are_packed_into_a_short_address(keeper: Client, reviewed: Document, farming: Office) -> None:
    def fill(sheet: Worksheet) -> None:
        for row in range(FIRST, sheet.max_row + 1):
            sheet[f"{FIGURES}{row}"], sheet[f"{LEAD}{row}"] = "改了", f"农业{row}"

    page = sent(keeper, reviewed, filled(exported(keeper, reviewed), fill))
    count = Task.objects.filter(retired=False).count()
    mends = [f"keep:{FIGURES}{row}" for row in range(FIRST, FIRST + count)]
    mends += [f"office:农业{row}={farming.pk}" for row in range(FIRST, FIRST + count)]
    mended = keeper.get(address(page), {"mend": mends}, follow=True)
    assert "处要改" not in mended.content.decode()
    assert len(address(mended)) < 1200
    keeper.post(address(mended))
    assert Task.objects.filter(lead=farming).count() == count
