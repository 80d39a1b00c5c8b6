"""What a worked case names that its program does not have, and values that a field cannot hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from duixian.programs.checking import stranger
from duixian.programs.faults import Fault, Path
from duixian.programs.names import names_of
from duixian.programs.schema import NUMBERS, Field, Program
from duixian.programs.worked import Expected, Worked, WorkedCase


def strangers_of(worked: Worked, program: Program) -> Iterator[Fault]:
    """Yield every id that a file of worked cases names and its program lacks, and every value of a wrong type."""
    for number, case in enumerate(worked.case):
        at: Path = ("case", number)
        yield from _values((*at, "fields"), case.fields, program.fields)
        yield from _history(at, case, program)
        yield from _expected((*at, "expect"), case.expect, program)
    for key in worked.figures:
        yield from _figure(("figures", key), key, program)


def _history(at: Path, case: WorkedCase, program: Program) -> Iterator[Fault]:
    for number, entered in enumerate(case.stages):
        yield from stranger((*at, "stages", number, "stage"), entered.stage, _ids(program.stages), "阶段")
    events = {event.id: event for event in program.events}
    for number, happened in enumerate(case.events):
        here: Path = (*at, "events", number)
        yield from stranger((*here, "event"), happened.event, list(events), "事件")
        if happened.event in events:
            yield from _values((*here, "fields"), happened.fields, events[happened.event].fields)
    for number, taken in enumerate(case.steps):
        yield from stranger((*at, "steps", number, "step"), taken.step, _ids(program.steps), "手续")
    for number, excuse in enumerate(case.excuses):
        yield from stranger((*at, "excuses", number, "event"), excuse.event, _duties(program), "长期职责")


def _expected(at: Path, expect: Expected, program: Program) -> Iterator[Fault]:
    stages, steps, alerts = _ids(program.stages), _ids(program.steps), _ids(program.alerts)
    named = {
        "columns": (expect.columns, [*program.fields, *names_of(program)], "栏目"),
        "alerts": (expect.alerts or (), alerts, "提醒"),
        "unknown": (expect.unknown or (), alerts, "提醒"),
        "may_enter": (expect.may_enter, stages, "阶段"),
        "lacks": (expect.lacks, stages, "阶段"),
        "duties": (expect.duties, _duties(program), "长期职责"),
        "steps": (expect.steps, steps, "手续"),
        "critical": (expect.critical or (), steps, "手续"),
    }
    for kind, (keys, known, what) in named.items():
        for key in keys:
            yield from stranger((*at, kind, key), key, known, what)


def _figure(at: Path, key: str, program: Program) -> Iterator[Fault]:
    name, _, choice = key.partition("/")
    yield from stranger(at, name, _ids(program.indicators), "指标")
    split = next((each.split for each in program.indicators if each.id == name), None)
    if choice and split in program.fields:
        yield from stranger(at, choice, list(program.fields[split].choices), f"指标“{name}”的选项")
    elif choice and name in _ids(program.indicators):
        yield Fault(at, f"指标“{name}”不按选项分", f"写 {name}，不写 /{choice}")


def _values(at: Path, values: Mapping[str, Any], fields: Mapping[str, Field]) -> Iterator[Fault]:
    for key, value in values.items():
        yield from stranger((*at, key), key, list(fields), "栏目")
        if key in fields:
            yield from _value((*at, key), value, fields[key])


def _value(at: Path, value: Any, field: Field) -> Iterator[Fault]:
    if field.type == "choice":
        yield from stranger(at, str(value), list(field.choices), f"“{field.title}”的选项")
    elif not _fits(value, field.type):
        yield Fault(at, f"“{field.title}”写成“{value}”，类型不对", _WRITTEN.get(field.type, "文字，加上英文引号"))


_WRITTEN = {
    **dict.fromkeys(NUMBERS, "写数，不加引号，不写单位"),
    "date": "写日期，像 2025-01-31，不加引号",
    "boolean": "写 true 或 false，不加引号",
}


def _fits(value: Any, kind: str) -> bool:
    if kind == "boolean":
        return isinstance(value, bool)
    if kind in NUMBERS:
        return isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    if kind == "date":
        return isinstance(value, date) and not isinstance(value, datetime)
    return kind == "geometry" or isinstance(value, str)


def _ids(rows: list[Any]) -> list[str]:
    return [row.id for row in rows]


def _duties(program: Program) -> list[str]:
    return [event.id for event in program.events if event.at_least is not None]
