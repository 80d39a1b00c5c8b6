"""What the part `cases` measures, in a process of its own for each database: prints the figures as JSON.

`python -m benchmarks.cases_child FOLDER`; DUIXIAN_DATABASE_URL names the database, else it is SQLite in the folder.
Cases go in through the action that opens them, with their journal; stages, events and amounts are laid beside them.
"""

from __future__ import annotations

import json
import multiprocessing
import random
import subprocess
import sys
import time
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING, Any

from benchmarks.row import ROOT
from benchmarks.serving import Address, cookie_of, serving, under_load
from duixian.commands.django import start

if TYPE_CHECKING:
    from duixian.accounts.models import Person, Place
    from duixian.cases.tables.shelf import Shelved

MANY, BATCH, ROWS = 80_000, 2_000, 5_000
WRITERS, EACH = 8, 25
PROGRAM = "major_projects"


def main(folder: Path) -> dict[str, Any]:
    """Return what the pages, the figures, the alerts, a workbook and many writers take."""
    place, keeper, shelved = founded(folder)
    filled(place, keeper, shelved)
    return {
        **figures(shelved),
        **alerts(shelved),
        **pages(keeper),
        **workbook(place, keeper, shelved),
        **writers(folder),
        **made(),
    }


def founded(folder: Path) -> tuple[Place, Person, Shelved]:
    """Return a county with offices, its keeper, and the installed program."""
    words = [sys.executable, "-m", "duixian", "init", "--data", str(folder), "--place", "武乡县"]
    subprocess.run(words, check=True, capture_output=True)
    start(folder)
    from duixian.accounts.actions.offices import add_office
    from duixian.accounts.models import Person
    from duixian.cases.installing import install
    from duixian.cases.tables.shelf import shelf
    from duixian.programs.loading import load_source

    Person.objects.update(must_change_password=False)
    keeper = Person.objects.select_related("place").get()
    place = keeper.place
    for number in range(24):
        add_office(place=place, name=f"县第{number + 1}局", short=f"{number + 1}局", by=None)
    install(load_source(ROOT / "programs" / PROGRAM), by=keeper)
    return place, keeper, shelf.get(PROGRAM)


def filled(place: Place, keeper: Person, shelved: Shelved) -> None:
    """Open the cases, and lay two stages, three visits and three months of figures beside each."""
    from duixian.accounts.models import Office
    from duixian.cases.actions.opening import New, open_many
    from duixian.cases.models import Case, CaseEvent, CaseStage, EventAmount
    from duixian.journal import clock

    luck, today, offices, now = random.Random(8), clock.today(), list(Office.objects.all()), clock.now()
    stages = [stage.id for stage in shelved.program.stages]
    for begun in range(0, MANY, BATCH):
        news = [
            New(
                fields=fields(begun + at, luck, keeper.pk),
                opened_on=today - timedelta(days=400),
                office=luck.choice(offices),
            )
            for at in range(BATCH)
        ]
        cases = open_many(shelved, news, place=place, by=keeper)
        for case in cases:
            case.stage, case.stage_since = luck.choice(stages), today - timedelta(days=luck.randint(1, 200))
        Case.objects.bulk_update(cases, ["stage", "stage_since"], batch_size=500)
        rows = [shelved.model(case_id=case.pk, stage=case.stage, stage_since=case.stage_since) for case in cases]
        shelved.model._default_manager.bulk_update(rows, ["stage", "stage_since"], batch_size=500)
        CaseStage.objects.bulk_create(
            [CaseStage(case=case, stage=case.stage, on=case.stage_since, received_at=now, by=keeper) for case in cases]
        )
        kinds = ("site_visit", "site_visit", "site_visit", "plan", "progress", "progress")
        events = [
            CaseEvent(
                case=case, event=kind, on=on, counts_on=on, at=now, received_at=now, by=keeper, key=f"{case.pk}-{at}"
            )
            for case in cases
            for at, kind in enumerate(kinds)
            for on in [today - timedelta(days=luck.randint(0, 300))]
        ]
        CaseEvent.objects.bulk_create(events, batch_size=1000)
        names = {"plan": "amount", "progress": "done"}
        EventAmount.objects.bulk_create(
            [
                EventAmount(event=row, name=names[row.event], value=luck.randint(10, 900))
                for row in events
                if row.event in names
            ],
            batch_size=1000,
        )


def fields(number: int, luck: random.Random, lead: int) -> dict[str, Any]:
    """Return the fields of a project."""
    return {
        "name": f"第{number}号项目",
        "kind": luck.choice(["new", "continued"]),
        "grade": luck.choice(["province", "city", "county"]),
        "total_investment": Decimal(luck.randint(300, 90_000)),
        "year_plan": Decimal(luck.randint(100, 30_000)),
        "lead": lead,
    }


