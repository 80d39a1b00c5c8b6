"""Whether `confidence` is the chance of being right: a reliability table, and the expected calibration error."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from benchmarks.gold import Outcome
from benchmarks.row import Row, bars, held, missing

BINS = 10


class Mark(NamedTuple):
    """One prediction: how sure it was, and whether every field was right."""

    confidence: float
    right: bool


class Bin(NamedTuple):
    """The predictions of one tenth of the scale of confidence."""

    number: int
    size: int
    confidence: float
    right: float


def marks(outcomes: Iterable[Outcome]) -> list[Mark]:
    """Return a mark for each prediction, paired or spurious; a spurious one is wrong."""
    return [
        Mark(float(each.predicted["confidence"]), bool(each.right) and all(each.right.values()))
        for each in outcomes
        if each.predicted is not None
    ]


def binned(found: Iterable[Mark]) -> list[Bin]:
    """Return the bins that hold anything: how many, their mean confidence, the share that is right."""
    bins: list[list[Mark]] = [[] for _ in range(BINS)]
    for mark in found:
        bins[min(BINS - 1, int(mark.confidence * BINS))].append(mark)
    return [
        Bin(number, len(held_), mean([mark.confidence for mark in held_]), mean([float(mark.right) for mark in held_]))
        for number, held_ in enumerate(bins)
        if held_
    ]


def mean(values: Sequence[float]) -> float:
    """Return the mean of at least one value."""
    return sum(values) / len(values)


def expected_error(bins: Iterable[Bin]) -> float:
    """Return the expected calibration error: how far the share that is right lies from the confidence, on average."""
    bins = list(bins)
    return sum(each.size * abs(each.confidence - each.right) for each in bins) / sum(each.size for each in bins)


def measure(found: Sequence[Mark], *, of: str) -> list[Row]:
    """Return a row for each bin of the marks of the set `of`, and the expected calibration error."""
    table = f"Calibration of confidence on {of}"
    if not found:
        return [missing(table, "expected calibration error", "nothing was predicted")]
    bins = binned(found)
    error = expected_error(bins)
    rows = [
        Row(
            table=table,
            what=f"said {each.number / BINS:.1f} to {(each.number + 1) / BINS:.1f}",
            measured=f"{each.right:.1%} right",
            note=f"{each.size} predictions, mean confidence {each.confidence:.3f}",
        )
        for each in bins
    ]
    note = f"{len(found)} paired and spurious figures and milestones, {BINS} bins"
    return [
        *rows,
        held(table, "expected calibration error", error, f"{error:.3f}", bar=bars()["calibration_error"], note=note),
    ]
