"""Playing a program: its worked cases against what they expect. `play` returns every difference, in words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from duixian.errors import ProgramError
from duixian.programs.case import Case, columns_of
from duixian.programs.conditions import holds_or_none
from duixian.programs.duties import months
from duixian.programs.figures import figure
from duixian.programs.folders import Told, worked_in
from duixian.programs.moving import lacks
from duixian.programs.schema import Program
from duixian.programs.steps import course, one_by_one, together
from duixian.programs.worked import Expected, Worked

UNKNOWN = "cannot be told"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where a worked case came out otherwise: what was looked at, expected, and got."""

    what: str
    expected: str
    got: str

    def __str__(self) -> str:
        return f"{self.what}：应为 {self.expected}，算出 {self.got}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """A file that was played: how many things it expects, and which differ; or what keeps it from being played."""

    path: Path
    title: str = ""
    checks: int = 0
    differences: tuple[Difference, ...] = ()
    error: ProgramError | None = None


def play(folder: Path, *, program: Program) -> list[Played]:
    """Return each file of a program's worked cases with where it differs."""
    return [_played(each, program) for each in worked_in(folder, program=program)]


def _played(each: Told, program: Program) -> Played:
    if each.worked is None or each.error is not None:
        return Played(path=each.path, error=each.error)
    compared = list(_compared(each.worked, program))
    differs = tuple(_difference(*each) for each in compared if each[1] != each[2])
    return Played(path=each.path, title=each.worked.title, checks=len(compared), differences=differs)


Compared = tuple[str, Any, Any]


def _compared(worked: Worked, program: Program) -> Iterator[Compared]:
    cases = [each.as_case() for each in worked.case]
    for number, (case, told) in enumerate(zip(cases, worked.case, strict=True), start=1):
        where = f"第 {number} 件 " if len(cases) > 1 else ""
        for what, expected, got in _of_case(case, told.expect, program, worked.today):
            yield where + what, expected, got
    rows = [columns_of(case, program=program, day=worked.today) for case in cases]
    for key, expected in worked.figures.items():
        name, _, choice = key.partition("/")
        indicator = program.indicator(name)
        of = [row for row in rows if not choice or row[indicator.split or ""] == choice]
        value = figure(indicator, of, program=program, day=worked.today).value
        yield f"指标 {key}", expected, UNKNOWN if value is None else value


def _of_case(case: Case, expect: Expected, program: Program, day: date) -> Iterator[Compared]:
    row = columns_of(case, program=program, day=day)
    for key, value in expect.columns.items():
        yield f"栏目 {key}", _plain(value), UNKNOWN if row[key] is None else _plain(row[key])
    yield from _alerts(expect, row, program, day)
    for key in expect.may_enter:
        yield f"进入 {key}", [], [each.words for each in lacks(case, to=key, program=program, day=day)]
    for key, words in expect.lacks.items():
        yield f"进入 {key} 还缺", words, [each.words for each in lacks(case, to=key, program=program, day=day)]
    yield from _duties(case, expect, program, day)
    yield from _steps(case, expect, program, day)


def _alerts(expect: Expected, row: dict[str, Any], program: Program, day: date) -> Iterator[Compared]:
    answers = {each.id: holds_or_none(each.when, row, program=program, day=day) for each in program.alerts}
    if expect.alerts is not None:
        yield "响的提醒", sorted(expect.alerts), sorted(key for key, answer in answers.items() if answer)
    if expect.unknown is not None:
        yield "无法判定的提醒", sorted(expect.unknown), sorted(key for key, answer in answers.items() if answer is None)


def _duties(case: Case, expect: Expected, program: Program, day: date) -> Iterator[Compared]:
    for key, wanted in expect.duties.items():
        states = {
            f"{each.first:%Y-%m}": f"{each.done}/{each.due} {each.state}"
            for each in months(case, program.event(key), program=program, day=day)
        }
        for month, state in wanted.items():
            yield f"{key} {month}", state, states.get(month, "none")


def _steps(case: Case, expect: Expected, program: Program, day: date) -> Iterator[Compared]:
    steps = course(case, program=program, day=day)
    states = {each.step.id: each.state for each in steps}
    for key, state in expect.steps.items():
        yield f"手续 {key}", state, states[key]
    if expect.critical is not None:
        yield "关键路径", expect.critical, [each.step.id for each in steps if each.is_critical]
    if expect.together is not None:
        yield "并联用时", expect.together, together(steps)
    if expect.one_by_one is not None:
        yield "逐项用时", expect.one_by_one, one_by_one(steps)


def _plain(value: Any) -> Any:
    is_number = isinstance(value, int | float | Decimal) and not isinstance(value, bool)
    return Decimal(str(value)) if is_number else value


def _difference(what: str, expected: Any, got: Any) -> Difference:
    return Difference(what=what, expected=_said(expected), got=_said(got))


def _said(value: Any) -> str:
    if isinstance(value, list):
        return "、".join(map(str, value)) or "没有"
    return UNKNOWN if value is None else str(value)
