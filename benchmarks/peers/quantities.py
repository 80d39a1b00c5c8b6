"""The quantities of other libraries against gold: a figure found at its place with the right value and unit.

Two sets: the seeds, which rules and the plain pattern's list of units were made on, and the unread half of dev, which
nobody's rules were made on. Only the second compares like with like; it is shown in sums.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast

import duixian
from benchmarks.gold import Document, GoldSet, Json, Outcome, Scorer, gold_sets, load_scorer, outcomes
from benchmarks.peers import plain
from benchmarks.peers.environment import Peer, ask, peers
from benchmarks.processes import RunError
from benchmarks.row import Row, missing

SETS = ("seeds", "dev, unread half")
SECONDS = 60.0
PATTERN = "a regular expression"
FITTED = "its list of units was written with the units of the seeds in view"

Found = list[list[Json]]


def measure(reading: Path) -> list[Row]:
    """Return precision and recall of value and unit of everyone on both sets."""
    if not (reading / "score.py").exists():
        return [missing("Quantities: value and unit", "all", "skipped: ../shared/reading is absent")]
    scorer = load_scorer(reading / "score.py")
    return [row for each in gold_sets(reading) if each.name in SETS for row in set_rows(each, scorer)]


def set_rows(gold_set: GoldSet, scorer: Scorer) -> list[Row]:
    """Return everyone's rows on one set: over every unit, then over the units that a library knows."""
    table = f"Quantities on {gold_set.name}: value and unit of a figure, by score.py's pairs"
    documents = list(gold_set.load())
    ours = [[row.as_dict() for row in duixian.read_text(each.text).statements] for each in documents]
    pattern = [[cast(Json, row) for row in plain.extract(each.text)] for each in documents]
    rows = [
        quantity_row(table, "Duixian, every unit", judged(documents, ours, scorer)),
        quantity_row(table, f"{PATTERN}, every unit", judged(documents, pattern, scorer), note=FITTED),
    ]
    return rows + [row for peer in peers() for row in peer_rows(table, peer, documents, ours, scorer)]


def peer_rows(table: str, peer: Peer, documents: Sequence[Document], ours: Found, scorer: Scorer) -> Iterator[Row]:
    """Yield a library's row over every unit, then its own and Duixian's over the units that it knows."""
    try:
        answer = ask(peer, [each.text for each in documents], seconds=SECONDS, keep=len(documents))
    except RunError as error:
        yield missing(table, peer.title, str(error))
        return
    theirs = [[cast(Json, row) for row in rows] for rows in answer["found"]]
    if len(theirs) < len(documents):
        yield missing(table, peer.title, f"not through after {SECONDS:.0f} s")
        return
    yield quantity_row(table, f"{peer.title}, every unit", judged(documents, theirs, scorer), note=peer.not_comparable)
    for name, found in ((peer.title, theirs), ("Duixian", ours)):
        part = judged(documents, found, scorer, asked=in_units(peer.units))
        yield quantity_row(table, f"{name}, only units that {peer.name} knows", part)


def in_units(units: Iterable[str]) -> Callable[[Json], bool]:
    """Return a test for figures in one of `units`."""
    known = frozenset(units)
    return lambda row: row["kind"] == "figure" and row.get("unit", "") in known


def figures(row: Json) -> bool:
    """Return whether a gold row is a figure."""
    return bool(row["kind"] == "figure")


def judged(
    documents: Sequence[Document],
    found: Sequence[list[Json]],
    scorer: Scorer,
    *,
    asked: Callable[[Json], bool] = figures,
) -> list[Outcome]:
    """Return what became of the gold figures that are asked for and of the figures found."""
    pairs = zip(documents, found, strict=True)
    return [
        each
        for document, rows in pairs
        for each in outcomes(document, [row for row in rows if row["kind"] == "figure"], scorer, asked=asked)
    ]


def quantity_row(table: str, what: str, outcomes: Sequence[Outcome], *, note: str = "") -> Row:
    """Return F1, precision and recall of value and unit, and the recall of the value alone."""
    gold = sum(each.gold is not None for each in outcomes)
    predicted = sum(each.predicted is not None for each in outcomes)
    right = sum(each.quantity for each in outcomes)
    value = sum(each.right.get("value", False) for each in outcomes)
    precision, recall = share(right, predicted), share(right, gold)
    measured = f"F1 {share(2 * right, predicted + gold):.3f} (P {precision:.3f} R {recall:.3f})"
    detail = f"{gold} gold, {predicted} found; value alone R {share(value, gold):.3f}"
    return Row(table=table, what=what, measured=measured, note="; ".join(filter(None, (detail, note))))


def share(part: int, whole: int) -> float:
    """Return part of whole; nothing of nothing is 0."""
    return part / whole if whole else 0.0
