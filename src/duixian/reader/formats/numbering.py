"""The numbers that Word draws before paragraphs and that stand nowhere in their text: 一、 （一） 1."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HAN = "零一二三四五六七八九"
_PLACE = re.compile(r"%(\d)")
_LETTERS = 26


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list is numbered: from which number, in which signs, in which words."""

    start: int
    form: str
    words: str


@dataclass
class Numbering:
    """The lists of a document, and how far each has been counted."""

    levels: dict[str, dict[int, Level]]
    styles: dict[str, tuple[str, int]]
    counts: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0] * 10))

    @classmethod
    def of(cls, document: Any) -> Numbering:
        """Return the lists of a Word document; none where it has none."""
        part = next(
            (rel.target_part for rel in document.part.rels.values() if rel.reltype.endswith("/numbering")), None
        )
        levels = _lists(part.element) if part is not None else {}
        styles = {
            style.style_id: _numbered(style.element)
            for style in document.styles
            if _numbered(style.element) is not None
        }
        return cls(levels, {name: found for name, found in styles.items() if found is not None})

    def label(self, paragraph: Any) -> str:
        """Return the number that stands before a paragraph, and count it; nothing where it has none."""
        found = _numbered(paragraph) or self.styles.get(_style(paragraph))
        if found is None or found[0] not in self.levels:
            return ""
        number, depth = found
        levels, counts = self.levels[number], self.counts[number]
        level = levels.get(depth)
        if level is None:
            return ""
        counts[depth] = (counts[depth] or level.start - 1) + 1
        counts[depth + 1 :] = [0] * (len(counts) - depth - 1)
        return (
            ""
            if level.form in ("bullet", "none")
            else _PLACE.sub(lambda at: self._shown(at, levels, counts), level.words)
        )

    @staticmethod
    def _shown(at: re.Match[str], levels: dict[int, Level], counts: list[int]) -> str:
        depth = int(at[1]) - 1
        level = levels.get(depth)
        return written(counts[depth] or (level.start if level else 1), level.form if level else "decimal")


def _lists(element: Any) -> dict[str, dict[int, Level]]:
    abstract = {each.get(f"{W}abstractNumId"): _levels(each) for each in element.iterchildren(f"{W}abstractNum")}
    lists = {}
    for each in element.iterchildren(f"{W}num"):
        of = each.find(f"{W}abstractNumId")
        lists[each.get(f"{W}numId")] = abstract.get(of.get(f"{W}val"), {}) if of is not None else {}
    return lists


def _levels(element: Any) -> dict[int, Level]:
    return {
        int(level.get(f"{W}ilvl")): Level(
            int(_value(level, "start") or 1), _value(level, "numFmt") or "decimal", _value(level, "lvlText") or ""
        )
        for level in element.iterchildren(f"{W}lvl")
    }


def _value(element: Any, tag: str) -> str:
    found = element.find(f"{W}{tag}")
    return "" if found is None else found.get(f"{W}val") or ""


def _numbered(element: Any) -> tuple[str, int] | None:
    """Return the list and level that a paragraph or a style names, or None."""
    properties = element.find(f"{W}pPr/{W}numPr")
    if properties is None:
        return None
    number = _value(properties, "numId")
    return (number, int(_value(properties, "ilvl") or 0)) if number not in ("", "0") else None


def _style(paragraph: Any) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return "" if found is None else found.get(f"{W}val") or ""


def written(number: int, form: str) -> str:
    """Return a number in the signs of a list: Chinese, letters, Roman, circled, else Arabic."""
    if form.startswith(("chinese", "japaneseCounting", "ideographDigital", "taiwanese")):
        return in_han(number)
    if form in ("upperLetter", "lowerLetter"):
        letter = chr(ord("A") + (number - 1) % _LETTERS)
        return letter if form == "upperLetter" else letter.lower()
    if form in ("upperRoman", "lowerRoman"):
        roman = _roman(number)
        return roman if form == "upperRoman" else roman.lower()
    if form.startswith("decimalEnclosedCircle") and 1 <= number <= 20:
        return chr(0x2460 + number - 1)
    return str(number)


def in_han(number: int) -> str:
    """Return a number below a hundred in Chinese: 十二, 二十三."""
    if number >= 100:
        return str(number)
    tens, ones = divmod(number, 10)
    head = ("" if tens == 1 else _HAN[tens]) + "十" if tens else ""
    return head + (_HAN[ones] if ones or not tens else "")


def _roman(number: int) -> str:
    signs = (
        (1000, "M"),
        (900, "CM"),
        (500, "D"),
        (400, "CD"),
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    )
    shown = ""
    for value, sign in signs:
        shown += sign * (number // value)
        number %= value
    return shown
