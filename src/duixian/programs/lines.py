"""On which line of a TOML file a key stands: tomllib does not say, and an error must."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

Path = tuple[str | int, ...]
_HEAD = re.compile(r"\s*(\[\[?)\s*(?P<path>[^\[\]]+?)\s*\]\]?\s*(#.*)?")
_KEY = re.compile(r"\s*(?P<path>[\w\"'.-]+)\s*=")
_QUOTES = re.compile(r'"""|\'\'\'')
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')


def lines_of(source: str) -> dict[Path, int]:
    """Return the line, from 1, of each table and key of a TOML text; keys of inline tables stand at their own."""
    found: dict[Path, int] = {}
    table: Path = ()
    counts: dict[Path, int] = {}
    for number, line in _open_lines(source):
        head = _HEAD.fullmatch(line)
        if head:
            table = _resolved(_parts(head["path"]), counts, opens=head[1] == "[[")
            found.setdefault(table, number)
            continue
        key = _KEY.match(line)
        if key:
            found.setdefault((*table, *_parts(key["path"])), number)
    return found


def line_at(path: Sequence[str | int], lines: dict[Path, int]) -> int | None:
    """Return the line of a key or, where it has none of its own, of the nearest thing around it."""
    around = tuple(path)
    while around:
        if around in lines:
            return lines[around]
        around = around[:-1]
    return None


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
    return tuple(part.strip().strip("\"'") for part in path.split("."))


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
