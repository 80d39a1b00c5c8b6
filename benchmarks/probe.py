"""Reads documents in a process of its own and says what it cost: `python -m benchmarks.probe DOCUMENTS.json TIMES`.

DOCUMENTS.json is a list of texts. Prints one JSON object: CPU seconds of each time, peak memory, number of statements.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import duixian
from benchmarks.processes import PATIENCE, RunError, answered


@dataclass(frozen=True, slots=True)
class Cost:
    """What reading some documents took."""

    size: int
    seconds: tuple[float, ...]
    peak_memory: float
    statements: int

    @property
    def speed(self) -> float:
        """MB of UTF-8 in a CPU second, of the best time."""
        return self.size / 1e6 / max(min(self.seconds), 1e-9)


def cost(documents: Sequence[str], *, times: int = 3, patience: float = PATIENCE) -> Cost:
    """Return what reading `documents` costs in a fresh process; raises RunError where that is too long or nothing."""
    size = sum(len(each.encode()) for each in documents)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "documents.json"
        path.write_text(json.dumps(documents, ensure_ascii=False), encoding="utf-8")
        answer = json.loads(
            answered([sys.executable, "-m", "benchmarks.probe", str(path), str(times)], patience=patience)
        )
    if not answer["statements"]:
        raise RunError("the reader states nothing")  # doing nothing is no speed
    return Cost(size, tuple(answer["seconds"]), answer["peak_memory"], answer["statements"])


def read_all(documents: Sequence[str]) -> tuple[float, int]:
    """Return the CPU seconds of reading `documents` one after the other, and how many statements they hold."""
    began = time.process_time()
    count = sum(len(duixian.read_text(text).statements) for text in documents)
    return time.process_time() - began, count


def peak_memory() -> float:
    """Return the greatest memory that this process ever held, in MB.

    Linux hands the parent's ru_maxrss down to a child (13 MB became 502 MB), so the process's own high-water mark is
    taken where there is one.
    """
    status = Path("/proc/self/status")
    found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text()) if status.exists() else None
    kilobytes = int(found[1]) if found else resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return kilobytes * 1024 / 1e6


def main(path: str, times: str) -> None:
    """Print what reading the documents of the file costs."""
    documents = json.loads(Path(path).read_text(encoding="utf-8"))
    runs = [read_all(documents) for _ in range(int(times))]
    answer = {"seconds": [seconds for seconds, _ in runs], "peak_memory": peak_memory(), "statements": runs[-1][1]}
    sys.stdout.write(json.dumps(answer) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
