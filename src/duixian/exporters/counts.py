"""What a report holds, in numbers and in one sentence."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from duixian.exporters.shown import DOUBT
from duixian.statement import KINDS, STATUSES, Kind, Repair, Statement, Status


class Counts(NamedTuple):
    """How many statements there are, by kind and status, and how many want a second look."""

    total: int
    kinds: dict[Kind, int]
    statuses: dict[Status, int]
    repaired: int
    repairs: int
    repeats: int
    doubts: int


def counts(statements: Iterable[Statement]) -> Counts:
    """Return the numbers of `statements`; every kind and status has one, if only 0."""
    listed = tuple(statements)
    kinds = Counter(statement.kind for statement in listed)
    statuses = Counter(statement.status for statement in listed)
    return Counts(
        total=len(listed),
        kinds={kind: kinds[kind] for kind in KINDS},
        statuses={status: statuses[status] for status in STATUSES},
        repaired=sum(bool(statement.repairs) for statement in listed),
        repairs=len(repairs(listed)),
        repeats=sum(statement.repeats is not None for statement in listed),
        doubts=sum(statement.confidence < DOUBT for statement in listed),
    )


def repairs(statements: Iterable[Statement]) -> list[Repair]:
    """Return each repair once, in the order of the text, though many statements may share it."""
    return sorted({repair for statement in statements for repair in statement.repairs})


def headline(numbers: Counts) -> str:
    """Return the sentence that opens the page: how many of what, and how many are doubtful."""
    if numbers.total == 0:
        return "没有读到数字、节点或任务"
    kinds = numbers.kinds
    parts = [
        f"{kinds['figure']:,} 个数字" if kinds["figure"] else "",
        f"{kinds['milestone']:,} 个节点" if kinds["milestone"] else "",
        f"{kinds['task']:,} 项任务" if kinds["task"] else "",
    ]
    return f"{numbers.total:,} 条：{'、'.join(part for part in parts if part)}；{asked(numbers)}"


def asked(numbers: Counts) -> str:
    """Return how many statements a person is asked to look at."""
    return f"{numbers.doubts:,} 条请您看一眼" if numbers.doubts else "没有一条把握低于 0.80"
