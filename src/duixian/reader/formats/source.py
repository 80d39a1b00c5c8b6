"""What a loader gives back, and what a format is: suffixes and the function that turns bytes into text."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from duixian.paper import Paper


class Source(NamedTuple):
    """A file as text: every character as it stands on disk, the encoding it was in, and its name.

    `replaced` counts bytes that fit no encoding and became U+FFFD; nearly always 0. `paper` says where the text stands on
    the file's pages; `encoding` of a file that is not text names its kind (`docx`, `pdf`, `scan`). `notes` says in Chinese
    what a reader of the result should know.
    """

    text: str
    encoding: str
    name: str
    replaced: int = 0
    paper: Paper | None = None
    notes: tuple[str, ...] = ()


Loader = Callable[[bytes, str], Source]


class Format(NamedTuple):
    """A kind of file that can be read: how its names end, and its loader."""

    title: str
    suffixes: tuple[str, ...]
    load: Loader
