"""Every kind of target is judged as its rows in judging/*.toml say; and 三色 by working days."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from duixian.ledger.escalation import escalate
from duixian.ledger.judging import RULES, Around, Assessment, Known, Standing, Target, judge
from duixian.ledger.wording import cadence_in, condition_in, relation_in, years_in

CASES = Path(__file__).parent / "judging"


def rows() -> list[dict[str, Any]]:
    files = sorted(CASES.glob("*.toml"))
    return [row for file in files for row in tomllib.loads(file.read_text(encoding="utf-8"))["case"]]


def known(row: dict[str, Any]) -> Known:
    value = row.get("value")
    return Known(**{**row, "value": None if value is None else Decimal(str(value))})


def target(row: dict[str, Any]) -> Target:
    fields = {name: value for name, value in row.items() if name != "year"}
    for name in ("value", "value_high", "factor"):
        if name in fields:
            fields[name] = Decimal(str(fields[name]))
    words = fields.pop("words", "")
    said: dict[str, Any] = {"relation": relation_in(words), "condition": condition_in(words), "years": years_in(words)}
    said["cadence"] = cadence_in(words)
    start = date(row["year"], 1, 1) if "year" in row else None
    return Target(**{"original_due": row.get("due"), **fields, **said}, start=start, ask="县住建局")


def around(row: dict[str, Any]) -> Around:
    return Around(
        other=tuple(map(known, row.get("other", ()))),
        years=tuple(map(known, row.get("years", ()))),
        seasons=tuple(Decimal(str(share)) for share in row.get("seasons", ())),
    )


def judged(row: dict[str, Any]) -> Standing:
    claims, proofs = map(known, row.get("claims", ())), map(known, row.get("proofs", ()))
    return judge(target(row["target"]), day=row["day"], claims=claims, proofs=proofs, around=around(row))


def faults(standing: Standing, want: dict[str, Any]) -> Iterator[str]:
    said = {
        "assessment": str(standing.assessment),
        "grade": standing.grade,
        "pace": str(standing.schedule.pace),
        "excess": standing.excess,
    }
    for name, value in want.items():
        if name in said and said[name] != value:
            yield f"{name}: {said[name]}, not {value}"
        elif name not in said and value not in getattr(standing, name):
            yield f"{name}: {getattr(standing, name)!r} lacks {value!r}"


@pytest.mark.parametrize("row", rows(), ids=lambda row: row["name"])
def test_the_case_is_judged_as_its_row_says(row: dict[str, Any]) -> None:
    assert list(faults(judged(row), row["want"])) == []


def test_every_kind_of_target_has_a_rule_and_a_case() -> None:
    assert {row["target"]["kind"] for row in rows()} == set(RULES)


def test_reported_and_evidenced_stay_apart() -> None:
    claim, proof = Known(as_of=date(2025, 9, 22), value=Decimal(8)), Known(as_of=date(2025, 9, 21), value=Decimal(6))
    standing = judge(Target(kind="count", value=Decimal(9)), day=date(2025, 9, 26), claims=[claim], proofs=[proof])
    assert (standing.reported, standing.evidenced) == (claim, proof)
    assert standing.disputed


@pytest.mark.parametrize(
    ("day", "level", "workdays"),
    [(date(2025, 7, 1), "blue", 1), (date(2025, 7, 8), "orange", 6), (date(2025, 7, 22), "red", 16)],
)
def test_three_colours_follow_the_working_days_overdue(day: date, level: str, workdays: int) -> None:
    found = escalate(Assessment.LATE, due=date(2025, 6, 30), day=day)
    assert (found.level, found.workdays) == (level, workdays)


def test_what_is_on_track_has_no_colour() -> None:
    assert escalate(Assessment.ON_TRACK, due=date(2025, 6, 30), day=date(2025, 7, 1)).bars == 0
    assert escalate(Assessment.AT_RISK, due=date(2025, 6, 30), day=date(2025, 6, 1)).level == "blue"
