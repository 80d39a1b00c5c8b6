"""The major projects of the demo: 134 of them, each told from the reserve to where it stands today."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import partial

from duixian.accounts.models import Person
from duixian.cases.actions.events import Brought
from duixian.cases.actions.moving import Move
from duixian.cases.actions.opening import change_fields
from duixian.cases.models import Case
from duixian.ledger.actions.claims import Paper
from duixian.server.demo.casebook import Book
from duixian.server.demo.money import planned
from duixian.server.demo.monthly import tell_months
from duixian.server.demo.people import Cast
from duixian.server.demo.stages import ways
from duixian.server.demo.timeline import Kind, Opening
from duixian.server.demo.told import Scene, Told

PROGRAM = "major_projects"
# The papers that a stage asks for.
PAPERS = {
    "started": ("施工许可", "开工照片"),
    "completed": ("竣工验收",),
    "producing": ("投产证明",),
    "effective": ("达效佐证",),
}
GRADES = ((50_000, "province"), (15_000, "city"), (0, "county"))
# Every third project under way is slow, and so many of those have not reported since summer.
SLOW, SILENT = 3, 2


def tell_projects(scene: Scene, cast: Cast, leaders: list[Person]) -> None:
    """Add all that happens to the projects."""
    for told in _told(scene, cast, leaders):
        opened = told.way[0][1]
        scene.timeline.opens(told.ref, _opening(told, opened), at=told.moment(opened, 0))
        for turn, (stage, day) in enumerate(told.way[1:], start=1):
            _enter(told, stage, day, turn)
        if told.project.is_reached:
            tell_months(told)


def _told(scene: Scene, cast: Cast, leaders: list[Person]) -> Iterator[Told]:
    book = scene.book
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
            deputy=leaders[(at + 7) % len(leaders)],
            is_slow=project.name in slow,
            is_silent=project.name in slow[:SILENT],
        )


def _slow(book: Book) -> list[str]:
    names = [each.name for each in book.projects if each.stage in ("started", "building", "suspended")]
    random.Random(f"{book.seed} slow").shuffle(names)
    return names[::SLOW]


def _opening(told: Told, opened: date) -> Opening:
    fields = _fields(told)
    return Opening(program=PROGRAM, fields=fields, opened_on=opened, office=told.office, by=told.scene.keeper)


def _fields(told: Told) -> dict[str, object]:
    project, luck = told.project, told.luck
    known, reached = project.total > 0, project.is_reached
    east, north = told.scene.book.towns[project.town]
    return {
        "name": project.name,
        "kind": project.kind,
        "grade": next(grade for least, grade in GRADES if project.total >= least),
        "batch": luck.choice(("signed", "started", "produced")) if known and luck.random() < 0.4 else None,
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
        "site": [round(east + luck.uniform(-0.009, 0.009), 5), round(north + luck.uniform(-0.007, 0.007), 5)],
    }


def year_plan(told: Told, year: int) -> Decimal:
    """Return what is planned of a project for a year."""
    return planned(told.plan, since=date(year, 1, 1), until=date(year, 12, 31))


def _is_older(told: Told) -> bool:
    """Answer whether the project had begun before the ledger of cases did."""
    return told.project.is_reached and told.start < told.scene.book.begun


def _enter(told: Told, stage: str, day: date, turn: int) -> None:
    """Let the project enter a stage: the field and the papers that it asks for, then the move."""
    at = told.moment(day, told.luck.choice((0, 0, 1, 1, 2, 4)))
    fields = _asked(told, stage, day)
    if fields:
        told.add(Kind.ALONE, partial(_change, told, fields), at=at, turn=turn)
    for kind in PAPERS.get(stage, ()):
        paper = told.scene.papers.one(kind, day, told.luck, town=told.project.town)
        told.add(Kind.PAPER, partial(_brought, kind=kind, paper=paper, by=told.clerk), at=at, turn=turn)
    by = told.clerk if told.luck.random() < 0.6 else told.scene.keeper
    told.add(Kind.MOVE, lambda case: Move(case=case, to=stage, by=by, on=day), at=at, turn=turn)


def _asked(told: Told, stage: str, day: date) -> dict[str, object]:
    if stage == "started" and not _is_older(told):
        return {"start_date": day}
    if stage == "suspended":
        reasons = told.scene.book.said["rests" if day.month == 12 else "stops"]
        return {"suspended_reason": told.luck.choice(reasons)}
    if stage == "building" and told.stage_on(day - timedelta(days=1)) == "suspended":
        return {"suspended_reason": None}
    return {}


def _brought(case: Case, *, kind: str, paper: Paper, by: Person) -> Brought:
    return Brought(case=case, kind=kind, paper=paper, by=by)


def _change(told: Told, fields: dict[str, object], case: Case) -> Case:
    return change_fields(case, fields=fields, by=told.clerk)
