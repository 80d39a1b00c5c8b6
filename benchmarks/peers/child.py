"""The half of the comparison that runs beside another library: standard library only.

`python -m benchmarks.peers.with_NAME IN.json OUT.json` reads {"documents": [...], "seconds": N, "keep": N} and
writes what it cost and what was found in the first `keep` documents. Files, not pipes: some libraries print
greetings when they are imported.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import TypedDict

WARM_UP = "全年完成投资3.5亿元，增长5.2%，5月底前建成公路12公里。"


class Found(TypedDict):
    """A quantity as another library extracts it, in the words of the reader's contract."""

    kind: str
    start: int
    end: int
    value: str
    value_high: str | None
    unit: str


class Answer(TypedDict):
    """What a run cost: CPU seconds and how many documents they were enough for; what was found; which version."""

    seconds: float
    documents: int
    found: list[list[Found]]
    version: str


def quantity(start: int, end: int, value: str, unit: str, *, high: str | None = None) -> Found:
    """Return a found quantity."""
    return {"kind": "figure", "start": start, "end": end, "value": value, "value_high": high, "unit": unit}


def run(extract: Callable[[str], list[Found]], *, package: str) -> None:
    """Write what `extract` finds in the documents asked for, and stop before the next one when the time is used up."""
    question, answer = map(Path, sys.argv[1:])
    asked = json.loads(question.read_text(encoding="utf-8"))
    extract(WARM_UP)
    seconds, found = timed(extract, asked["documents"], patience=asked["seconds"])
    result: Answer = {
        "seconds": seconds,
        "documents": len(found),
        "found": found[: asked["keep"]],
        "version": version(package),
    }
    answer.write_text(json.dumps(result, ensure_ascii=False), encoding="utf-8")


def timed(
    extract: Callable[[str], list[Found]], documents: Sequence[str], *, patience: float
) -> tuple[float, list[list[Found]]]:
    """Return the CPU seconds, and what was found in each document that was begun within `patience` seconds."""
    found: list[list[Found]] = []
    began = time.process_time()
    for text in documents:
        if time.process_time() - began > patience:
            break
        found.append(extract(text))
    return time.process_time() - began, found
