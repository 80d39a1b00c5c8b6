"""The columns of all cases at once are those of each case alone, whatever happened to it."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone
from installing import Install, source_of

from duixian.accounts.models import Person, Place, Role
from duixian.cases.actions.opening import New, change_fields, open_many
from duixian.cases.asked import KEY, Asked
from duixian.cases.frames import frame
from duixian.cases.models import Case, CaseEvent, CaseExcuse, CaseStage, CaseStep, EventAmount
from duixian.cases.rows import histories
from duixian.cases.tables.shelf import Shelved
from duixian.journal import clock
from duixian.programs import Program, columns_of, names_of
from duixian.programs.conditions import vocabulary
from duixian.programs.schema import NUMBERS, Field

pytestmark = pytest.mark.django_db
PROGRAMS = ("major_projects", "parallel_approvals", "livelihood_works")
OPENED = date(2024, 10, 8)
# A working day, a Saturday, the first day of a holiday, the day of the opening.
DAYS = (date(2025, 9, 26), date(2025, 3, 15), date(2025, 1, 28), OPENED)


@pytest.mark.parametrize("key", PROGRAMS)
@pytest.mark.parametrize("versions", [1, 3])
def test_a_frame_says_of_all_cases_what_columns_of_says_of_each(
    key: str, versions: int, served: Install, county: Place, qin: Person
) -> None:
    shelved, chance = served(key, "", *(_before(key) if versions > 1 else ())), random.Random(key)
    cases = lived(shelved, county, qin, chance, how_many=12)
    for number, case in enumerate(cases if versions > 1 else ()):
        case.version = ("2023.1", "2024.1", "2024.2", "2025.1")[number % 4]
        case.save()
    names = vocabulary(shelved.program).columns
    seen: set[tuple[str, Any]] = set()
    saved = set()
    for day in DAYS:
        found = frame(Asked(shelved, day), names_of(shelved.program)).to_dicts()
        saved |= {row["days_saved"] for row in found}
        assert [row[KEY] for row in found] == [case.pk for case in cases]
        for case, row in zip(cases, found, strict=True):
            told = columns_of(histories([case], of=shelved, day=day)[case.pk], program=shelved.of(case), day=day)
            wanted = {name: _stored(told[name], names[name].scale) for name in names if not names[name].only_null}
            assert {name: row[name] for name in wanted} == wanted, (case.title, day)
            seen |= {(name, row[name]) for name in row if name.endswith(("_due", "_lacking"))}
    # Duties were due once, twice, partly done: a test of none would hold.
    duties = [event.id for event in shelved.program.events if event.at_least]
    assert all({(f"{each}_due", 1), (f"{each}_lacking", 0), (f"{each}_lacking", 1)} <= seen for each in duties)
    assert len(saved) > 2 or not shelved.program.steps


def _before(key: str) -> tuple[str, ...]:
    """Return two versions before that of a program: with a field's old name and another step; with longer limits."""
    text = source_of(key).text
    first = text.replace("2025.1", "2024.1").replace("standard_land", "is_prepared") + OWN_STEP
    second = re.sub(r"limit = (\d+)", lambda found: f"limit = {int(found[1]) + 30}", text)
    second = second.replace("[fields.standard_land]", '[fields.standard_land]\nwas = "is_prepared"')
    return first, second.replace("2025.1", "2024.2")


OWN_STEP = """
[[steps]]
id = "own_step"
title = "旧版才有的一步"
office = "县档案馆"
limit = 3
"""


def test_a_frame_of_some_cases_has_their_rows_of_the_frame_of_all(served: Install, county: Place, qin: Person) -> None:
    shelved = served("parallel_approvals")
    cases = lived(shelved, county, qin, random.Random(7), how_many=9)
    wanted, keys = list(names_of(shelved.program)), [cases[3].pk, cases[5].pk]
    every = frame(Asked(shelved, DAYS[0]), wanted)
    assert frame(Asked(shelved, DAYS[0], keys), wanted).to_dicts() == [
        row for row in every.to_dicts() if row[KEY] in keys
    ]


def test_a_case_that_was_not_open_yet_is_not_there(served: Install, county: Place, qin: Person) -> None:
    shelved = served("major_projects")
    lived(shelved, county, qin, random.Random(1), how_many=2)
    assert frame(Asked(shelved, OPENED - timedelta(days=1)), ["stage", "progress_count"]).is_empty()


def _stored(value: Any, scale: int) -> Any:
    return (
        int(Decimal(value).scaleb(scale)) if isinstance(value, Decimal | int) and not isinstance(value, bool) else value
    )


def lived(shelved: Shelved, place: Place, by: Person, chance: random.Random, *, how_many: int) -> list[Case]:
    """Return cases to which anything happened, written past the actions: also what no action would let through."""
    program = shelved.program
    news = [New(fields=_fields(program.living, by, chance), opened_on=OPENED) for _ in range(how_many)]
    cases = open_many(shelved, news, place=place, by=by)
    for case in cases:
        _stages(case, program, by, chance)
        _events(case, program, by, chance)
        _duties(case, program, by, chance)
        _steps(case, program, chance)
        _changes(case, program, by, chance)
    return cases


