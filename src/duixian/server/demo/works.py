"""The works for the people: promised, begun, inspected, completed, accepted, and confirmed by those who have them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from duixian.accounts.models import Person
from duixian.cases.actions.events import take_back
from duixian.cases.actions.opening import change_fields
from duixian.cases.models import CaseEvent
from duixian.catalogue.calendar import add_workdays
from duixian.server.demo.casebook import Work
from duixian.server.demo.people import Cast
from duixian.server.demo.stages import workday
from duixian.server.demo.timeline import Opening, taken_down
from duixian.server.demo.told import Scene, near

PROGRAM = "livelihood_works"
PROMISED = date(2025, 1, 20)
PAPERS = {"started": "开工照片", "completed": "竣工照片", "accepted": "验收意见", "abandoned": "调整批复"}
PHOTO, SLIP = "现场照片", "确认单"


@dataclass(slots=True, kw_only=True)
class Doing:
    """A work as it is being told: who leads it, who reports, when the last of it was taken down."""

    scene: Scene
    work: Work
    lead: Person
    clerk: Person
    luck: random.Random
    last: datetime

    def moment(self, day: date) -> datetime:
        """Return when a step of the way is taken down; never before the step before it."""
        self.last = max(self.last, taken_down(day, self.luck))
        return self.last

    def happens(self, event: str, day: date, *, by: Person, paper: str = "", **fields: Any) -> str:
        """Let something happen on a day; return its key."""
        at = taken_down(day, self.luck)
        kept = [self.scene.papers.one(paper, day, self.luck, town=self.work.town)] if paper else []
        papers = [(paper, each) for each in kept]
        said: dict[str, Any] = {"by": by, "on": day, "fields": fields, "papers": papers}
        return self.scene.timeline.happens(self.work.name, event, at=at, **said)


def tell_works(scene: Scene, cast: Cast, leaders: list[Person]) -> None:
    """Add all that happens to the works for the people."""
    towns = {each.name: each for each in cast.townships()}
    for number, work in enumerate(scene.book.works):
        luck = random.Random(f"{scene.book.seed} {work.name}")
        doing = Doing(
            scene=scene,
            work=work,
            lead=leaders[number * 5 % len(leaders)],
            clerk=cast.of_office[work.office],
            luck=luck,
            last=scene.timeline.begun,
        )
        opened = add_workdays(PROMISED, luck.randrange(0, 6)).day
        office = cast.offices[work.office]
        opening = Opening(
            program=PROGRAM,
            fields=_fields(doing),
            opened_on=opened,
            office=office,
            by=doing.clerk,
            place=towns.get(work.town),
        )
        scene.timeline.opens(work.name, opening, at=doing.moment(opened))
        for turn, (stage, day) in enumerate(work.days.items(), start=1):
            _enter(doing, stage, day, turn)
        _inspections(doing)
        _voices(doing)


def _fields(doing: Doing) -> dict[str, object]:
    work = doing.work
    return {
        "name": work.name,
        "kind": work.kind,
        "amount": work.amount,
        "households": work.households,
        "budget": work.budget,
        "lead": doing.lead,
        "due": work.due,
        "site": list(near(doing.scene.book.towns[work.town], random.Random(f"{work.name} site"))),
    }


def _enter(doing: Doing, stage: str, day: date, turn: int) -> None:
    """Let the work enter a stage: the field and the paper that it asks for, then the move."""
    timeline, work, at = doing.scene.timeline, doing.work, doing.moment(day)
    asked: dict[str, dict[str, object]] = {
        "started": {"builder": doing.luck.choice(doing.scene.book.said["builders"])},
        "accepted": {"amount_accepted": work.amount},
    }
    if stage in asked:
        fields = asked[stage]
        timeline.does(work.name, lambda case: change_fields(case, fields=fields, by=doing.clerk), at=at, turn=turn)
    if stage in PAPERS:
        paper = doing.scene.papers.one(PAPERS[stage], day, doing.luck, town=work.town)
        timeline.brings(work.name, PAPERS[stage], paper, by=doing.clerk, at=at, turn=turn)
    by = doing.scene.keeper if stage in ("accepted", "confirmed") else doing.clerk
    timeline.moves(work.name, stage, by=by, on=day, at=at, turn=turn)


def _inspections(doing: Doing) -> None:
    """Let the leader come about once a month while it is under way."""
    for day in _days(doing):
        found = doing.luck.choice(doing.scene.book.said["found"])
        doing.happens("inspection", day, by=doing.lead, paper=PHOTO, found=found)


def _days(doing: Doing) -> Iterator[date]:
    work, luck = doing.work, doing.luck
    if "started" not in work.days:
        return
    until = work.days.get("completed", doing.scene.today)
    day = work.days["started"] + timedelta(days=luck.randrange(5, 20))
    while (came := workday(day)) < until:
        yield came
        day += timedelta(days=luck.choice((21, 26, 29, 31, 47)))


def _voices(doing: Doing) -> None:
    """Let those who live there confirm the work, or object to it; one objection is settled and withdrawn."""
    work, luck = doing.work, doing.luck
    if "accepted" not in work.days:
        return
    said, day = doing.scene.book.said, workday(work.days["accepted"] + timedelta(days=2))
    if work.ending:
        key = doing.happens("objection", day, by=doing.clerk, says=luck.choice(said["objections"]))
        if work.ending == "settled":
            wrong = taken_down(add_workdays(day, 4).day, luck)
            doing.scene.timeline.does(work.name, lambda _case: _settled(doing, key), at=wrong)
    share = work.households * luck.randrange(82, 97) // 100
    for part in (share * 2 // 3, share - share * 2 // 3):
        doing.happens(
            "confirmation", day, by=doing.clerk, paper=SLIP, households=part, says=luck.choice(said["voices"])
        )
        day = add_workdays(day, 2).day


def _settled(doing: Doing, key: str) -> object:
    return take_back(CaseEvent.objects.get(key=key), by=doing.scene.keeper, why="当场修好，住户签字撤回")
