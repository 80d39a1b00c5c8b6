"""What no column can hold is refused at its field, in a form, a workbook and the API; never a server error."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from installing import Install
from people import signed_in
from programs_asking import program

from duixian.accounts.models import Person, Place
from duixian.cases.models import Case
from duixian.cases.values import cleaned
from duixian.programs.schema import Field

pytestmark = pytest.mark.django_db
NEW = {"name": "南环路改线", "kind": "new"}
HUGE = ["9999999999999999", "-9999999999999999", "1e400", "1E+999999999", "1E-999999999", 10**40, 1e300]
TOO_MUCH: dict[str, tuple[dict[str, Any], list[Any]]] = {
    "money": ({"unit": "万元"}, HUGE),
    "integer": ({}, [*HUGE, "12345678901234567890"]),
    "link": ({}, ["https://example.cn/" + "a" * 500]),
    "text": ({}, ["南环\0路"]),
    "person": ({}, ["12345678901234567890", "²"]),
}


@pytest.mark.parametrize("kind", TOO_MUCH)
def test_what_a_column_cannot_hold_is_a_fault(kind: str, county: Place) -> None:
    more, given = TOO_MUCH[kind]
    fields = {"own": Field.model_validate({"title": "一栏", "type": kind, **more})}
    for value in given:
        found = cleaned({"own": value}, fields=fields, place=county)
        assert (found.values, list(found.faults)) == ({}, ["own"]), value


def test_the_bounds_are_those_of_the_field_or_of_the_rules(county: Place) -> None:
    def kept(value: str, **bounds: int) -> bool:
        fields = {"own": Field.model_validate({"title": "金额", "type": "money", "unit": "元", **bounds})}
        return cleaned({"own": value}, fields=fields, place=county).values == {"own": Decimal(value)}

    assert (kept("100000000000"), kept("100000000001")) == (True, False)
    assert (kept("900000000000000", most=10**15), kept("990000000000000", most=10**15)) == (True, False)
    assert (kept("8", least=9), kept("9", least=9)) == (False, True)


def test_a_form_and_the_api_say_at_which_field(served: Install, qin: Person) -> None:
    served("major_projects")
    told = {**NEW, "total_investment": "9999999999999999"}
    page = signed_in(qin).post("/cases/major_projects/new/", told)
    assert (page.status_code, "9999999999999999 大于 100000000000" in page.text) == (400, True)
    answer = program(qin).post("cases", {"program": "major_projects", "fields": told})
    assert (answer.status_code, answer.json()["where"]) == (400, "total_investment")
    assert not Case.objects.exists()
