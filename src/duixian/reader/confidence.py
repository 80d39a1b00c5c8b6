"""Confidence: the chance that every field of a statement is right, from how it was read.

The shares in `catalogue/data/confidence.toml` were measured on reports unread while the rules were written.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources

from duixian.catalogue import find_indicator
from duixian.reader.draft import Draft, Found

_ROLES = {
    "before": "named", "carried": "named", "respectively": "named", "spent on": "named", "spent on next": "named", "age": "named",
    "noun after": "noun", "said of each": "listed", "property": "property", "property of the last": "property", "elided": "elided",
}  # fmt: skip


def judge(draft: Draft) -> None:
    """Give each statement its indicator, where its subject names one, and its confidence."""
    for found in draft.found:
        if found.kind == "figure":
            indicator = find_indicator(found.subject, measure=found.measure, unit=found.unit)
            found.indicator = indicator.id if indicator else None
        found.confidence = min(_shares()[reason] for reason in _reasons(found))


def _reasons(found: Found) -> list[str]:
    """Return what bears on how sure a statement is."""
    if found.kind == "task":
        return ["task"]
    reasons = ["milestone" if found.kind == "milestone" else _subject(found)]
    if found.status in ("fact", "rule"):
        reasons.append(found.status)
    elif found.year is None:
        reasons.append("yearless")
    if any(repair.kind == "misread" for repair in found.repairs):
        reasons.append("mended")
    if found.crowd >= 4 and not found.indicator:
        reasons.append("crowded")
    return reasons


def _subject(found: Found) -> str:
    if found.indicator:
        return "indicator"
    size = len(found.subject)
    if size <= 3:
        return "short"
    if size > 15:
        return "long"
    if "、" in found.subject:
        return "listed"
    return _ROLES.get(found.role.partition(":")[0], "guessed")


@cache
def _shares() -> dict[str, float]:
    path = resources.files("duixian.catalogue") / "data" / "confidence.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))
