"""Duixian beside other libraries: speed on the same text in the same form, and quantities where they can be compared.

Each library reads the seeds report by report, which is the form that suits it best, and as one long document.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from benchmarks.peers import plain, quantities
from benchmarks.peers.environment import Peer, ask, peers
from benchmarks.probe import cost
from benchmarks.processes import RunError
from benchmarks.row import Row, bars, held, missing
from benchmarks.speed import SIZE, amount
from benchmarks.texts import READING, Corpus, corpus

SECONDS = 25.0
SPEED = "Speed on the same text, CPU seconds"
BAR_OF = {"recognizers-text": "times_recognizers_text"}


@dataclass(frozen=True, slots=True)
class Sample:
    """What a library was asked to read, and in which form."""

    form: str
    documents: tuple[str, ...]


def measure(*, reading: Path = READING, size: int = SIZE) -> list[Row]:
    """Return the speed and the quantities of each library, of a plain regular expression, and of Duixian."""
    texts = corpus("seeds", reading=reading)
    if texts is None:
        return [missing(SPEED, "all", "there are no reports, neither in ../shared/reading nor in demo/reports")]
    limit = plain.speed(texts.document(size))
    speeds = [
        Row(table=SPEED, what=f"a regular expression, {amount(size)} in one document", measured=f"{limit:.1f} MB/s")
    ]
    speeds += [row for peer in peers() for sample in samples(peer, texts, size) for row in compared(peer, sample)]
    return speeds + quantities.measure(reading)


def samples(peer: Peer, texts: Corpus, size: int) -> tuple[Sample, ...]:
    """Return the reports one by one, as many as make `size` bytes, and one document as long as the library can take."""
    times = max(1, size // texts.size)
    long = texts.document(min(size, peer.one_document))
    return Sample("report by report", texts.reports * times), Sample("one document", (long,))


def compared(peer: Peer, sample: Sample) -> list[Row]:
    """Return the library's speed on `sample`, and how Duixian compares on the part that it got through."""
    what = f"{peer.title}, {sample.form}"
    try:
        answer = ask(peer, sample.documents, seconds=SECONDS)
    except RunError as error:
        return [missing(SPEED, what, str(error))]
    part = sample.documents[: answer["documents"]]
    size = sum(len(each.encode()) for each in part)
    speed = size / 1e6 / max(answer["seconds"], 1e-9)
    note = f"{amount(round(size, -4))} in {answer['seconds']:.1f} s; version {answer['version']}"
    theirs = Row(table=SPEED, what=what, measured=f"{speed:.4f} MB/s", note=note)
    return [theirs, ratio_row(peer, Sample(sample.form, part), speed)]


def ratio_row(peer: Peer, sample: Sample, speed: float) -> Row:
    """Return how many times the library's `speed` Duixian reaches on the same text."""
    what = f"Duixian against {peer.name}, {sample.form}"
    try:
        ours = cost(sample.documents)
    except RunError as error:
        return missing(SPEED, what, str(error))
    bar = bars()[BAR_OF[peer.name]] if peer.name in BAR_OF else None
    return held(SPEED, what, ours.speed / speed, f"{ours.speed / speed:.0f}×", bar=bar, note=f"{ours.speed:.2f} MB/s")
