"""Lines of a page to reading order: `in_reading_order` knows boxes only, no text and no file.

A page is cut where the eye cuts it: at a gutter with two columns of lines beside each other, after setting aside the lines
that run across it (a headline over all columns, a full-width lead), which cut the page into what is above and what is below
them. Each part is cut again in the same way; what cannot be cut is read row by row. Boxes are in any unit that is the
same both ways, counted from the upper left corner.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from duixian.paper import Box

# In heights of a usual line of the page, which are about 1.3 of its characters.
GUTTER = 0.4
RAGGED = 0.25
NARROW = 2.6
STEP = 0.2
# A line so much higher than wide runs down.
DOWN = 2.0
# A line so much bigger than the usual one is a headline, or what stands below a headline and belongs to it.
BIG, BIGGER = 1.5, 1.12
# How far a headline over several columns may be off their middle, as a share of their width, and how far from each other
# these may begin.
OFF, LEVEL_MIDDLE, LEVEL_LEFT = 0.16, 1.5, 0.7
# As many lines must stand beside each other, where nothing runs across the gutter and where something does.
BESIDE, BESIDE_ACROSS = 2, 3
# How far margins may lean (its tangent), in how many steps one tries, and how much straighter they must become.
SLANT, SLANTS, STRAIGHTER = 0.08, 10, 1.1
# Lines of a column of text are at least so long; cells of a table are shorter.
PROSE = 5.0


class Region(NamedTuple):
    """A part of a page that is of one kind: `text`, `title`, `table`, `figure_caption` …, and its box."""

    kind: str
    box: Box


class Line(NamedTuple):
    """A line of the page: its place in the caller's list, and its box; a table counts as one line with lines inside."""

    number: int
    box: Box
    inside: tuple[Line, ...] = ()

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.box.right - self.box.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.box.bottom - self.box.top

    @property
    def size(self) -> float:
        """How big its characters are, also where the line runs down."""
        return min(self.width, self.height)

    @property
    def runs_down(self) -> bool:
        """Whether it is set from top to bottom."""
        return self.height > DOWN * self.width

    @property
    def middle(self) -> float:
        """How far down it stands."""
        return (self.box.top + self.box.bottom) / 2


class Gutter(NamedTuple):
    """A way to cut lines apart: what is left of it, right of it and across it.

    `beside` counts the lines that stand beside each other, `clash` those with something across the gutter in their row.
    """

    left: list[Line]
    right: list[Line]
    across: list[Line]
    beside: int
    clash: int


def in_reading_order(
    boxes: Sequence[Box], regions: Sequence[Region] = (), *, leaning: bool = False
) -> list[list[Line]]:
    """Return the lines at `boxes` as columns in the order in which one reads them, each from top to bottom.

    Margins may lean where the page is photographed: `leaning` says that they are looked for.
    """
    if not boxes:
        return []
    lines = [Line(number, box) for number, box in enumerate(boxes)]
    # No line is smaller than a thousandth of the page: what has no size tells nothing about it.
    least = max(max(box.right for box in boxes) - min(box.left for box in boxes), 1.0) / 1000
    unit = max(median(line.size for line in lines), least)
    lines = _with_tables(lines, regions, unit)
    return [list(_opened(column)) for column in _columns(lines, unit, leaning)]


def _plumb(lines: list[Line], unit: float) -> list[Line]:
    """Return the lines with their margins straight down, as far as one slant does it: a photograph leans them."""
    best, reach = 0.0, SLANT
    while reach > SLANT / 100:
        slants = [best + reach * step / SLANTS for step in range(-SLANTS, SLANTS + 1)]
        best = max(slants, key=lambda slant: (_aligned(lines, unit, slant), -abs(slant)))
        reach /= SLANTS
    if _aligned(lines, unit, best) < STRAIGHTER * _aligned(lines, unit, 0):
        return lines
    return [_leant(line, best) for line in lines]


def _aligned(lines: list[Line], unit: float, slant: float) -> int:
    """Return how well the sides of lines stand above each other, once they are moved along a slant."""
    count: Counter[tuple[str, int]] = Counter()
    for line in lines:
        moved = slant * line.middle
        count["left", round((line.box.left + moved) / unit * 2)] += 1
        count["right", round((line.box.right + moved) / unit * 2)] += 1
    return sum(number * number for number in count.values())


def _leant(line: Line, slant: float) -> Line:
    moved = slant * line.middle
    box = line.box._replace(left=line.box.left + moved, right=line.box.right + moved)
    return line._replace(box=box, inside=tuple(_leant(each, slant) for each in line.inside))


