"""People get a role no wider than whoever gives it, and a place never loses its last keeper."""

from __future__ import annotations

import pytest
from axes.models import AccessAttempt
from django.db import IntegrityError, transaction
from django.test import Client
from django_otp.plugins.otp_totp.models import TOTPDevice
from people import PASSWORD, signed_in

from duixian.accounts.actions import people
from duixian.accounts.models import Office, Person, Place, Role
from duixian.errors import ConflictError, LedgerError
from duixian.journal.models import Entry
from duixian.journal.verifying import verify


def test_a_new_person_gets_a_password_once(qin: Person, county: Place, housing: Office) -> None:
    person, password = people.add_person(
        username="Lu.Zhi", name="陆知远", role="office", place=county, office=housing, by=qin
    )
    assert (person.username, person.must_change_password) == ("lu.zhi", True)
    assert person.check_password(password)
    entry = Entry.objects.get(action="person.add")
    assert password not in entry.body
    assert verify().is_whole


@pytest.mark.parametrize(
    ("username", "name", "role", "words"),
    [
        ("", "陆知远", "leader", "登录名"),
        ("qin", "陆知远", "leader", "已经有人用了"),
        ("lu", " ", "leader", "姓名"),
        ("lu", "陆知远", "king", "没有“king”这个角色"),
        ("lu", "陆知远", "office", "哪个单位"),
    ],
)
def test_what_is_missing_is_told(qin: Person, county: Place, username: str, name: str, role: str, words: str) -> None:
    with pytest.raises(LedgerError) as told:
        people.add_person(username=username, name=name, role=role, place=county, by=qin)
    assert words in f"{told.value.what}{told.value.hint}"
    assert Person.objects.count() == 1


def test_nobody_gives_more_than_they_have(qin: Person, city: Place, wai: Person, xu: Person, township: Place) -> None:
    for place in (city, wai.place):
        with pytest.raises(LedgerError, match="不在您管的范围里"):
            people.add_person(username="big", name="大", role="reviewer", place=place, by=qin)
    with pytest.raises(LedgerError, match="不在您管的范围里"):
        people.reset_password(wai, by=qin)
    with pytest.raises(LedgerError, match="只有管理员"):
        people.add_person(username="own", name="自己", role="keeper", place=township, by=xu)
    people.add_person(username="town", name="镇上", role="leader", place=township, by=qin)


def test_an_office_of_elsewhere_is_refused(qin: Person, township: Place, housing: Office) -> None:
    with pytest.raises(LedgerError, match="不在城关镇"):
        people.add_person(username="lu", name="陆知远", role="office", place=township, office=housing, by=qin)


def test_the_last_keeper_stays(qin: Person, county: Place, xu: Person) -> None:
    with pytest.raises(LedgerError, match="唯一在用的管理员"):
        people.deactivate_person(qin, by=qin)
    with pytest.raises(LedgerError, match="唯一在用的管理员"):
        people.change_person(qin, name="秦若溪", role="leader", place=county, by=qin)
    people.change_person(xu, name="许澄", role="keeper", place=county, by=qin)
    people.deactivate_person(qin, by=None)
    with pytest.raises(LedgerError, match="唯一在用的管理员"):
        people.deactivate_person(xu, by=None)


def test_a_change_is_journalled_with_both_sides(qin: Person, xu: Person, county: Place) -> None:
    changed = people.change_person(
        xu, name="许澄", title="副局长", role="office", place=county, office=xu.office, by=qin, revision=xu.revision
    )
    assert changed.title == "副局长"
    assert '"before":{"title":""}' in Entry.objects.get(action="person.change").body
    with pytest.raises(ConflictError):
        people.change_person(xu, name="许", role="leader", place=county, by=qin, revision=xu.revision)
    people.change_person(changed, name="许澄", title="副局长", role="office", place=county, office=xu.office, by=qin)
    assert Entry.objects.filter(action="person.change").count() == 1


def test_a_deactivated_person_is_out_at_once(qin: Person, xu: Person) -> None:
    client = signed_in(xu)
    people.deactivate_person(xu, by=qin)
    assert client.get("/").status_code == 302
    refused = Client()
    refused.post("/login/", {"username": "xu", "password": PASSWORD})
    assert "_auth_user_id" not in refused.session
    back, password = people.activate_person(xu, by=qin)
    assert back.is_active
    assert back.check_password(password)


def test_a_new_password_ends_open_sessions(qin: Person, xu: Person) -> None:
    client = signed_in(xu)
    password = people.reset_password(xu, by=qin)
    assert client.get("/").status_code == 302
    assert len(password) == 19
    person = people.set_own_password(xu, password="另一个-更长-的-新的密码")
    assert not person.must_change_password
    with pytest.raises(LedgerError):
        people.set_own_password(xu, password="12345678901")


def test_a_lock_is_lifted(qin: Person, xu: Person) -> None:
    client = Client()
    for _ in range(5):
        client.post("/login/", {"username": "xu", "password": "猜的"})
    assert people.unlock(xu, by=qin) == 1
    assert not AccessAttempt.objects.filter(username="xu").exists()
    assert people.unlock(xu, by=qin) == 0
    assert Entry.objects.filter(action="person.unlock").count() == 1


def test_a_lost_phone_is_taken_off(qin: Person, xu: Person) -> None:
    TOTPDevice.objects.create(user=xu, name="手机")
    assert people.remove_second_factor(xu, by=qin) == 1
    assert not TOTPDevice.objects.exists()


def test_the_database_holds_what_the_actions_check(county: Place, qin: Person) -> None:
    for wrong in ({"role": "king"}, {"role": Role.OFFICE}, {"name": ""}, {"username": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Person.objects.filter(pk=qin.pk).update(**wrong)
    with pytest.raises(IntegrityError), transaction.atomic():
        Place.objects.filter(pk=county.pk).update(level="planet")
