"""Pages that were read, bound to one text: each knows where its lines stand on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from duixian.paper import Page, Paper, Run
from duixian.reader.formats.source import Source


class Leaf(NamedTuple):
    """A page that was read: its text, its runs in that text, the page itself, and how many lines were left out.

    `seen` says that it was recognised from how it looks.
    """

    text: str
    runs: tuple[Run, ...]
    page: Page
    unsure: int
    seen: bool = False


def bound(leaves: Sequence[Leaf], kind: str, name: str) -> Source:
    """Return the pages as one text with its paper; a sentence may go on on the next page, so no blank line is between."""
    parts: list[str] = []
    runs: list[Run] = []
    size = 0
    for leaf in leaves:
        if parts and leaf.text:
            parts.append("\n")
            size += 1
        runs += [run._replace(start=run.start + size, end=run.end + size) for run in leaf.runs]
        parts.append(leaf.text)
        size += len(leaf.text)
    seen = [leaf for leaf in leaves if leaf.seen]
    paper = Paper(pages=tuple(leaf.page for leaf in leaves), runs=tuple(runs), scanned=len(seen) * 2 > len(leaves))
    return Source("".join(parts) + "\n", kind, name, paper=paper, notes=tuple(_notes(leaves, seen)))


def _notes(leaves: Sequence[Leaf], seen: Sequence[Leaf]) -> list[str]:
    """Return what a reader of the result should know."""
    notes = []
    if seen:
        which = "" if len(seen) == len(leaves) else f"第 {'、'.join(str(leaf.page.number) for leaf in seen[:8])} 页的"
        notes.append(f"{which}文字是从图片上识别的，可能有认错的字，请对照原图。")
    if unsure := sum(leaf.unsure for leaf in leaves):
        notes.append(f"有 {unsure} 行看不清，没有读。")
    return notes
