"""The major projects of the demo: 134 of them, each told from the reserve to where it stands today."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from duixian.accounts.models import Person
from duixian.cases.actions.opening import change_fields
from duixian.server.demo.casebook import Book
from duixian.server.demo.money import planned
from duixian.server.demo.monthly import tell_months
from duixian.server.demo.people import Cast
from duixian.server.demo.stages import ways
from duixian.server.demo.timeline import Opening
from duixian.server.demo.told import Scene, Told
from duixian.server.demo.visits import tell_visits

PROGRAM = "major_projects"
# The papers that a stage asks for.
PAPERS = {
    "started": ("施工许可", "开工照片"),
    "completed": ("竣工验收",),
    "producing": ("投产证明",),
    "effective": ("达效佐证",),
}
BATCHES = {
    "early": "signed",
    "started": "started",
    "building": "started",
    "completed": "produced",
    "producing": "produced",
}
GRADES = ((50_000, "province"), (15_000, "city"), (0, "county"))
# Every third project under way is slow; so many of those have not reported since summer, and so many saw nobody.
SLOW, SILENT, LEFT = 3, 2, 3


def tell_projects(scene: Scene, cast: Cast, leaders: list[Person]) -> None:
    """Add all that happens to the projects."""
    for told in _told(scene, cast, leaders):
        opened = told.way[0][1]
        scene.timeline.opens(told.ref, _opening(told, opened), at=told.moment(opened, 0))
        for turn, (stage, day) in enumerate(told.way[1:], start=1):
            _enter(told, stage, day, turn)
        if told.project.is_reached:
            tell_months(told)
            tell_visits(told)


def _told(scene: Scene, cast: Cast, leaders: list[Person]) -> Iterator[Told]:
    book = scene.book
    towns = {each.name: each for each in cast.townships()}
    found = ways(book.projects, random.Random(f"{book.seed} ways"), today=scene.today)
    slow = _slow(book)
    for at, project in enumerate(sorted(book.projects, key=lambda each: found[each.name][0][1])):
        yield Told(
            scene=scene,
            project=project,
            way=found[project.name],
            office=cast.offices[project.office],
            clerk=cast.of_office[project.office],
            lead=leaders[at % len(leaders)],
            lead_number=at % len(leaders),
            deputy=leaders[(at + 7) % len(leaders)],
            is_slow=project.name in slow,
            is_silent=project.name in slow[:SILENT],
            is_left=project.name in slow[SILENT : SILENT + LEFT],
            place=towns.get(project.town),
        )


def _slow(book: Book) -> list[str]:
    names = [each.name for each in book.projects if each.stage in ("started", "building", "suspended")]
    random.Random(f"{book.seed} slow").shuffle(names)
    return names[::SLOW]


def _opening(told: Told, opened: date) -> Opening:
    """Return how a project comes in: a large one is the county's, any other its township's."""
    is_large = told.project.total >= GRADES[0][0]
    return Opening(
        program=PROGRAM,
        fields=_fields(told),
        opened_on=opened,
        office=told.office,
        by=told.scene.keeper,
        place=None if is_large else told.place,
    )


def _fields(told: Told) -> dict[str, object]:
    project, luck = told.project, told.luck
    known, reached = project.total > 0, project.is_reached
    return {
        "name": project.name,
        "kind": project.kind,
        "grade": next(grade for least, grade in GRADES if project.total >= least),
        "batch": BATCHES.get(project.stage) if known and luck.random() < 0.45 else None,
        "chain": project.chain or None,
        "total_investment": project.total or None,
        "year_plan": year_plan(told, max(told.scene.book.begun, told.start).year) if reached else None,
        "lead": told.lead if known else None,
        "deputy": told.deputy if reached else None,
        "tracker": told.clerk if reached else None,
        "team": f"{project.name}专班" if reached else None,
        "plan_start": told.start - timedelta(days=luck.randrange(-4, 26)) if known else None,
        "plan_completion": told.end if known else None,
        "start_date": told.start if _is_older(told) else None,
        "site": list(told.site),
    }


def year_plan(told: Told, year: int) -> Decimal:
    """Return what is planned of a project for a year."""
    return planned(told.plan, since=date(year, 1, 1), until=date(year, 12, 31))


def _is_older(told: Told) -> bool:
    """Answer whether the project had begun before the ledger of cases did."""
    return told.project.is_reached and told.start < told.scene.book.begun


def _enter(told: Told, stage: str, day: date, turn: int) -> None:
    """Let the project enter a stage: the field and the papers that it asks for, then the move."""
    timeline, luck = told.scene.timeline, told.luck
    at = told.moment(day, luck.choice((0, 0, 1, 1, 2, 4)))
    fields = _asked(told, stage, day)
    if fields:
        timeline.does(told.ref, lambda case: change_fields(case, fields=fields, by=told.clerk), at=at, turn=turn)
    for kind in PAPERS.get(stage, ()):
        paper = told.scene.papers.one(kind, day, luck, town=told.project.town)
        timeline.brings(told.ref, kind, paper, by=told.clerk, at=at, turn=turn)
    by = told.clerk if luck.random() < 0.6 else told.scene.keeper
    timeline.moves(told.ref, stage, by=by, on=day, at=at, turn=turn)


def _asked(told: Told, stage: str, day: date) -> dict[str, object]:
    if stage == "started" and not _is_older(told):
        return {"start_date": day}
    if stage == "suspended":
        reasons = told.scene.book.said["rests" if day.month == 12 else "stops"]
        return {"suspended_reason": told.luck.choice(reasons)}
    if stage == "building" and told.stage_on(day - timedelta(days=1)) == "suspended":
        return {"suspended_reason": None}
    return {}
