"""An upgrade, a removal and the way back lose nothing: what would be lost is refused, and says so."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from django.utils import timezone
from installing import Install, source_of

from duixian.accounts.models import Person, Place
from duixian.cases.actions.events import happen
from duixian.cases.actions.moving import move
from duixian.cases.actions.opening import change_fields, open_case
from duixian.cases.installing import back, install, plan_for, remove
from duixian.cases.models import Case, Installed
from duixian.cases.past import fields_then
from duixian.cases.planning import Plan
from duixian.cases.queries.installed import listed
from duixian.cases.rows import history
from duixian.cases.tables.shelf import shelf
from duixian.errors import ProgramError
from duixian.journal import clock
from duixian.ledger.verifying import verify

KEY = "hidden"
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
[fields.grade]
title = "级别"
type = "choice"
choices = { minor = "一般", major = "重大" }
[fields.owner]
title = "督办人"
type = "person"
[fields.due]
title = "期限"
type = "date"
[[stages]]
id = "open"
title = "在办"
next = ["closed"]
[[stages]]
id = "closed"
title = "销号"
[[events]]
id = "visit"
title = "检查"
[events.fields.spent]
title = "用去"
type = "money"
unit = "万元"
[events.fields.found]
title = "发现"
type = "choice"
choices = { nothing = "无", worse = "加重" }
[[steps]]
id = "fire"
title = "消防验收"
office = "消防大队"
limit = 5
"""
COST, SPENT = (f'title = "{title}"\ntype = "money"\nunit = "万元"\n' for title in ("花费", "用去"))
STEP = FIRST[FIRST.index("[[steps]]") :]
FOUND = FIRST[FIRST.index("[events.fields.found]") : FIRST.index("[[steps]]")]
VISIT = FIRST[FIRST.index("[[events]]") : FIRST.index("[[steps]]")]
LOSSES = [
    (STEP, "", "手续“消防验收”（fire）不见了，有 1 件事项用着它；手续的 id 留着不改"),
    ('"closed"', '"done"', "阶段“销号”（closed）不见了，有 1 件"),
    (VISIT, "", "记事“检查”（visit）不见了，有 1 件"),
    (FOUND, "", "记事“检查”的“发现”（found）不见了，已经填了 1 次；留着它；不用了写 retired = true"),
    ("events.fields.spent", "events.fields.used", "记事“检查”的“用去”（spent）不见了，已经填了 1 次"),
    (', worse = "加重"', "", "记事“检查”的“发现”（found）少了选项 worse"),
    (SPENT, SPENT.replace("money", "decimal"), "“用去”（spent）类型从 money 变成 decimal，已经填了 1 次；另加一项"),
    (SPENT, SPENT.replace("万元", "元"), "“用去”（spent）单位从 万元 变成 元，已经填了 1 次"),
    (COST, COST.replace("万元", "元"), "“花费”的单位从 万元 变成 元，已经填了 1 件；另加一项新的"),
    ('用去"\ntype = "money"', '用去"\ntype = "decimal"', "“用去”（spent）类型从 money 变成 decimal"),
    ('用去"\ntype = "money"\nunit = "万元"', '用去"\ntype = "money"\nunit = "元"', "单位从 万元 变成 元"),
    ('花费"\ntype = "money"\nunit = "万元"', '花费"\ntype = "money"\nunit = "元"', "“花费”的单位从 万元 变成 元"),
]
pytestmark = pytest.mark.django_db(transaction=True)


def version(number: int, *changes: tuple[str, str]) -> str:
    """Return the text of a version with these changes to the first."""
    text = FIRST.replace("2025.1", f"2025.{number}")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def planned(text: str) -> Plan:
    return plan_for(source_of(KEY, text))


def lived(county: Place, qin: Person) -> Case:
    """Return a case that has a value of everything."""
    fields = {"name": "阀门", "cost": "12.5", "grade": "重大", "owner": qin.pk, "due": "2025-06-30"}
    case = open_case(KEY, fields=fields, place=county, by=qin)
    happen(case, event="visit", by=qin, key="1", fields={"spent": "2", "found": "加重"})
    return move(case, to="closed", by=qin)


def changed_to(number: int) -> str:
    """Return the text in which what cost is called is renamed once or twice."""
    keys = {2: 'budget]\nwas = "cost"', 3: 'spent]\nwas = "budget"'}
    return version(number, ("[fields.cost]", f"[fields.{keys[number]}".replace("]", "]", 1)))


@pytest.mark.parametrize(("old", "new", "words"), LOSSES)
def test_what_has_rows_does_not_disappear(
    installed: Install, county: Place, qin: Person, old: str, new: str, words: str
) -> None:
    installed(KEY, FIRST)
    text = version(2, (old, new))
    planned(text)
    lived(county, qin)
    with pytest.raises(ProgramError) as refused:
        planned(text)
    assert words in str(refused.value)
    assert refused.value.where == "hidden/program.toml"