def _with_tables(lines: list[Line], regions: Sequence[Region], unit: float) -> list[Line]:
    """Return the lines, those inside each table as one: a table is read row by row."""
    for region in regions:
        inside = tuple(line for line in lines if line.inside == () and _is_in(line.box, region.box))
        if region.kind == "table" and len(inside) > 1 and not _is_prose(inside, unit):
            taken = {line.number for line in inside}
            whole = Line(inside[0].number, region.box, inside)
            lines = [*(line for line in lines if line.inside or line.number not in taken), whole]
    return lines


def _is_prose(lines: Sequence[Line], unit: float) -> bool:
    """Whether most lines fill their column: columns of text that were taken for a table."""
    full = 0
    for column in _columns(list(lines), unit, leaning=True):
        widest = max(line.width for line in column)
        full += sum(line.width > 0.8 * widest for line in column) if widest > PROSE * unit else 0
    return 2 * full > len(lines)


def _is_in(box: Box, region: Box) -> bool:
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return region.left <= x <= region.right and region.top <= y <= region.bottom


def _opened(column: Iterable[Line]) -> Iterator[Line]:
    for line in column:
        yield from _by_rows(line.inside) if line.inside else (line,)


def _columns(lines: list[Line], unit: float, leaning: bool) -> Iterator[list[Line]]:
    """Yield the columns that the lines fall into."""
    if leaning:
        lines = _plumb(lines, unit)
    gutters = list(_gutters(lines, unit))
    clean = [gutter for gutter in gutters if gutter.clash * 5 <= gutter.beside]
    if clean:
        parts = _cut(min(clean, key=lambda gutter: (len(gutter.across), -gutter.beside)))
    else:
        # Something runs across beside other lines: two articles set in different columns, one above the other.
        parts = _halves(lines) if gutters else []
    if parts:
        for part in parts:
            yield from _columns(part, unit, leaning)
    else:
        yield _by_rows(lines)


def _by_rows(lines: Iterable[Line]) -> list[Line]:
    """Return lines from top to bottom, those of a row from left to right."""
    rows: list[list[Line]] = []
    # A heading that runs down the side is read before what it stands beside.
    for line in sorted(lines, key=lambda each: (not each.runs_down, each.box.top, each.box.left)):
        if rows and not rows[-1][-1].runs_down and _is_in_row(line, rows[-1]):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [line for row in rows for line in _along(row)]


def _along(row: list[Line]) -> Iterator[Line]:
    """Yield the lines of a row from left to right, those that stand one above the other from the top."""
    stacks: list[list[Line]] = []
    for line in sorted(row, key=lambda each: each.box.left):
        shared = min(line.box.right, stacks[-1][-1].box.right) - line.box.left if stacks else 0.0
        if stacks and shared > 0.5 * min(line.width, stacks[-1][-1].width):
            stacks[-1].append(line)
        else:
            stacks.append([line])
    for stack in stacks:
        yield from sorted(stack, key=lambda each: each.box.top)


def _is_in_row(line: Line, row: list[Line]) -> bool:
    """Whether a line stands beside the highest line of a row, as the date does beside a masthead."""
    highest = max(row, key=lambda each: each.height)
    shared = min(line.box.bottom, highest.box.bottom) - max(line.box.top, highest.box.top)
    return shared > 0.6 * min(line.height, highest.height)


def _gutters(lines: list[Line], unit: float) -> Iterator[Gutter]:
    """Yield the ways to cut the lines apart that have columns on both sides."""
    heads = _heads(lines, unit)
    tried = -1.0
    for edge in sorted(line.box.right for line in lines):
        if edge < tried + STEP * unit:
            continue
        tried = edge
        left = [line for line in lines if line.box.right <= edge + RAGGED * unit]
        right = [line for line in lines if line.box.left >= edge + GUTTER * unit]
        if left and right and (gutter := _gutter(lines, left, right, heads, unit)):
            yield gutter


def _gutter(lines: list[Line], left: list[Line], right: list[Line], heads: list[Line], unit: float) -> Gutter | None:
    """Return the cut between `left` and `right` with what runs across, or None where there are no columns."""
    near_left, near_right = _beside(left, right), _beside(right, left)
    beside = min(_rows(near_left, unit), _rows(near_right, unit))
    if beside < BESIDE and min(len(left), len(right)) >= BESIDE_ACROSS and _shared(left, right) > BESIDE_ACROSS * unit:
        # A photograph in one column leaves the lines of the other alone.
        beside = BESIDE
    if beside < BESIDE or any(_is_label(side, unit) for side in (near_left or left, near_right or right)):
        return None
    over = _over(heads, left, right, unit)
    left, right = ([line for line in side if line.number not in over] for side in (left, right))
    kept = {line.number for line in (*left, *right)}
    across = [line for line in lines if line.number not in kept]
    if (across and beside < BESIDE_ACROSS) or not left or not right:
        return None
    return Gutter(left, right, across, beside, len(_beside([*left, *right], across, 0.25)))


