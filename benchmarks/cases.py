"""A program with 80,000 cases on both databases: pages for twenty users, figures, alerts, a workbook, eight writers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.ledger import on_both
from benchmarks.row import ROOT, Row, bars, held, missing, page_row

CASES = "A program with 80,000 cases"
PAGES = {"list": "a list", "stage": "a list of one stage, sorted", "board": "the board", "case": "the page of a case"}


def measure() -> list[Row]:
    """Return what is measured on SQLite and on PostgreSQL."""
    return on_both(rows_of, table=CASES)


def rows_of(name: str, url: str) -> list[Row]:
    """Return the rows of one database."""
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "DUIXIAN_DATABASE_URL": url, "DUIXIAN_DATA": str(Path(folder) / "data")}
        command = [sys.executable, "-m", "benchmarks.cases_child", str(Path(folder) / "data")]
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, env=environment)
    if done.returncode:
        return [missing(CASES, name, (done.stderr.strip().splitlines() or ["it failed"])[-1])]
    found = json.loads(done.stdout.splitlines()[-1])
    table = f"{CASES}, {name}"
    made = f"{found['cases']:,} cases, {found['events']:,} events, {found['entries']:,} journal entries"
    pages = [page_row(table, words, found[key], bar=bars()["cases_page"], note=made) for key, words in PAGES.items()]
    rows = (
        ("figures", "every indicator and gate of the program", "cases_figures", "s", "worked out anew"),
        ("alerts", "every alert held against every case", "cases_alerts", "s", f"{found['ringing']:,} ring"),
        ("one", "the alerts of one case after a change", "cases_one", "ms", ""),
        ("sheet", f"a workbook of {found['rows']:,} rows, checked and imported", "cases_sheet", "s", "with journal"),
        ("write", "a journalled write with 8 writers at once, p99", "cases_write", "ms", f"{found['writes']} writes"),
    )
    return [*pages, *(_row(table, found, *row) for row in rows)]


def _row(table: str, found: dict[str, float], key: str, words: str, bar: str, unit: str, note: str) -> Row:
    return held(
        table, words, found[key], f"{found[key]:.{0 if unit == 'ms' else 2}f} {unit}", bar=bars()[bar], note=note
    )
