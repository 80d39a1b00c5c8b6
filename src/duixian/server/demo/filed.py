"""How an approval went: on which days it was opened and begun, and each of its steps. Pure: a file in, days out."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

from duixian.catalogue.calendar import add_workdays
from duixian.programs import Program
from duixian.programs.schema import Step
from duixian.programs.steps import in_order
from duixian.server.demo.stages import workday

# Where a file stands today decides how many days ago it can have been opened.
OPENED = {"built": (330, 390), "granted": (75, 330), "approving": (5, 66), "stuck": (65, 100), "received": (1, 6)}
# Of a hundred steps so many are quick, use up their limit, or are late by some days.
QUICK, FULL, LATE = 68, 20, 12
# Of a hundred deemed steps so many are never answered; of all steps so many are refused at first.
SILENT, REFUSED = 35, 4
NEVER = date(2999, 1, 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step as it went: asked for, answered or never; `done` is when nobody waits for it.

    One that was `refused` at first was asked for `again`.
    """

    step: Step
    asked: date
    refused: date | None = None
    again: date | None = None
    answered: date | None = None
    done: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A file's days: opened, begun, its steps, and the last of them."""

    opened: date
    begun: date
    taken: tuple[Taken, ...]

    @property
    def end(self) -> date:
        """The day from which nothing is waited for."""
        return max(each.done for each in self.taken)


def course(stands: str, program: Program, luck: random.Random, *, is_standard: bool, today: date) -> Course:
    """Draw until a file comes out where it stands today."""
    is_over = stands in ("granted", "built")
    nearest, farthest = OPENED.get(stands, OPENED["approving"])
    while True:
        opened = workday(today - timedelta(days=luck.randrange(nearest, farthest + 1)))
        begun = add_workdays(opened, luck.choice((0, 1, 1, 2, 4))).day
        stuck = luck.choice(("environment", "water", "drawings")) if stands == "stuck" else ""
        found = Course(opened=opened, begun=begun, taken=_taken(program, begun, luck, is_standard, stuck))
        if (found.end < today - timedelta(days=8)) == is_over:
            return found


def _taken(program: Program, begun: date, luck: random.Random, is_standard: bool, stuck: str) -> tuple[Taken, ...]:
    """Return how each step that the file needs went; on standard land two of them are not needed."""
    done: dict[str, date] = {}
    found = []
    for step in in_order(program.steps):
        ready = max((done[key] for key in step.after), default=begun)
        if is_standard and step.id in ("land", "heritage"):
            done[step.id] = ready
            continue
        found.append(_went(step, ready, luck, is_stuck=step.id == stuck))
        done[step.id] = found[-1].done
    return tuple(found)


def _went(step: Step, ready: date, luck: random.Random, *, is_stuck: bool) -> Taken:
    if ready == NEVER:
        return Taken(step=step, asked=NEVER, done=NEVER)
    asked = add_workdays(ready, luck.choice((0, 0, 1, 1, 2))).day
    if is_stuck:
        return Taken(step=step, asked=asked, done=NEVER)
    if step.deemed and luck.randrange(100) < SILENT:
        return Taken(step=step, asked=asked, done=add_workdays(asked, step.limit + 1).day)
    way = luck.choices(("quick", "full", "late"), (QUICK, FULL, LATE))[0]
    used = {"quick": round(step.limit * luck.uniform(0.3, 0.85)), "full": step.limit}.get(way, step.limit)
    used = max(1, used + (luck.randrange(1, 8) if way == "late" else 0))
    answered = add_workdays(asked, used).day
    # What comes after silence was taken for consent changes nothing.
    if luck.randrange(100) >= REFUSED or (step.deemed and used > step.limit):
        return Taken(step=step, asked=asked, answered=answered, done=answered)
    again, granted = add_workdays(answered, 2).day, add_workdays(answered, luck.randrange(3, 9)).day
    return Taken(step=step, asked=asked, refused=answered, again=again, answered=granted, done=granted)