def test_what_a_field_points_to_stays_while_it_has_values(installed: Install, county: Place, qin: Person) -> None:
    own = '[fields.tied]\ntitle = "牵连"\ntype = "case"\nof = "hidden"\n'
    seen = '[events.fields.seen]\ntitle = "见过"\ntype = "case"\nof = "hidden"\n'
    stage = '[[stages]]\nid = "open"'
    first = version(1, (stage, own + stage), (FOUND, FOUND + seen))
    installed(KEY, first)
    one = open_case(KEY, fields={"name": "阀门"}, place=county, by=qin)
    elsewhere = {"field": (own, own.replace('"hidden"', '"roads"')), "event": (seen, seen.replace("hidden", "roads"))}
    texts = {key: first.replace("2025.1", "2025.2").replace(*each) for key, each in elsewhere.items()}
    assert [planned(text).is_empty for text in texts.values()] == [True, True]
    open_case(KEY, fields={"name": "水泵", "tied": str(one.number)}, place=county, by=qin)
    happen(one, event="visit", by=qin, key="1", fields={"seen": str(one.number)})
    words = {
        "field": "“牵连”指的模板从 hidden 变成 roads，已经填了 1 件；另加一项新的",
        "event": "记事“检查”的“见过”（seen）指的模板从 hidden 变成 roads，已经填了 1 次；另加一项新的",
    }
    for key, text in texts.items():
        with pytest.raises(ProgramError) as refused:
            planned(text)
        assert words[key] in str(refused.value)


def test_a_unit_may_be_spelt_another_way(installed: Install, county: Place, qin: Person) -> None:
    area = (COST, COST.replace("money", "area").replace("万元", "平方米"))
    installed(KEY, version(1, area))
    open_case(KEY, fields={"name": "阀门", "cost": "12.5"}, place=county, by=qin)
    assert planned(version(2, area, ("平方米", "㎡"))).is_empty


def test_an_event_field_that_is_retired_keeps_its_values_and_is_not_asked_for(
    installed: Install, county: Place, qin: Person
) -> None:
    installed(KEY, FIRST)
    case = lived(county, qin)
    kind = installed(KEY, version(2, ("[events.fields.found]", "[events.fields.found]\nretired = true"))).program
    assert set(kind.event("visit").living) == {"spent"}
    assert history(case, of=shelf.get(KEY)).events[0].fields["found"] == "worse"


def test_a_was_that_was_honoured_before_hides_no_other_type(installed: Install) -> None:
    installed(KEY, FIRST)
    installed(KEY, changed_to(2))
    renamed = changed_to(2).replace("2025.2", "2025.3")
    assert planned(renamed).is_empty
    with pytest.raises(ProgramError, match="类型从 money 变成 decimal"):
        planned(renamed.replace('花费"\ntype = "money"', '花费"\ntype = "decimal"'))


def test_a_field_renamed_twice_is_known_on_past_days(installed: Install, county: Place, qin: Person) -> None:
    def on(day: int) -> datetime:
        return timezone.make_aware(datetime(2025, 3, day))

    with clock.standing_at(on(1)):
        installed(KEY, FIRST)
        case = open_case(KEY, fields={"name": "阀门", "cost": "1"}, place=county, by=qin)
    with clock.standing_at(on(3)):
        case = change_fields(case, fields={"cost": "2"}, by=qin)
    with clock.standing_at(on(5)):
        installed(KEY, changed_to(2))
        case = change_fields(case, fields={"budget": "3"}, by=qin)
    with clock.standing_at(on(7)):
        # A new field under the old name has no part in what went before.
        installed(KEY, changed_to(3) + '[fields.cost]\ntitle = "造价"\ntype = "integer"\n')
        case = change_fields(case, fields={"spent": "4", "cost": "9"}, by=qin)
    with clock.standing_at(on(9)):
        stood = [fields_then(shelf.get(KEY), day=date(2025, 3, day), keys=[case.pk]) for day in (2, 4, 6, 8)]
    assert [each.get("spent", {}).get(case.pk) for each in stood] == [Decimal(1), Decimal(2), Decimal(3), None]
    assert stood[2]["cost"] == {case.pk: None}


def test_a_removed_program_comes_back_with_its_cases(installed: Install, county: Place, qin: Person) -> None:
    installed(KEY, FIRST)
    case = lived(county, qin)
    before = shelf.get(KEY).model._default_manager.values().get()
    remove(KEY, by=qin)
    text = changed_to(2)
    assert "建表 program_hidden：11 列，从归档取回 1 件" in planned(text).words
    row = installed(KEY, text).model._default_manager.values().get()
    assert row == {"budget" if key == "cost" else key: value for key, value in before.items()}
    assert Case.objects.get(pk=case.pk).archived is None
    assert [row.cases for row in listed()] == [1]
    assert verify().faults == ()


