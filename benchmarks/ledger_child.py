"""What the part `ledger` measures, in a process of its own for each database: prints the figures as JSON.

`python -m benchmarks.ledger_child FOLDER`; DUIXIAN_DATABASE_URL names the database, else it is SQLite in the folder.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import perf_counter, process_time
from typing import TYPE_CHECKING

from benchmarks.texts import DEMO, reports_in
from duixian.commands.django import start

if TYPE_CHECKING:
    from duixian.accounts.models import Person, Place

CHARACTERS = 10_000
STATEMENTS = 5_000
TIMES = 3


def main(folder: Path) -> dict[str, float | int]:
    """Return seconds and counts of loading a report to its first page, and of accepting many statements."""
    start(folder, new=True)
    from duixian.accounts.actions.founding import found_county, found_keeper
    from duixian.server.founding import migrate, prepare

    prepare(folder)
    migrate()
    place = found_county(code="990101", name="清河湾县", fictional=True)
    keeper = found_keeper(username="keeper", password="unused-in-a-benchmark", place=place)
    type(keeper).objects.filter(pk=keeper.pk).update(must_change_password=False)
    keeper.refresh_from_db()
    return {**first_page(place, keeper), **bulk(place, keeper)}


def first_page(place: Place, keeper: Person) -> dict[str, float | int]:
    """Return how long it takes from the bytes of a report to the page that shows it marked; the best of three."""
    from django.test import Client
    from django.urls import reverse

    from duixian.ledger.actions.documents import add_document
    from duixian.ledger.jobs import read_document
    from duixian.ledger.models import Document

    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(keeper, backend="duixian.accounts.backend.PersonBackend")
    seconds = []
    for at in range(TIMES):
        data = report(at).encode()
        begun = perf_counter()
        document = add_document([data], name=f"{at}.txt", place=place, by=keeper)
        read_document.call(document.pk)
        page = client.get(reverse("reading_desk", args=[document.pk]))
        seconds.append(perf_counter() - begun)
        if page.status_code != 200:
            raise SystemExit(f"the reading desk answered {page.status_code} {page.headers.get('Location', '')}")
    statements = Document.objects.get(pk=document.pk).statements.count()
    return {"first": seconds[0], "best": min(seconds), "characters": len(report(0)), "read": statements}


def report(at: int) -> str:
    """Return a report of ten thousand characters, another one for each number."""
    texts = "\n".join(reports_in(DEMO))
    return f"清河湾县2025年政府工作报告\n第{at + 1}稿\n{texts * 3}"[:CHARACTERS]


def bulk(place: Place, keeper: Person) -> dict[str, float | int]:
    """Return how long accepting five thousand statements takes, with commitments, tasks and their journal."""
    from duixian.journal.models import Entry
    from duixian.ledger.actions.documents import add_document, store_reading
    from duixian.ledger.actions.review import accept_many
    from duixian.ledger.models import Commitment
    from duixian.reading import read_text

    text = "清河湾县2025年政府工作报告\n二、2025年工作安排\n" + "\n".join(line(at) for at in range(STATEMENTS))
    document = add_document([text.encode()], name="bulk.txt", place=place, by=keeper)
    store_reading(document, read_text(text, name="bulk.txt"))
    rows = list(document.statements.all()[:STATEMENTS])
    before, promised = Entry.objects.count(), Commitment.objects.count()
    begun, worked = perf_counter(), process_time()
    accepted = accept_many(rows, by=keeper)
    return {
        "bulk": perf_counter() - begun,
        "bulk_cpu": process_time() - worked,
        "accepted": accepted,
        "entries": Entry.objects.count() - before,
        "commitments": Commitment.objects.count() - promised,
    }


def line(at: int) -> str:
    """Return a sentence with one promise of its own."""
    street = "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{at:04}")
    return f"改造{street}街老旧小区{at % 90 + 2}个。"


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]))))  # noqa: T201
