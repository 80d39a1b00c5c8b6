"""The language cases of works: what a sentence speaks of, whether two names are the same, whether a promise was kept.

Rows of `cases/mentions.toml` name only the fields that they are about, "none" stands for a stage that is none; other
mentions may stand beside those wanted.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from duixian import read_text
from duixian.linking.names import Weights, likeness, name_of
from duixian.linking.naming import namedness
from duixian.linking.projects import are_alike, project_links
from duixian.linking.works import Work, works_in

FOLDER = Path(__file__).parent / "cases"
BEFORE = "清河湾县2024年政府工作报告\n\n二、2024年工作安排\n"
AFTER = "清河湾县2025年政府工作报告\n\n"
HEADINGS = {"review": "一、2024年工作回顾\n", "plan": "二、2025年工作安排\n"}


def cases(name: str) -> list[Any]:
    """Return the cases of one file, each under its name."""
    listed = tomllib.loads((FOLDER / name).read_text(encoding="utf-8"))["case"]
    return [pytest.param(case, id=case["name"]) for case in listed]


def fields(work: Work) -> dict[str, Any]:
    """Return the fields of a mention that a case may ask for."""
    rank = "none" if work.stage.rank is None else work.stage.rank
    return {
        "name": work.name,
        "owner": work.owner,
        "rank": rank,
        "part": work.stage.part,
        "named": namedness(work),
    }


@pytest.mark.parametrize("case", cases("mentions.toml"))
def test_works_that_a_sentence_speaks_of(case: dict[str, Any]) -> None:
    works = works_in(read_text(AFTER + HEADINGS[case.get("where", "plan")] + case["text"] + "\n"))
    found = {work.name: fields(work) for work in works}
    for row in case["want"]:
        assert row["name"] in found, list(found)
        assert {key: found[row["name"]][key] for key in row} == row


@pytest.mark.parametrize("case", cases("names.toml"))
def test_names_of_the_same_works(case: dict[str, Any]) -> None:
    owners = case.get("owners", ["", ""])
    one, other = (name_of(name, owner) for name, owner in zip(case["names"], owners, strict=True))
    found = likeness(one, other, Weights(case["names"]))
    assert are_alike(found) == case["same"], found
    assert case.get("doubt", "") in "".join(found.doubts)
    assert bool(found.doubts) == ("doubt" in case) or not case["same"]


@pytest.mark.parametrize("case", cases("outcomes.toml"))
def test_whether_a_promise_was_kept(case: dict[str, Any]) -> None:
    parts = [
        HEADINGS[part] + case[key] + "\n" for part, key in (("review", "review"), ("plan", "again")) if key in case
    ]
    links = project_links(read_text(BEFORE + case["promise"]), read_text(AFTER + "".join(parts)))
    assert [link.met for link in links] == [case["met"]], [link.why for link in links]
