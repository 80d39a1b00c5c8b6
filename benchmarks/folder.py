"""A folder of a thousand mixed files into one Parquet file: seconds, memory, and what a kill at half costs."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path

from playwright.sync_api import Browser

from benchmarks.chromium import NoChromiumError, launched
from benchmarks.mixed import THICK, Mixed, make
from benchmarks.processes import RunError, Watched, watched
from benchmarks.row import Row, bars, held, missing
from benchmarks.texts import DEMO, reports_in

FOLDER = "A folder of mixed files into one Parquet file"
COUNT = 1000


def measure(*, count: int = COUNT, thick: int = THICK, browser: Browser | None = None) -> list[Row]:
    """Return seconds, files a second and memory with one process and with two, and what a killed run costs."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "files"
        folder.mkdir()
        try:
            with launched() if browser is None else nullcontext(browser) as chromium:
                mixed = make(folder, reports_in(DEMO), chromium, count=count, thick=thick)
            return list(rows(folder, mixed, thick))
        except (NoChromiumError, RunError) as stop:
            return [missing(FOLDER, "all", str(stop))]


def rows(folder: Path, mixed: Mixed, thick: int) -> Iterator[Row]:
    """Yield what running the command over the folder came to."""
    count = len(list(folder.iterdir()))
    kinds = ", ".join(f"{number} {ending}" for ending, number in mixed.counts.items())
    yield Row(table=FOLDER, what="files", measured=str(count), note=f"{kinds}, one of {thick} pages, one damaged")
    runs = {jobs: run(folder, f"jobs-{jobs}.parquet", jobs) for jobs in (1, 2)}
    for jobs, done in runs.items():
        yield from run_rows(f"--jobs {jobs}", done, count)
    ratio = runs[1].seconds / runs[2].seconds
    yield held(FOLDER, "--jobs 2 against --jobs 1", ratio, f"{ratio:.2f}×", bar=bars()["folder_jobs"])
    yield said_row(runs[2], mixed)
    yield from resume_rows(folder, runs[2], count)


def run_rows(what: str, done: Watched, count: int) -> Iterator[Row]:
    """Yield time and memory of a run."""
    rate = f"{count / done.seconds:.0f} files/s"
    yield Row(table=FOLDER, what=f"{what}: seconds", measured=f"{done.seconds:.1f} s", note=rate)
    note = f"largest worker {done.worker_memory:.0f} MB"
    memory = f"{done.memory:.0f} MB"
    yield held(FOLDER, f"{what}: peak memory", done.memory, memory, bar=bars()["folder_memory"], note=note)


def said_row(done: Watched, mixed: Mixed) -> Row:
    """Return whether the damaged file, and it alone, was listed at the end."""
    failures = [line for line in done.said.splitlines() if line.startswith("✗")]
    right = done.code == 1 and len(failures) == 1 and mixed.damaged.name in failures[0]
    return Row(table=FOLDER, what="the damaged file is listed, exit 1", measured="yes" if right else "no", met=right)


def resume_rows(folder: Path, whole: Watched, count: int) -> Iterator[Row]:
    """Yield what a run that was killed at half costs to take up, and whether it comes to the same."""
    out = folder.parent / "resumed.parquet"
    parts = out.with_name(f".{out.name}.parts")
    killed = run(folder, out.name, 2, until=lambda: len(list(parts.glob("*.gz"))) >= count // 2)
    again = run(folder, out.name, 2)
    share = (killed.seconds + again.seconds) / whole.seconds
    note = f"{killed.seconds:.1f} s until it was killed, {again.seconds:.1f} s to take it up"
    yield held(
        FOLDER,
        "killed at half and taken up, against undisturbed",
        share,
        f"{share:.2f}×",
        bar=bars()["folder_resumed"],
        note=note,
    )
    same = out.read_bytes() == (folder.parent / "jobs-2.parquet").read_bytes()
    yield Row(table=FOLDER, what="the same file, byte for byte", measured="yes" if same else "no", met=same)


def run(folder: Path, out: str, jobs: int, *, until: Callable[[], bool] | None = None) -> Watched:
    """Return what `duixian read` of the folder came to; it is killed once `until` is true."""
    options = ["--out", str(folder.parent / out), "--jobs", str(jobs)]
    return watched([sys.executable, "-m", "duixian", "read", str(folder), *options], until=until)
