"""The approvals of the demo: 61 files, their steps asked for side by side, answered in time, late or not at all."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from duixian.accounts.models import Office, Person
from duixian.cases.actions.opening import change_fields
from duixian.cases.tables.shelf import shelf
from duixian.catalogue.calendar import add_workdays
from duixian.server.demo.filed import NEVER, Course, Taken, course
from duixian.server.demo.people import Cast
from duixian.server.demo.stages import workday
from duixian.server.demo.timeline import Opening, taken_down
from duixian.server.demo.told import Scene

PROGRAM, OFFICE = "parallel_approvals", "县行政审批局"
PAPERS = {"approving": "申请材料", "built": "联合验收意见"}
# Every so many files were sent back first; of every so many nobody has run an errand for weeks.
CAME_BACK, IDLE = 17, 9
# What is taken down at one moment is done in turn: each step asked for and answered, perhaps twice, then the stages.
TURNS = 4


@dataclass(slots=True, kw_only=True)
class File:
    """An approval as it is being told."""

    scene: Scene
    number: int
    applicant: str
    matter: str
    stands: str
    agent: Person
    office: Office
    luck: random.Random
    days: Course
    is_standard: bool
    last: datetime
    answers: list[datetime] = field(default_factory=list)

    @property
    def ref(self) -> str:
        """The name by which the timeline knows the case."""
        return f"{self.applicant}{self.matter}"

    def moment(self, day: date) -> datetime:
        """Return when a step of the way is taken down; never before the step before it."""
        self.last = max(self.last, taken_down(day, self.luck))
        return self.last


def tell_approvals(scene: Scene, cast: Cast, agents: list[Person]) -> None:
    """Add all that happens to the approvals."""
    for file in _files(scene, cast, agents):
        opening = Opening(
            program=PROGRAM, fields=_fields(file), opened_on=file.days.opened, office=file.office, by=file.agent
        )
        scene.timeline.opens(file.ref, opening, at=file.moment(file.days.opened))
        way = list(_way(file))
        for turn, (stage, day) in enumerate(way, start=len(file.days.taken) * TURNS):
            _enter(file, stage, day, turn)
        if any(stage == "approving" for stage, _ in way):
            for number, taken in enumerate(file.days.taken):
                _step(file, taken, number * TURNS)
                _urge(file, taken, cast)
            _errands(file)
        if (project := scene.book.approvals["projects"].get(file.ref)) is not None:
            _point(file, project)


def _files(scene: Scene, cast: Cast, agents: list[Person]) -> Iterator[File]:
    told, program = scene.book.approvals, shelf.get(PROGRAM).program
    stands = [stage for stage, many in told["stands"].items() for _ in range(many)]
    random.Random(f"{scene.book.seed} stands").shuffle(stands)
    for number, ((applicant, matter), stand) in enumerate(zip(told["files"], stands, strict=True)):
        luck = random.Random(f"{scene.book.seed} {applicant}{matter}")
        is_standard = luck.random() < 0.4
        yield File(
            scene=scene,
            number=number,
            applicant=applicant,
            matter=matter,
            stands=stand,
            agent=agents[number % len(agents)],
            office=cast.offices[OFFICE],
            luck=luck,
            days=course(stand, program, luck, is_standard=is_standard, today=scene.today),
            is_standard=is_standard,
            last=scene.timeline.begun,
        )


def _fields(file: File) -> dict[str, object]:
    luck = file.luck
    area = luck.randrange(6, 160)
    return {
        "name": f"{file.applicant}{file.matter}",
        "applicant": file.applicant,
        "agent": file.agent,
        "standard_land": "是" if file.is_standard else "否",
        "pledged": "是" if luck.random() < 0.38 else "否",
        "investment": luck.randrange(4, 90) * 100 + area * 60,
        "land_area": area,
        "promised_days": luck.choice((40, 45, 50, 60)),
    }


def _way(file: File) -> Iterator[tuple[str, date]]:
    """Yield the stages after the first, each with its day."""
    days, luck = file.days, file.luck
    came_back = file.number % CAME_BACK == 3
    if file.stands == "returned" or (came_back and file.stands != "received"):
        yield "returned", days.opened
    if file.stands in ("received", "returned"):
        return
    if came_back:
        yield "received", days.begun
    yield "approving", days.begun
    if file.stands in ("granted", "built"):
        granted = add_workdays(days.end, luck.choice((1, 1, 2))).day
        yield "granted", granted
        if file.stands == "built":
            yield "built", workday(granted + timedelta(days=luck.randrange(75, 130)))


def _point(file: File, project: str) -> None:
    """Let the approval name the project that it is for, once both are there."""
    timeline, fields = file.scene.timeline, {"project": project}
    at = max(timeline.opened[file.ref], timeline.opened[project])
    timeline.does(file.ref, lambda case: change_fields(case, fields=fields, by=file.agent), at=at, turn=1)


def _enter(file: File, stage: str, day: date, turn: int) -> None:
    timeline, at = file.scene.timeline, file.moment(day)
    if stage in PAPERS:
        paper = file.scene.papers.one(PAPERS[stage], day, file.luck)
        timeline.brings(file.ref, PAPERS[stage], paper, by=file.agent, at=at, turn=turn)
    by = file.scene.keeper if stage == "returned" else file.agent
    timeline.moves(file.ref, stage, by=by, on=day, at=at, turn=turn)


def _step(file: File, taken: Taken, turn: int) -> None:
    """Add a step: asked for, answered; where it was refused, asked for again."""
    timeline, luck = file.scene.timeline, file.luck
    for asked, answered, is_granted in (
        (taken.asked, taken.refused or taken.answered, taken.refused is None),
        (taken.again, taken.answered, True),
    ):
        if asked is None or asked == NEVER:
            return
        at = max([taken_down(asked, luck), *(each for each in file.answers if each.date() == asked)])
        timeline.asks(file.ref, taken.step.id, by=file.agent, on=asked, at=at, turn=turn)
        if answered is not None:
            words = "" if is_granted else luck.choice(file.scene.book.approvals["refusals"])
            said: dict[str, Any] = {"by": file.agent, "granted": is_granted, "on": answered, "words": words}
            file.answers.append(taken_down(answered, luck))
            timeline.answers(file.ref, taken.step.id, at=file.answers[-1], turn=turn + 1, **said)
        turn += 2


def _urge(file: File, taken: Taken, cast: Cast) -> None:
    """Add that an office was urged, where it lets a step wait beyond its limit."""
    step, timeline = taken.step, file.scene.timeline
    late = NEVER if taken.asked == NEVER else add_workdays(taken.asked, step.limit + 2).day
    if late < (taken.answered or NEVER) and not step.deemed:
        fields = {"whom": cast.offices[step.office], "says": f"{step.title}到期未复，请两日内答复"}
        at = taken_down(late, file.luck)
        timeline.happens(file.ref, "urged", by=file.scene.keeper, on=late, fields=fields, at=at)


def _errands(file: File) -> None:
    """Add what the agent did for the applicant, every week or so."""
    luck, day = file.luck, file.days.begun
    until = min(file.days.end, file.scene.today)
    if file.number % IDLE == 4:
        until = min(until, file.scene.today - timedelta(days=19))
    while (day := add_workdays(day, luck.randrange(3, 9)).day) < until:
        fields = {"done": luck.choice(file.scene.book.approvals["errands"])}
        file.scene.timeline.happens(file.ref, "errand", by=file.agent, on=day, fields=fields, at=taken_down(day, luck))
