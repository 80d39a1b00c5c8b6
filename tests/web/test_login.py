"""Logging in and out, the first password, the second factor, the lock; what is said to those who may not."""

from __future__ import annotations

import time

import pytest
from django.test import Client
from django_otp.oath import TOTP
from django_otp.plugins.otp_static.models import StaticToken
from django_otp.plugins.otp_totp.models import TOTPDevice
from looking import DESKTOP, PHONE, Faults, Open
from people import PASSWORD, signed_in
from pytest_django import Settings

from duixian.accounts.models import Person
from duixian.journal.models import Entry

NEW = "新的-长城-钥匙-梧桐树-九"


def entered(person: Person, password: str = PASSWORD, client: Client | None = None, **more: str) -> Client:
    """Return a browser in which someone tried to log in; the answer is in `client.answer`."""
    client = client or Client()
    client.answer = client.post(  # type: ignore[attr-defined]
        "/login/", {"username": person.username, "password": password, **more}
    )
    return client


def code_of(device: TOTPDevice, steps: int = 0) -> str:
    totp = TOTP(device.bin_key, device.step, device.t0, device.digits)
    totp.time = time.time() + steps * device.step
    return f"{totp.token():06d}"


def with_second_factor(person: Person) -> tuple[Client, TOTPDevice, list[str]]:
    client = signed_in(person)
    client.post("/account/second-factor/start/")
    device = TOTPDevice.objects.get(user=person)
    page = client.post("/account/second-factor/", {"code": code_of(device)})
    assert page.status_code == 200
    return client, device, list(StaticToken.objects.values_list("token", flat=True))


def test_the_right_password_lets_in_and_is_journalled(qin: Person) -> None:
    client = entered(qin)
    assert client.answer.status_code == 302  # type: ignore[attr-defined]
    assert client.get("/").status_code == 200
    assert Entry.objects.filter(action="person.login", subject_id=qin.pk).count() == 1


def test_a_wrong_password_says_how_many_tries_are_left(qin: Person) -> None:
    answer = entered(qin, "不是这个密码").answer  # type: ignore[attr-defined]
    assert answer.status_code == 422
    assert "账号或密码不对。还可以试 4 次。" in answer.text
    assert Entry.objects.filter(action="person.login_failed").count() == 1


def test_an_unknown_name_is_answered_as_a_wrong_password(qin: Person) -> None:
    answer = Client().post("/login/", {"username": "nobody", "password": PASSWORD})
    assert "账号或密码不对。" in answer.text


def test_the_fifth_wrong_password_locks_and_says_how_long(qin: Person) -> None:
    client = Client()
    for _ in range(5):
        entered(qin, "不是这个密码", client)
    assert client.answer.status_code == 429  # type: ignore[attr-defined]
    assert "还有 15 分钟" in client.answer.text  # type: ignore[attr-defined]
    assert entered(qin, PASSWORD, client).answer.status_code == 429  # type: ignore[attr-defined]


def test_login_goes_on_to_the_page_that_was_asked_for_but_never_elsewhere(qin: Person) -> None:
    asked = Client().get("/commitments/?year=2025&lead=3")
    assert asked["Location"] == "/login/?next=%2Fcommitments%2F%3Fyear%3D2025%26lead%3D3"
    assert entered(qin, next="/commitments/?year=2025").answer["Location"] == "/commitments/?year=2025"  # type: ignore[attr-defined]
    assert entered(qin, next="https://evil.example/").answer["Location"] == "/"  # type: ignore[attr-defined]


def test_each_role_lands_on_a_page_it_may_open(everyone: dict[str, Person]) -> None:
    for person in everyone.values():
        client = entered(person)
        assert client.get(client.answer["Location"]).status_code == 200  # type: ignore[attr-defined]


def test_htmx_is_sent_to_the_login_as_a_whole_page(db: None) -> None:
    answer = Client().get("/commitments/", headers={"HX-Request": "true"})
    assert answer.status_code == 204
    assert answer["HX-Redirect"].startswith("/login/")


def test_logging_out_needs_a_post(qin: Person) -> None:
    client = signed_in(qin)
    assert client.get("/logout/").status_code == 405
    assert client.post("/logout/").status_code == 302
    assert client.get("/").status_code == 302


def test_a_first_password_must_be_changed_before_anything_else(qin: Person) -> None:
    Person.objects.update(must_change_password=True)
    client = entered(qin)
    assert client.get("/commitments/")["Location"] == "/account/password/"
    assert "换成自己的密码" in client.get("/account/password/").text
    answer = client.post("/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert answer["Location"] == "/"
    assert client.get("/").status_code == 200
    assert entered(qin, NEW).answer.status_code == 302  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("错的", NEW, NEW, "现在的密码不对"),
        (PASSWORD, "短", "短", "12"),
        (PASSWORD, PASSWORD, PASSWORD, "和现在的一样"),
        (PASSWORD, NEW, NEW + "十", "两次输的不一样"),
        (PASSWORD, "123456789012", "123456789012", "密码"),
    ],
)
def test_a_bad_new_password_says_why(qin: Person, old: str, new: str, again: str, said: str) -> None:
    answer = signed_in(qin).post("/account/password/", {"old": old, "new": new, "again": again})
    assert answer.status_code == 422
    assert said in answer.text
    qin.refresh_from_db()
    assert qin.check_password(PASSWORD)


