"""The cast: a made-up county, those who work in it, its ledger. A fixture each: a test names whom it needs.

秦 keeps the ledger, 许 is the office of housing, 梁 that of farming, 方 is a county leader, 评 reviews for the
city, 审 audits; 外 keeps another county's ledger and must see nothing of this one.
"""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from duixian.accounts.models import Office, Person, Place, Role
from duixian.ledger.actions.catalogue import load_catalogue
from duixian.ledger.actions.documents import add_document, store_reading
from duixian.ledger.actions.review import accept_many
from duixian.ledger.models import Document
from duixian.reading import read_text

PASSWORD = "正确的-马-电池-订书钉"
TEXT = """清河湾县2025年政府工作报告

一、2024年工作回顾
全年地区生产总值增长5.3%，改造老旧小区8个，新增城镇就业2100人。

二、2025年工作安排
（一）办好民生实事
改造老旧小区9个，加装电梯24部。新建农产品产地冷库14座，6月底前全部投入使用。
（二）稳住农业
粮食播种面积稳定在48.6万亩以上，建成高标准农田3.2万亩，10月中旬完成验收。推广水肥一体化。
一般公共预算收入增长5%以上。包项目领导每月至少两次深入一线。
"""


def _place(code: str, name: str, level: str, parent: Place | None = None) -> Place:
    path = f"{parent.path if parent else ''}{code}/"
    return Place.objects.create(code=code, name=name, level=level, parent=parent, path=path, is_fictional=True)


def _person(username: str, name: str, role: Role, place: Place, office: Office | None = None, **more: Any) -> Person:
    person = Person(username=username, name=name, role=role, place=place, office=office, **more)
    person.set_password(PASSWORD)
    person.save()
    return person


@pytest.fixture
def city(db: None) -> Place:
    return _place("9901", "临川市", "city")


@pytest.fixture
def county(city: Place) -> Place:
    return _place("990101", "清河湾县", "county", city)


@pytest.fixture
def township(county: Place) -> Place:
    return _place("990101100", "城关镇", "township", county)


@pytest.fixture
def elsewhere(db: None) -> Place:
    return _place("990201", "石岭县", "county")


@pytest.fixture
def housing(county: Place) -> Office:
    return Office.objects.create(place=county, name="县住建局", short="住建局")


@pytest.fixture
def farming(county: Place) -> Office:
    return Office.objects.create(place=county, name="县农业农村局", short="农业农村局")


@pytest.fixture
def qin(county: Place) -> Person:
    return _person("qin", "秦若溪", Role.KEEPER, county, title="县委督查室")


@pytest.fixture
def xu(county: Place, housing: Office) -> Person:
    return _person("xu", "许澄", Role.OFFICE, county, housing)


@pytest.fixture
def liang(county: Place, farming: Office) -> Person:
    return _person("liang", "梁越", Role.OFFICE, county, farming)


@pytest.fixture
def fang(county: Place) -> Person:
    return _person("fang", "方既明", Role.LEADER, county, title="副县长")


@pytest.fixture
def ping(city: Place) -> Person:
    return _person("ping", "评市平", Role.REVIEWER, city)


@pytest.fixture
def shen(county: Place) -> Person:
    return _person("shen", "审计然", Role.AUDITOR, county)


@pytest.fixture
def wai(elsewhere: Place) -> Person:
    return _person("wai", "外人", Role.KEEPER, elsewhere)


@pytest.fixture
def everyone(qin: Person, xu: Person, fang: Person, ping: Person, shen: Person, wai: Person) -> dict[str, Person]:
    """One person of each role, and the keeper of another county."""
    return {"keeper": qin, "office": xu, "leader": fang, "reviewer": ping, "auditor": shen, "stranger": wai}


def read_into(place: Place, by: Person, text: str = TEXT, name: str = "清河湾县2025年政府工作报告.txt") -> Document:
    """Return a document of `place` with this text, read by the real reader, nothing reviewed."""
    load_catalogue()
    document = add_document([text.encode()], name=name, place=place, by=by, fictional=True)
    return store_reading(document, read_text(text, name=name))


@pytest.fixture
def document(county: Place, qin: Person) -> Document:
    """A report that was read and waits for review."""
    return read_into(county, qin)


@pytest.fixture
def reviewed(document: Document, qin: Person) -> Document:
    """A report all of whose statements are accepted."""
    accept_many(list(document.statements.all()), by=qin)
    return document


def signed_in(person: Person) -> Client:
    """Return a browser in which `person` is logged in."""
    client = Client()
    client.force_login(person, backend="duixian.accounts.backend.PersonBackend")
    return client
