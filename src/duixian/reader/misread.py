"""Misread characters: mended in the text to read from where the lexicon and the words round them leave no doubt.

The report keeps its characters; `repairs` say what was read and what it was taken for.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib import resources

from ahocorasick_rs import AhoCorasick

from duixian.catalogue import places_named
from duixian.catalogue.words import indicator_names, words
from duixian.reader.clean import Clean
from duixian.reader.draft import Draft
from duixian.statement import Repair

_LETTER = re.compile(r"(?<=\d)[OolI](?=[\d.]*(?:[一-龥]|%|$))")
_NEVER = frozenset("城各全我本该外两在对到的和与邻兄跨我其省市县区")


def mend_characters(draft: Draft) -> None:
    """Mend the characters that a scan took for others."""
    _mend_letters(draft.text, draft.clean)
    _mend_words(draft.text, draft.clean)


def mend_county(draft: Draft) -> None:
    """Read the county's own name with one strange character as what it is (或乡县 is 武乡县)."""
    _mend_place(draft.text, draft.clean, draft.about.place)


def _mend_letters(text: str, clean: Clean) -> None:
    """Read letters inside numbers as the digits they look like (1O座)."""
    digits = _looks()[1]
    _replace(text, clean, [(match.start(), digits[match.group()]) for match in _LETTER.finditer(clean.text)])


def _mend_words(text: str, clean: Clean) -> None:
    """Read characters as the ones they look like where only those make a known word (消费晶零售 is 消费品零售)."""
    known, (scan, wanted) = _trigrams(), _misread_trigrams()
    found: dict[int, str] = {}
    body = clean.text
    for pattern, start, _ in scan.find_matches_as_indexes(body, overlapping=True):
        place, meant = wanted[pattern]
        at = start + place
        around, here = body[max(0, at - 2) : at + 3], at - max(0, at - 2)
        mended = around[:here] + meant + around[here + 1 :]
        if not any(gram in known for gram in _grams(around)) and sum(gram in known for gram in _grams(mended)) >= 2:
            found[at] = meant
    _replace(text, clean, sorted(found.items()))


def _mend_place(text: str, clean: Clean, place: str | None) -> None:
    if place is None or len(place) < 3 or clean.text.count(place) < 2:
        return
    stem, kind = place[:-1], place[-1]
    forms = "|".join(f"{stem[:at]}[一-龥]{stem[at + 1 :]}" for at in range(len(stem)))
    found = []
    matches = list(re.finditer(f"(?:{forms}){kind}", clean.text))
    times = Counter(match.group() for match in matches)
    for match in matches:
        name = match.group()
        at = next((i for i in range(len(name)) if name[i] != place[i]), -1)
        if at >= 0 and name[at] not in _NEVER and not places_named(name) and times[name] <= 2:
            found.append((match.start() + at, place[at]))
    _replace(text, clean, found)


def _replace(text: str, clean: Clean, found: list[tuple[int, str]]) -> None:
    if not found:
        return
    chars = list(clean.text)
    for at, meant in found:
        origin = clean.origin(at)
        clean.repairs.append((at, Repair(origin, origin + 1, "misread", text[origin], meant)))
        chars[at] = meant
    clean.text = "".join(chars)


def _grams(around: str) -> list[str]:
    return [around[at : at + 3] for at in range(len(around) - 2)]


@cache
def _looks() -> tuple[dict[str, str], dict[str, str]]:
    path = resources.files("duixian.catalogue") / "data" / "misread.toml"
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    looks: dict[str, str] = {}
    for read, meant in tables["looks"].split():
        looks[read] = looks.get(read, "") + meant
    return looks, tables["digits"]


@cache
def _misread_trigrams() -> tuple[AhoCorasick, list[tuple[int, str]]]:
    """Return a scan for known trigrams with one character misread, and for each where that stands and what is meant."""
    reads: dict[str, str] = {}
    for read, meanings in _looks()[0].items():
        for meant in meanings:
            reads[meant] = reads.get(meant, "") + read
    known = _trigrams()
    misread = {
        gram[:at] + read + gram[at + 1 :]: (at, gram[at])
        for gram in known
        for at in range(3)
        for read in reads.get(gram[at], "")
    }
    listed = {gram: where for gram, where in misread.items() if gram not in known}
    return AhoCorasick(list(listed)), list(listed.values())


@cache
def _trigrams() -> frozenset[str]:
    """Return the runs of three characters in the names of indicators and in the words of clauses."""
    listed = [*indicator_names(), *words("deed"), *words("state"), *words("stage"), *words("undertake")]
    return frozenset(name[at : at + 3] for name in listed for at in range(len(name) - 2))
