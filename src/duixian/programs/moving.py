"""May a case move to a stage? `lacks` says what is missing, one thing a line, in words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from duixian.programs.case import Case, columns_of
from duixian.programs.conditions import holds, reasons
from duixian.programs.schema import Program, Stage
from duixian.programs.steps import Course, course


@dataclass(frozen=True, slots=True, kw_only=True)
class Lack:
    """One thing that a stage still asks for. `kind` is path, field, evidence, step or rule; `key` says which.

    `values` are what its words are made of, where they are more than a name of the folder: for another language.
    """

    kind: str
    key: str
    words: str
    values: Mapping[str, Any] = field(default_factory=dict)


def lacks(case: Case, *, to: str, program: Program, day: date) -> list[Lack]:
    """Return what keeps a case from entering a stage on a day; nothing where it may."""
    stage, here = program.stage(to), case.stage_on(day)
    if here is not None and to not in program.stage(here[0]).next:
        return [_no_way(program, here[0], stage)]
    if here is None and to != program.stages[0].id:
        return [_no_way(program, None, stage)]
    return [*_fields(case, stage, program), *_papers(case, stage), *_rule(case, stage, program, day)]


def _no_way(program: Program, here: str | None, stage: Stage) -> Lack:
    if here is None:
        first = program.stages[0]
        return Lack(kind="path", key=first.id, words=f"新登记的从“{first.title}”开始", values={"first": first.title})
    onward = [program.stage(key).title for key in program.stage(here).next]
    title = program.stage(here).title
    return Lack(
        kind="path",
        key=here,
        words=f"“{title}”不能直接到“{stage.title}”；可以到：{'、'.join(onward) or '没有了，已是最后'}",
        values={"here": title, "to": stage.title, "onward": onward},
    )


def _fields(case: Case, stage: Stage, program: Program) -> list[Lack]:
    return [
        Lack(kind="field", key=key, words=program.fields[key].title)
        for key in stage.requires
        if case.fields.get(key) in (None, "")
    ]


def _papers(case: Case, stage: Stage) -> list[Lack]:
    return [Lack(kind="evidence", key=kind, words=kind) for kind in stage.evidence if kind not in case.evidence]


def _rule(case: Case, stage: Stage, program: Program, day: date) -> list[Lack]:
    """Return why a stage's rule does not hold: the open steps by name where it asks for them, else its parts."""
    if stage.when is None:
        return []
    row = columns_of(case, program=program, day=day)
    if holds(stage.when, row, program=program, day=day):
        return []
    if "steps_open" in stage.when and row["steps_open"]:
        return [_step(each) for each in course(case, program=program, day=day) if not each.is_done]
    because = stage.because or reasons(stage.when, row, program=program, day=day)
    return [Lack(kind="rule", key=stage.id, words=because)]


def _step(each: Course) -> Lack:
    title, office, days = each.step.title, each.step.office, each.days
    words = f"{title}（{office}{f'，已收件 {days} 天' if days else '，还没报送'}）"
    return Lack(kind="step", key=each.step.id, words=words, values={"title": title, "office": office, "days": days})
