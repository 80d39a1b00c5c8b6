"""The cases of figures, dated milestones and silence: what became of a promise, row by row of `cases/verdicts.toml`."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from duixian import read_text
from duixian.linking import Comparison, compare

CASES = tomllib.loads((Path(__file__).parent / "cases" / "verdicts.toml").read_text(encoding="utf-8"))["case"]
PARTS = {
    "last": "一、2023年工作回顾\n2023年，",
    "promise": "二、2024年工作安排\n2024年，",
    "later": "一、2024年工作回顾\n2024年，",
    "again": "二、2025年工作安排\n2025年，",
}


def report(year: int, case: dict[str, str], *parts: str) -> str:
    """Return a report of the year with those of the parts that a case gives."""
    body = "".join(f"{PARTS[part]}{case[part]}\n" for part in parts if part in case)
    return f"清河湾县{year}年政府工作报告\n{body}"


def compared(case: dict[str, str]) -> Comparison:
    """Return what the two reports of a case say beside each other."""
    texts = (report(2024, case, "last", "promise"), report(2025, case, "later", "again"))
    return compare([read_text(text, name=str(at)) for at, text in enumerate(texts)])


def verdicts(found: Comparison, written: str) -> set[tuple[str, str]]:
    """Return what is said of the promise that is written so, each with its reason."""
    said = {(link.met, link.why) for link in found.links if link.earlier.statement.text == written}
    silent = {("quiet", quiet.why) for quiet in found.quiet if quiet.end.statement.text == written}
    return (said | silent) or {("none", "")}


@pytest.mark.parametrize("case", [pytest.param(case, id=case["name"]) for case in CASES])
def test_what_became_of_a_promise(case: dict[str, Any]) -> None:
    ((met, why),) = verdicts(compared(case), case["of"])
    assert met == case["met"], why
    assert case.get("why", "") in why
