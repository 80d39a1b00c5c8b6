"""Where text stands on paper: `Paper`, the pages of a document and the stretches of text on each.

A box is four shares of its page's width and height, counted from the upper left corner, so that it fits a picture of
the page in any size.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple


class Box(NamedTuple):
    """A rectangle on a page: shares of its width and height from the upper left corner, 0 to 1."""

    left: float
    top: float
    right: float
    bottom: float

    def part(self, begin: float, end: float) -> Box:
        """Return the part of a line of text between two shares of its length; a line higher than wide runs down."""
        width, height = self.right - self.left, self.bottom - self.top
        if height > width:
            return Box(self.left, self.top + height * begin, self.right, self.top + height * end)
        return Box(self.left + width * begin, self.top, self.left + width * end, self.bottom)


class Run(NamedTuple):
    """Text of one line of a page: which characters, on which page (from 1), in which box.

    `edges` are the shares of the box's length at which its characters end, where they are known; else every character
    counts alike. `sure` is the engine's own share of certainty, below 1 only where the text was recognised.
    """

    start: int
    end: int
    page: int
    box: Box | None = None
    edges: tuple[float, ...] | None = None
    sure: float = 1.0

    def of(self, start: int, end: int) -> Box | None:
        """Return the box of the characters from `start` to `end`, as far as they are the run's."""
        if self.box is None:
            return None
        first, last = max(start, self.start) - self.start, min(end, self.end) - self.start
        if self.edges is not None:
            return self.box.part(self.edges[first - 1] if first else 0.0, self.edges[last - 1])
        length = self.end - self.start
        return self.box.part(first / length, last / length)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page: its number from 1, its size in points or pixels, and how to get its picture (JPEG or PNG), if any."""

    number: int
    width: float
    height: float
    picture: Callable[[], bytes] | None = None


class Spot(NamedTuple):
    """Where a stretch of text stands: its first page and, where known, the box round its part on that page."""

    page: int
    box: Box | None


@dataclass(frozen=True, kw_only=True)
class Paper:
    """The pages of a document and the runs of its text, in the order of the text, without overlap."""

    pages: tuple[Page, ...]
    runs: tuple[Run, ...]
    scanned: bool = False

    @cached_property
    def _starts(self) -> list[int]:
        return [run.start for run in self.runs]

    def runs_of(self, start: int, end: int) -> Iterator[Run]:
        """Yield the runs that share a character with the text from `start` to `end`."""
        for index in range(max(0, bisect_right(self._starts, start) - 1), len(self.runs)):
            run = self.runs[index]
            if run.start >= end:
                return
            if run.end > start:
                yield run

    def spot(self, start: int, end: int) -> Spot | None:
        """Return the page and box of the text from `start` to `end`, or None where it stands on no page."""
        runs = list(self.runs_of(start, end))
        if not runs:
            return None
        page = runs[0].page
        return Spot(page, _round(box for run in runs if run.page == page and (box := run.of(start, end))))

    def boxes(self, start: int, end: int) -> Iterator[Spot]:
        """Yield a box for each line of the text from `start` to `end`: what one draws on the page's picture."""
        for run in self.runs_of(start, end):
            if (box := run.of(start, end)) is not None:
                yield Spot(run.page, box)

    def sure(self, start: int, end: int) -> float:
        """Return how certain the recognition of the text from `start` to `end` is: that of its worst line."""
        return min((run.sure for run in self.runs_of(start, end)), default=1.0)


def _round(boxes: Iterable[Box]) -> Box | None:
    """Return the smallest box round all `boxes`."""
    listed = list(boxes)
    if not listed:
        return None
    return Box(
        min(box.left for box in listed),
        min(box.top for box in listed),
        max(box.right for box in listed),
        max(box.bottom for box in listed),
    )