def test_what_a_row_cannot_take_stays_in_the_archive(installed: Install, county: Place, qin: Person) -> None:
    installed(KEY, FIRST)
    case = lived(county, qin)
    remove(KEY, by=qin)
    case = Case.objects.get(pk=case.pk)
    left = {"cost": "十二", "grade": "none", "of_long_ago": "x"}
    Case.objects.filter(pk=case.pk).update(archived={**(case.archived or {}), **left})
    row = installed(KEY, FIRST).model._default_manager.values().get()
    assert (row["name"], row["cost"], row["grade"]) == ("阀门", None, None)
    assert Case.objects.get(pk=case.pk).archived == left
    remove(KEY, by=qin)
    archived = Case.objects.get(pk=case.pk).archived
    assert archived is not None
    assert (archived["name"], {key: archived[key] for key in left}) == ("阀门", left)


def test_a_text_that_archived_cases_do_not_fit_is_refused(installed: Install, county: Place, qin: Person) -> None:
    installed(KEY, FIRST)
    lived(county, qin)
    remove(KEY, by=qin)
    with pytest.raises(ProgramError, match="“期限”（due）不见了"):
        planned(version(2, ('[fields.due]\ntitle = "期限"\ntype = "date"\n', "")))
    with pytest.raises(ProgramError, match="“花费”（cost）新的限制，已有的值不合：1 号，1 件"):
        planned(version(2, (COST, f"{COST}least = 100\n")))


def test_a_program_without_cases_may_come_back_as_another(installed: Install) -> None:
    installed(KEY, FIRST)
    remove(KEY, by=None)
    assert planned(version(1, ("[fields.cost]", "[fields.price]"))).words[0] == "建表 program_hidden：11 列"


def test_a_case_without_its_row_is_noticed(installed: Install, county: Place, qin: Person) -> None:
    installed(KEY, FIRST)
    case = lived(county, qin)
    table = shelf.get(KEY).model._default_manager
    table.update(stage="open")
    assert [fault.where for fault in verify().faults] == ["隐患 1 号“阀门”"]
    table.all().delete()
    assert "模板的表里没有" in verify().faults[0].what
    table.create(
        case=case, stage=case.stage, stage_since=case.stage_since, opened_on=case.opened_on, place_of=case.place
    )


def test_a_new_bound_that_values_break_is_refused_with_their_numbers(
    installed: Install, county: Place, qin: Person
) -> None:
    installed(KEY, FIRST)
    for cost in range(95, 103):
        open_case(KEY, fields={"name": f"阀门 {cost}", "cost": cost}, place=county, by=qin)
    text = version(2, (COST, f"{COST}most = 95\n"))
    with pytest.raises(ProgramError, match="已有的值不合：2、3、4、5、6 号等 7 件"):
        install(source_of(KEY, text), by=qin)
    assert shelf.get(KEY).program.version == "2025.1"
    allowed = planned(text.replace("most = 95", "most = 102"))
    assert "加一条约束：hidden_cost_most：“花费”（cost）不大于 102万元，8 件都合" in allowed.words


def test_a_value_saved_between_plan_and_install_is_told_of(
    installed: Install, county: Place, qin: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed(KEY, FIRST)
    text = version(2, (COST, f"{COST}most = 95\n"))
    steps = planned(text)
    open_case(KEY, fields={"name": "阀门", "cost": 100}, place=county, by=qin)
    monkeypatch.setattr("duixian.cases.installing.plan_for", lambda _: steps)
    with pytest.raises(ProgramError, match="什么都没有改"):
        install(source_of(KEY, text), by=qin)
    assert Installed.objects.get().version == "2025.1"
    assert shelf.get(KEY).model._default_manager.count() == 1


def test_the_last_install_is_taken_back(installed: Install, county: Place, qin: Person) -> None:
    installed(KEY, FIRST)
    case = lived(county, qin)
    text = changed_to(2) + '[fields.remark]\ntitle = "备注"\ntype = "text"\n'
    installed(KEY, text)
    back(KEY, by=qin)
    assert shelf.get(KEY).program.version == "2025.1"
    assert history(case, of=shelf.get(KEY)).fields["cost"] == Decimal("12.5")
    with pytest.raises(ProgramError, match="上一次就是退回"):
        back(KEY, by=qin)
    installed(KEY, text)
    change_fields(case, fields={"remark": "急"}, by=qin)
    with pytest.raises(ProgramError, match="“备注”（remark）前一版没有，已经填了 1 件"):
        back(KEY, by=qin)
    assert verify().faults == ()


def test_an_install_under_which_cases_were_opened_is_not_taken_back(
    installed: Install, county: Place, qin: Person
) -> None:
    installed(KEY, FIRST)
    case = open_case(KEY, fields={"name": "阀门"}, place=county, by=qin)
    with pytest.raises(ProgramError, match="已经登记了 1 件"):
        back(KEY, by=qin)
    installed(KEY, version(2, ('minor = "一般", ', 'minor = "一般", none = "无", ')))
    change_fields(case, fields={"grade": "无"}, by=qin)
    with pytest.raises(ProgramError, match="“级别”（grade）新的限制，已有的值不合：1 号，1 件"):
        back(KEY, by=qin)


def test_the_first_install_is_taken_back_while_nothing_was_opened(installed: Install, data_folder: Path) -> None:
    installed(KEY, FIRST)
    back(KEY, by=None)
    assert KEY not in shelf
    assert not (data_folder / "programs" / KEY).exists()
