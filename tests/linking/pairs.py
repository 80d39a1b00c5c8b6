"""Pairs of made-up reports annotated by hand: each link and each silence with its place. Start at `score`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from duixian import read_text
from duixian.linking import Comparison, Link, compare
from duixian.statement import Span, Statement

FOLDER = Path(__file__).parent / "pairs"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.toml")))


class Wanted(NamedTuple):
    """A link that a person saw: where it stands in both reports, whether the promise was kept, how it is written."""

    earlier: Span
    later: Span
    met: str
    words: str


@dataclass(frozen=True)
class Score:
    """How the linker does on a pair."""

    missed: list[str]
    spurious: list[str]
    misjudged: list[str]
    unheard: list[str]
    wanted: int
    right: int

    @property
    def f1(self) -> float:
        """F1 of all links."""
        return 2 * self.right / (2 * self.right + len(self.missed) + len(self.spurious))

    @property
    def met(self) -> float:
        """The share of right links with the right verdict."""
        return 1 - len(self.misjudged) / max(1, self.right)


def marked(text: str, words: str) -> Span:
    """Return the place of what is in 【】 within words that stand once in a text."""
    before, rest = words.split("【")
    inner, after = rest.split("】")
    plain = before + inner + after
    if text.count(plain) != 1:
        raise ValueError(f"{plain!r} stands {text.count(plain)} times")
    start = text.index(plain) + len(before)
    return Span(start, start + len(inner))


def texts(name: str) -> list[str]:
    """Return the reports of a pair in the order of their years."""
    return [path.read_text(encoding="utf-8") for path in sorted(FOLDER.glob(f"{name}_*.txt"))]


def compared(name: str) -> Comparison:
    """Return what the linker says of a pair."""
    return compare([read_text(text, name=str(at)) for at, text in enumerate(texts(name))])


def touches(span: Span, statement: Statement) -> bool:
    """Answer whether a statement stands where a place is."""
    return span.start < statement.end and statement.start < span.end


def is_between(link: Link, want: Wanted) -> bool:
    """Answer whether a link has the ends of a wanted one."""
    return touches(want.earlier, link.earlier.statement) and touches(want.later, link.later.statement)


def width(link: Link) -> int:
    """Return how many letters the ends of a link take: of two that fit, the narrower is meant."""
    return sum(end.statement.end - end.statement.start for end in (link.earlier, link.later))


def score(name: str) -> Score:
    """Return how the linker does, counted as the shared scorer counts it."""
    first, second = texts(name)
    table = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    wanted = [
        Wanted(marked(first, row["from"]), marked(second, row["to"]), row["met"], f"{row['from']} → {row['to']}")
        for row in table["link"]
    ]
    found = compared(name)
    left = list(found.links)
    missed, misjudged = [], []
    for want in wanted:
        link = min((one for one in left if is_between(one, want)), key=width, default=None)
        if link is None:
            missed.append(want.words)
            continue
        left.remove(link)
        if link.met != want.met:
            misjudged.append(f"{want.words}: {link.met}, {link.why}")
    silent = [each.end.statement for each in found.quiet]
    asked = [row["from"] for row in table["quiet"]]
    return Score(
        missed=missed,
        spurious=[f"{one.earlier.statement.text} → {one.later.statement.text}: {one.met} {one.why}" for one in left],
        misjudged=misjudged,
        unheard=[words for words in asked if not any(touches(marked(first, words), each) for each in silent)],
        wanted=len(wanted),
        right=len(wanted) - len(missed),
    )
