"""What is said to a person on standard error: remarks, and errors with what to do."""

from __future__ import annotations

import io
import os
import sys
from typing import TextIO

from duixian.errors import DuixianError
from duixian.exporters.shown import one_line


def speak_utf8() -> None:
    """Write UTF-8 into pipes, whatever the system's code page; a terminal that lacks a sign shows ?."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=None if stream.isatty() else "utf-8", errors="replace")


def say(words: str, *, style: str = "dim") -> None:
    """Print a remark on standard error."""
    print(f"{ansi(style)}{words}{ansi('')}" if is_coloured(sys.stderr) else words, file=sys.stderr)  # noqa: T201


def complain(error: DuixianError) -> None:
    """Print what is wrong, where, and what to do."""
    what = f"{one_line(error.where)} {error.what}" if error.where else error.what
    cross, bold, plain = (ansi("red"), ansi("bold"), ansi("")) if is_coloured(sys.stderr) else ("", "", "")
    print(f"{cross}✗{plain} {bold}{what}{plain}", file=sys.stderr)  # noqa: T201
    if error.hint:
        print(f"  {error.hint}", file=sys.stderr)  # noqa: T201


def is_coloured(stream: TextIO) -> bool:
    """Answer whether `stream` is a terminal that wants colour."""
    return stream.isatty() and "NO_COLOR" not in os.environ and os.environ.get("TERM") != "dumb"


def ansi(style: str) -> str:
    """Return the code that turns a style on; the empty style turns everything off."""
    return {"": "\033[0m", "bold": "\033[1m", "dim": "\033[2m", "red": "\033[31m"}[style]
