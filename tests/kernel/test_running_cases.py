"""Running cases keep the version they began with: its stages, limits, steps and duties; new ones have the new."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from installing import Install, source_of
from people import signed_in
from pytest_django import Settings

from duixian.accounts.models import Person, Place
from duixian.cases.actions.moving import NotYetError, move
from duixian.cases.actions.opening import change_fields, open_case
from duixian.cases.actions.ringing import ring
from duixian.cases.actions.steps import ask
from duixian.cases.asked import KEY, Asked
from duixian.cases.frames import frame
from duixian.cases.installing import differing, install, plan_for, remove
from duixian.cases.models import Case, CaseAlert, CaseStep, InstalledVersion
from duixian.cases.queries.calendar import month
from duixian.cases.queries.case import Detail, detail
from duixian.cases.queries.listing import Filters, listing
from duixian.cases.rows import history
from duixian.cases.tables.shelf import Shelf, Shelved, shelf
from duixian.errors import ProgramError
from duixian.journal import clock
from duixian.ledger.verifying import verify

OLD = """title = "隐患"
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
[fields.due]
title = "期限"
type = "date"
[[stages]]
id = "open"
title = "在办"
next = ["mending"]
[[stages]]
id = "mending"
title = "整改"
next = ["closed"]
requires = ["cost"]
when = "cost >= 5 AND name <> 'cost'"
limit = 15
[[stages]]
id = "closed"
title = "销号"
[[steps]]
id = "survey"
title = "踏勘"
office = "县住建局"
limit = 10
when = "cost > 5"
[[events]]
id = "visit"
title = "督导"
at_least = { times = 2, during = ["mending"] }
[[alerts]]
id = "overdue"
title = "整改超期"
when = "workdays_in_stage > stage_limit"
[[alerts]]
id = "unasked"
title = "手续没办完"
when = "steps_open > 1"
"""
# A paper more, a shorter limit, a step more, more visits, another rule; the cost is called budget.
NEW = (
    OLD.replace("2025.1", "2025.2")
    .replace("2025-01-01", "2025-06-01")
    .replace("[fields.cost]", '[fields.budget]\nwas = "cost"')
    .replace('requires = ["cost"]', 'requires = ["budget", "due"]\nevidence = ["整改方案"]')
    .replace("cost >= 5", "budget >= 50")
    .replace("cost > 5", "budget > 500")
    .replace("limit = 15", "limit = 5")
    .replace("times = 2", "times = 4")
    .replace("[[events]]", '[[steps]]\nid = "permit"\ntitle = "许可"\noffice = "县应急局"\nlimit = 3\n[[events]]', 1)
)
BEFORE, AFTER, DAY = date(2025, 5, 6), date(2025, 6, 3), date(2025, 6, 30)
FIELDS = {"name": "阀门", "budget": "9"}


def words(found: Detail) -> list[str]:
    return [lack.words for lack in found.onward[0].lacks]


@pytest.fixture
def two(served: Install, county: Place, qin: Person) -> tuple[Shelved, Case, Case]:
    """A case of each version, the older one opened before the newer version was in force."""
    shelved = served("hidden", NEW, OLD)
    old, new = (open_case("hidden", fields=FIELDS, place=county, by=qin, opened_on=on) for on in (BEFORE, AFTER))
    return shelved, old, new


@pytest.fixture
def mending(two: tuple[Shelved, Case, Case], qin: Person) -> tuple[Shelved, Case, Case]:
    """Both of them in a stage that has another limit in each version, the newer one as no action would let it."""
    shelved, old, new = two
    old = move(old, to="mending", by=qin, on=date(2025, 6, 12))
    new.stages.create(stage="mending", on=date(2025, 6, 12), received_at=timezone.now())
    Case.objects.filter(pk=new.pk).update(stage="mending", stage_since=date(2025, 6, 12))
    shelved.model._default_manager.filter(pk=new.pk).update(stage="mending", stage_since=date(2025, 6, 12))
    return shelved, old, Case.objects.get(pk=new.pk)


@pytest.mark.django_db
def test_a_case_takes_the_version_in_force_on_its_day(two: tuple[Shelved, Case, Case]) -> None:
    shelved, old, new = two
    assert (old.version, new.version) == ("2025.1", "2025.2")
    assert shelved.on(date(2020, 1, 1)).version == "2025.1"
    steps = {case.pk: [row.step for row in CaseStep.objects.filter(case=case)] for case in (old, new)}
    assert steps == {old.pk: ["survey"], new.pk: ["survey", "permit"]}


@pytest.mark.django_db
def test_a_stricter_stage_asks_nothing_more_of_a_running_case(two: tuple[Shelved, Case, Case], qin: Person) -> None:
    shelved, old, new = two
    assert words(detail(old, shelved, day=DAY)) == []
    assert words(detail(new, shelved, day=DAY)) == ["期限", "整改方案", "花费 9 万元 ≥ 50：否"]
    assert move(old, to="mending", by=qin, on=DAY).stage == "mending"
    with pytest.raises(NotYetError, match="还缺 3 样"):
        move(new, to="mending", by=qin, on=DAY)


@pytest.mark.django_db
def test_a_step_of_a_newer_version_does_not_stand_on_a_running_case(
    two: tuple[Shelved, Case, Case], qin: Person
) -> None:
    shelved, old, new = two
    listed = {case.pk: detail(case, shelved, day=DAY).steps for case in (old, new)}
    shown = {key: [each.step.id for each in steps.listed] for key, steps in listed.items() if steps}
    assert shown == {old.pk: ["survey"], new.pk: ["survey", "permit"]}
    assert ask(old, step="survey", by=qin, on=DAY).deadline == date(2025, 7, 14)
    assert ask(new, step="permit", by=qin, on=DAY).deadline == date(2025, 7, 3)


@pytest.mark.django_db
def test_a_shorter_limit_makes_no_running_case_late(mending: tuple[Shelved, Case, Case], qin: Person) -> None:
    shelved, old, new = mending
    limits = {row[KEY]: row["stage_limit"] for row in frame(Asked(shelved, DAY), ["stage_limit"]).to_dicts()}
    assert limits == {old.pk: 15, new.pk: 5}
    found = listing(qin, shelved, Filters(), day=DAY)
    assert {row.row.case_id: (row.stage.limit, row.over) for row in found.rows} == {old.pk: (15, 0), new.pk: (5, 7)}
    assert {each.stage.id: each.over for each in found.stages} == {"open": 0, "mending": 1, "closed": 0}
    assert {case.pk: detail(case, shelved, day=DAY).here.over for case in (old, new)} == {old.pk: 0, new.pk: 7}
    due = month(qin, shelved, first=date(2025, 6, 1), day=DAY)
    assert [item.number for week in due.weeks for each in week for item in each.items] == [new.number]
    later = month(qin, shelved, first=date(2025, 7, 1), day=DAY)
    assert [item.number for week in later.weeks for each in week for item in each.items] == [old.number]
    ring(shelved, day=DAY)
    assert set(CaseAlert.objects.values_list("case", "alert")) == {(new.pk, "overdue")}


@pytest.mark.django_db
def test_a_running_case_owes_the_visits_of_its_version(mending: tuple[Shelved, Case, Case]) -> None:
    shelved, old, new = mending
    asked = {case.pk: [each.asked for each in detail(case, shelved, day=DAY).duties] for case in (old, new)}
    assert asked == {old.pk: ["每月至少 2 次"], new.pk: ["每月至少 4 次"]}


@pytest.mark.django_db
def test_a_case_whose_version_was_not_kept_has_the_oldest_that_was(mending: tuple[Shelved, Case, Case]) -> None:
    shelved, old, _ = mending
    Case.objects.filter(pk=old.pk).update(version="2024.1")
    limits = {row[KEY]: row["stage_limit"] for row in frame(Asked(shelved, DAY), ["stage_limit"]).to_dicts()}
    assert limits[old.pk] == 15


@pytest.mark.django_db
def test_the_page_of_a_case_names_its_version_and_leads_to_its_text(
    two: tuple[Shelved, Case, Case], qin: Person
) -> None:
    _, old, new = two
    client = signed_in(qin)
    page = client.get(f"/cases/hidden/{old.number}/").text
    assert '<a href="/cases/hidden/about/?version=2025.1">按 2025.1 版办</a>，现行 2025.2 版' in page
    assert "现行" not in client.get(f"/cases/hidden/{new.number}/").text
    text = client.get("/cases/hidden/about/?version=2025.1").text
    assert ("[fields.cost]" in text, "[fields.budget]" in text) == (True, False)
    assert client.get("/cases/hidden/about/?version=2019.1").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_an_upgrade_keeps_the_old_text_for_every_process_and_whoever_verifies(
    installed: Install, county: Place, qin: Person, settings: Settings
) -> None:
    installed("hidden", OLD)
    fields: Mapping[str, Any] = {"name": "阀门", "cost": "9"}
    old = open_case("hidden", fields=fields, place=county, by=qin, opened_on=BEFORE)
    installed("hidden", NEW)
    assert move(old, to="mending", by=qin).stage == "mending"
    other = Shelf()
    other.open(Path(settings.DATA))
    assert other.get("hidden").of(old) == shelf.get("hidden").of(old)
    assert other.get("hidden").of(old).stage("mending").when == "budget >= 5 AND name <> 'cost'"
    assert differing() == []
    assert verify().faults == ()
    InstalledVersion.objects.filter(version="2025.1").update(text=OLD.replace("limit = 15", "limit = 90"))
    assert [fault.where for fault in verify().faults] == ["模板 隐患 2025.1"]


@pytest.mark.django_db(transaction=True)
def test_what_was_changed_two_versions_ago_is_shown_on_a_past_day(
    installed: Install, county: Place, qin: Person
) -> None:
    installed("hidden", OLD)
    with clock.standing_at(clock.now() - timedelta(days=9)):
        case = open_case("hidden", fields={"name": "阀门", "cost": "9"}, place=county, by=qin)
    change_fields(case, fields={"cost": "80"}, by=qin)
    installed("hidden", NEW)
    shelved = installed("hidden", NEW.replace('was = "cost"', "").replace("2025.2", "2025.3"))
    then = history(case, of=shelved, day=clock.today() - timedelta(days=5))
    assert (then.fields["budget"], history(case, of=shelved).fields["budget"]) == (9, 80)


@pytest.mark.django_db(transaction=True)
def test_a_lost_copy_of_an_older_version_comes_back_by_installing_again(installed: Install, settings: Settings) -> None:
    installed("hidden", OLD)
    installed("hidden", NEW)
    copy = Path(settings.DATA) / "programs" / "hidden" / "versions" / "2025.1.toml"
    copy.unlink()
    shelf.take("hidden")
    shelf.open(Path(settings.DATA))
    assert differing() == ["hidden"]
    installed("hidden", NEW)
    assert (copy.read_text(encoding="utf-8"), differing()) == (OLD, [])


@pytest.mark.django_db(transaction=True)
def test_next_year_s_version_is_planned_now_and_installed_when_it_is_in_force(installed: Install) -> None:
    tomorrow = clock.today() + timedelta(days=1)
    # The first one may be there early: nothing else is in force until then.
    installed("hidden", OLD.replace("2025-01-01", f"{tomorrow}"))
    source = source_of("hidden", NEW.replace("2025-06-01", f"{tomorrow}"))
    assert any("改代号：cost → budget" in words for words in plan_for(source).words)
    with pytest.raises(ProgramError, match=f"2025.2 版从 {tomorrow} 起用，还没有到"):
        install(source, by=None)
    with clock.standing_at(timezone.make_aware(datetime(tomorrow.year, tomorrow.month, tomorrow.day, 8))):
        install(source, by=None)
    assert shelf.get("hidden").program.version == "2025.2"


@pytest.mark.django_db(transaction=True)
def test_a_version_beside_which_an_older_rule_cannot_be_read_is_refused(
    installed: Install, county: Place, qin: Person
) -> None:
    installed("hidden", OLD.replace("cost >= 5", "cost >= least_cost") + LEAST)
    in_yuan = source_of("hidden", NEW.replace("万元", "元"))
    plan_for(in_yuan)
    open_case("hidden", fields={"name": "阀门"}, place=county, by=qin, opened_on=BEFORE)
    with pytest.raises(ProgramError, match=r"2025\.1 版登记的 1 件照那一版办，它的规则在这一版里读不通"):
        plan_for(in_yuan)


LEAST = """[parameters.least_cost]
title = "起点"
type = "money"
unit = "万元"
values = [{ from = 2025-01-01, value = 5, reference = "甲" }]
"""


@pytest.mark.django_db(transaction=True)
def test_versions_only_go_up_and_one_that_cases_hold_is_never_another(
    installed: Install, county: Place, qin: Person
) -> None:
    installed("hidden", OLD)
    open_case("hidden", fields={"name": "阀门"}, place=county, by=qin, opened_on=BEFORE)
    with pytest.raises(ProgramError, match=r"这份是更早的 2024\.9 版"):
        plan_for(source_of("hidden", OLD.replace("2025.1", "2024.9")))
    remove("hidden", by=None)
    with pytest.raises(ProgramError, match="已经装过，内容却不同"):
        plan_for(source_of("hidden", OLD.replace("limit = 15", "limit = 5")))
