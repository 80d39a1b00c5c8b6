"""How fast the whole reading is on one core, its memory, how it grows, and what a second process brings."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.probe import Cost, cost
from benchmarks.processes import RunError, wall
from benchmarks.row import Row, bars, held, missing
from benchmarks.texts import Corpus, corpus

MB = 1_000_000
SIZE = 5 * MB
SIZES = (10_000, 100_000, MB, 10 * MB, 50 * MB)
LINEAR_FROM = 100_000
REPORTS = 200

READING = "Whole reading, one core, CPU seconds"
GROWTH = "Growth in one document"
START = "Start and processes"


def measure(
    *, size: int = SIZE, sizes: Sequence[int] = SIZES, reports: int = REPORTS, corpora: Sequence[Corpus] | None = None
) -> list[Row]:
    """Return speed and memory at `size` bytes, growth over `sizes`, import time, and two jobs on `reports` files."""
    found = [each for each in map(corpus, ("seeds", "dev")) if each] if corpora is None else list(corpora)
    if not found:
        return [missing(READING, "all", "there are no reports, neither in ../shared/reading nor in demo/reports")]
    texts = {each.name: each for each in found}  # without ../shared both are the demo's
    speeds = [row for each in texts.values() for row in reading_rows(each, size)]
    return [*speeds, *growth_rows(found[0], sizes), import_row(), jobs_row(found[-1], reports)]


def reading_rows(texts: Corpus, size: int) -> list[Row]:
    """Return MB/s (best of three) and peak memory (read once) over one document of `size` bytes."""
    what = f"{texts.name}, {amount(size)} in one document"
    try:
        timed, once = cost([texts.document(size)], times=3), cost([texts.document(size)], times=1)
    except RunError as stop:
        return [missing(READING, what, str(stop))]
    rate = held(READING, what, timed.speed, f"{timed.speed:.2f} MB/s", bar=bars()["reading_speed"], note=counted(timed))
    peak = held(
        READING, f"{what}: peak memory", once.peak_memory, f"{once.peak_memory:.0f} MB", bar=bars()["peak_memory"]
    )
    return [rate, peak]


def counted(timed: Cost) -> str:
    """Return how long the times took, and what was found."""
    return f"{', '.join(f'{each:.2f}' for each in timed.seconds)} s; {timed.statements} statements"


def amount(size: int) -> str:
    """Return a size as people say it: 10 kB, 5 MB."""
    return f"{size / MB:g} MB" if size >= MB else f"{size / 1000:g} kB"


def growth_rows(texts: Corpus, sizes: Sequence[int]) -> list[Row]:
    """Return the time of a megabyte at each of `sizes`, and how far the slowest stands from the fastest."""
    rows, per_mb = [], []
    for size in sizes:
        try:
            timed = cost([texts.document(size)], times=5 if size <= MB else 2 if size <= 10 * MB else 1)
        except RunError as stop:
            rows.append(missing(GROWTH, amount(size), str(stop)))
            continue
        if size >= LINEAR_FROM:
            per_mb.append(1 / timed.speed)
        rows.append(
            Row(
                table=GROWTH,
                what=amount(size),
                measured=f"{1 / timed.speed:.3f} s/MB",
                note=f"peak {timed.peak_memory:.0f} MB",
            )
        )
    return rows + ratio_rows(per_mb, whole=len(per_mb) == sum(size >= LINEAR_FROM for size in sizes))


def ratio_rows(per_mb: Sequence[float], *, whole: bool) -> list[Row]:
    """Return the row of slowest against fastest; not measured where a size is missing."""
    what = f"slowest / fastest megabyte, from {amount(LINEAR_FROM)} on"
    if not per_mb or not whole:
        return [missing(GROWTH, what, "a size is missing")]
    ratio = max(per_mb) / min(per_mb)
    return [held(GROWTH, what, ratio, f"{ratio:.2f}×", bar=bars()["growth"])]


def import_row(times: int = 5) -> Row:
    """Return what `import duixian` takes, less what a bare interpreter takes (wall time, best of `times` each)."""
    bare, full = (min(wall([sys.executable, "-c", code]) for _ in range(times)) for code in ("pass", "import duixian"))
    taken = (full - bare) * 1000
    note = f"bare interpreter {bare * 1000:.0f} ms"
    return held(START, "import duixian", taken, f"{taken:.0f} ms", bar=bars()["import_time"], note=note)


def jobs_row(texts: Corpus, count: int) -> Row:
    """Return how many times faster `duixian read --jobs 2` is than `--jobs 1` on a folder of `count` reports."""
    what = f"duixian read --jobs 2 on {count} reports"
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "reports"
        folder.mkdir()
        for number, report in enumerate(texts.repeated(count)):
            (folder / f"{number:03}.txt").write_text(report, encoding="utf-8")
        try:
            one, two = (min(run_jobs(folder, jobs) for _ in range(2)) for jobs in (1, 2))
        except RunError as stop:
            return missing(START, what, str(stop))
    note = f"{one:.1f} s and {two:.1f} s on the clock, best of 2"
    return held(START, what, one / two, f"{one / two:.2f}×", bar=bars()["two_jobs"], note=note)


def run_jobs(folder: Path, jobs: int) -> float:
    """Return the seconds on the clock that the command line takes to read `folder` with `jobs` processes."""
    out = folder.parent / f"out-{jobs}.jsonl"
    out.unlink(missing_ok=True)
    options = ["--format", "jsonl", "--out", str(out), "--jobs", str(jobs)]
    return wall([sys.executable, "-m", "duixian", "read", str(folder), *options])
