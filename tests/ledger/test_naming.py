"""Which office is meant: exactly, by short name or alias, by likeness; and when it is left to a person."""

from __future__ import annotations

import pytest

from duixian.accounts.models import Office, Person
from duixian.ledger.naming import find_office, find_person, several

OFFICES = [
    Office(name="县住建局", short="住建局"),
    Office(name="县交通局", aliases="县交通运输局\n交运局"),
    Office(name="县交警大队"),
    Office(name="县人力资源和社会保障局", short="县人社局"),
    Office(name="市人社局"),
]
LEADERS = [Person(name="方既明", title="副县长"), Person(name="梁越"), Person(name="梁月")]


@pytest.mark.parametrize(("words", "name"), [
    ("县住建局", "县住建局"),
    (" 县 住建局 ", "县住建局"),
    ("住建局", "县住建局"),
    ("交通运输局", "县交通局"),
    ("交运局", "县交通局"),
    ("县人力资源社会保障局", "县人力资源和社会保障局"),
])  # fmt: skip
def test_a_name_written_otherwise_is_found(words: str, name: str) -> None:
    found = find_office(words, OFFICES)
    assert found.row is not None
    assert found.row.name == name


@pytest.mark.parametrize(("words", "choices"), [
    ("交通", ["县交通局", "县交警大队"]),
    ("人社局", ["县人力资源和社会保障局", "市人社局"]),
    ("住建", ["县住建局"]),
    ("某某指挥部", []),
    ("县供销社", []),
])  # fmt: skip
def test_what_is_not_clear_is_left_to_a_person_with_the_choices(words: str, choices: list[str]) -> None:
    found = find_office(words, OFFICES)
    assert found.row is None
    assert [office.name for office in found.choices][: len(choices)] == choices
    assert bool(found.choices) == bool(choices)


def test_a_leader_is_found_beside_a_title() -> None:
    assert find_person("方既明副县长", LEADERS).row == LEADERS[0]
    assert find_person("梁", LEADERS).row is None


def test_a_cell_may_hold_several_names() -> None:
    assert several("县水利局、县供销社，县住建局\n县财政局；") == ["县水利局", "县供销社", "县住建局", "县财政局"]