def figures(shelved: Shelved) -> dict[str, float]:
    """Return the seconds that every indicator and gate takes."""
    from duixian.accounts.models import Place
    from duixian.cases.measuring import measured_at, passages, places_of
    from duixian.journal import clock

    begun = time.perf_counter()
    places = places_of(shelved, Place.objects.all())
    measured_at(shelved, day=clock.today(), indicators=shelved.program.indicators, within=places)
    passages(shelved, day=clock.today())
    return {"figures": time.perf_counter() - begun}


def alerts(shelved: Shelved) -> dict[str, float]:
    """Return the seconds that the alerts take once they ring, and those of one case in milliseconds."""
    from duixian.cases.actions.ringing import ring
    from duixian.cases.models import Case, CaseAlert
    from duixian.journal import clock

    ring(shelved, day=clock.today())
    begun = time.perf_counter()
    ring(shelved, day=clock.today())
    every = time.perf_counter() - begun
    key = Case.objects.order_by("-pk").values_list("pk", flat=True)[0]
    single = []
    for _ in range(20):
        begun = time.perf_counter()
        ring(shelved, day=clock.today(), keys=[key])
        single.append((time.perf_counter() - begun) * 1000)
    return {"alerts": every, "one": median(single), "ringing": CaseAlert.objects.filter(ended_on=None).count()}


def pages(keeper: Person) -> dict[str, Any]:
    """Return the milliseconds of each page as twenty users see them who read each for about five seconds."""
    cookie, root = cookie_of(keeper), f"/cases/{PROGRAM}/"
    asked: dict[str, Address] = {
        "list": lambda luck: f"{root}?page={luck.randint(1, 40)}",
        "stage": lambda luck: f"{root}?stage=building&grade=county&sort=-days",
        "board": lambda luck: f"{root}board/",
        "case": lambda luck: f"{root}{luck.randint(1, MANY)}/",
    }
    with serving() as port:
        return {name: under_load(port, cookie, address) for name, address in asked.items()}


def workbook(place: Place, keeper: Person, shelved: Shelved) -> dict[str, float | int]:
    """Return the seconds from a workbook's bytes to its cases with their journal."""
    from openpyxl import Workbook

    from duixian.cases.actions.importing import import_cases
    from duixian.cases.sheets import check, heads_of

    book = Workbook(write_only=True)
    sheet = book.create_sheet("项目")
    heads = [head.removesuffix(" *") for head in heads_of(shelved.program)]
    sheet.append(heads)
    for number in range(ROWS):
        told = {"项目名称": f"导入的第{number}号项目", "建设性质": "新建", "项目层级": "县级", "总投资": 900 + number,
                "责任领导": keeper.name, "责任单位": "县第3局", "计划开工": "2026-03-03"}  # fmt: skip
        sheet.append([told.get(head) for head in heads])
    kept = BytesIO()
    book.save(kept)
    begun = time.perf_counter()
    checked = check(kept.getvalue(), name="项目.xlsx", shelved=shelved, by=keeper, own=(), visible=())
    cases = import_cases(checked, shelved=shelved, place=place, by=keeper, name="项目.xlsx")
    return {"sheet": time.perf_counter() - begun, "rows": len(cases)}


def writers(folder: Path) -> dict[str, float]:
    """Return the 99th percentile of a visit taken down, in milliseconds, while eight people write."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(WRITERS) as pool:
        waited = [
            each for found in pool.starmap(written, [(str(folder), at) for at in range(WRITERS)]) for each in found
        ]
    return {"write": quantiles(waited, n=100)[-1], "writes": len(waited)}


def written(folder: str, number: int) -> list[float]:
    """Take down visits to one's own cases; return the milliseconds of each."""
    start(Path(folder))
    from duixian.accounts.models import Person
    from duixian.cases.actions.events import happen
    from duixian.cases.models import Case

    keeper = Person.objects.get(username="keeper")
    cases = list(Case.objects.filter(number__gt=number * 500).select_related("place").order_by("number")[: EACH + 1])
    waited = []
    for at, case in enumerate(cases):
        begun = time.perf_counter()
        happen(case, event="site_visit", by=keeper, key=f"w{number}-{at}", fields={"found": "进场"})
        waited.append((time.perf_counter() - begun) * 1000)
    # The first one opens the connection.
    return waited[1:]


def made() -> dict[str, int]:
    """Return how much there was."""
    from duixian.cases.models import Case, CaseEvent
    from duixian.journal.models import Entry

    return {"cases": Case.objects.count(), "events": CaseEvent.objects.count(), "entries": Entry.objects.count()}


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]))) + "\n")
