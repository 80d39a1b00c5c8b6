"""Commands that a measurement runs in a process of its own."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Sequence

from benchmarks.row import ROOT

PATIENCE = 600.0


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
