"""One project as it is being told: who leads it, when it entered its stages, what is planned of it month by month."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from duixian.accounts.models import Office, Person, Place
from duixian.catalogue.calendar import add_workdays
from duixian.server.demo.casebook import Book, Project
from duixian.server.demo.money import Month, months
from duixian.server.demo.paperwork import Papers
from duixian.server.demo.stages import Way, workday
from duixian.server.demo.timeline import Timeline, taken_down


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What all cases share: the book, the timeline, the papers, who keeps the ledger, today."""

    book: Book
    timeline: Timeline
    papers: Papers
    keeper: Person
    today: date


@dataclass(slots=True, kw_only=True)
class Told:
    """A project with its people and days; `last` is when the last of it was taken down."""

    scene: Scene
    project: Project
    way: Way
    office: Office
    clerk: Person
    lead: Person
    lead_number: int
    deputy: Person
    is_slow: bool
    is_silent: bool
    is_left: bool
    place: Place | None
    luck: random.Random = field(init=False)
    site: tuple[float, float] = field(init=False)
    last: datetime = field(init=False)
    start: date = field(init=False)
    end: date = field(init=False)
    plan: list[Month] = field(init=False)

    def __post_init__(self) -> None:
        self.luck = random.Random(f"{self.scene.book.seed} {self.project.name}")
        self.last = self.scene.timeline.begun
        self.site = near(self.scene.book.towns[self.project.town], random.Random(f"{self.project.name} site"))
        self.start, self.end = self._plan_days()
        self.plan = months(self.project.total, since=self.start, until=self.end)

    @property
    def ref(self) -> str:
        """The name by which the timeline knows the case."""
        return self.project.name

    @property
    def over(self) -> date | None:
        """The day on which the project was completed."""
        return self.entered("completed")

    def entered(self, stage: str) -> date | None:
        """Return the day on which the project first entered a stage."""
        return next((day for key, day in self.way if key == stage), None)

    def stage_on(self, day: date) -> str:
        """Return the stage of a day."""
        return [stage for stage, since in self.way if since <= max(day, self.way[0][1])][-1]

    def moment(self, day: date, lag: int) -> datetime:
        """Return when a step of the way is taken down, working days after its day; never before the step before it."""
        self.last = max(self.last, taken_down(add_workdays(workday(day), lag).day, self.luck))
        return self.last

    def _plan_days(self) -> tuple[date, date]:
        """Return when the project was to begin and to be completed."""
        luck = random.Random(f"{self.scene.book.seed} {self.project.name} plan")
        start = self.entered("started") or self.way[-1][1] + timedelta(days=luck.randrange(30, 190))
        planned = self.project.days.get("planned")
        if planned is not None:
            return start, planned
        if self.over is not None:
            return start, self.over + timedelta(days=luck.randrange(-25, 20))
        if self.project.kind == "continued" and self.project.is_reached:
            return start, date(2025, 10, 25) + timedelta(days=luck.randrange(0, 200))
        return start, start + timedelta(
            days=luck.randrange(*(480, 700) if self.project.stage == "started" else (290, 470))
        )


def near(town: tuple[float, float], luck: random.Random) -> tuple[float, float]:
    """Return a site around a town."""
    east, north = town
    return round(east + luck.uniform(-0.009, 0.009), 5), round(north + luck.uniform(-0.007, 0.007), 5)
