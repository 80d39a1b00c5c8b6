"""A new installation says which step comes next, not how many zeros there are."""

from __future__ import annotations

import pytest
from django.template.loader import render_to_string
from people import read_into

from duixian.accounts.models import Office, Person, Place
from duixian.ledger.actions.review import accept_many
from duixian.ledger.queries.first_steps import first_steps


def test_the_steps_come_one_after_the_other(county: Place, qin: Person) -> None:
    assert first_steps(qin).now == "report"
    document = read_into(county, qin)
    assert first_steps(qin).now == "review"
    accept_many(list(document.statements.all()[:1]), by=qin)
    assert first_steps(qin).now == "offices"
    Office.objects.create(place=county, name="县住建局")
    assert first_steps(qin).now == "backup"


def test_another_county_s_documents_do_not_count(county: Place, qin: Person, wai: Person) -> None:
    read_into(county, qin)
    assert first_steps(wai).documents == 0


@pytest.mark.parametrize("who", ["qin", "fang"])
def test_only_the_keeper_is_offered_the_upload(who: str, qin: Person, fang: Person) -> None:
    person = {"qin": qin, "fang": fang}[who]
    context = {"person": person, "steps": first_steps(person), "is_past": False}
    page = render_to_string("web/_first_steps.html", context)
    assert ("把报告拖到这里" in page) == (who == "qin")
    assert "没有数据与数是零是两回事" in page
