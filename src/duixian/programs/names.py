"""The names that a program's rules may use, with their types: its fields, and what its history gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from duixian.programs.schema import IN_RULES, NUMBERS, Event, Program

# What a count of days or of events stays below: it keeps products of them within 64 bits.
MANY = Decimal(1_000_000)
# Heads that the workbook of every program has before those of its fields.
OWN_HEADS = ("编号", "责任单位", "地方")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A column of a rule: type, title, choices with their titles, bounds. `only_null`: known or not is all."""

    id: str
    kind: str
    title: str
    unit: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    least: Decimal | None = None
    most: Decimal | None = None
    only_null: bool = False


def names_of(program: Program) -> dict[str, Name]:
    """Return every column that a rule of this program may name, by its id."""
    every = [*_fields(program), *_history(program), *(name for event in program.events for name in _event(event))]
    return {name.id: name for name in every}


def _fields(program: Program) -> Iterator[Name]:
    for key, field in program.fields.items():
        if field.type in IN_RULES:
            points = field.type in ("person", "office", "place")
            yield Name(
                id=key,
                kind="text" if points else field.type,
                title=field.title,
                unit=field.unit,
                choices=tuple(field.choices.items()),
                least=field.least,
                most=field.most,
                only_null=points,
            )


def _history(program: Program) -> Iterator[Name]:
    stages = tuple((stage.id, stage.title) for stage in program.stages)
    yield Name(id="stage", kind="choice", title="阶段", choices=stages)
    yield Name(id="opened_on", kind="date", title="登记日期")
    yield Name(id="days_in_stage", kind="integer", title="在本阶段天数", unit="天", least=-MANY, most=MANY)
    yield Name(id="workdays_in_stage", kind="integer", title="在本阶段工作日", unit="个工作日", least=-MANY, most=MANY)
    yield Name(id="stage_limit", kind="integer", title="本阶段时限", unit="个工作日", least=-MANY, most=MANY)
    yield Name(id="steps_open", kind="integer", title="没办完的手续", unit="项", least=-MANY, most=MANY)
    yield Name(id="steps_late", kind="integer", title="超期的手续", unit="项", least=-MANY, most=MANY)
    yield Name(id="days_together", kind="integer", title="并联用时", unit="个工作日", least=-MANY, most=MANY)
    yield Name(id="days_saved", kind="integer", title="省下的工作日", unit="个工作日", least=-MANY, most=MANY)
    yield Name(id="today", kind="date", title="当日")
    yield Name(id="days_left_in_month", kind="integer", title="本月还剩天数", unit="天", least=-MANY, most=MANY)
    for stage in program.stages:
        yield Name(id=f"reached_{stage.id}", kind="date", title=f"进入“{stage.title}”的日期")


def _event(event: Event) -> Iterator[Name]:
    yield Name(id=f"{event.id}_count", kind="integer", title=f"{event.title}次数", unit="次", least=-MANY, most=MANY)
    yield Name(
        id=f"{event.id}_this_month", kind="integer", title=f"本月{event.title}次数", unit="次", least=-MANY, most=MANY
    )
    yield Name(id=f"last_{event.id}", kind="date", title=f"最近一次{event.title}")
    yield Name(
        id=f"days_since_{event.id}", kind="integer", title=f"距上次{event.title}天数", unit="天", least=-MANY, most=MANY
    )
    if event.at_least is not None:
        period = "本月" if event.at_least.per == "month" else "本季"
        for key, words in (("due", "应"), ("done", "算数的"), ("lacking", "还差")):
            title = f"{period}{words}{event.title}"
            yield Name(id=f"{event.id}_{key}", kind="integer", title=title, unit="次", least=-MANY, most=MANY)
    for key, field in event.fields.items():
        if field.type in NUMBERS:
            title = f"{event.title}·{field.title}"
            yield Name(id=f"{event.id}_{key}_total", kind=field.type, title=f"{title}累计", unit=field.unit)
            yield Name(id=f"{event.id}_{key}_this_year", kind=field.type, title=f"{title}本年", unit=field.unit)
            yield Name(id=f"{event.id}_{key}_this_quarter", kind=field.type, title=f"{title}本季", unit=field.unit)