def _shared(left: list[Line], right: list[Line]) -> float:
    """Return how far two columns stand beside each other, whatever is white in them."""
    tops = [min(line.box.top for line in side) for side in (left, right)]
    bottoms = [max(line.box.bottom for line in side) for side in (left, right)]
    return min(bottoms) - max(tops)


def _rows(lines: list[Line], unit: float) -> int:
    """Return how many lines there are; a heading that runs down counts for the lines that it stands beside."""
    return sum(max(1, int(line.height / unit / 1.4)) for line in lines)


def _is_label(side: list[Line], unit: float) -> bool:
    """Whether a side is a column of numbers or labels, to be read with the rows beside them, and no vertical heading."""
    return all(line.width < NARROW * unit and not line.runs_down for line in side)


def _beside(lines: list[Line], others: list[Line], less: float = 0.05) -> list[Line]:
    """Return those of `lines` that have one of `others` in their row, each made `less` high above and below."""
    spans = _merged((line.box.top + less * line.height, line.box.bottom - less * line.height) for line in others)
    tops = [top for top, _ in spans]
    found = []
    for line in lines:
        index = bisect_left(tops, line.box.bottom - less * line.height) - 1
        if index >= 0 and spans[index][1] > line.box.top + less * line.height:
            found.append(line)
    return found


def _merged(spans: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for top, bottom in sorted(spans):
        if merged and top <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(bottom, merged[-1][1]))
        else:
            merged.append((top, bottom))
    return merged


def _heads(lines: list[Line], unit: float) -> list[Line]:
    """Return the headlines with nothing beside them, and the lines below that belong to them, from the lowest upwards."""
    heads: list[Line] = []
    for line in sorted(lines, key=lambda each: each.middle):
        below = bool(heads) and _is_subtitle(line, heads[-1], unit)
        if (below or line.size >= BIG * unit) and not _beside([line], _others(lines, line), 0.25):
            heads.append(line)
    return heads[::-1]


def _is_subtitle(line: Line, head: Line, unit: float) -> bool:
    """Whether a line belongs to the headline right above it: it is bigger than the text, or has the same middle."""
    off = abs(line.box.left + line.box.right - head.box.left - head.box.right) / 2
    near = line.box.left < head.box.right and head.box.left < line.box.right
    return near and line.box.top - head.box.bottom < unit and (line.size >= BIGGER * unit or off < 0.5 * unit)


def _others(lines: list[Line], line: Line) -> list[Line]:
    return [each for each in lines if each is not line]


def _over(heads: list[Line], left: list[Line], right: list[Line], unit: float) -> set[int]:
    """Return the headlines, also narrow ones, under which columns begin on both sides at about the same height.

    One in the middle of all columns may well be theirs; one at the left only where they begin on one line.
    """
    start, end = min(line.box.left for line in left), max(line.box.right for line in right)
    over: set[int] = set()
    for head in heads:
        before, behind = head.box.left - start, end - head.box.right
        near = LEVEL_MIDDLE if abs(before - behind) < OFF * (end - start) else LEVEL_LEFT if before < unit else 0.0
        below = (
            [line.box.top for line in side if line.number not in over and line.middle > head.box.bottom]
            for side in (left, right)
        )
        one, other = (min(tops, default=None) for tops in below)
        if one is not None and other is not None and abs(one - other) < near * unit:
            over.add(head.number)
    return over


def _cut(gutter: Gutter) -> list[list[Line]]:
    """Return the parts that a gutter cuts: between what runs across, the left column, then the right one."""
    parts: list[list[Line]] = []
    across = sorted(gutter.across, key=lambda line: line.middle)
    top = float("-inf")
    for line in [*across, None]:
        bottom = line.middle if line else float("inf")
        sides = [[each for each in side if top <= each.middle < bottom] for side in (gutter.left, gutter.right)]
        if any(sides):
            parts += [side for side in sides if side]
            parts.append([])
        elif not parts:
            parts.append([])
        if line:
            parts[-1].append(line)
        top = bottom
    return [part for part in parts if part]


def _halves(lines: list[Line]) -> list[list[Line]]:
    """Return the lines above and below the highest white band that crosses all of them; nothing where none does."""
    spans = _merged((line.box.top, line.box.bottom) for line in lines)
    bands = [(below[0] - above[1], below[0]) for above, below in pairwise(spans)]
    if not bands:
        return []
    _, cut = max(bands)
    return [[line for line in lines if line.box.top < cut], [line for line in lines if line.box.top >= cut]]
