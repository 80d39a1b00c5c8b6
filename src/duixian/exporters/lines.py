"""Lines for a terminal: parts with a style, columns whose widths are counted in display cells."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

GAP = 2


class Part(NamedTuple):
    """Some text in one style of Rich; the empty style is the terminal's own."""

    text: str
    style: str = ""


Line = list[Part]


class Column(NamedTuple):
    """A column: its head, and whether it is set to the right."""

    head: str
    right: bool = False


def laid(cells: Mapping[Column, Part], widths: Mapping[Column, int]) -> Line:
    """Return a row of a table: each cell in the width of its column."""
    line: Line = []
    for column, width in widths.items():
        text, style = cells[column]
        text = fit(text, width)
        blank = " " * (width - cell_len(text))
        gap = " " * GAP if line else ""
        line += [Part(gap + blank), Part(text, style)] if column.right else [Part(gap), Part(text, style), Part(blank)]
    return line


def rule(widths: Mapping[Column, int]) -> Line:
    """Return the rule above and below a table of these widths."""
    return [Part("─" * (sum(widths.values()) + GAP * (len(widths) - 1)), "dim")]


def fit(text: str, width: int) -> str:
    """Return `text` in at most `width` cells, with … where it was longer."""
    return text if cell_len(text) <= width else set_cell_size(text, width - 1).rstrip() + "…"
