"""On which line of a TOML file a key stands: tomllib does not say, and an error must."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Path = tuple[str | int, ...]
_HEAD = re.compile(r"\s*(\[\[?)\s*(?P<path>[^\[\]]+?)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"""\s*(?P<path>(?:[\w.-]|"[^"]*"|'[^']*')+)\s*=""")
_PART = re.compile(r""""[^"]*"|'[^']*'|[^.\s]+""")
_QUOTES = re.compile(r'"""|\'\'\'')
_LONG = re.compile(r'"""[\s\S]*?"""|\'\'\'[\s\S]*?\'\'\'')
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')


def lines_of(source: str) -> dict[Path, int]:
    """Return the line, from 1, of each table and key of a TOML text; keys of inline tables stand at their own."""
    found: dict[Path, int] = {}
    for path, number in _entries(source):
        found.setdefault(path, number)
    return found


def twice_in(source: str) -> int | None:
    """Return the line of the first key or table of a text that is said once more below; None where none is."""
    found: dict[Path, int] = {}
    for path, number in _entries(source):
        if path in found:
            return found[path]
        found[path] = number
    return None


def opened_before(source: str, line: int, column: int) -> tuple[int, str] | None:
    """Return the bracket that still stands open before a place of a text, with its line; None where none does."""
    before = source.splitlines()[:line]
    before[-1:] = [text[: column - 1] for text in before[-1:]]
    opened: list[tuple[int, str]] = []
    plain = _LONG.sub(lambda found: "\n" * found[0].count("\n"), "\n".join(before))
    for number, text in enumerate(plain.splitlines(), start=1):
        if not opened and _HEAD.fullmatch(text):
            continue
        for sign in re.findall(r"[\[\]{}]", _STRING.sub("", text).split("#", 1)[0]):
            if sign in "[{":
                opened.append((number, sign))
            elif opened:
                opened.pop()
    return opened[-1] if opened else None


def line_at(path: Sequence[str | int], lines: dict[Path, int]) -> int | None:
    """Return the line of a key or, where it has none of its own, of the nearest thing around it."""
    around = tuple(path)
    while around:
        if around in lines:
            return lines[around]
        around = around[:-1]
    return None


def _entries(source: str) -> Iterator[tuple[Path, int]]:
    """Yield each table and key of a text with its line, in their order."""
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, line in _open_lines(source):
        head = _HEAD.fullmatch(line)
        key = _KEY.match(line)
        if head:
            table = _resolved(_parts(head["path"]), counts, opens=head[1] == "[[")
            yield table, number
        elif key:
            yield (*table, *_parts(key["path"])), number


def _open_lines(source: str) -> Iterator[tuple[int, str]]:
    """Yield the lines that begin outside of any string, list and inline table."""
    quote, depth = "", 0
    for number, line in enumerate(source.splitlines(), start=1):
        if not quote and depth == 0:
            yield number, line
        rest = line
        while (mark := _QUOTES.search(rest)) is not None:
            quote = "" if quote else mark[0]
            rest = rest[mark.end() :]
        if not quote and not _HEAD.fullmatch(line):
            bare = _STRING.sub("", line).split("#", 1)[0]
            depth = max(0, depth + sum(bare.count(each) for each in "[{") - sum(bare.count(each) for each in "]}"))


def _parts(path: str) -> Path:
    return tuple(part.strip("\"'") for part in _PART.findall(path))


def _resolved(path: Path, counts: dict[Path, int], *, opens: bool) -> Path:
    """Return the path with the number of each entry of a list of tables in it."""
    done: Path = ()
    for number, part in enumerate(path, start=1):
        done = (*done, part)
        if opens and number == len(path):
            counts[done] = counts.get(done, -1) + 1
        if done in counts:
            done = (*done, counts[done])
    return done
