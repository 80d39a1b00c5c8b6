"""Steps that offices take side by side: who holds each, what is late, the longest way through, and the days saved.

A step begins when the last one before it is done (or when it was asked for, where that is later) and lasts working
days. Where the program deems a silent office to agree, it is done on the day its limit ends.
The longest way is the critical path method of Kelley and Walker (1959) on the days as they were taken or are allowed.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from duixian.catalogue.calendar import add_workdays, workdays_between
from duixian.programs.case import Case, Taken
from duixian.programs.conditions import holds_or_none
from duixian.programs.schema import Program, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A step of a case on a day. `days` are working days so far; `start` and `end` count from the first one asked."""

    step: Step
    state: str  # done, deemed, refused, open (with the office), waiting (for others), waived
    asked_on: date | None = None
    done_on: date | None = None
    days: int = 0
    over: int = 0
    start: int = 0
    end: int = 0
    is_critical: bool = False

    @property
    def is_done(self) -> bool:
        """Whether nobody has to do anything more."""
        return self.state in ("done", "deemed", "waived")

    @property
    def is_late(self) -> bool:
        """Whether an office still holds it beyond its limit."""
        return self.state == "open" and self.over > 0


def course(case: Case, *, program: Program, day: date) -> list[Course]:
    """Return how each step of the program stands for a case on a day, in the file's order."""
    taken = {each.step: each for each in case.steps}
    return _with_path(
        [
            _stands(step, taken.get(step.id), is_needed=_is_needed(step, case, program, day), day=day)
            for step in program.steps
        ]
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


def one_by_one(steps: list[Course]) -> int:
    """Return how many working days the steps take one after the other."""
    return sum(each.days if each.is_done else max(each.days, each.step.limit) for each in steps if _counts(each))


def together(steps: list[Course]) -> int:
    """Return how many working days they take as they run: to the end of the last."""
    return max((each.end for each in steps if _counts(each)), default=0)


def held_by(steps: list[Course]) -> list[Course]:
    """Return the steps that an office holds now, the latest first."""
    return sorted((each for each in steps if each.state in ("open", "refused")), key=lambda each: -each.over)


def _counts(each: Course) -> bool:
    return each.state != "waived"


def _stands(step: Step, taken: Taken | None, *, is_needed: bool, day: date) -> Course:
    if not is_needed or (taken is not None and taken.waived):
        return Course(step=step, state="waived")
    asked = taken.asked_on if taken and taken.asked_on and taken.asked_on <= day else None
    if taken is None or asked is None:
        return Course(step=step, state="waiting")
    answered = taken.answered_on if taken.answered_on and taken.answered_on <= day else None
    deadline = add_workdays(asked, step.limit).day
    deemed = step.deemed and day > deadline and (answered is None or answered > deadline)
    done = deadline if deemed else answered
    days = workdays_between(asked, done or day).days
    state = "deemed" if deemed else _answer(taken, answered)
    over = max(0, days - step.limit)
    return Course(step=step, state=state, asked_on=asked, done_on=done, days=days, over=over)


def _answer(taken: Taken, answered: date | None) -> str:
    if answered is None:
        return "open"
    return "done" if taken.granted else "refused"


def _with_path(steps: list[Course]) -> list[Course]:
    """Return the steps with where each begins and ends, in working days from the first, and the longest way marked."""
    first = min((each.asked_on for each in steps if each.asked_on), default=None)
    placed: dict[str, Course] = {}
    by_id = {each.step.id: each for each in steps}
    for step in in_order([each.step for each in steps]):
        each = by_id[step.id]
        start = max((placed[key].end for key in step.after), default=0)
        if each.asked_on is not None and first is not None:
            start = workdays_between(first, each.asked_on).days
        length = each.days if each.is_done else max(each.days, step.limit)
        placed[step.id] = replace(each, start=start, end=start + (0 if each.state == "waived" else length))
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
