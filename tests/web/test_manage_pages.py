"""Managing: people with a password shown once, offices, places from a list, the calendar and the data folder."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from looking import DESKTOP, PHONE, Faults, Open
from people import signed_in
from pytest_django import DjangoAssertNumQueries

from duixian.accounts.models import Office, Person, Place
from duixian.journal.models import Entry
from duixian.ledger import checks


@pytest.fixture
def keeper(qin: Person) -> Client:
    return signed_in(qin)


def listed(text: str) -> dict[str, SimpleUploadedFile]:
    return {"list": SimpleUploadedFile("地方.csv", text.encode("gb18030"), content_type="text/csv")}


def test_people_are_listed_with_what_they_are(keeper: Client, xu: Person, wai: Person) -> None:
    page = keeper.get("/manage/").text
    assert "2 个账号在用" in page
    assert "许澄" in page
    assert "外人" not in page


def test_a_new_account_shows_its_password_once(keeper: Client, county: Place, housing: Office) -> None:
    sent = {"username": "lu", "name": "陆知远", "role": "office", "place": county.pk, "office": housing.pk}
    response = keeper.post("/manage/people/new/", sent)
    lu = Person.objects.get(username="lu")
    assert "只显示这一次" in response.text
    assert lu.must_change_password
    assert "no-store" in response.headers["Cache-Control"]
    again = keeper.post("/manage/people/new/", sent)
    assert again.status_code == 422
    assert "已经有人用了" in again.text


def test_a_form_with_something_missing_says_what(keeper: Client, county: Place, elsewhere: Place) -> None:
    sent = {"username": "lu", "name": "陆知远", "role": "office", "place": county.pk}
    assert "要选是哪个单位" in keeper.post("/manage/people/new/", sent).text
    sent["place"] = elsewhere.pk
    assert keeper.post("/manage/people/new/", sent).status_code == 422
    assert not Person.objects.filter(username="lu").exists()


def test_a_person_is_changed_and_two_keepers_do_not_overwrite(keeper: Client, xu: Person, county: Place) -> None:
    address = f"/manage/people/{xu.pk}/"
    sent = {
        "name": "许澄",
        "title": "副局长",
        "role": "leader",
        "place": county.pk,
        "office": "",
        "revision": xu.revision,
    }
    assert keeper.post(address, sent).status_code == 302
    late = keeper.post(address, {**sent, "title": "局长"})
    assert late.status_code == 409
    assert "别人刚刚改过" in late.text


@pytest.mark.parametrize(("deed", "action"), [("off", "person.deactivate"), ("password", "person.password")])
def test_deeds_on_an_account_are_journalled(keeper: Client, xu: Person, deed: str, action: str) -> None:
    assert keeper.post(f"/manage/people/{xu.pk}/{deed}/").status_code in (200, 302)
    assert Entry.objects.filter(action=action, subject_id=xu.pk).count() == 1
    assert keeper.post(f"/manage/people/{xu.pk}/no-such-deed/").status_code == 404


def test_the_last_keeper_cannot_be_switched_off(keeper: Client, qin: Person) -> None:
    response = keeper.post(f"/manage/people/{qin.pk}/off/")
    assert response.status_code == 400
    assert "唯一在用的管理员" in response.text


def test_an_office_is_added_renamed_and_switched_off(keeper: Client, county: Place) -> None:
    keeper.post("/manage/offices/", {"name": "县水利局", "short": "水利局", "aliases": "水利\n", "place": county.pk})
    office = Office.objects.get(name="县水利局")
    twice = keeper.post("/manage/offices/", {"name": "水利", "aliases": "", "place": county.pk})
    assert "已经是“县水利局”的名称或别名" in twice.text
    address = f"/manage/offices/{office.pk}/"
    keeper.post(address, {"name": "县水务局", "short": "", "aliases": "水利", "deed": "names"})
    keeper.post(address, {"deed": "off"})
    office.refresh_from_db()
    assert (office.name, office.is_active) == ("县水务局", False)
    assert "县水利局" in office.aliases


def test_places_come_from_a_list_whole_or_not_at_all(keeper: Client, county: Place) -> None:
    bad = keeper.post("/manage/places/", listed("990101100,城关镇,乡镇,990101\n990101101,柳林乡,乡,没有\n"))
    assert bad.status_code == 422
    assert "1 处要改，一行都还没有导入" in bad.text
    assert "没有代码是 没有 的上级" in bad.text
    assert not Place.objects.filter(level="township").exists()
    good = keeper.post("/manage/places/", listed("990101100,城关镇,乡镇,990101\n"), follow=True)
    assert "新增 1 个地方" in good.text
    assert "还没有选文件" in keeper.post("/manage/places/").text


def test_the_calendar_says_which_years_it_knows(keeper: Client) -> None:
    assert "国务院公布的放假安排" in keeper.get("/manage/calendar/").text


def test_the_data_page_says_where_and_when(keeper: Client, data_folder: object) -> None:
    page = keeper.get("/manage/data/").text
    assert "还没有备份过" in page
    assert str(data_folder) in page
    checks.run()
    assert "验证过，全部相符" in keeper.get("/manage/data/").text


def test_the_list_of_people_needs_few_queries(
    keeper: Client, xu: Person, fang: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(7):
        keeper.get("/manage/")


@pytest.mark.browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_an_account_is_opened_in_a_browser(qin: Person, xu: Person, open_page: Open, axe: Faults, width: int) -> None:
    page = open_page("/manage/", by=qin, width=width)
    assert axe(page) == []
    page.get_by_role("link", name="开账号").first.click()
    page.get_by_label("登录名").fill("fang2")
    page.get_by_label("姓名").fill("方既白")
    page.get_by_label("角色").select_option("leader")
    page.locator("main button.primary").click()
    page.wait_for_selector("text=只显示这一次")
    for address in ("/manage/offices/", "/manage/places/", "/manage/calendar/", "/manage/data/"):
        page.goto(page.url.split("/manage")[0] + address)
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_today_is_among_the_years(keeper: Client) -> None:
    assert str(date.today().year) in keeper.get("/manage/calendar/").text
