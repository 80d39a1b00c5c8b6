"""What the invented county builds, approves and does for its people, noted in the diary from demo/projects.toml."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial
from itertools import islice
from typing import Any

from duixian.accounts.models import Person, Role
from duixian.cases.actions.steps import answer, ask
from duixian.cases.models import Case
from duixian.cases.tables.shelf import shelf
from duixian.catalogue.calendar import add_workdays
from duixian.catalogue.periods import period_around
from duixian.server.demo.cases import Diary
from duixian.server.demo.people import Cast

# The way of a project, and what each stage asks for.
WAY = ("reserve", "early", "started", "building", "completed", "producing", "effective")
PAPERS = {
    "started": ("施工许可", "开工照片"),
    "completed": ("竣工验收",),
    "producing": ("投产证明",),
    "effective": ("达效佐证",),
}
# Days that a project spends in a stage before it goes on, least and most.
SPENT = {
    "reserve": (25, 70),
    "early": (40, 95),
    "started": (15, 40),
    "building": (110, 190),
    "completed": (20, 45),
    "producing": (45, 70),
}
SPRING = (date(2025, 1, 27), date(2025, 2, 5))
EARLY, TAIL = timedelta(days=25), timedelta(days=9)


class Builder:
    """Draws the year of the county's projects, approvals and works."""

    def __init__(self, cast: Cast, diary: Diary) -> None:
        self.cast, self.diary = cast, diary
        self.told: dict[str, Any] = tomllib.loads((cast.county.folder / "projects.toml").read_text(encoding="utf-8"))
        self.luck = random.Random(self.told["seed"])
        self.today = diary.today
        self.leaders = [each for each in cast.accounts.values() if each.role == Role.LEADER]
        self.towns = [place.name for place in cast.townships()]

    def note(self) -> None:
        """Note everything."""
        kinds = self._kinds()
        for stage, many in self.told["stages"].items():
            for _ in range(many):
                self._project(stage, *next(kinds))
        for number in range(1, self.told["approvals"]["many"] + 1):
            self._approval(number)
        for works in self.told["works"]:
            for at, name in enumerate(works["names"]):
                self._work(works, name, is_done=at < works["done"])

    def _kinds(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """Yield names of projects, each once, in a drawn order."""
        named = [
            (f"{town}{name}", thing) for thing in self.told["things"] for name in thing["names"] for town in self.towns
        ]
        self.luck.shuffle(named)
        yield from named

    def _project(self, last: str, name: str, thing: dict[str, Any]) -> None:
        way = list(WAY[: WAY.index("building" if last == "suspended" else last) + 1])
        days = [self.luck.randint(*SPENT[stage]) for stage in way[:-1]]
        # How long it has stood in its last stage: of the projects under way so long that their figures make a curve.
        stood = self.luck.randint(*SPENT.get(last, (40, 60))) if last != "building" else self.luck.randint(60, 230)
        opened = max(self.today - timedelta(days=sum(days) + stood), self.told["first"])
        total = self.luck.randrange(thing["money"][0], thing["money"][1], 100)
        lead, deputy = self.luck.sample(self.leaders, 2)
        box: list[Case] = []
        entered = self._entered(way, days, opened)
        months = self._months(entered, total)
        fields = self._fields(name, thing, total, entered, lead, deputy)
        fields["year_plan"] = str(
            sum(plan for end, plan, _ in months if end.year == self.today.year) or total * 4 // 10
        )
        self.diary.opens("major_projects", fields, on=opened, office=self.cast.offices[thing["office"]], box=box)
        for stage in way[1:]:
            more = {"start_date": entered[stage].isoformat()} if stage == "started" else {}
            self.diary.moves(box, stage, on=entered[stage], papers=PAPERS.get(stage, ()), **more)
        if "started" in entered:
            ended = entered.get("completed", self.today + timedelta(days=1))
            self._visits(box, entered["started"], ended, lead, deputy)
        if "building" in entered:
            self._reports(box, months, until=entered.get("completed", self.today))
        if last == "suspended":
            self._stops(box, after=entered["building"])

    def _entered(self, way: list[str], days: list[int], opened: date) -> dict[str, date]:
        found, day = {way[0]: opened}, opened
        for stage, spent in zip(way[1:], days, strict=True):
            day = min(day + timedelta(days=spent), self.today - timedelta(days=2))
            found[stage] = day
        return found

    def _fields(
        self, name: str, thing: dict[str, Any], total: int, entered: dict[str, date], lead: Person, deputy: Person
    ) -> dict[str, Any]:
        west, south, east, north = self.told["site"]
        plan = entered.get("started", self.today + timedelta(days=self.luck.randint(-20, 90)))
        return {
            "name": name,
            "kind": "continued" if entered.get("started", self.today).year < self.today.year else "new",
            "grade": self.luck.choices(["province", "city", "county"], [1, 2, 9])[0],
            "batch": self.luck.choices(["signed", "started", "produced", ""], [2, 3, 1, 6])[0],
            "chain": thing["chain"],
            "total_investment": str(total),
            "lead": str(lead.pk),
            "deputy": str(deputy.pk),
            "tracker": str(self.cast.of_office[thing["office"]].pk),
            "team": f"{name}专班",
            "plan_start": (plan + timedelta(days=self.luck.randint(-12, 6))).isoformat(),
            "plan_completion": (plan + timedelta(days=self.luck.randint(240, 420))).isoformat(),
            "site": f"{self.luck.uniform(west, east):.4f},{self.luck.uniform(south, north):.4f}",
        }

    def _visits(self, box: list[Case], since: date, until: date, lead: Person, deputy: Person) -> None:
        """Note who was on site: the leader mostly twice a month, now and then the deputy, now and then nobody."""
        slack = self.luck.random()
        first, last = period_around("month", since)
        while first < until:
            times = self.luck.choices([2, 3, 1, 0], [14, 3, 2 + 6 * slack, 1 + 3 * slack])[0]
            for on in sorted(first + timedelta(days=day) for day in self.luck.sample(range(2, 27), times)):
                if since <= on < until and not SPRING[0] <= on <= SPRING[1]:
                    by = self.luck.choices([lead, deputy], [9, 1])[0]
                    late = self.luck.choices([0, 1, 4], [12, 3, 1])[0]
                    self.diary.happens(
                        box,
                        "site_visit",
                        on=on,
                        by=by,
                        late=late,
                        paper="现场照片",
                        found=self.luck.choice(self.told["found"]),
                    )
            first, last = period_around("month", last + timedelta(days=1))

    def _months(self, entered: dict[str, date], total: int) -> list[tuple[date, Decimal, Decimal]]:
        """Return what is planned and what is done month by month: slow at first, fast in the middle."""
        if "building" not in entered:
            return []
        ends = list(_month_ends(entered["building"], entered.get("completed", self.today)))
        is_over = "completed" in entered
        pace = 1.0 if is_over else self.luck.choice([1.04, 1.0, 0.97, 0.93, 0.78, 0.66])
        whole = len(ends) if is_over else max(len(ends) + self.luck.randint(2, 7), 8)
        later = _month_ends(
            ends[-1] + timedelta(days=1) if ends else entered["building"], date(self.today.year + 2, 12, 31)
        )
        found = []
        for number, end in enumerate([*ends, *islice(later, whole - len(ends))], start=1):
            share = _curve(number / whole) - _curve((number - 1) / whole)
            done = total * share * pace * self.luck.uniform(0.94, 1.04)
            found.append((end, Decimal(round(total * share)), Decimal(round(done))))
        return found

    def _reports(self, box: list[Case], months: list[tuple[date, Decimal, Decimal]], *, until: date) -> None:
        """Note plan and progress at the end of each month that is over, and now and then what holds a slow one up."""
        by = self.cast.keeper
        for number, (end, plan, done) in enumerate(months):
            if end > until:
                return
            self.diary.happens(box, "plan", on=end, by=by, month_end=end.isoformat(), amount=str(plan))
            image = self.told["image"][min(number, len(self.told["image"]) - 1)]
            self.diary.happens(box, "progress", on=end, by=by, month_end=end.isoformat(), done=str(done), image=image)
            if done < plan * Decimal("0.9") and number % 3 == 2:
                why, says = self.luck.choice(self.told["delays"])
                self.diary.happens(box, "delay", on=end, by=by, why=why, says=says)

    def _stops(self, box: list[Case], *, after: date) -> None:
        on = max(after + timedelta(days=5), self.today - timedelta(days=self.luck.randint(12, 40)))
        why = self.luck.choice(self.told["delays"])[1]
        self.diary.moves(box, "suspended", on=on, suspended_reason=why)

    def _approval(self, number: int) -> None:
        """Note an application: received, its steps asked one after the other as they may, some late, some silent."""
        told, program = self.told["approvals"], shelf.get("parallel_approvals").program
        box: list[Case] = []
        opened = add_workdays(self.today - timedelta(days=self.luck.randint(4, 190)), 1).day
        applicant = self.luck.choice(told["applicants"])
        fields = {
            "name": f"{applicant}{self.luck.choice(told['names'])}（{number}）",
            "applicant": applicant,
            "agent": str(self.cast.of_office["县行政审批局"].pk),
            "standard_land": str(self.luck.randint(0, 1)),
            "pledged": str(self.luck.randint(0, 1)),
            "investment": str(self.luck.randrange(300, 9000, 50)),
            "land_area": str(self.luck.randrange(4, 90)),
            "promised_days": str(self.luck.choice([40, 45, 60])),
        }
        self.diary.opens("parallel_approvals", fields, on=opened, office=self.cast.offices["县行政审批局"], box=box)
        begun = add_workdays(opened, self.luck.randint(1, 3)).day
        self.diary.moves(box, "approving", on=begun, papers=("申请材料",))
        ended = self._steps(box, program, begun, fields)
        if ended is not None:
            self.diary.moves(box, "granted", on=ended)

    def _steps(self, box: list[Case], program: Any, begun: date, fields: dict[str, str]) -> date | None:
        """Note each step that is needed; return the day after the last was done, or None where one is still open."""
        done: dict[str, date | None] = {}
        for step in program.steps:
            waits = [done.get(key, begun) for key in step.after]
            if any(day is None for day in waits):
                done[step.id] = None
                continue
            start = add_workdays(max([begun, *(day for day in waits if day)]), self.luck.randint(0, 2)).day
            used = max(1, round(step.limit * self.luck.choice([0.4, 0.6, 0.8, 1.0, 1.0, 1.35])))
            end = add_workdays(start, used).day
            self.diary.at(start, partial(_quietly, ask, box, step.id, self.cast.keeper))
            if end < self.today:
                self.diary.at(end, partial(_quietly, answer, box, step.id, self.cast.keeper, granted=True))
            done[step.id] = end if end < self.today else None
        ends = [day for day in done.values() if day is not None]
        return add_workdays(max(ends), 1).day if len(ends) == len(done) else None

    def _work(self, works: dict[str, Any], name: str, *, is_done: bool) -> None:
        """Note a work for the people: promised, begun, done, accepted, confirmed by those who have it."""
        box: list[Case] = []
        lead = self.luck.choice(self.leaders)
        amount, homes = self.luck.randint(*works["amount"]), self.luck.randint(*works["households"])
        fields = {
            "name": name, "kind": works["kind"], "amount": str(amount), "households": str(homes),
            "budget": str(homes * self.luck.randint(1, 3)), "lead": str(lead.pk), "builder": "清河建工集团",
            "due": works["due"].isoformat(),
        }  # fmt: skip
        self.diary.opens(
            "livelihood_works", fields, on=date(2025, 2, 10), office=self.cast.offices[works["office"]], box=box
        )
        begun = date(2025, 3, 10) + timedelta(days=self.luck.randint(0, 45))
        self.diary.moves(box, "started", on=begun, papers=("开工照片",))
        ended = begun + timedelta(days=self.luck.randint(70, 120)) if is_done else self.today + TAIL
        for on in _visit_days(begun, min(ended, self.today), self.luck):
            self.diary.happens(
                box, "inspection", on=on, by=lead, paper="现场照片", found=self.luck.choice(self.told["found"])
            )
        if not is_done:
            return
        self.diary.moves(box, "completed", on=ended, papers=("竣工照片",))
        self.diary.moves(
            box, "accepted", on=ended + timedelta(days=12), papers=("验收意见",), amount_accepted=str(amount)
        )
        told = ended + EARLY
        self.diary.happens(
            box, "confirmation", on=told, by=self.cast.keeper, paper="确认单", households=str(homes * 9 // 10)
        )
        self.diary.moves(box, "confirmed", on=told + timedelta(days=1))


def _quietly(deed: Any, box: list[Case], key: str, by: Person, **more: Any) -> None:
    """Do a deed with a step that this case needs."""
    if not box[0].steps.get(step=key).waived_why:
        deed(box[0], step=key, by=by, **more)


def _curve(share: float) -> float:
    """Return how much of a work is done after a share of its time: the logistic curve that plans of works follow."""
    return 3 * share**2 - 2 * share**3


def _month_ends(since: date, until: date) -> Iterator[date]:
    end = period_around("month", since)[1]
    while end <= until:
        yield end
        end = period_around("month", end + timedelta(days=1))[1]


def _visit_days(since: date, until: date, luck: random.Random) -> Iterator[date]:
    on = since + timedelta(days=luck.randint(4, 16))
    while on < until:
        yield on
        on += timedelta(days=luck.randint(18, 40))
