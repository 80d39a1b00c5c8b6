"""Columns of lines to running text: which line goes on with the one before, which begins a paragraph, which stands apart.

`written` puts the text of the lines together so that each paragraph is one line of text; it knows boxes and texts only.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import NamedTuple

from duixian.reader.formats.columns import Line

# In heights of a line, which are about 1.3 of its characters.
INDENT = 0.8
# Marks may not begin a line, so that one may end two characters early.
FULL = 1.7
# Lines of one paragraph stand closer than this, and are of one size.
CLOSE = 1.1
ALIKE = 1.25
# The lines that it takes to say where a column's margins are.
FEW = 3


class Edges(NamedTuple):
    """The margins of a column, None where its lines are too few to tell."""

    left: float
    right: float


class Piece(NamedTuple):
    """A line in the text: its place in the caller's list, and from where to where it stands."""

    number: int
    start: int
    end: int


def written(columns: Sequence[Sequence[Line]], texts: Sequence[str]) -> tuple[str, list[Piece]]:
    """Return the text of the lines in order, a paragraph a line, and where each line stands in it."""
    parts: list[str] = []
    pieces: list[Piece] = []
    size, last, last_edges = 0, None, None
    for column in columns:
        edges = _edges(column)
        for line in column:
            words = texts[line.number]
            glue = _glue(last, line, last_edges, edges) if last else ""
            if not glue and pieces and _is_latin(texts[pieces[-1].number][-1:]) and _is_latin(words[:1]):
                glue = " "
            parts += [glue, words]
            pieces.append(Piece(line.number, size + len(glue), size + len(glue) + len(words)))
            size += len(glue) + len(words)
            last, last_edges = line, edges
    return "".join(parts), pieces


def _is_latin(char: str) -> bool:
    return char.isascii() and char.isalpha()


def _edges(column: Sequence[Line]) -> Edges | None:
    """Return the margins of a column: those of the lines of its usual size."""
    usual = median(line.size for line in column)
    body = [line for line in column if _alike(line.size, usual)]
    if len(body) < FEW:
        return None
    lefts, rights = sorted(line.box.left for line in body), sorted(line.box.right for line in body)
    # One line in ten may stick out.
    few = len(body) // 10
    return Edges(lefts[few], rights[-1 - few])


def _alike(one: float, other: float) -> bool:
    return max(one, other) < ALIKE * min(one, other)


def _glue(last: Line, line: Line, last_edges: Edges | None, edges: Edges | None) -> str:
    """Return what stands between two lines: nothing, a space in a row, the end of a paragraph, or a blank line."""
    if not _alike(last.size, line.size):
        return "\n\n"
    below = line.box.top - last.box.bottom
    if last_edges is edges and below < -0.5 * line.height and line.box.left > last.box.right:
        return " "
    if last_edges is None or edges is None:
        return "\n\n" if last_edges is not edges else "\n"
    beside = last_edges is not edges
    if beside and line.box.left < last.box.right:
        return "\n\n"
    if not beside and below > CLOSE * line.height:
        return "\n\n"
    full = last.box.right > last_edges.right - FULL * last.size
    flush = line.box.left < edges.left + INDENT * line.size
    return "" if full and flush else "\n"
