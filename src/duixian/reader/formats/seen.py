"""Lines as they were recognised; `parted` cuts those that the engine took for one across a gutter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from duixian.paper import Box

# In heights of a line: how wide a gap may be a gutter, how far up and down lines are asked, how far a column may be off.
GAP, NEAR, OFF = 0.5, 12.0, 3.0
# Lines of one text are about as high; as many of them must end before a gutter and begin behind it, for each that
# crosses it as a headline does.
LIKE, WITNESSES = 1.35, 2
# Characters that say how wide a line is set.
FEW = 4


class Seen(NamedTuple):
    """A line as it was recognised: its text, its box, the shares at which its characters have their middles, how sure it is."""

    text: str
    box: Box
    middles: tuple[float, ...] | None
    sure: float

    @property
    def edges(self) -> tuple[float, ...] | None:
        """The shares of the box at which characters end."""
        if self.middles is None:
            return None
        return (*((one + other) / 2 for one, other in pairwise(self.middles)), 1.0)

    @property
    def size(self) -> float:
        """How high its characters are."""
        return min(self.box.right - self.box.left, self.box.bottom - self.box.top)


class Gap(NamedTuple):
    """White between two characters of a line: which is the second, and from where to where."""

    first: int
    left: float
    right: float


def parted(lines: Sequence[Seen]) -> list[Seen]:
    """Return the lines, each without the white at its ends, cut where it runs across a gutter between its neighbours."""
    lines = [_trimmed(line) for line in lines]
    gaps = {index: list(_gaps(line)) for index, line in enumerate(lines)}
    found: list[Seen] = []
    for index, line in enumerate(lines):
        cuts = [gap for gap in gaps[index] if _is_gutter(gap, index, lines, gaps)]
        found += _cut(line, cuts) if cuts else [line]
    return found


def _trimmed(line: Seen) -> Seen:
    """Return the line with its box ending where its characters do: some reach into the next column."""
    if line.middles is None or len(line.middles) < FEW:
        return line
    length, half = line.box.right - line.box.left, _half(line)
    left, right = line.box.left + line.middles[0] * length - half, line.box.left + line.middles[-1] * length + half
    left = left if left - line.box.left > line.size else line.box.left
    right = right if line.box.right - right > line.size else line.box.right
    return _part(line, 0, len(line.text), left, right)


def _half(line: Seen) -> float:
    """Return half the distance of two characters."""
    return median(other - one for one, other in pairwise(line.middles or ())) * (line.box.right - line.box.left) / 2


def _gaps(line: Seen) -> Iterator[Gap]:
    """Yield where the characters of a line stand wider apart than they do elsewhere in it."""
    if line.middles is None or len(line.middles) < FEW:
        return
    length, half = line.box.right - line.box.left, _half(line)
    for index, (one, other) in enumerate(pairwise(line.middles)):
        left, right = line.box.left + one * length + half, line.box.left + other * length - half
        if right - left > GAP * line.size:
            yield Gap(index + 1, left, right)


def _is_gutter(gap: Gap, index: int, lines: Sequence[Seen], gaps: dict[int, list[Gap]]) -> bool:
    """Whether lines above and below end before the gap and begin behind it, and far fewer of their kind cross it."""
    line = lines[index]
    middle, before, behind, across = (gap.left + gap.right) / 2, 0, 0, 0
    for number, other in enumerate(lines):
        if number == index or not _is_near(line, other):
            continue
        if other.box.left < middle < other.box.right:
            across += not any(each.left < middle < each.right for each in gaps[number])
        elif gap.left - OFF * line.size < other.box.right <= middle:
            before += 1
        elif middle <= other.box.left < gap.right + OFF * line.size:
            behind += 1
    return min(before, behind) >= WITNESSES * (1 + across)


def _is_near(line: Seen, other: Seen) -> bool:
    alike = max(line.size, other.size) < LIKE * min(line.size, other.size)
    return alike and abs(other.box.top - line.box.top) < NEAR * line.size


def _cut(line: Seen, cuts: Sequence[Gap]) -> Iterator[Seen]:
    """Yield the parts of a line between the cuts."""
    lefts = (line.box.left, *(gap.right for gap in cuts))
    rights = (*(gap.left for gap in cuts), line.box.right)
    bounds = (0, *(gap.first for gap in cuts), len(line.text))
    for (first, last), left, right in zip(pairwise(bounds), lefts, rights, strict=True):
        yield _part(line, first, last, left, right)


def _part(line: Seen, first: int, last: int, left: float, right: float) -> Seen:
    while last - first > 1 and line.text[first].isspace():
        first += 1
    while last - first > 1 and line.text[last - 1].isspace():
        last -= 1
    length = line.box.right - line.box.left
    middles = (line.box.left + middle * length for middle in (line.middles or ())[first:last])
    shares = tuple(min(1.0, max(0.0, (middle - left) / (right - left))) for middle in middles)
    return Seen(line.text[first:last], line.box._replace(left=left, right=right), shares, line.sure)
