"""What the part `county` measures, in a process of its own for each database and size: prints the figures as JSON.

`python -m benchmarks.load.child FOLDER SIZE`; DUIXIAN_DATABASE_URL names the database, else it is SQLite in the folder.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from benchmarks.load.size import NOW, TODAY
from benchmarks.serving import Address, alone, cookie_of, serving, under_load
from duixian.commands.django import start

# Commitments that are judged one by one; pages that each person reads.
ONES, PAGES = 20, 3


def main(folder: Path, size: str) -> dict[str, Any]:
    """Return how much there is, what people wait for each page, and what judging takes."""
    words = [sys.executable, "-m", "benchmarks.load.building", str(folder), size]
    built = subprocess.run(words, check=True, capture_output=True, text=True)
    start(folder)
    return {"made": json.loads(built.stdout), **judging(), "pages": pages(folder, is_alone=size != "full")}


def judging() -> dict[str, float]:
    """Return the seconds of judging every commitment, and the milliseconds of one."""
    from duixian.journal import clock
    from duixian.ledger.models import Commitment
    from duixian.ledger.queries.standing import standings

    with clock.standing_at(NOW):
        begun = time.perf_counter()
        standings(Commitment.objects.select_related("lead").defer("baseline"), day=TODAY)
        every, single = time.perf_counter() - begun, []
        for key in Commitment.objects.order_by("?").values_list("pk", flat=True)[:ONES]:
            begun = time.perf_counter()
            standings(Commitment.objects.select_related("lead").filter(pk=key), day=TODAY)
            single.append((time.perf_counter() - begun) * 1000)
    return {"every": every, "one": median(single)}


def pages(folder: Path, *, is_alone: bool) -> dict[str, dict[str, float]]:
    """Return the milliseconds that people wait for each page, twenty at once or one alone."""
    from duixian.accounts.models import Person

    os.environ["DUIXIAN_DATA"] = str(folder)
    cookie = cookie_of(Person.objects.get(username="keeper01"))
    with serving("benchmarks.load.wsgi") as port:
        wait = alone if is_alone else partial(under_load, pages=PAGES)
        return {name: wait(port, cookie, address) for name, address in addresses().items()}


def addresses() -> dict[str, Address]:
    """Return the address of each page that is asked for, another one each time where there are many."""
    from duixian.ledger.models import Commitment, Indicator, Publication

    commitments = list(Commitment.objects.values_list("pk", flat=True))
    indicators = list(Indicator.objects.order_by("pk").values_list("pk", flat=True)[:300])
    public = Publication.objects.select_related("place").order_by("-pk")[0]
    return {
        "desk": lambda _: "/",
        "overview": lambda _: "/overview/",
        "commitments": lambda luck: f"/commitments/?page={luck.randint(1, 9)}",
        "late": lambda _: "/commitments/?state=late&sort=-due",
        "tasks": lambda _: "/tasks/",
        "documents": lambda _: "/documents/",
        "indicators": lambda _: "/indicators/",
        "indicator": lambda luck: f"/indicators/{luck.choice(indicators)}/",
        "years": lambda _: "/years/",
        "counties": lambda _: "/counties/",
        "wall": lambda _: "/wall/",
        "journal": lambda luck: f"/journal/?page={luck.randint(1, 9)}",
        "commitment": lambda luck: f"/commitments/{luck.choice(commitments)}/",
        "public": lambda _: f"/reports/{public.place.code}/{public.number}/",
        "past": lambda luck: f"/commitments/?on=2025-0{luck.randint(3, 8)}-15",
        "past_overview": lambda luck: f"/overview/?on=2025-0{luck.randint(3, 8)}-15",
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(Path(sys.argv[1]), sys.argv[2])) + "\n")
