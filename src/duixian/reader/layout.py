"""Headings, paragraphs and asides of the clean text, each with the headings above it."""

from __future__ import annotations

import re
from collections.abc import Container

from duixian.reader.draft import Block, Draft

_MARKS = (
    re.compile(r"#\s?"),
    re.compile(
        r"##+\s?|[一二三四五六七八九十]{1,3}[、.，\s]|第[一二三四五六七八九十]{1,3}[章部篇]|第[一二三四五六七八九十]{1,3}部分"
    ),
    re.compile(r"###+\s?|（[一二三四五六七八九十]{1,3}）|第[一二三四五六七八九十]{1,3}节"),
    re.compile(r"####+\s?|\d{1,2}[、.](?!\d)|（\d{1,2}）|[①-⑳⑴-⒇]|\d{1,2} ?(?=[一-龥]{4,24}$)"),
)
_ASIDE = re.compile(
    r"(?:策划|统筹|文字|图片|版式|编辑|责编|校对|摄影|记者|通讯员|本报记者|制图|美编|供稿|来源)\s*[:：/|·]"
)
_LONGEST_HEADING = 42
_INLINE = re.compile(r"[^，。；：]{4,24}。")


def lay_out(draft: Draft) -> None:
    """Find the blocks of the clean text."""
    draft.blocks = blocks_in(draft.clean.text, draft.clean.displaced)


def blocks_in(text: str, displaced: Container[int] = ()) -> list[Block]:
    """Return the blocks of the clean text in order: a line is a heading, a paragraph or an aside."""
    blocks: list[Block] = []
    path: list[tuple[int, str]] = []
    start = 0
    for line in text.splitlines(keepends=True):
        end = start + len(line.rstrip("\n"))
        body = text[start:end]
        if body:
            if start in displaced:
                blocks.append(Block(start, end, "aside", _titles(path)))
            else:
                blocks.append(_block(body, start, end, path))
        start += len(line)
    return blocks


def _block(line: str, start: int, end: int, path: list[tuple[int, str]]) -> Block:
    level = _level(line)
    if _ASIDE.match(line) and len(line) < 60:
        return Block(start, end, "aside", _titles(path))
    if level is not None:
        title, whole = _title(line)
        if title:
            while path and path[-1][0] >= level:
                path.pop()
            above = _titles(path)
            path.append((level, title))
            return Block(start, end, "heading", above) if whole else Block(start, end, "body", _titles(path))
    return Block(start, end, "body", _titles(path))


def _level(line: str) -> int | None:
    """Return how deep a heading the line is, or None where it is none."""
    for level in (3, 2, 1, 0):
        if _MARKS[level].match(line):
            return level
    if len(line) <= 30 and not line.endswith(("。", "；", "，", "！")) and line.count("，") <= 1 and "。" not in line:
        return 4
    return None


def _title(line: str) -> tuple[str, bool]:
    """Return a heading's words and whether it is the whole line."""
    bare = line.lstrip("#").strip()
    if bare.endswith("。") and "，" in bare:
        first = _INLINE.match(bare)
        return (first.group().rstrip("。"), False) if first else ("", False)
    if len(bare) <= _LONGEST_HEADING and "。" not in bare[:-1] and not bare.endswith("；"):
        return bare.rstrip("。："), True
    first = _INLINE.match(bare)
    return (first.group().rstrip("。"), False) if first else ("", False)


def _titles(path: list[tuple[int, str]]) -> tuple[str, ...]:
    return tuple(title for _, title in path)
