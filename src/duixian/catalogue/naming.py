"""When two ways of writing a subject are the same name: what is dropped, what expands, what is done to a thing.

Start at `keys_of`: the keys under which a subject is looked up, the surest first. Words: trims.csv, acts.csv.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from duixian.catalogue.tables import rows

# What never tells two names apart: spaces, punctuation, and the little words of 建议和提案, 农民的收入.
_DROPPED = dict.fromkeys(map(ord, " \t\r\n\u3000“”\"‘’'、，,：:；;。()（）[]【】《》〈〉·的和及与"))
_WIDE = {wide: wide - 0xFEE0 for wide in range(0xFF01, 0xFF5F) if chr(wide) not in "，：；（）［］"}
_SMALL = str.maketrans("₀₁₂₃₄₅₆₇₈₉²³Ⅰ", "012345678923I")
_PLAIN = {**_WIDE, **_SMALL, **_DROPPED, ord("Ⅱ"): "II", ord("Ⅲ"): "III", ord("Ⅳ"): "IV", ord("Ⅴ"): "V"}
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _PLAIN)))}]")
_CHOICE = re.compile(r"\{([^{}]*)\}")


class Words(NamedTuple):
    """A set of words to cut from the ends of a name, with their lengths (the longest first) and outer characters."""

    known: frozenset[str]
    sizes: tuple[int, ...]
    firsts: frozenset[str]
    lasts: frozenset[str]

    @classmethod
    def of(cls, words: Iterable[str]) -> Words:
        """Return the set of the words as they stand in a normal name."""
        known = frozenset(normal(word) for word in words)
        sizes = tuple(sorted({len(word) for word in known}, reverse=True))
        return cls(known, sizes, frozenset(word[0] for word in known), frozenset(word[-1] for word in known))

    def cut_head(self, name: str) -> str:
        """Return `name` without the words it begins with; a name made of nothing else keeps the last."""
        while name[:1] in self.firsts:
            size = next((size for size in self.sizes if name[:size] in self.known), 0)
            if size in (0, len(name)):
                break
            name = name[size:]
        return name

    def cut_tail(self, name: str) -> str:
        """Return `name` without the words it ends with; a name made of nothing else keeps the first."""
        while name[-1:] in self.lasts:
            size = next((size for size in self.sizes if name[-size:] in self.known), 0)
            if size in (0, len(name)):
                break
            name = name[:-size]
        return name


def normal(name: str) -> str:
    """Return `name` as names are compared: half-width, without punctuation and little words, Latin letters large."""
    return (name.translate(_PLAIN) if _ODD.search(name) else name).upper()


def expand(pattern: str) -> Iterable[str]:
    """Return what `pattern` stands for: 改造{城镇|}老旧小区 is 改造城镇老旧小区 and 改造老旧小区."""
    if "{" not in pattern:
        return (pattern,)
    parts = _CHOICE.split(pattern)  # text, choices, text, choices, ..., text
    choices = [part.split("|") if place % 2 else [part] for place, part in enumerate(parts)]
    return map("".join, product(*choices))


def keys_of(subject: str) -> Iterator[str]:
    """Yield the keys under which `subject` is looked up, the surest first: whole, trimmed, an act on a thing."""
    name = normal(subject)
    yield name
    heads, tails = _trims()
    headless = heads.cut_head(name)
    if headless != name:
        yield headless
    bare = tails.cut_tail(headless)
    if bare != headless:
        yield bare
    yield from _things(headless)
    if bare != headless:
        yield from _things(bare)


def _things(name: str) -> Iterator[str]:
    """Yield mark and thing for each kind of act at an end of `name`: 新建农村公路 gives +农村公路."""
    for mark, words in _acts():
        headless = words.cut_head(name)
        if headless != name:
            yield mark + headless
        tailless = words.cut_tail(name)
        if tailless != name:
            yield mark + tailless
            if headless != name:
                yield mark + words.cut_tail(headless)


@cache
def _trims() -> tuple[Words, Words]:
    words: dict[str, list[str]] = {"head": [], "tail": []}
    for row in rows("trims.csv"):
        words[row["end"]] += row["words"].split()
    return Words.of(words["head"]), Words.of(words["tail"])


@cache
def _acts() -> tuple[tuple[str, Words], ...]:
    return tuple((row["mark"], Words.of(row["words"].split())) for row in rows("acts.csv"))
