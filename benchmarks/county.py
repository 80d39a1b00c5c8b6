"""A generated county on both databases: pages for twenty people, judging, and what a table ten times as long costs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from benchmarks.ledger import on_both
from benchmarks.row import ROOT, Row, bars, held, missing, page_row

COUNTY = "A county of five years"
LISTS = {
    "desk": "a keeper's desk",
    "overview": "the overview",
    "commitments": "a page of the commitments",
    "late": "those that are late, sorted",
    "tasks": "the tasks of a report",
    "documents": "the documents",
    "indicators": "the indicators",
    "indicator": "one indicator",
    "years": "promised against reported",
    "counties": "counties beside each other",
    "wall": "the wall chart",
    "journal": "a page of the journal",
}
OTHERS = {
    "commitment": ("one commitment", "county_one"),
    "public": ("the report to the people", "county_public"),
    "past": ("the commitments as of a past day", "county_past"),
    "past_overview": ("the overview as of a past day", "county_past"),
}
# Lists whose tables are ten times as long in the whole county as in the tenth of it.
GROWING = ("commitments", "tasks", "documents", "indicators", "journal")


def measure() -> list[Row]:
    """Return what is measured on SQLite and on PostgreSQL."""
    return on_both(rows_of, table=COUNTY)


def rows_of(name: str, url: str) -> list[Row]:
    """Return the rows of one database: of a tenth of the county, and of the whole."""
    table = f"{COUNTY}, {name}"
    try:
        tenth, full = _measured("tenth", url), _measured("full", url)
    except RuntimeError as error:
        return [missing(table, name, str(error))]
    return list(_rows(table, tenth, full))


def _measured(size: str, url: str) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder, _database(url, size) as url:
        environment = {**os.environ, "DUIXIAN_DATABASE_URL": url}
        command = [sys.executable, "-m", "benchmarks.load.child", str(Path(folder) / "data"), size]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["it failed"])[-1])
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


@contextmanager
def _database(url: str, size: str) -> Iterator[str]:
    """Give the address of a database of its own on the server of `url`; of SQLite, which needs none, the same."""
    if not url:
        yield url
        return
    import psycopg

    name = f"county_{size}"
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"DROP DATABASE IF EXISTS {name}")
        server.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(url)._replace(path=f"/{name}").geturl()
        finally:
            server.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _rows(table: str, tenth: Mapping[str, Any], full: Mapping[str, Any]) -> Iterator[Row]:
    kinds = ("statement", "commitment", "observation", "entry")
    made = ", ".join(f"{full['made'][kind]:,} {kind}s".replace("entrys", "journal entries") for kind in kinds)
    pages = full["pages"]
    for key, words in LISTS.items():
        yield page_row(table, words, pages[key], bar=bars()["county_list"])
    for key, (words, bar) in OTHERS.items():
        yield page_row(table, words, pages[key], bar=bars()[bar])
    every, one = full["every"], full["one"]
    number = f"{full['made']['commitment']:,}"
    yield held(table, f"all {number} commitments judged", every, f"{every:.1f} s", bar=bars()["county_all"], note=made)
    yield held(table, "one commitment judged", one, f"{one:.0f} ms", bar=bars()["county_judged"])
    for key in GROWING:
        # One page against one page: of the fewer pages of a tenth, more had been seen before.
        small, large = tenth["pages"][key]["same"], pages[key]["same"]
        words = f"{LISTS[key]}, against a tenth of the county"
        note = f"the same page again, alone: {large:.0f} ms against {small:.0f} ms"
        yield held(table, words, large / small, f"{large / small:.2f} ×", bar=bars()["county_growth"], note=note)