def test_a_new_password_ends_the_other_sessions(qin: Person) -> None:
    here, there = signed_in(qin), signed_in(qin)
    here.post("/account/password/", {"old": PASSWORD, "new": NEW, "again": NEW})
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


def test_with_a_second_factor_the_password_alone_opens_nothing(qin: Person) -> None:
    with_second_factor(qin)
    client = entered(qin)
    for address in ("/", "/commitments/", "/account/password/", "/account/", "/account/second-factor/"):
        assert client.get(address)["Location"] == "/login/code/"
    assert client.post("/account/second-factor/stop/", {"password": PASSWORD})["Location"] == "/login/code/"
    assert client.post("/logout/")["Location"] == "/login/"


def test_the_code_of_the_authenticator_lets_in_once(qin: Person) -> None:
    _, device, _ = with_second_factor(qin)
    client = entered(qin)
    code = code_of(device, steps=1)
    assert client.post("/login/code/", {"code": f"{code[:3]} {code[3:]}"})["Location"] == "/"
    assert client.get("/").status_code == 200
    again = entered(qin).post("/login/code/", {"code": code})
    assert again.status_code == 422
    assert "验证码不对，或者已经用过。" in again.text


def test_a_recovery_code_lets_in_once(qin: Person) -> None:
    _, _, codes = with_second_factor(qin)
    assert len(codes) == 8
    assert entered(qin).post("/login/code/", {"code": codes[0].upper()})["Location"] == "/"
    assert entered(qin).post("/login/code/", {"code": codes[0]}).status_code == 422


def test_a_session_from_before_must_give_the_code_too(qin: Person) -> None:
    before = signed_in(qin)
    with_second_factor(qin)
    assert before.get("/")["Location"] == "/login/code/"


def test_a_wrong_code_does_not_switch_the_second_factor_on(qin: Person) -> None:
    client = signed_in(qin)
    client.post("/account/second-factor/start/")
    answer = client.post("/account/second-factor/", {"code": "000000"})
    assert answer.status_code == 422
    assert "两步验证还没有开启" in answer.text
    assert not TOTPDevice.objects.filter(confirmed=True).exists()
    assert client.get("/").status_code == 200


def test_the_picture_holds_no_inline_style(qin: Person) -> None:
    client = signed_in(qin)
    client.post("/account/second-factor/start/")
    page = client.get("/account/second-factor/").text
    assert 'class="qrline"' in page
    assert "style=" not in page


def test_taking_the_second_factor_away_needs_the_password(qin: Person) -> None:
    client, _, _ = with_second_factor(qin)
    client.post("/account/second-factor/stop/", {"password": "不对"})
    assert TOTPDevice.objects.exists()
    client.post("/account/second-factor/stop/", {"password": PASSWORD})
    assert not TOTPDevice.objects.exists()
    assert not StaticToken.objects.exists()


def test_the_demo_lists_its_people_and_nothing_else_does(qin: Person, xu: Person, settings: Settings) -> None:
    assert "用秦若溪登录" not in Client().get("/login/").text
    assert Client().post("/login/demo/", {"username": "qin"}).status_code == 404
    settings.DEMO = True
    assert "用秦若溪登录" in Client().get("/login/").text
    client = Client()
    assert client.post("/login/demo/", {"username": "xu"})["Location"] == "/"
    assert client.post("/login/demo/", {"username": "nobody"}).status_code == 404
    assert client.get("/").context["person"] == xu


def test_the_demo_lets_in_nobody_of_a_real_place(qin: Person, settings: Settings) -> None:
    settings.DEMO = True
    qin.place.is_fictional = False
    qin.place.save()
    assert Client().post("/login/demo/", {"username": "qin"}).status_code == 404


def test_the_keys_can_be_switched_off(qin: Person) -> None:
    client = signed_in(qin)
    client.post("/account/keys/", {"off": "1"})
    assert "data-keys-off" in client.get("/").text
    client.post("/account/keys/", {"off": "0"})
    assert "data-keys-off" not in client.get("/").text


def test_who_is_asking_takes_one_query_besides_the_session(qin: Person, django_assert_max_num_queries: object) -> None:
    client = signed_in(qin)
    # The third is the page's own: which tokens a person has.
    with django_assert_max_num_queries(3):  # type: ignore[operator]
        assert client.get("/account/").status_code == 200


@pytest.mark.browser
@pytest.mark.parametrize("width", [DESKTOP, PHONE])
def test_axe_finds_nothing_serious_on_the_login(
    qin: Person, open_page: Open, axe: Faults, width: int, settings: Settings
) -> None:
    settings.DEMO = True
    page = open_page("/login/", width=width)
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.browser
@pytest.mark.parametrize("script", [True, False])
def test_a_person_logs_in_and_out_with_and_without_script(qin: Person, open_page: Open, script: bool) -> None:
    page = open_page("/commitments/", script=script)
    page.fill("#username", "qin")
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url("**/commitments/")
    page.click(".me summary")
    assert qin.name in page.inner_text(".me summary")
    page.click(".me >> text=退出")
    page.wait_for_url("**/login/")
    page.goto("/commitments/")
    assert "/login/" in page.url
