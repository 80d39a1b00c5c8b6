"""A folder becomes a table, changes, and goes again; nothing that people entered is lost on the way."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction
from installing import Install
from people import signed_in
from pytest_django import Settings

from duixian.accounts.models import Person, Place
from duixian.cases.actions.opening import open_case
from duixian.cases.installing import back, differing, plan_for, remove
from duixian.cases.models import Case, Installed
from duixian.cases.tables.shelf import Shelf, shelf
from duixian.errors import ProgramError
from duixian.journal.models import Entry
from duixian.journal.verifying import verify
from duixian.programs.loading import Source, read_program

FIRST = """title = "隐患"
version = "2025.1"
in_force = 2025-01-01
case = "件"
[[basis]]
source = "甲"
says = "乙"
[fields.name]
title = "名称"
type = "text"
required = true
[fields.cost]
title = "花费"
type = "money"
unit = "万元"
least = 0
[fields.grade]
title = "级别"
type = "choice"
choices = { minor = "一般", major = "重大" }
[[stages]]
id = "open"
title = "在办"
"""
SECOND = FIRST.replace("2025.1", "2025.2").replace("[fields.cost]", '[fields.budget]\nwas = "cost"')
SECOND += '[fields.due]\ntitle = "期限"\ntype = "date"\n'
pytestmark = pytest.mark.django_db(transaction=True)


def source(text: str) -> Source:
    return Source(read_program(text, key="hidden"), text)


def tables() -> list[str]:
    return [name for name in connection.introspection.table_names() if name.startswith("program_")]


def test_a_folder_becomes_a_table_with_native_columns(installed: Install) -> None:
    installed("hidden", FIRST)
    assert tables() == ["program_hidden"]
    assert Installed.objects.get().version == "2025.1"
    assert differing() == []


def test_the_same_text_again_changes_nothing(installed: Install) -> None:
    installed("hidden", FIRST)
    assert plan_for(source(FIRST)).is_empty


def test_other_words_for_the_same_columns_change_no_table(installed: Install) -> None:
    installed("hidden", FIRST)
    reworded = FIRST.replace("2025.1", "2025.2").replace("花费", "预算").replace("一般", "一般隐患")
    assert plan_for(source(reworded)).is_empty


def test_a_rename_keeps_what_was_entered_and_has_an_inverse(installed: Install, county: Place, qin: Person) -> None:
    installed("hidden", FIRST)
    case = open_case("hidden", fields={"name": "阀门", "cost": "12.5"}, place=county, by=qin)
    steps = plan_for(source(SECOND))
    assert {"改代号：cost → budget，1 个值跟着走", "加一列：due：期限（日期），1 件空着"} <= set(steps.words)
    assert {"改代号：budget → cost", "去掉一列：due：期限（日期），没有填过才能去掉"} <= set(steps.words_back)
    assert {"RenameField", "RemoveField"} <= {type(each).__name__ for each in steps.inverse}
    row = installed("hidden", SECOND).model._default_manager.get(pk=case.pk)
    assert (row.budget, row.due) == (Decimal("12.5"), None)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("[fields.cost]", "[fields.expense]", "不见了，数据会丢"),
        ('type = "money"\nunit = "万元"', 'type = "integer"', "类型从 money 变成 integer"),
        ('minor = "一般", ', "", "少了选项 minor"),
    ],
)
def test_what_would_lose_data_is_refused(installed: Install, old: str, new: str, words: str) -> None:
    installed("hidden", FIRST)
    with pytest.raises(ProgramError, match=words):
        plan_for(source(FIRST.replace("2025.1", "2025.2").replace(old, new)))


def test_another_text_under_the_same_version_is_refused(installed: Install) -> None:
    installed("hidden", FIRST)
    with pytest.raises(ProgramError, match="已经装过"):
        plan_for(source(FIRST.replace("花费", "预算")))


def test_a_removed_program_leaves_its_cases_whole(installed: Install, county: Place, qin: Person) -> None:
    installed("hidden", FIRST)
    case = open_case("hidden", fields={"name": "阀门", "cost": "12.5", "grade": "重大"}, place=county, by=qin)
    remove("hidden", by=qin)
    assert tables() == []
    kept = Case.objects.get(pk=case.pk)
    assert kept.archived is not None
    assert (kept.archived["name"], kept.archived["cost"], kept.archived["grade"]) == ("阀门", "12.5", "major")
    assert verify().is_whole
    assert "hidden" not in shelf


def test_the_database_holds_a_field_to_its_bounds(installed: Install, county: Place, qin: Person) -> None:
    model = installed("hidden", FIRST).model
    case = open_case("hidden", fields={"name": "阀门"}, place=county, by=qin)
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.filter(pk=case.pk).update(cost=Decimal(-1))
    with pytest.raises(IntegrityError), transaction.atomic():
        model._default_manager.filter(pk=case.pk).update(grade="none")


def test_three_programs_stand_beside_each_other(installed: Install) -> None:
    for key in ("major_projects", "parallel_approvals", "livelihood_works"):
        installed(key)
    assert len(tables()) == 3


def test_another_process_serves_what_was_installed_without_a_restart(
    installed: Install, settings: Settings, county: Place, qin: Person
) -> None:
    installed("hidden", FIRST)
    other = Shelf()
    other.open(Path(settings.DATA))
    assert other.get("hidden").program.version == "2025.1"
    installed("hidden", SECOND)
    other.open(Path(settings.DATA))
    assert other.get("hidden").program.version == "2025.2"
    assert "due" in {each.name for each in other.get("hidden").model._meta.get_fields()}
    remove("hidden", by=None)
    other.open(Path(settings.DATA))
    assert "hidden" not in other


def test_whoever_reads_the_journal_sees_what_was_done_to_the_programs(
    installed: Install, everyone: dict[str, Person]
) -> None:
    installed("hidden", FIRST)
    installed("hidden", SECOND)
    back("hidden", by=None)
    remove("hidden", by=None)
    entries = list(Entry.objects.filter(subject_kind="cases.installed"))
    assert len(entries) == 4
    for role in ("keeper", "auditor", "reviewer", "stranger"):
        client = signed_in(everyone[role])
        page = client.get("/journal/").text
        assert [f"entry={entry.pk}" in page for entry in entries] == [True] * 4
        for entry in entries:
            shown = client.get("/journal/", {"entry": entry.pk})
            assert (shown.status_code, "这一件事的链" in shown.text) == (200, True)
    assert signed_in(everyone["office"]).get("/journal/").status_code == 403
