"""Commands that a measurement runs in a process of its own."""

from __future__ import annotations

import re
import subprocess
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.row import ROOT

PATIENCE = 600.0
LONG = 3600.0
PEAK = re.compile(r"^VmHWM:\s+(\d+) kB", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Watched:
    """What a command came to: exit code, seconds, what it said, peak memory in MB of it and of its largest child."""

    code: int
    seconds: float
    said: str
    memory: float
    worker_memory: float


class RunError(Exception):
    """A command that failed or took too long, in one line."""


def answered(command: Sequence[str], *, patience: float = PATIENCE) -> str:
    """Return what `command`, run in the repository's folder, prints; raises RunError after `patience` seconds."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, timeout=patience)
    except subprocess.TimeoutExpired:
        raise RunError(f"stopped after {patience:.0f} s") from None
    if done.returncode:
        raise RunError(last_line(done.stderr) or f"exit {done.returncode}")
    return done.stdout


def wall(command: Sequence[str]) -> float:
    """Return the seconds on the clock that `command` takes; raises RunError where it fails."""
    began = time.perf_counter()
    answered(command)
    return time.perf_counter() - began


def last_line(text: str) -> str:
    """Return the last line of `text` that says anything."""
    return next((line.strip() for line in reversed(text.splitlines()) if line.strip()), "")


def watched(command: Sequence[str], *, until: Callable[[], bool] | None = None, patience: float = LONG) -> Watched:
    """Run `command` in the repository's folder, looking at its memory; kill it once `until` is true.

    Raises RunError after `patience` seconds. Memory is 0 where the system has no /proc.
    """
    began = time.perf_counter()
    peaks: dict[int, float] = {}
    with tempfile.TemporaryFile() as said, subprocess.Popen(command, cwd=ROOT, stdout=said, stderr=said) as process:
        while process.poll() is None:
            for each in (process.pid, *children(process.pid)):
                peaks[each] = max(peaks.get(each, 0.0), peak_of(each))
            if (late := time.perf_counter() - began > patience) or (until is not None and until()):
                process.kill()
                if late:
                    raise RunError(f"stopped after {patience:.0f} s")
            time.sleep(0.05)
        said.seek(0)
        memory = peaks.pop(process.pid, 0.0)
        return Watched(
            code=process.returncode,
            seconds=time.perf_counter() - began,
            said=said.read().decode(),
            memory=memory,
            worker_memory=max(peaks.values(), default=0.0),
        )


def children(process: int) -> list[int]:
    """Return the processes that `process` has started."""
    with suppress(OSError):
        return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]
    return []


def peak_of(process: int) -> float:
    """Return the greatest memory that a process ever held, in MB."""
    with suppress(OSError):
        found = PEAK.search(Path(f"/proc/{process}/status").read_text())
        return int(found[1]) * 1024 / 1e6 if found else 0.0
    return 0.0