def _changes(case: Case, program: Program, by: Person, chance: random.Random) -> None:
    """Change some fields on some days, as people do."""
    for on in _days(chance, 4):
        told = {key: _value(field, by, chance) for key, field in program.living.items() if chance.random() < 0.3}
        with clock.standing_at(timezone.make_aware(datetime.combine(on, time(10)))):
            change_fields(case, fields=told, by=by)


def _fields(fields: dict[str, Field], by: Person, chance: random.Random) -> dict[str, Any]:
    return {
        key: _value(field, by, chance)
        for key, field in fields.items()
        if field.required or field.type == "text" or chance.random() < 0.6
    }


def _value(field: Field, by: Person, chance: random.Random) -> Any:
    made: dict[str, Callable[[], Any]] = {
        "text": lambda: chance.choice(["南环路", "水厂", "学校"]),
        "choice": lambda: chance.choice(list(field.choices)),
        "date": lambda: _day(chance),
        "boolean": lambda: chance.random() < 0.5,
        "person": lambda: by.pk,
        "place": lambda: by.place_id,
        "office": lambda: by.office_id,
        "integer": lambda: chance.randrange(1, 41),
        "geometry": lambda: [112.5, 36.5],
        # No rule can name another case.
        "case": lambda: None,
    }
    return made[field.type]() if field.type in made else Decimal(chance.randrange(90_000)) / 10


def _day(chance: random.Random) -> date:
    return OPENED + timedelta(days=chance.randrange(400))


def _days(chance: random.Random, most: int) -> Sequence[date]:
    return sorted(_day(chance) for _ in range(chance.randrange(most)))


def _stages(case: Case, program: Program, by: Person, chance: random.Random) -> None:
    for on in _days(chance, 4):
        stage = chance.choice(program.stages).id
        CaseStage.objects.create(case=case, stage=stage, on=on, received_at=timezone.now(), by=by)


def _events(case: Case, program: Program, by: Person, chance: random.Random) -> None:
    for event in program.events:
        for number, on in enumerate(_days(chance, 5)):
            row = CaseEvent.objects.create(
                case=case, event=event.id, on=on, counts_on=on, at=timezone.now(), received_at=timezone.now(), by=by,
                key=f"{case.pk}-{event.id}-{number}", withdrawn_at=timezone.now() if chance.random() < 0.2 else None,
                withdrawn_why="记错了",
            )  # fmt: skip
            for name, field in event.fields.items():
                if field.type in NUMBERS and chance.random() < 0.8:
                    value = Decimal(chance.randrange(1, 900)) / (1 if field.type == "integer" else 10)
                    EventAmount.objects.create(event=row, name=name, value=value)


def _duties(case: Case, program: Program, by: Person, chance: random.Random) -> None:
    """Let duties be done by whoever it is, in their stages and out of them, and be excused now and then."""
    said = {"name": "路过的人", "role": Role.REVIEWER, "place": by.place}
    passing, _ = Person.objects.get_or_create(username="passing", defaults=said)
    for event in (each for each in program.events if each.at_least):
        for number, day in enumerate((*DAYS[:3], *DAYS[:3])):
            on = day + timedelta(days=chance.randrange(-20, 8))
            stage = chance.choice([*event.at_least.during, program.stages[0].id] if event.at_least else [])
            CaseStage.objects.create(case=case, stage=stage, on=on, received_at=timezone.now(), by=by)
            CaseEvent.objects.create(
                case=case, event=event.id, on=on, counts_on=on, at=timezone.now(), received_at=timezone.now(),
                by=chance.choice([by, passing]), key=f"{case.pk}-{event.id}-duty-{number}",
            )  # fmt: skip
            if chance.random() < 0.4:
                CaseExcuse.objects.create(
                    case=case, event=event.id, since=on, until=on + timedelta(days=chance.randrange(20)), reason="封山",
                    by=by, received_at=timezone.now(),
                )  # fmt: skip


def _steps(case: Case, program: Program, chance: random.Random) -> None:
    """Ask for steps, some again and again; of some cases every step comes to its end."""
    ends = chance.random() < 0.4
    for row in CaseStep.objects.filter(case=case):
        row.waived_why = "不涉及" if chance.random() < 0.1 else ""
        if ends or chance.random() < 0.7:
            _ask(row, chance, ends=ends)
        row.save()
    assert program.id == case.program


def _ask(row: CaseStep, chance: random.Random, *, ends: bool) -> None:
    row.asked_on = row.deadline = OPENED + timedelta(days=chance.randrange(90)) if ends else _day(chance)
    row.answered_on = row.asked_on + timedelta(days=chance.randrange(40)) if ends or chance.random() < 0.6 else None
    row.granted = chance.random() < 0.7
    if row.answered_on is None or row.granted or not (ends or chance.random() < 0.5):
        return
    row.save()
    row.pk, row.attempt = None, row.attempt + 1
    row.asked_on = row.deadline = row.answered_on + timedelta(days=chance.randrange(9))
    row.answered_on, row.granted = row.asked_on + timedelta(days=chance.randrange(20)), ends or chance.random() < 0.5
