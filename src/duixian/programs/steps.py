"""Steps that offices take side by side: who holds each, what is late, the longest way through, and the days saved.

A step begins when the last one before it is done (or when it was asked for, where that is later) and lasts working
days. Where the program deems a silent office to agree, it is done on the day its limit ends.
The longest way is the critical path method of Kelley and Walker (1959) on the days as they were taken or are allowed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from duixian.catalogue.calendar import add_workdays, workdays_between
from duixian.programs.case import Case, Taken
from duixian.programs.conditions import holds_or_none
from duixian.programs.schema import Program, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A step of a case on a day. `days` are working days so far; `start` and `end` count from the first one asked.

    `waits_for` are the steps that have to be done first and are not; `earlier` the times that it was refused before.
    """

    step: Step
    state: str  # done, deemed, refused, open (with the office), waiting (for others), waived
    asked_on: date | None = None
    done_on: date | None = None
    days: int = 0
    over: int = 0
    start: int = 0
    end: int = 0
    is_critical: bool = False
    words: str = ""
    waits_for: tuple[Step, ...] = ()
    earlier: tuple[Taken, ...] = ()

    @property
    def begun_on(self) -> date | None:
        """The day on which it was first asked for."""
        return self.earlier[0].asked_on if self.earlier else self.asked_on

    @property
    def is_done(self) -> bool:
        """Whether nobody has to do anything more."""
        return self.state in ("done", "deemed", "waived")

    @property
    def can_change(self) -> bool:
        """Whether someone can still take something down: that it was asked for, answered, is not needed."""
        return self.state in ("waiting", "open", "refused")

    @property
    def is_late(self) -> bool:
        """Whether an office still holds it beyond its limit."""
        return self.state == "open" and self.over > 0


def course(case: Case, *, program: Program, day: date) -> list[Course]:
    """Return how each step of the program stands for a case on a day, in the file's order."""
    taken: dict[str, list[Taken]] = {}
    for each in case.steps:
        taken.setdefault(each.step, []).append(each)
    stand = {
        step.id: _stands(step, taken.get(step.id, ()), is_needed=_is_needed(step, case, program, day), day=day)
        for step in program.steps
    }
    return _with_path(
        [replace(each, waits_for=tuple(_to_do_first(each.step, stand).values())) for each in stand.values()]
    )


def _is_needed(step: Step, case: Case, program: Program, day: date) -> bool:
    """Answer whether a case needs a step; where that cannot be told, it does."""
    if step.when is None:
        return True
    row = {key: case.fields.get(key) for key in program.fields}
    return holds_or_none(step.when, row, program=program, day=day) is not False


def in_order(steps: list[Step]) -> list[Step]:
    """Return the steps so that each comes after those it waits for; a ValueError where they wait in a circle."""
    left, done, ordered = list(steps), set[str](), list[Step]()
    while left:
        ready = [step for step in left if done.issuperset(step.after)]
        if not ready:
            raise ValueError("、".join(step.id for step in left))
        ordered += ready
        done |= {step.id for step in ready}
        left = [step for step in left if step.id not in done]
    return ordered


def _to_do_first(step: Step, stand: Mapping[str, Course]) -> dict[str, Step]:
    """Return by their ids the steps that a step still waits for; behind one that is not needed, those of that one."""
    found: dict[str, Step] = {}
    for key in step.after:
        if stand[key].state == "waived":
            found |= _to_do_first(stand[key].step, stand)
        elif not stand[key].is_done:
            found[key] = stand[key].step
    return found


def one_by_one(steps: Sequence[Course]) -> int:
    """Return how many working days the steps take one after the other, each time that they were asked for."""
    return sum(_length(each) + sum(map(_took, each.earlier)) for each in steps if _counts(each))


def _length(each: Course) -> int:
    return each.days if each.is_done else max(each.days, each.step.limit)


def _took(taken: Taken) -> int:
    """Return the working days from asking to the answer."""
    return workdays_between(taken.asked_on, taken.answered_on).days if taken.asked_on and taken.answered_on else 0


def is_over(steps: Sequence[Course]) -> bool:
    """Answer whether all that was needed is done, so that the days are no estimate any more."""
    needed = [each for each in steps if _counts(each)]
    return bool(needed) and all(each.is_done for each in needed)


def together(steps: Sequence[Course]) -> int:
    """Return how many working days they take as they run: to the end of the last."""
    return max((each.end for each in steps if _counts(each)), default=0)


def held_by(steps: Sequence[Course]) -> list[Course]:
    """Return the steps that an office holds now, the latest first."""
    return sorted((each for each in steps if each.state in ("open", "refused")), key=lambda each: -each.over)


def _counts(each: Course) -> bool:
    return each.state != "waived"


def _stands(step: Step, taken: Sequence[Taken], *, is_needed: bool, day: date) -> Course:
    if not is_needed or any(each.waived for each in taken):
        return Course(step=step, state="waived")
    known = [(each, each.asked_on) for each in taken if each.asked_on and each.asked_on <= day]
    if not known:
        return Course(step=step, state="waiting")
    last, asked = known[-1]
    answered = last.answered_on if last.answered_on and last.answered_on <= day else None
    deadline = add_workdays(asked, step.limit).day
    deemed = step.deemed and day > deadline and (answered is None or answered > deadline)
    done = deadline if deemed else answered
    days = workdays_between(asked, done or day).days
    return Course(
        step=step,
        state="deemed" if deemed else _answer(last, answered),
        asked_on=asked,
        done_on=done,
        days=days,
        over=max(0, days - step.limit),
        words=last.words if answered else "",
        earlier=tuple(each for each, _ in known[:-1]),
    )


def _answer(taken: Taken, answered: date | None) -> str:
    if answered is None:
        return "open"
    return "done" if taken.granted else "refused"


def _with_path(steps: list[Course]) -> list[Course]:
    """Return the steps with where each begins and ends, in working days from the first, and the longest way marked."""
    first = min((each.begun_on for each in steps if each.begun_on), default=None)
    placed: dict[str, Course] = {}
    by_id = {each.step.id: each for each in steps}
    for step in in_order([each.step for each in steps]):
        each = by_id[step.id]
        start = max((placed[key].end for key in step.after), default=0)
        if each.asked_on is not None and first is not None:
            start = workdays_between(first, each.asked_on).days
        placed[step.id] = replace(each, start=start, end=start + (_length(each) if _counts(each) else 0))
    critical = _longest_way(placed)
    return [replace(placed[each.step.id], is_critical=each.step.id in critical) for each in steps]


def _longest_way(placed: dict[str, Course]) -> frozenset[str]:
    """Return the steps on the way that ends last: from its end back over whoever each waited for longest."""
    on_way: set[str] = set()
    here = max(placed.values(), key=lambda each: each.end, default=None)
    while here is not None:
        on_way.add(here.step.id)
        waited = [placed[key] for key in here.step.after if placed[key].state != "waived"]
        here = max(waited, key=lambda each: each.end, default=None)
    return frozenset(on_way)
