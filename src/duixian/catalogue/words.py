"""The words that decide how a clause is read, from `data/words.toml`, as sets for look-ups and patterns for scans."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib import resources

from duixian.catalogue.indicators import indicators


@cache
def _tables() -> dict[str, str]:
    path = resources.files("duixian.catalogue") / "data" / "words.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


@cache
def words(role: str) -> frozenset[str]:
    """Return the words that play `role` (deed, reach, rise, fall, adverb, state, ...)."""
    if role == "predicate":
        return words("reach") | words("rise") | words("fall") | words("between")
    return frozenset(_tables()[role].split())


def any_of(listed: Iterable[str]) -> str:
    """Return a pattern that matches the longest of the listed words, shaped as a tree by first character."""
    tree: dict[str, list[str]] = {}
    for word in set(listed):
        tree.setdefault(word[0], []).append(word[1:])
    branches = []
    for first in sorted(tree):
        rests = [rest for rest in tree[first] if rest]
        tail = f"(?:{any_of(rests)})" if rests else ""
        branches.append(re.escape(first) + tail + ("?" if rests and "" in tree[first] else ""))
    return "|".join(branches)


def head(text: str, role: str) -> str:
    """Return the longest word of `role` that `text` begins with, or nothing."""
    known = words(role)
    for size in _sizes_by(role, 0).get(text[:1], ()):
        if text[:size] in known:
            return text[:size]
    return ""


def tail(text: str, role: str) -> str:
    """Return the longest word of `role` that `text` ends with, or nothing."""
    known = words(role)
    for size in _sizes_by(role, -1).get(text[-1:], ()):
        if text[-size:] in known:
            return text[-size:]
    return ""


@cache
def _sizes_by(role: str, at: int) -> dict[str, tuple[int, ...]]:
    """Return the lengths of the words of `role`, longest first, by their first (0) or last (-1) character."""
    found: dict[str, set[int]] = {}
    for word in words(role):
        found.setdefault(word[at], set()).add(len(word))
    return {char: tuple(sorted(lengths, reverse=True)) for char, lengths in found.items()}


@cache
def indicator_names() -> tuple[str, ...]:
    """Return the titles of the indicators and their plain aliases, as reports write them."""
    plain = (
        pattern
        for indicator in indicators().values()
        for pattern in indicator.patterns
        if pattern.isalnum() and len(pattern) > 2
    )
    return (*(indicator.title for indicator in indicators().values()), *plain)


@cache
def lexicon_pairs() -> frozenset[str]:
    """Return the pairs of characters that stand side by side inside indicators' names and the words of clauses."""
    listed = [*indicator_names(), *words("deed"), *words("stage"), *words("attribute")]
    return frozenset(name[at : at + 2] for name in listed for at in range(len(name) - 1))
