"""A draft is text whose every number is a reference: `{117 佐证}`, `{城乡建设 已兑现}`, `{重点项目 项目数}`, `{截至}`.

`paragraphs` takes a draft apart, `strays` finds the numbers that are no reference. Pure: nothing is looked up here.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from duixian.reading import read_text

_REFERENCE = re.compile(r"\{([^{}\n]+)\}")
_DIGITS = re.compile(r"[0-9０-９]+")
_HEADING = "## "
# What one may say of a commitment, and of a group of them.
OF_ONE = ("事项", "目标", "申报", "佐证", "期限", "原期限", "判定", "缺什么", "单位", "差额")
OF_MANY = ("承诺", "已兑现", "按期", "有风险", "逾期", "未兑现", "无法判定", "已撤销")
ALL = "全部"
AS_OF = "截至"


@dataclass(frozen=True, slots=True)
class Reference:
    """A number or name that is looked up: what it is of (a commitment's key, a theme, 全部), and which of its facts."""

    of: str
    fact: str = ""

    def __str__(self) -> str:
        """Return it as it is written in a draft."""
        return f"{{{self.of} {self.fact}}}" if self.fact else f"{{{self.of}}}"

    @property
    def commitment(self) -> int | None:
        """The key of the commitment that it is of, or None."""
        return int(self.of) if self.of.isdecimal() else None


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a heading: stretches of text and references in their order."""

    parts: tuple[str | Reference, ...]
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Stray:
    """A number in a draft that is no reference: in which paragraph (from 1), and what stands there."""

    paragraph: int
    words: str
    around: str


def paragraphs(draft: str) -> list[Paragraph]:
    """Return the paragraphs of a draft; one that begins with `## ` is a heading."""
    return [_paragraph(line.strip()) for line in draft.splitlines() if line.strip()]


def _paragraph(line: str) -> Paragraph:
    is_heading = line.startswith(_HEADING)
    return Paragraph(tuple(_parts(line.removeprefix(_HEADING))), is_heading)


def _parts(line: str) -> Iterator[str | Reference]:
    last = 0
    for found in _REFERENCE.finditer(line):
        if found.start() > last:
            yield line[last : found.start()]
        of, _, fact = found[1].strip().partition(" ")
        yield Reference(of, fact.strip())
        last = found.end()
    if last < len(line):
        yield line[last:]


def references(draft: str) -> list[Reference]:
    """Return the references of a draft, each once, in their order."""
    found = (part for each in paragraphs(draft) for part in each.parts if isinstance(part, Reference))
    return list(dict.fromkeys(found))


def strays(draft: str) -> list[Stray]:
    """Return the numbers of a draft that are no reference: digits, and what the reader takes for a figure or a date."""
    return [stray for number, each in enumerate(paragraphs(draft), 1) for stray in _strays(number, each)]


def plain_text(paragraph: Paragraph) -> str:
    """Return what a paragraph says of its own; a reference is 某, so that the words around it are not read together."""
    return "".join(part if isinstance(part, str) else "某" for part in paragraph.parts)


def _strays(number: int, paragraph: Paragraph) -> Iterator[Stray]:
    text = plain_text(paragraph)
    spans = {(found.start(), found.end()) for found in _DIGITS.finditer(text)}
    read = read_text(text).statements
    spans |= {(each.start, each.end) for each in read if each.kind in ("figure", "milestone")}
    last = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if start >= last:
            yield Stray(number, text[start:end], text[max(0, start - 8) : end + 8])
            last = end
